"""Printed labels: which words are a label, and which of the form's slots it is."""

from __future__ import annotations

import pytest

from parsers.forms.fill import fill
from parsers.forms.labels import find
from parsers.forms.lines import lay_out
from parsers.model.document import Cell, Document, Grid, Paragraph, Place, PlaceNote
from parsers.values.ideographs import folded
from tests import installation

FORM = next(f for f in installation.guide().forms if f.key == "exchange")


def keys(*blocks: Paragraph | Grid) -> list[str]:
    """The fields and areas whose labels are found, in reading order."""
    found = find(lay_out(Document("word", blocks)), FORM)
    return [m.slot.field or m.slot.area for m in found if m.slot is not None]


def grid(*rows: tuple[str, ...]) -> Grid:
    return Grid(tuple(Cell(r, c, (Paragraph(t),)) for r, row in enumerate(rows) for c, t in enumerate(row)))


@pytest.mark.parametrize(
    "said",
    [
        "法人代表", "法 人 代 表", "法人\n代表", "法\n人\n代\n表", "法人代表：", "法人代表(必填)",
        "3、法人代表", "（3）法人代表", "*法人代表", "★法人代表：",
        "法定代表人", "法人代表姓名", "法入代表",
        "法人人代表", "法人代表 Legal Representative", "法人代表（签字）（盖章）", "法⼈代表", "　法　人　代　表　",
    ],
)  # fmt: skip
def test_a_label_however_it_is_written(said: str) -> None:
    assert keys(grid((said, "张三"))) == ["legal_representative"]


@pytest.mark.parametrize(
    "said", ["张三", "法人", "本单位法人代表为张三", "请法人代表签字确认后报送", "代表", "法人代表：张三，电话：0731"]
)
def test_an_answer_is_no_label_cell(said: str) -> None:
    assert keys(grid(("地址", said), ("邮政编码", "410000")))[:1] == ["address"]


@pytest.mark.parametrize("other", [
    "法人代表 Legal Representative", "3、法人代表 Legal Representative", "法入代表", "法人代表：甲", "法定代表人",
])  # fmt: skip
def test_of_two_spellings_the_label_is_the_one_as_printed(other: str) -> None:
    for rows in ((other, "法人代表"), ("法人代表", other)):
        table = grid(("单位名称", "甲"), *((row, "乙") for row in rows), ("邮政编码", "410000"))
        flow = lay_out(Document("word", (table,)))
        (hit,) = (m.hit for m in find(flow, FORM) if m.slot is not None and m.slot.field == "legal_representative")
        assert flow.lines[hit.line].text == "法人代表"


def test_a_label_at_the_head_of_the_page_is_not_the_forms_own() -> None:
    head = Grid((Cell(0, 0, (Paragraph("法人代表", Place(note=PlaceNote.HEADER)),)), Cell(0, 1, (Paragraph("甲"),))))
    flow = lay_out(Document("word", (head, grid(("法人代表：", "乙")))))
    (hit,) = (m.hit for m in find(flow, FORM) if m.slot is not None)
    assert flow.lines[hit.line].text == "法人代表："


def test_three_telephones_are_told_apart_by_their_neighbours() -> None:
    cover = Paragraph("联系人：甲"), Paragraph("联系电话：1")
    table = grid(("邮政编码", "410000"), ("联系电话", "2"), ("单位性质", "高校"), ("项目负责人", "乙"), ("联系电话", "3"))
    assert keys(*cover, table) == [
        "contact_person", "contact_phone", "postal_code", "unit_phone", "unit_nature", "project_leader", "leader_phone",
    ]  # fmt: skip


def test_labels_in_another_order_are_still_found() -> None:
    table = grid(("统一社会信用代码", "x"), ("单位名称", "甲"), ("邮政编码", "410000"), ("法人代表", "乙"))
    assert sorted(keys(table)) == ["applicant_unit", "legal_representative", "postal_code", "uscc"]


@pytest.mark.parametrize(("labels", "telephones"), [
    ("联系人 联系电话 项目负责人 联系电话 单位名称 统一社会信用代码 法人代表 地址 邮政编码", ["contact_phone", "leader_phone"]),
    ("邮政编码 联系电话 联系人 联系电话 单位名称 统一社会信用代码 法人代表 项目负责人", ["unit_phone", "contact_phone"]),
])  # fmt: skip
def test_a_part_that_stands_elsewhere_keeps_its_own_telephone(labels: str, telephones: list[str]) -> None:
    """联系电话 is asked of the contact, the unit and the leader: behind the leader it is the leader's, wherever that stands."""
    found = keys(grid(*((label, "甲") for label in labels.split())))
    assert len(found) == len(labels.split()) and [key for key in found if key.endswith("_phone")] == telephones


def test_a_label_is_found_before_a_text_of_any_length() -> None:
    assert keys(Paragraph("项目主要内容：" + "文" * 100_000)) == ["main_content"]


def test_words_at_the_head_of_a_sentence_are_no_label_where_the_form_has_its_own() -> None:
    assert keys(Paragraph("项目期限：2024年"), Paragraph("项目期限内完成")) == ["project_period"]


@pytest.mark.parametrize(
    ("seen", "plain"),
    [
        ("⼀⼆⼈", "一二人"),
        ("福祉", "福祉"),
        ("⻓沙⻋站", "长沙车站"),
        ("面积100㎡", "面积100㎡"),
        ("①（Ａ）", "①（Ａ）"),
        ("abc", "abc"),
    ],
)
def test_look_alikes_are_folded_and_signs_stay(seen: str, plain: str) -> None:
    assert folded(seen) == plain
    assert len(folded(seen)) == len(seen)


@pytest.mark.parametrize(("words", "field", "answer"), [
    ("开户银行：HSBC", "bank_name", "HSBC"),
    ("开户银行 Bank:Standard Chartered Bank (HK)", "bank_name", "Standard Chartered Bank (HK)"),
    ("开户名﹕ABC Co., Ltd.", "bank_account_name", "ABC Co., Ltd."), ("开户银行：\nHSBC", "bank_name", "HSBC"),
    ("开户银行 Bank：", "bank_name", ""), ("开户银行\nBank name", "bank_name", ""),
])  # fmt: skip
def test_latin_words_behind_a_labels_colon_are_its_answer(words: str, field: str, answer: str) -> None:
    cells = (Cell(0, 0, (Paragraph("银行账户信息"),)), Cell(0, 1, (Paragraph(words),)), Cell(1, 1, (Paragraph("账号：1"),)))
    assert fill(Document("word", (Grid(cells),)), FORM).values[field].text == answer


def test_english_below_a_label_is_no_answer_where_a_cell_is_beside_it() -> None:
    said = fill(Document("word", (grid(("项目负责人：\nProject leader", "张三"), ("法人代表：John Smith", "")),)), FORM).values
    assert (said["project_leader"].text, said["legal_representative"].text) == ("张三", "John Smith")


def test_latin_words_behind_a_label_without_a_colon_may_be_its_answer() -> None:
    filled = fill(Document("word", (grid(("银行账户信息", "开户银行 HSBC"), ("", "账号：1")),)), FORM)
    assert filled.values["bank_name"].blank
    assert [(piece.text, piece.field) for piece in filled.unclaimed] == [("HSBC", "bank_name")]
