"""What staff type around the words of a list: blanks, full-width signs, another word. A word that is none of the list does
nothing, and is never taken for the opposite."""

from __future__ import annotations

import pytest

from config.model import Field, Option
from parsers.model.package import Role
from reports.case import Edit
from reports.edits.choices import CHOICES, chosen
from reports.edits.edit_effects import by_case, roles, typed, verdict_for
from reports.state_words import ROLE, VERDICT_LETTER
from reports.workbook.cell_text import cell_checksum, cell_text, spoilt
from reports.workbook.columns import CHANGES, CHECKS, FILES, LETTERS
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.sheets.paper_copies import lacking
from reports.workbook.typed_values import typed_count, typed_date
from tests.reports.counted_guide import EXCHANGE, GUIDE

NUMBER = "GJ2024-0001"
BY_WORD = {word: Role(role) for role, word in ROLE.items()}


def edit(sheet: str, row: str, column: str, value: str, basis: str = "") -> Edit:
    return Edit(1, sheet, row, column, value, "", "active", "", "", basis=basis)


@pytest.mark.parametrize("cell", ["通过", " 通过", "通过 ", "　通过　", "\n通过\r\n", "\xa0通过\t"])
def test_blanks_around_a_word_are_no_part_of_it(cell: str) -> None:
    assert cell_text(cell) == "通过" and cell_checksum(cell_text(cell)) == cell_checksum("通过")


@pytest.mark.parametrize(("cell", "word"), [
    ("不 予\n受理！", "不予受理"), ("补正．", "补正"), ("通过。。", "通过"), ("不通过", None), ("通过？", None), ("。通过", None),
    ("。", None), ("", None),
])  # fmt: skip
def test_a_word_of_a_list_is_known_by_its_letters_alone(cell: str, word: str | None) -> None:
    assert chosen(cell, CHOICES[OVERVIEW.name, "staff_verdict"]) == word


@pytest.mark.parametrize("cell", ["#REF!", " #ref! ", "#N/A\n", "#Value!"])
def test_an_error_of_a_formula_is_no_word_however_it_is_written(cell: str) -> None:
    assert cell.strip().upper() in spoilt(cell, "text")


@pytest.mark.parametrize(("one", "other"), [("通过", "不通过"), ("是", "否"), ("A", "a"), ("1", "１"), ("甲 乙", "甲乙")])
def test_another_word_has_another_digest(one: str, other: str) -> None:
    """A clerk who corrects a capital, a width or a blank within has changed the cell."""
    assert cell_checksum(cell_text(one)) != cell_checksum(cell_text(other))


@pytest.mark.parametrize(("word", "role"), [*((word, role) for role, word in ROLE.items()), ("佐证", None), ("申报书word版",
    None)])
def test_a_file_gets_the_role_whose_word_was_typed_and_no_other(word: str, role: str | None) -> None:
    given = roles([edit(FILES.name, f"{NUMBER}|abc", "staff_role", word)], BY_WORD)
    assert given == ({"abc": role} if role else {})
    assert roles([edit(CHECKS.name, f"{NUMBER}|abc", "staff_role", word)], BY_WORD) == {}


@pytest.mark.parametrize(("word", "silent"), [("误报", True), ("认可", False), ("误报？", False), ("不是误报", False), ("",
    False)])
def test_only_the_word_itself_silences_a_finding(word: str, silent: bool) -> None:
    words = by_case([edit(CHECKS.name, f"{NUMBER}|rule|field|digest", "staff_judgement", word)])
    assert words.get(NUMBER) is None if not silent else words[NUMBER].silenced == {"rule|field|digest"}


@pytest.mark.parametrize(("word", "letter"), [
    ("通过", "accepted"), ("补正", "correction"), ("不予受理", "refused"), ("不通过", None), ("已补正", None), ("受理", None),
])  # fmt: skip
def test_a_verdict_asks_for_its_own_letter(word: str, letter: str | None) -> None:
    given = by_case([edit(OVERVIEW.name, NUMBER, "staff_verdict", word, cell_checksum("3"))])[NUMBER]
    assert VERDICT_LETTER.get(verdict_for(given, 3)[0]) == letter
    assert verdict_for(given, 2) == verdict_for(given, 4) == ("", ""), "a verdict is on one revision"


