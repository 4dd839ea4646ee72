"""Word beside paper as far as ink was read: what was taken in beside a value, what a doubtful character may be, what was lost."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.compare import Comparison, compare
from parsers.model.document import UNREAD, Medium, Place
from parsers.model.record import PaperLine, Value
from tests.parsers.rules.builders import guide, record, value

CELL = Place(2, 1, 8, 2, box=(301, 425, 895, 464))
BESIDE = Place(2, 1, 8, 3, box=(600, 426, 895, 464))
ELSEWHERE = Place(3, 1, 2, 1, box=(301, 100, 895, 140))


def line(text: str, place: Place = CELL, **others: str) -> PaperLine:
    """A line of the paper; `others`: what the characters of that name may be instead, UNREAD anything."""
    return PaperLine(text, place, tuple((at, others[char]) for at, char in enumerate(text) if char in others))


def against(key: str, word: Any, read_as: Any, *lines: PaperLine, confidence: float = 0.97, **more: Any) -> Comparison:
    """The Word record with one value against a paper on which another was read; `more`: other values of Word, not on it."""
    form = guide().form("haizhi" if key == "email" else "exchange")
    assert form is not None
    one = record(form.key, **{key: word}, **more)
    read = read_as if isinstance(read_as, Value) else value(read_as, CELL, Medium.OCR, confidence=confidence)
    paper = record(form.key, medium=Medium.OCR, **{key: read})
    for name in (name for name in more if name != key):
        paper.values[name] = Value(None, None, medium=Medium.OCR)
    return compare(one, _with(paper, lines), form)


def _with(paper: Any, lines: tuple[PaperLine, ...]) -> Any:
    return type(paper)(paper.form, paper.values, {}, paper.areas, medium=paper.medium, paper=lines)


def said(found: Comparison, key: str) -> str:
    """What came of one field: other, agrees or unsure."""
    assert (key in found.compared) != (key in found.skipped)
    return "other" if key in [one.field for one in found.differences] else "unsure" if key in found.skipped else "agrees"


@pytest.mark.parametrize(("key", "word", "read_as"), [
    ("project_leader", "孔国栋", "孔国栋    职务/职称    高级工程师"),
    ("email", "hz810@post5.example.org", "hz810@post5.    传真\nexample.org"),
    ("postal_code", "410082", "410082 联系电话"),
    ("main_content", "围绕产业需求办国际论坛，邀请专家参会", "围绕产业需求办国际论坛，邀请合作单位名称专家参会"),
    ("cooperation_basis", "2021年以来，我单位与两所大学签订合作备忘录2份",
     "（或成功 2021年以来，我单位与两所大学签订成功案例合作备忘录2份"),
])  # fmt: skip
def test_words_that_a_value_took_in_are_no_difference(key: str, word: str, read_as: str) -> None:
    assert said(against(key, word, read_as, leader_title="高级工程师"), key) == "agrees"


@pytest.mark.parametrize(("key", "word", "read_as"), [
    ("project_leader", "孔国栋", "孔国梁    职务/职称    高级工程师"),
    ("project_leader", "孔国栋", "孔国栋梁    职务/职称    高级工程师"),
    ("project_leader", "孔国栋", "孔国栋    职务/职称    王五"),
    ("email", "hz810@post5.example.org", "hz811@post5.    传真\nexample.org"),
    ("postal_code", "410082", "410083 联系电话"),
    ("contact_phone", "13899624992", "138996249925"),
    ("leader_title", "教授", "副教授"),
])  # fmt: skip
def test_other_ink_beside_words_of_the_form_is_still_found(key: str, word: str, read_as: str) -> None:
    more = {"leader_title": "高级工程师"} if key != "leader_title" else {}
    assert said(against(key, word, read_as, **more), key) == "other"


@pytest.mark.parametrize(("key", "word", "read_as", "others", "came_of_it"), [
    ("applicant_unit", "湖南罗霄生物医药有限公司", "湖南罗膏生物医药有限公司", {"膏": "霄骨"}, "agrees"),
    ("applicant_unit", "湖南罗霄生物医药有限公司", "湖南罗膏生物医药有限公司", {"膏": "骨实"}, "other"),
    ("applicant_unit", "湖南罗霄生物医药有限公司", "湖南罗膏生物医药有限公司", {"膏": "骨" + UNREAD}, "unsure"),
    ("contact_phone", "13899624992", "13899624892", {"8": "93"}, "agrees"),
    ("contact_phone", "13899624992", "13899624892", {"8": "63"}, "other"),
    ("contact_phone", "13899624992", "138 9962 4892", {"8": UNREAD}, "unsure"),
    ("project_period", {"text": "2024年4月-2025年3月", "start": "2024-04", "end": "2025-03"},
     {"text": "2024年4月-2025年8月", "start": "2024-04", "end": "2025-08"}, {"8": "3"}, "agrees"),
    ("project_period", {"text": "2024年4月-2025年3月", "start": "2024-04", "end": "2025-03"},
     {"text": "2024年4月-2025年8月", "start": "2024-04", "end": "2025-08"}, {"8": "6"}, "other"),
    ("project_period", {"text": "2024年4月-2025年3月", "start": "2024-04", "end": "2025-03"},
     {"text": "2024年4月-2025年8月", "start": "2024-04", "end": "2025-08"}, {"8": UNREAD}, "unsure"),
])  # fmt: skip
def test_a_doubtful_character_may_be_what_word_has(
    key: str, word: Any, read_as: Any, others: dict[str, str], came_of_it: str
) -> None:
    text = read_as["text"] if isinstance(read_as, dict) else read_as
    assert said(against(key, word, read_as, line(text, CELL, **others)), key) == came_of_it


def test_the_doubt_of_another_line_makes_no_character_doubtful() -> None:
    lines = (line("邮编8", ELSEWHERE, **{"8": "9"}), line("13899624892"))
    assert said(against("contact_phone", "13899624992", "13899624892", *lines), "contact_phone") == "other"


@pytest.mark.parametrize(("beside", "came_of_it"), [
    ("联系电话    13899624992", "agrees"), ("联系电话：13899624992", "agrees"), ("138996249921", "other"),
    ("13899624993", "other"),
])  # fmt: skip
def test_words_value_by_itself_in_the_same_row_agrees(beside: str, came_of_it: str) -> None:
    found = against("contact_phone", "13899624992", "91430400MA4L7Q2X5D", line("91430400MA4L7Q2X5D"), line(beside, BESIDE))
    assert said(found, "contact_phone") == came_of_it
    far = against("contact_phone", "13899624992", "91430400MA4L7Q2X5D", line(beside, ELSEWHERE))
    assert said(far, "contact_phone") == "other"


@pytest.mark.parametrize(("key", "word", "read_as", "came_of_it"), [
    ("contact_phone", "13800024992", "1380024992", "unsure"),
    ("contact_phone", "13812345678", "1381234567", "unsure"),
    ("email", "hz872@post4.example.org", "hz872@postt4.example.org", "unsure"),
    ("contact_phone", "13812345679", "1381234679", "other"),
    ("applicant_unit", "湖南罗霄生物医药有限公司", "湖南罗霄生物医药有限公", "unsure"),
    ("address", "湖南省怀化市鹤城区怀东路180号中南大厦三楼东侧", "湖南省怀化市鹤城区怀东路1", "unsure"),
    ("main_content", "邀请各国专家来湘参会，举办论坛，并签署一系列协议。", "邀请各国专家来湘参会，举办论坛", "unsure"),
    ("main_content", "邀请各国专家来湘参会，举办论坛并签约。", "邀请各国专家来湘参会，举办论坛", "agrees"),
])  # fmt: skip
def test_what_is_lost_at_an_end_or_of_two_alike_is_no_other_ink(key: str, word: str, read_as: str, came_of_it: str) -> None:
    assert said(against(key, word, read_as), key) == came_of_it


def test_a_blank_place_is_no_difference_where_the_words_stand_elsewhere_on_the_paper() -> None:
    for words, came_of_it in (("亮点：首次放在湖南进行", "unsure"), ("亮点：", "other")):
        found = against("highlights", "首次放在湖南进行", "", line(words, ELSEWHERE))
        assert said(found, "highlights") == came_of_it


ROWS = [
    {"stage": "2024年4月", "budget_wan": 3.5, "goal": "完成方案论证"},
    {"stage": "2024年6月", "budget_wan": 4.0, "goal": "举办专场活动2场"},
]


@pytest.mark.parametrize(("rows", "came_of_it"), [
    ([ROWS[0], ROWS[1] | {"budget_wan": 5.0}], "other"),
    ([ROWS[0] | {"budget_wan": 35.0}, ROWS[1]], "unsure"),
    ([ROWS[0] | {"budget_wan": None}, ROWS[1]], "unsure"),
    ([ROWS[0], ROWS[1] | {"goal": "举办专场活动3场"}], "other"),
    ([ROWS[0], ROWS[1] | {"stage": "2024年8月"}], "other"),
    ([ROWS[0]], "unsure"),
    ([*ROWS, {"stage": "2024年9月", "budget_wan": 1.0, "goal": "赴境外开展回访"}], "other"),
    ([*ROWS, {"stage": "", "budget_wan": None, "goal": "2场"}], "unsure"),
])  # fmt: skip
def test_rows_of_the_schedule(rows: list[dict[str, Any]], came_of_it: str) -> None:
    assert said(against("schedule", ROWS, rows), "schedule") == came_of_it


def test_one_or_two_other_ticks_are_a_difference_and_many_are_misread() -> None:
    one, more = ["先进制造"], ["先进制造", "新能源"]
    many = ["新能源", "信息技术", "新材料"]
    assert [said(against("cooperation_fields", one, read), "cooperation_fields") for read in (more, many, one)] == [
        "other", "unsure", "agrees",
    ]  # fmt: skip


def test_the_number_of_the_next_field_that_a_value_took_in_is_no_other_ink() -> None:
    """What it stands in the place of was not read; by itself it is another value."""
    word, fax = "hz67@post1.example.org", "0731-80000067"
    assert said(against("email", word, f"hz67@post    传真{fax}", fax=fax), "email") == "unsure"
    assert said(against("email", word, f"hz68@post1.example.org    传真{fax}", fax=fax), "email") == "other"
    assert said(against("contact_phone", "13899624992", "13899624993", leader_phone="13899624993"), "contact_phone") == "other"
