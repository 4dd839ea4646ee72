"""Whatever is typed into whichever cell of the staff has its effect in the next workbook, or its answer there on 改动.

A desk is made once; each example is a copy of it in which some cells are typed over, followed by a pass.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from intake.ledger import edits as edit_rows
from reports.edits.choices import CHOICES, chosen
from reports.workbook.cell_text import Formula, cell_text, spoilt
from reports.workbook.registry import SHEETS
from reports.workbook.typed_overlay import GONE
from tests.desk.office import Office, package, small_guide
from tests.desk.saved_workbooks import contents, pages_of
from tests.desk.sheets import Desk, opened

Place = tuple[str, str, str]
"""Sheet, row key, heading."""
FIRST, SECOND = "GJ2024-0001", "GJ2024-0002"
COLUMNS = {(sheet.name, column.head): column.key for sheet in SHEETS if sheet.used is None or sheet.used(small_guide())
           for column in sheet.of(small_guide()).columns if column.staff and column.key != "staff_choice"}  # fmt: skip
"""(sheet, heading) → key of every column in which staff write. 处理 decides about other cells and has stories of its own."""
UNKNOWN = ("同意", "通过？", "不通过", "待 定", "误报吧", "办会", "=", "-", "@张三", "+86 731", "-3", "=通过",
           "_x0007_响铃", "a\u200bb",
           "“引号”&<b>", "两\n行", "😀", "行|1", "1.2E+17", "#N/A")  # fmt: skip
KNOWN = tuple(dict.fromkeys(word for words in CHOICES.values() for word in words))
NUMBERS = st.one_of(st.integers(-5, 10**20), st.floats(-1e6, 1e6), st.booleans())
DAYS = st.one_of(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
FORMULAS = st.sampled_from(("=1+1", '="通过"', "=VLOOKUP(B3,名单!A:B,2,0)", "=#REF!"))
TEXTS = st.one_of(
    st.sampled_from(UNKNOWN), st.sampled_from(KNOWN), st.sampled_from(KNOWN).map(lambda word: f" {word[0]} {word[1:]}。"),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40), st.just("长" * 33_000))  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """What is typed: into which column (sheet, heading), which of its rows, and whether as text whatever it looks like."""

    column: tuple[str, str]
    row: int
    value: Any
    as_text: bool = False


ROWS = st.integers(0, 99)
OWN_WORDS = [((sheet, head), word) for (sheet, head), key in COLUMNS.items() for word in CHOICES.get((sheet, key), ())]
CELLS = st.lists(
    st.one_of(
        st.builds(Typed, st.sampled_from(list(COLUMNS)), ROWS, st.one_of(st.just(""), NUMBERS, DAYS, FORMULAS)),
        st.builds(Typed, st.sampled_from(list(COLUMNS)), ROWS, TEXTS, st.just(True)),
        st.builds(Typed, st.just(("字段", "更正值")), ROWS, TEXTS, st.just(True)),
        st.builds(lambda own, row: Typed(own[0], row, own[1], True), st.sampled_from(OWN_WORDS), ROWS)),
    min_size=25, max_size=50)  # fmt: skip
"""Words of a column's own list, and corrections, more often than their number among the columns would have it."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cases with letters, and some cells that are typed already."""
    made = Office(tmp_path_factory.mktemp("desk"), guide=small_guide())
    to = made.settings.own_addresses[:1]
    made.mail(1, package(1, address=""), to=to)
    made.mail(2, to=to)
    made.run()
    with opened(made.workbook) as book:
        book.put("总览", FIRST, "备注", "先前写的")
        book.put("总览", SECOND, "拟立项", "是")
        book.put("字段", f"{FIRST}|address", "更正值", "长沙市东风路17号")
    made.run()
    made.ledger.close()
    return made.home


@pytest.fixture(autouse=True)
def nobody_reads_mail_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """改分类 has a mail read again, and no readers are at work here."""
    monkeypatch.setattr("intake.pipeline.apply_edits.mail_rows.reopen", lambda *_: None)


@given(cells=CELLS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None,
          phases=(Phase.explicit, Phase.generate))  # to shrink would take a pass each time

def test_a_typed_cell_has_its_effect_or_its_answer(
    desk: Path, tmp_path_factory: pytest.TempPathFactory, cells: list[Typed]
) -> None:
    home = tmp_path_factory.mktemp("copy") / "home"
    shutil.copytree(desk, home)
    office = Office(home, guide=small_guide())
    with closing(office.ledger):
        typed = dict(type_into(office.workbook, cells))
        office.run()
        assert office.published.path is not None
        shown, answered = contents(pages_of(office.published.path)), set(answers(office))
    silent = {at: (str(value)[:40], shown.get(at, "")[:40]) for at, value in typed.items()
              if at not in answered and not has_effect(shown, at, value)}
    assert not silent, f"typed and shown, with neither effect nor answer: {silent}"


def type_into(workbook: Path, cells: list[Typed]) -> Iterator[tuple[Place, Any]]:
    """Types and saves; gives (sheet, row key, heading) → what was typed last."""
    book = Desk(openpyxl.load_workbook(workbook))
    for cell in cells:
        sheet, head = cell.column
        keys = book.keys(sheet)
        if not keys:
            continue
        row = keys[cell.row % len(keys)]
        at = book.sheet(sheet).cell(book.row(sheet, row), book.column(sheet, head))
        at.number_format = "General"  # a day typed before would make the next number a day
        at.value = cell.value
        if cell.as_text:
            at.data_type = "s"
        yield (sheet, row, head), Formula(cell.value) if at.data_type == "f" else cell.value
    book.book.properties.lastModifiedBy = "王静"
    book.book.save(workbook)


def answers(office: Office) -> Iterator[Place]:
    """(sheet, row key, heading) of every cell that a line of 改动 names and gives a reason for."""
    assert office.published.path is not None
    book = Desk(openpyxl.load_workbook(office.published.path))
    for key in book.keys("改动"):
        named = [book.get("改动", key, head) for head in ("表", "行", "列", "说明")]
        with office.ledger.read() as connection:
            edit = edit_rows.find(connection, int(key))
        if all(named) and edit is not None:
            yield named[0], edit.row, named[2]


def has_effect(shown: Mapping[Place, str], at: Place, value: Any) -> bool:
    """Whether the next workbook has what was typed, and what follows from it where something must."""
    sheet, row, head = at
    text, words = cell_text(value), CHOICES.get((sheet, COLUMNS[sheet, head]), ())
    meant = chosen(text, words) if words and text else text
    if meant is None or spoilt(value, "") or plain(shown.get(at, "")) != plain(meant):
        return False
    beside = {heading: words for (page, key, heading), words in shown.items() if (page, key) == (sheet, row)}
    return not text or GONE in beside.values() or followed(head, meant, beside)


def followed(head: str, word: str, beside: Mapping[str, str]) -> bool:
    """Whether a word did what words of this column do, as its row tells."""
    if head == "更正值":
        return "已按更正值" in beside["说明"]
    if head == "初审结论":
        return beside["办理情况"].endswith("待批准")
    return head != "认可/误报" or (beside["程度"] == "已消除") == (word == "误报")


def plain(text: str) -> str:
    """A text without blanks and what no cell can hold."""
    return "".join(one for one in text.replace("_x0007_", "") if one.isprintable() and not one.isspace())