def test_the_lists_offer_the_words_that_are_understood() -> None:
    """A list with another spelling would offer words that do nothing."""
    offered = {(sheet.name, column.key): column.choices for sheet in (OVERVIEW, CHECKS, FILES, LETTERS, CHANGES)
               for column in sheet.columns if column.choices}  # fmt: skip
    assert offered == {
        ("总览", "staff_verdict"): tuple(VERDICT_LETTER), ("总览", "staff_amend"): ("是", "否", "已补正"),
        ("总览", "staff_award"): ("是", "否", "备选"), ("形审", "staff_judgement"): ("认可", "误报"),
        ("附件", "staff_role"): tuple(word for role, word in ROLE.items() if role != "refused"),
        ("回复", "staff_release"): ("批准", "暂缓"), ("改动", "staff_choice"): ("采用此值", "保留现值"),
    }  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "value"), [
    ("text", " (空白)　", ""), ("text", "（空白）", ""), ("text", "空白", "空白"), ("text", "（空白）处", "（空白）处"),
    ("choice", " 国际合作　", "cooperation"), ("choice", "cooperation", "cooperation"), ("choice", "合作", None), ("choice", "",
    None),
    ("options", "农业、 能源；", ["农业", "能源"]), ("options", " 农业 \n 　\n能源; ;", ["农业", "能源"]),
    ("code", " 12430000mb1k23456x ", "12430000mb1k23456x"), ("code", "１２４３００００ＭＢ１Ｋ２３４５６Ｘ",
    "12430000MB1K23456X"),
    ("email", " Keji@EXAMPLE.cn　", "Keji@EXAMPLE.cn"), ("email", "ｋｅｊｉ＠example.cn", "keji@example.cn"),
    ("postcode", " ４１００83", "410083"), ("person", "　欧阳明德 ", "欧阳明德"), ("phone", "０７３１-84884381", "0731-84884381"),
    ("schedule", " 春 | 12.5万元 | 筹备 \n\n 　\n秋|6| |", [
        {"stage": "春", "budget_wan": 12.5, "goal": "筹备"}, {"stage": "秋", "budget_wan": 6.0, "goal": ""}]),
])  # fmt: skip
def test_a_correction_has_the_shape_of_its_field(kind: str, text: str, value: object) -> None:
    fields = tuple(Option(label=label) for label in ("农业", "能源"))
    options = {"choice": EXCHANGE.fields[1].options, "options": fields}.get(kind, ())
    made = typed(text, Field(key="one", label="一栏", kind=kind, options=options))  # type: ignore[arg-type]
    assert (made.value, made.medium, made.confidence, made.place.note) == (value, "staff", 1.0, "人工更正")


@pytest.mark.parametrize(("text", "doubt"), [("国际合作", ""), ("合作", "ambiguous"), ("", "unticked"), ("（空白）", "unticked")])
def test_a_choice_that_the_form_does_not_have_is_in_doubt(text: str, doubt: str) -> None:
    assert typed(text, EXCHANGE.fields[1]).doubt == doubt


@pytest.mark.parametrize(("text", "day"), [
    ("2024-06-03", "2024-06-03"), (" 2024 - 6 - 3 ", "2024-06-03"), ("2024年6月3日", "2024-06-03"), ("2024/06/03 09:30",
    "2024-06-03"),
    ("２０２４-０６-０３", "2024-06-03"), ("20240603", "2024-06-03"), ("2024.6.3", "2024-06-03"), ("45446", "2024-06-03"),
    ("45446.0", "2024-06-03"), ("45446.5", None), ("2024-6", None), ("2024-06-31", None), ("6月3日", None), ("", None), ("29999",
    None),
    ("30000", "1982-02-18"), ("79999", "2119-01-10"), ("80000", None), ("2024-06-033", None),
])  # fmt: skip
def test_a_day_is_understood_however_it_is_typed(text: str, day: str | None) -> None:
    found = typed_date(text)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(("text", "count"), [
    ("6", 6), (" 6 份 ", 6), ("６套", 6), ("6.0", 6), ("06", 6), ("9999", 9999), ("10000", None), ("6.5", None), ("-6", None),
    ("六", None), ("6份半", None), ("", None), ("0", 0),
])  # fmt: skip
def test_a_count_is_understood_however_it_is_typed(text: str, count: int | None) -> None:
    assert typed_count(text) == count


@pytest.mark.parametrize(("copies", "told"), [("6", "申报材料差1份"), ("7", "✓ 已齐"), ("8", "✓ 已齐"), ("0", "申报材料差7份")])
def test_what_is_lacking_on_paper_is_counted_from_what_must_come(copies: str, told: str) -> None:
    entered = {"staff_received": "2024-04-10", "staff_copies": copies, "staff_certificates": "3", "staff_bound": "是"}
    assert lacking(GUIDE.paper, entered) == told
