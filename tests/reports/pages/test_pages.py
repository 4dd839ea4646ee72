"""The text of a case page: what is where, without a browser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from config.model import Severity
from parsers.model.document import Place
from parsers.model.finding import Finding
from parsers.model.record import Unclaimed
from reports.pages import CaseFile, Leaf, case_page
from tests import installation
from tests.reports import sample_desk

SENTENCE = "本项目拟邀请国际科技组织负责人二十人参会，由办公室三名专职人员组织"
TOPICS = ("会议规模", "主题：学术交流、国际事务、后备人才")


def hint(rule: str, told: str, quote: str = SENTENCE) -> Finding:
    return Finding(rule, "note", "main_content", told, "R12", "申报书.docx", Place(table=1, row=3, cell=2), quote=quote)


def page(*findings: Finding) -> str:
    guide = installation.guide()
    return case_page(CaseFile(sample_desk.case(guide, findings=findings)), guide)


def test_hints_on_one_sentence_stand_beneath_it_and_it_is_shown_once() -> None:
    html = page(hint("hint-scale", f"会议规模：“{SENTENCE}”"), hint("hint-themes", f"{TOPICS[1]}：“{SENTENCE}”"))
    findings = html.partition('id="findings"')[2].partition("</section>")[0]
    assert findings.count(SENTENCE) == 1
    assert all(f"<li>{topic} <i title=\"指南 一（二）1：支持围绕" in findings for topic in TOPICS)


def test_a_hint_alone_and_hints_on_other_sentences_stay_as_they_are() -> None:
    html = page(hint("hint-scale", f"会议规模：“{SENTENCE}”"), hint("hint-themes", "主题：“另一句”", "另一句"),
                hint("hint-team", "保障：工作团队：未识别到", ""), hint("hint-controls", "保障：项目内控制度：未识别到", ""))
    for told in (f"会议规模：“{SENTENCE}”", "主题：“另一句”", "保障：工作团队：未识别到", "保障：项目内控制度：未识别到"):
        assert told in html
    assert 'class="hints"' not in html


def test_a_sentence_is_masked_and_stays_text() -> None:
    account = sample_desk.ACCOUNT
    quote = f"<b>开户账号{account}</b>"
    html = page(hint("hint-scale", f"会议规模：“{quote}”", quote), hint("hint-themes", f"主题：“{quote}”", quote))
    assert account not in html and "<b>开户" not in html


def test_where_several_papers_are_drawn_a_page_says_whose_it_is() -> None:
    guide = installation.guide()
    plain = sample_desk.case(guide)
    scan, other = plain.package.files[1:3]
    seal = Finding("seal-missing", "verify", "commitment", "未见公章", "R97", scan.name, Place(1, box=(1, 2, 3, 4)))
    case = sample_desk.case(guide, findings=(seal,))
    leaves = tuple(Leaf(sha256, 1, f"{sha256[:4]}.jpg", 800, 1130) for sha256 in (scan.sha256, other.sha256))
    assert ">看第1页<" in case_page(CaseFile(case, leaves=leaves[:1]), guide)
    assert ">看扫描件第1页<" in case_page(CaseFile(case, leaves=leaves), guide)


@pytest.mark.parametrize(("place", "linked"), [
    (Place(1), True), (Place(1, box=(1, 2, 3, 4)), True), (Place(box=(1, 2, 3, 4)), True), (Place(2), False), (Place(), False),
    (Place(table=1, row=2), False), (None, False),
])  # fmt: skip
def test_a_finding_leads_to_its_page_where_one_is_known_and_drawn(place: Place | None, linked: bool) -> None:
    guide = installation.guide()
    scan = sample_desk.case(guide).package.files[1]
    seal = Finding("seal-missing", "verify", "commitment", "未见公章", "R97", scan.name, place)
    leaves = (Leaf(scan.sha256, 1, "1.jpg", 800, 1130),)
    html = case_page(CaseFile(sample_desk.case(guide, findings=(seal,)), leaves=leaves), guide)
    assert (">看第1页<" in html.partition('id="findings"')[2].partition("</section>")[0]) == linked


@pytest.mark.parametrize(("pages", "drawn", "told"), [(3, 1, "另有 2 页"), (3, 2, "另有 1 页"), (3, 3, ""), (None, 1, "")])
def test_pages_without_a_picture_are_counted(pages: int | None, drawn: int, told: str) -> None:
    guide = installation.guide()
    case = sample_desk.case(guide)
    word, scan, *others = case.package.files
    case = replace(case, package=replace(case.package, files=(word, replace(scan, pages=pages), *others)))
    leaves = tuple(Leaf(scan.sha256, number, f"{number}.jpg", 800, 1130) for number in range(1, drawn + 1))
    html = case_page(CaseFile(case, leaves=leaves), guide)
    assert html.count('id="p') >= drawn and (f"{told}未生成图片" in html if told else "未生成图片" not in html)


@pytest.mark.parametrize(("box", "drawn"), [
    ((100, 200, 300, 250), (100, 200, 200, 50)), ((0, 0, 4, 4), (0, 0, 4, 4)), ((10, 20, 13, 22), (10, 20, 4, 4)),
])  # fmt: skip
def test_a_box_lies_where_its_place_is_and_can_always_be_seen(box: tuple[int, int, int, int], drawn: tuple[int, ...]) -> None:
    guide = installation.guide()
    scan = sample_desk.case(guide).package.files[1]
    seal = Finding("seal-missing", "verify", "commitment", "未见公章", "R97", scan.name, Place(1, box=box))
    leaves = (Leaf(scan.sha256, 1, "1.jpg", 800, 1130),)
    html = case_page(CaseFile(sample_desk.case(guide, findings=(seal,)), leaves=leaves), guide)
    assert 'viewBox="0 0 1000 1412"' in html
    found = re.search(r'<rect id="b\d+" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)">', html)
    assert found is not None and tuple(map(int, found.groups())) == drawn


# --- words that belong to nothing ---------------------------------------------------------------------------------------


def with_words(text: str, field: str | None = "address", closed: bool = False) -> str:
    guide = installation.guide()
    case = sample_desk.case(guide)
    word = case.package.files[0]
    assert word.record is not None
    piece = Unclaimed(text, Place(table=1, row=3, cell=2), field, (), word.name)
    files = (replace(word, record=replace(word.record, unclaimed=(piece,))), *case.package.files[1:])
    told = Finding("content-unclaimed", Severity.VERIFY, field, "地址处有未归入的文字", "R93", kind="content-unclaimed")
    case = replace(case, package=replace(case.package, files=files), findings=(told,) if field else ())
    return case_page(CaseFile(case, closed=closed), guide)


def test_words_that_belong_to_nothing_stand_beneath_the_fields_and_their_field_is_in_doubt() -> None:
    html = with_words("另见附页")
    block = html.partition('id="unclaimed"')[2].partition("</article>")[0]
    assert "未归入任何栏目" in block and "“另见附页”" in block and "地址附近" in block and "表1" in block
    field = html.partition("<h3>地址")[2].partition("</h3>")[0]
    assert "待核实" in field


def test_words_at_no_field_are_shown_and_put_no_field_in_doubt() -> None:
    html = with_words("另见附页", None)
    assert "“另见附页”" in html and "附近" not in html and "待核实" not in html


def test_words_are_text_masked_and_never_on_a_closed_page() -> None:
    html = with_words(f"<b>{sample_desk.ACCOUNT}</b>")
    assert sample_desk.ACCOUNT not in html and "&lt;b&gt;" in html
    assert 'id="unclaimed"' not in with_words("另见附页", closed=True) and 'id="unclaimed"' not in page()
