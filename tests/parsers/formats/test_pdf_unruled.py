"""Tables of a PDF of which no line is drawn, or only those between the rows; and aligned words that are no table."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import reader
from parsers.model.document import Grid, paragraphs
from tests.parsers import pdfs

Cell = tuple[float, str]
LABEL, ANSWER, SECOND, LAST = 60.0, 150.0, 300.0, 390.0
ROWS: Sequence[Sequence[Cell]] = (
    ((LABEL, "单位名称"), (ANSWER, "湖南某某大学")),
    ((LABEL, "单位地址"), (ANSWER, "长沙市岳麓区\n某路1号"), (SECOND, "邮政编码"), (LAST, "410082")),
    ((LABEL, "项目负责人"), (ANSWER, "张三"), (SECOND, "职务/职称"), (LAST, "教授")),
    ((LABEL, "合作交流基础\n（或成功案例）"), (ANSWER, "近三年办会三次，\n参会百人，\n签约两项。")),
    ((LABEL, "联系电话"), (ANSWER, "0731-84586603"), (SECOND, "传真"), (LAST, "0731-84586605")),
)
WANTED = [[text.replace("\n", "") for _, text in row] for row in ROWS]


def printed(rows: Sequence[Sequence[Cell]], space: float = 12, rules: bool = False) -> bytes:
    """The rows, with so much room between them; `rules`: a line between rows."""

    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        y = 740.0
        for row in rows:
            if rules:
                canvas.line(55, y + 14, 520, y + 14)
            for x, text in row:
                for n, line in enumerate(text.split("\n")):
                    canvas.drawString(x, y - 14 * n, line)
            y -= 14 * max(text.count("\n") + 1 for _, text in row) + space
        if rules:
            canvas.line(55, y + 14, 520, y + 14)

    return pdfs.drawn(pen)


def cells(data: bytes) -> list[list[str]]:
    (table,) = pdfs.grids(reader.read(data))
    return [[text.replace("\n", "") for text in row if text] for row in table]


def test_columns_without_any_rule() -> None:
    assert cells(printed(ROWS)) == WANTED


def test_rows_as_close_as_the_lines_of_one_cell() -> None:
    """Only a bracket or a full line tells that a label goes on."""
    assert cells(printed(ROWS, space=0)) == WANTED


def test_rows_that_only_rules_part() -> None:
    rows = (*ROWS[:3], ((LABEL, "党委政府支持\n情况"), (ANSWER, "已立项")), ROWS[4])
    assert cells(printed(rows, space=0, rules=True))[3] == ["党委政府支持情况", "已立项"]


def test_an_answer_set_further_in_stands_in_its_column() -> None:
    rows = (*ROWS[:2], ((LABEL, "联系人"), (ANSWER, "李四"), (SECOND, "传真"), (LAST + 24, "0731-84586604")), *ROWS[2:])
    assert cells(printed(rows))[2] == ["联系人", "李四", "传真", "0731-84586604"]


# --- aligned words that are no table --------------------------------------------------------------------------------


def test_a_cover_is_read_as_lines() -> None:
    rows = [((LABEL, f"{label}："), (ANSWER, text)) for label, text in pdfs.ROWS]
    document = reader.read(printed(rows))
    assert not pdfs.grids(document) and len(pdfs.texts(document)) == 3


def test_signatures_with_their_dates_are_read_as_lines() -> None:
    rows = [((LABEL, f"负责人签字{n}"), (SECOND, "2024年3月28日")) for n in "一二三"]
    texts = [text for row in rows for _, text in row]
    words = (((LABEL, "同意申报。"),), ((LABEL, "单位意见"),))
    apart = [line for row in rows for line in (row, *words)]
    document = reader.read(printed(apart))
    assert not pdfs.grids(document) and all(any(text in line for line in pdfs.texts(document)) for text in texts)


def test_heads_at_a_pages_foot_and_their_rows_overleaf() -> None:
    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        heads = ((LABEL, "时间阶段"), (ANSWER, "经费预算（万元）"), (SECOND, "目标内容"))
        lines = [*ROWS, ((LABEL, "亮点与创新点：成果以短片和图册公开展示。"),), heads]
        for n, row in enumerate(lines):
            for x, text in row:
                canvas.drawString(x, 700 - 50 * n, text.split("\n")[0])
        canvas.drawString(280, 40, "- 1 -")
        canvas.showPage()
        canvas.setFont(pdfs.FONT, 10.5)
        for n, stage in enumerate(("4月-5月", "6月-7月", "8月-9月")):
            for x, text in ((LABEL, stage), (ANSWER, "5"), (SECOND, "办会一场")):
                canvas.drawString(x, 760 - 24 * n, text)

    (_, stages) = pdfs.grids(reader.read(pdfs.drawn(pen)))
    assert stages[0] == ["时间阶段", "经费预算（万元）", "目标内容"]
    assert stages[1:] == [[stage, "5", "办会一场"] for stage in ("4月-5月", "6月-7月", "8月-9月")]


def test_a_cell_told_by_its_place_alone_is_not_wholly_sure() -> None:
    (grid,) = (block for block in reader.read(printed(ROWS)).blocks if isinstance(block, Grid))
    assert {paragraph.confidence for cell in grid.cells for paragraph in paragraphs(cell.blocks)} == {0.85}


def test_answers_above_the_line_of_their_labels_stand_over_short_rules() -> None:
    """A cover whose labels are set at the foot of their rows, and only the answers' column has rules."""
    entries = ("推荐学校", "西北大学"), ("项目名称", "校园能耗预测"), ("项目负责人", "张明"), ("申报日期", "2023年5月20日")

    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        for n, (label, answer) in enumerate(entries):
            canvas.drawString(ANSWER + 150, 700 - 40 * n, answer)
            canvas.drawString(LABEL, 685 - 40 * n, label)
            canvas.line(ANSWER + 145, 671 - 40 * n, 515, 671 - 40 * n)

    assert cells(pdfs.drawn(pen)) == [list(entry) for entry in entries]


def test_labels_spread_over_their_column_are_one_cell() -> None:
    entries = ("推 荐 学 校", "西北大学"), ("项 目 名 称", "校园能耗预测"), ("申 报 日 期", "2023年5月20日")

    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 14)
        for n, (label, answer) in enumerate(entries):
            for column, letter in enumerate(label.split()):
                canvas.drawString(LABEL + 30 * column, 700 - 40 * n, letter)
            canvas.drawString(ANSWER + 150, 700 - 40 * n, answer)

    assert [[text.replace(" ", "") for text in row] for row in cells(pdfs.drawn(pen))] == [
        [text.replace(" ", "") for text in entry] for entry in entries]
