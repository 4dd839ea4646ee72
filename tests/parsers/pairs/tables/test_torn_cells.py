"""Names of groups that a page's end tore in two, and such as only look like it."""

from __future__ import annotations

import pytest

from parsers.model.document import Cell, Grid, Paragraph, Place
from parsers.pairs.tables.torn_cells import whole_again


def cell(text: str, row: int, page: int, down: int = 1) -> Cell:
    place = Place(page=page, table=1, row=row + 1, box=(100, 0, 160, 26 * (text.count("\n") + 1)))
    return Cell(row, 0, (Paragraph(text, place),) if text else (), down, 1, place)


@pytest.mark.parametrize(("upper", "lower", "whole"), [
    ("项\n目\n负\n责", "人", "项\n目\n负\n责\n人"), ("导师", "情况", "导师\n情况"), ("申请", "人信息", "申请\n人信息"),
    ("课题组成员", "", "课题组成员"),
])  # fmt: skip
def test_a_torn_name_is_one_cell(upper: str, lower: str, whole: str) -> None:
    made = whole_again(Grid((cell(upper, 0, 1, 2), cell(lower, 2, 2, 2))))
    assert [(one.text, one.row_span) for one in made.cells] == [(whole, 4)]


@pytest.mark.parametrize(("upper", "lower", "pages"), [
    ("项目组长", "导师情况", (1, 2)), ("项目负责", "人", (1, 1)), ("负责人", "联系人", (1, 2)), ("", "成员", (1, 2)),
])  # fmt: skip
def test_two_names_stay_two(upper: str, lower: str, pages: tuple[int, int]) -> None:
    grid = Grid((cell(upper, 0, pages[0], 2), cell(lower, 2, pages[1], 2)))
    assert whole_again(grid) == grid
