"""Boxes that old Word files make of fields come back where the converter dropped them."""

from __future__ import annotations

from parsers.formats.legacy.overstruck import restored
from parsers.model.document import Document, Grid, Paragraph
from tests.parsers.grids import document, table

BOX, BLANK = "\x13 eq \\o\\ac(□,√)\x15", "\x13 EQ \\o\\ac(□, )\x15"


def texts(made: Document) -> list[str]:
    return [cell.text for grid in made.blocks if isinstance(grid, Grid) for cell in grid.cells]


def test_a_ticked_box_comes_back_before_its_option() -> None:
    made = document(table("项目级别 | ☐国家级  省级 ☐校级", "是否涉密 | 是  否"))
    stored = f"项目级别\x07□国家级  {BOX}省级 □校级\x07\x07是否涉密\x07{BLANK}是  {BOX}否\x07\x07"
    assert texts(restored(made, stored)) == ["项目级别", "☐国家级  ☑省级 ☐校级", "是否涉密", "☐是  ☑否"]


def test_the_same_words_twice_keep_their_order() -> None:
    made = document(table("是 否", "是 否"))
    assert texts(restored(made, f"{BOX}是 {BLANK}否\x07\x07{BLANK}是 {BOX}否\x07")) == ["☑是 ☐否", "☐是 ☑否"]


def test_other_fields_and_other_words_are_left() -> None:
    made = document(table("图1 流程 | 省级 市级"))
    assert restored(made, f"图\x13 SEQ 图 \x141\x15 流程\x07{BOX}县级 市级\x07") == made
    assert restored(made, "") is made


def test_set_off_words_stay_set_off() -> None:
    made = Document(document().medium, (Paragraph("级别：省级 校级", emphasis=((3, 5), (6, 8))),))
    (paragraph,) = restored(made, f"级别：{BOX}省级 {BLANK}校级\r").blocks
    assert isinstance(paragraph, Paragraph) and paragraph.text == "级别：☑省级 ☐校级"
    assert [paragraph.text[a:z] for a, z in paragraph.emphasis] == ["省级", "校级"]
