"""A label that spans rows of two pages is one cell of the table; the rows beside it stay what they are."""

from __future__ import annotations

from parsers.formats.pdf.blocks import _grid
from parsers.formats.pdf.cut_tables import joined
from parsers.formats.pdf.page_text import Row, Ruled
from parsers.model.document import Place


def cell(page: int, sides: tuple[float, float], heights: tuple[float, float], *lines: str) -> Ruled:
    (x0, x1), (top, bottom) = sides, heights
    rows = [Row(x0 + 5, top + 2 + 14 * n, x0 + 5 + 10.5 * len(line), top + 13 + 14 * n, line, 10.5, 10.5)
            for n, line in enumerate(lines)]  # fmt: skip
    return Ruled(page, x0, top, x1, bottom, rows)


GROUP, NUMBER, NAME, OTHER = (60.0, 90.0), (90.0, 115.0), (115.0, 300.0), (300.0, 530.0)


def row(page: int, heights: tuple[float, float], *texts: str) -> list[Ruled]:
    sides = (NUMBER, NAME, OTHER)
    return [cell(page, side, heights, *([text] if text else [])) for side, text in zip(sides, texts, strict=True)]


def grid(table: list[Ruled]) -> list[tuple[str, int, int]]:
    return [(c.text, c.row, c.row_span) for c in _grid(table, Place()).cells]


def test_a_group_goes_on_beside_whole_rows() -> None:
    head, one = row(1, (740, 760), "序号", "姓名", "职称"), row(1, (760, 780), "1", "张三", "讲师")
    two, three = row(2, (60, 80), "2", "李四", "教授"), row(2, (80, 100), "3", "", "")
    above, below = [cell(1, GROUP, (740, 780), "成员"), *head, *one], [cell(2, GROUP, (60, 100)), *two, *three]
    made = grid(joined(above, below, picture=False))
    assert ("成员", 0, 4) in made and ("李四", 2, 1) in made
    assert not any("张三" in text and "李四" in text for text, *_ in made)


def test_the_number_of_a_row_is_no_end_of_the_label_above() -> None:
    above, below = row(1, (760, 780), "序号", "姓名", "职称"), row(2, (60, 80), "1", "张三", "讲师")
    assert [text for text, *_ in grid(joined(above, below, picture=False))] == ["序号", "姓名", "职称", "1", "张三", "讲师"]


def test_a_numbered_place_is_no_end_of_the_one_above() -> None:
    above, below = row(1, (760, 780), "成员3", "张三", "讲师"), row(2, (60, 80), "成员4", "", "")
    assert len(joined(above, below, picture=False)) == 6


def test_margins_too_narrow_for_a_word_are_no_column() -> None:
    table = [*row(1, (60, 80), "甲", "姓名", "职称"), cell(1, (530, 534), (60, 80))]
    assert len(grid(table)) == 3
