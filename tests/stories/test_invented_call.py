"""A call of another body: nothing that people read of it has a word of the guide of 2024, nor a column that it does not use."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from io import BytesIO
from typing import NamedTuple

import openpyxl
import pytest

from config.load import load_guide
from config.model import Guide
from intake.operations.checked_settings import guide_problems
from intake.operations.installation import open_installation
from intake.operations.progress import Narrator
from intake.pipeline.run import run_pass
from intake.publish.expert_files import lay_out
from intake.publish.workbook_data import gather
from reports import display
from reports.case import Desk, Edit
from reports.public_notice import notice_book, notice_text
from reports.workbook.book import build
from tests import installation
from tests.stories.invented_call import FILLED, LABELS, OPINION, guide_of_the_call, mailbox

OFFICE = {"name": "星河科普基金会", "department": "活动部", "contact": "值班员", "phone": "0898-66250000",
          "address": "海口市一号"}
SHARED = {"联系人", "联系电话", "项目名称", "申报单位", "项目类别", "项目负责人", "电子信箱", "账号",
          "申报书", "地址", "其他"}
"""Labels of the forms of 2024 that are everybody's words, and stand in letters and sheets as such."""


def words_of(guide: Guide) -> set[str]:
    """The guide's own vocabulary: whatever it calls by a name of its own."""
    words = {guide.title, guide.province, guide.province_name, *guide.province_words, *guide.host.names, *guide.host.members,
             guide.paper.certificate, guide.prefix_without_form}
    words |= {word for one in guide.categories for word in (one.key, one.name, one.sheet)}
    words |= {word for one in guide.recommender_classes for word in (one.name, one.route)} | {one.name for one in guide.criteria}
    for form in guide.forms:
        words |= {form.key, form.name, form.prefix, *form.titles, *form.sections}
        words |= {re.sub(r"\s", "", slot.label) for slot in form.slots} | {field.label for field in form.fields}
        words |= {option.label for field in form.fields for option in field.options}
    topics = {rule.topic for rule in guide.rules if rule.audience == "experts"}
    return {word for word in words | topics if len(word) > 1} - SHARED


def texts_of(data: bytes) -> str:
    """All that a workbook shows: names of sheets, cells, comments, and what stands over links."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


class Told(NamedTuple):
    """A pass over the call's mailbox, and what people read of it by the name of each thing."""

    guide: Guide
    desk: Desk
    texts: dict[str, str]
    workbook: openpyxl.Workbook

    def heads(self, sheet: str) -> list[str]:
        """The headings of a sheet, without that of its hidden key."""
        return [str(cell.value) for cell in self.workbook[sheet][1]][1:]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    home = tmp_path_factory.mktemp("stars")
    guide = load_guide(guide_of_the_call(home))
    box = mailbox(home, FILLED, FILLED | {"title": "云的十种形状", "spending": "", "team": "气象爱好者学生社团"})
    these = installation.settings(home, box, office=OFFICE, smtp={
        "url": f"maildir:{home / 'letters'}", "spacing_seconds": 0, "from": "stars@example.net"})
    run_pass(these, guide, Narrator(quiet=True))
    opened = open_installation(these, guide, Narrator(quiet=True))
    desk = gather(opened.ledger, these, guide, {}, 1, datetime.now(UTC))
    output = home / "output"
    lay_out(desk.cases, guide, opened.files, output, ("甲专家",), [case.case_no or "" for case in desk.cases])
    opened.ledger.close()
    texts = {"notice": notice_text(desk.cases, guide, date(2024, 6, 5), these.office),
             "list": texts_of(notice_book(desk.cases, guide, date(2024, 6, 5)))}
    for path in sorted(output.rglob("*")):
        name = str(path.relative_to(output))
        if path.suffix == ".xlsx":
            texts[name] = name + texts_of(path.read_bytes())
        elif path.is_file():
            texts[name] = name + (path.read_text("utf-8") if path.suffix in (".html", ".txt") else "")
    for n, path in enumerate(installation.letters(home)):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        bodies = (part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")
        texts[f"letter {n}"] = "\n".join((str(mail["Subject"]), *bodies))
    return Told(guide, desk, texts, openpyxl.load_workbook(output / "审查表.xlsx"))


def test_its_guide_is_whole_and_its_applications_are_read(told: Told) -> None:
    assert guide_problems(told.guide) == []
    first, second = told.desk.cases
    assert (first.case_no, first.category, second.category) == ("XH2031-0001", "gazing", "gazing")
    assert first.package.record(told.guide).values["title"].text == FILLED["title"]  # type: ignore[union-attr]
    assert [(one.rule, one.field) for one in second.findings if one.severity == "fix"] == [("field-missing", "spending")]
    assert sum(name.startswith("letter") for name in told.texts) == 2 and "审查表.xlsx" in told.texts


def test_nothing_that_people_read_has_a_word_of_the_guide_of_2024(told: Told) -> None:
    of_2024 = words_of(installation.guide()) - words_of(told.guide)
    assert len(of_2024) > 80 and {"合作领域", "推荐单位", "非涉密证明", "科协", "湖南", "海外工作站"} <= of_2024
    found = sorted({(name, word) for name, text in told.texts.items() for word in of_2024 if word in text})
    assert not found


def test_the_columns_and_sheets_that_it_does_not_use_are_absent(told: Told) -> None:
    assert told.workbook.sheetnames == [
        "今日", "总览", "校园观星", "形审", "字段", "附件", "邮件", "版本", "核验", "纸质", "回复", "汇总", "公示", "改动",
        "说明"]
    assert not {"推荐单位", "推荐路径", "领域", "小类", "申报类别"} & set(told.heads("总览"))
    assert {LABELS["team"], "经费（万元）"} <= set(told.heads("总览"))
    assert told.heads("纸质")[2:6] == ["项目名称", "状态", "应交份数", "收到日期"]
    assert not {"装订", "应交证明", "证明份数", "推荐单位"} & set(told.heads("纸质"))
    assert told.heads("公示")[:3] == ["编号", LABELS["team"], "项目名称"] and "小类" not in told.heads("公示")
    assert "推荐" not in told.texts["notice"] + told.texts["pages/index.html"] and "小类" not in told.texts["pages/index.html"]


def test_its_letters_ask_for_its_copies_and_for_no_certificate(told: Told) -> None:
    letters = [text for name, text in told.texts.items() if name.startswith("letter")]
    assert all("签字并加盖公章，一式三份，送至下面的地址" in text for text in letters)
    assert not any(word in text for text in letters for word in ("证明", "装订", "另附", "六份"))


def test_places_and_clauses_are_its_own(told: Told) -> None:
    assert "丙.1" in told.texts["审查表.xlsx"] and display.field_label(told.guide.forms[0], "applicant_opinion") == OPINION
    assert "“资助款用途说明”未填写" in "".join(text for name, text in told.texts.items() if name.startswith("letter"))


def test_what_staff_wrote_in_a_column_stays_when_the_call_has_no_use_for_it(told: Told) -> None:
    number = told.desk.cases[0].case_no or ""
    wrote = (Edit(1, "纸质", number, "staff_certificates", "2", "", "active", "", ""),
             Edit(2, "推荐", "某社团", "staff_standing", "待核", "", "active", "", ""))
    book = openpyxl.load_workbook(BytesIO(build(replace(told.desk, edits=wrote), told.guide)))
    heads = [cell.value for cell in book["纸质"][1]]
    assert "2" in [str(row[heads.index("证明份数")].value) for row in book["纸质"].iter_rows(min_row=2)]
    assert "待核" in [cell.value for row in book["推荐"].iter_rows() for cell in row]
