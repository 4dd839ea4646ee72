"""A mail that is read again gives its cases the numbers they had, whatever its packages have become and in whatever order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.stories.test_forms_in_pieces import pieces
from tests.tales import Tale, application, piece, sheet


def units(cases: list[dict[str, Any]]) -> dict[str, Any]:
    return {case["case_no"]: case["fields"].get("applicant_unit") for case in cases}


def said(tale: Tale, name: str, word: str) -> None:
    """A clerk types what a file is, on 附件 beside its name."""
    path = tale.home / "output" / "审查表.xlsx"
    book = load_workbook(path)
    rows = book["附件"]
    heads = [cell.value for cell in rows[1]]
    row = next(row for row in rows.iter_rows(min_row=2) if name in [str(cell.value).rsplit('"', 2)[-2:][0] for cell in row] or
               any(name in str(cell.value) for cell in row))
    row[heads.index("改分类")].value = word
    book.save(path)


@pytest.fixture
def two(tmp_path: Path) -> Tale:
    tale = Tale(tmp_path)
    tale.mail("两个项目", [("1申报书.docx", piece("word", "one")), ("2申报书.docx", piece("word", "two")),
                        ("0协议.docx", sheet("合作协议", "甲乙双方同意合作。"))])
    tale.run()
    return tale


def unit(key: str) -> str:
    return str(application(key).values["applicant_unit"])


def test_a_form_that_is_none_gives_its_number_to_nobody(two: Tale) -> None:
    before = units(two.cases())
    assert sorted(before.values()) == sorted([unit("one"), unit("two")])
    first = next(number for number, name in before.items() if name == unit("one"))
    said(two, "1申报书.docx", "佐证材料")
    after = {case["case_no"]: case for case in two.run()}
    other = next(number for number in before if number != first)
    assert sorted(after) == sorted(before) and after[other]["fields"]["applicant_unit"] == unit("two")
    assert after[first]["form"] is None and "1申报书.docx" in [d["name"] for d in after[first]["documents"]]
    said(two, "1申报书.docx", "")
    assert units(two.run()) == before, "taken back, all is as it was"


def test_a_piece_said_to_be_a_form_moves_no_other_case(tmp_path: Path) -> None:
    tale, files = Tale(tmp_path), []
    for number, key in enumerate(("one", "two"), 1):
        cover, table = pieces(piece("word", key), "一、申报单位基本情况")
        files += [(f"封面{number}.docx", cover), (f"正文{number}.docx", table)]
    tale.mail("两个项目", files)
    before = units(tale.run())
    said(tale, "封面1.docx", "申报书Word版")
    after = units(tale.run())
    assert {number: after[number] for number in before} == before
