"""An answer under a numbered heading that a page's end cuts goes on with lesser numbers and colons, not with headings."""

from __future__ import annotations

import pytest

from parsers.formats.pdf.cut_tables import joined
from parsers.formats.pdf.page_text import Row, Ruled


def cell(page: int, top: float, bottom: float, *lines: str) -> Ruled:
    rows = [Row(65, top + 14 * n, 200, top + 14 * n + 11, line, 10.5, 10.5) for n, line in enumerate(lines)]
    return Ruled(page, 60, top, 530, bottom, rows)


def texts(table: list[Ruled]) -> list[str]:
    return ["".join(row.text for row in c.rows) for c in table]


@pytest.mark.parametrize("first", ["（2）模型训练", "2.关键问题", "a.实体抽取：词语。", "数据获取：爬取。"])
@pytest.mark.parametrize("apart", [True, False])
def test_an_answer_goes_on(first: str, apart: bool) -> None:
    """`apart`: the heading stands in a row of its own."""
    head = [cell(1, 600, 620, "二、研究内容")] if apart else []
    above = [*head, cell(1, 620, 780, *(() if apart else ("二、研究内容",)), "1.采样", "在十处采样。")]
    made = texts(joined(above, [cell(2, 60, 200, first)], picture=False))
    assert made[-1].endswith(f"在十处采样。{first}") and len(made) == len(above)


@pytest.mark.parametrize("first", ["三、预期成果", "学院意见：", "负责人签字："])
def test_a_heading_overleaf_begins_a_row(first: str) -> None:
    above = [cell(1, 600, 620, "二、研究内容"), cell(1, 620, 780, "1.采样", "在十处采样。")]
    assert texts(joined(above, [cell(2, 60, 200, first)], picture=False)) == ["二、研究内容", "1.采样在十处采样。", first]
