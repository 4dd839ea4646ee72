"""A form in traditional characters, whole or in part, is read like one in simplified ones, and staff are told."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.oxml.ns import qn
from opencc import OpenCC

from parsers.forms.form_records import TRADITIONAL
from parsers.model.file import File
from parsers.packages.read_file import read_file
from parsers.values.classification_marks import marked
from parsers.values.simplified import simplified
from tests import installation
from tests.tales import piece

GUIDE = installation.guide()


def rewritten(data: bytes, how: str, chosen: Callable[[int], bool] = lambda number: True) -> bytes:
    document, convert = Document(io.BytesIO(data)), OpenCC(how).convert
    for number, text in enumerate(document.element.body.iter(qn("w:t"))):
        if chosen(number):
            text.text = convert(text.text or "")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def read(data: bytes) -> tuple[dict[str, object], tuple[str, ...]]:
    read_ = read_file(File("申报书.docx", data, hashlib.sha256(data).hexdigest(), len(data)), GUIDE)
    assert read_.record is not None and read_.record.missing_labels == ()
    return {key: value.value for key, value in read_.record.values.items()}, read_.notes


@pytest.mark.parametrize("how", ["s2t", "s2tw", "s2hk"])
@pytest.mark.parametrize("category", ["conference", "domestic_base"])
def test_a_form_in_traditional_characters_says_the_same(how: str, category: str) -> None:
    plain = piece("word", "one", category)
    values, notes = read(rewritten(plain, how))
    expected, none = read(plain)
    assert {key: simplified(value) if isinstance(value, str) else value for key, value in expected.items()} == values
    assert TRADITIONAL in notes and TRADITIONAL not in none


@pytest.mark.parametrize("chosen", [lambda number: number < 14, lambda number: number > 30, lambda number: number % 3 == 0])
def test_a_form_that_is_so_in_part(chosen: Callable[[int], bool]) -> None:
    plain = piece("word", "one")
    assert read(rewritten(plain, "s2t", chosen))[0] == read(plain)[0]


def test_an_answer_alone_stays_as_it_was_written() -> None:
    """The form is the official one: nothing that it says is changed."""
    values, notes = read(piece("word", "one", address="長沙市開福區"))
    assert values["address"] == "長沙市開福區" and TRADITIONAL not in notes


@pytest.mark.parametrize(("written", "expected"), [
    ("經審覈，同意推薦", "经审核，同意推荐"), ("乾坤", "乾坤"), ("☑√ A1，", "☑√ A1，"), ("", ""), ("中国", "中国"),
    ("𠮷野家", "𠮷野家"),
])  # fmt: skip
def test_each_character_becomes_one(written: str, expected: str) -> None:
    assert simplified(written) == expected and len(simplified(written)) == len(written)


def test_a_classification_mark_is_one_in_traditional_characters() -> None:
    assert marked("機密★3年") and marked("★祕密") and not marked("機密")
