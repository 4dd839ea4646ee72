"""A form whose cover lies in a file of its own, or that lies in three pieces, is one application with all its fields."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.tales import Tale, found, piece, roles


def pieces(data: bytes, *cuts: str) -> list[bytes]:
    """The document cut before the first block that begins with each of these words, a file each."""
    texts = ["".join(element.itertext()).strip() for element in Document(io.BytesIO(data)).element.body]
    starts = [0, *(next(at for at, text in enumerate(texts) if text.startswith(words)) for words in cuts), len(texts) - 1]
    return [_only(data, start, end) for start, end in pairwise(starts)]


def _only(data: bytes, start: int, end: int) -> bytes:
    document = Document(io.BytesIO(data))
    for at, element in enumerate(list(document.element.body)[:-1]):
        if not start <= at < end:
            document.element.body.remove(element)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def whole(tmp_path: Path, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
    tale = Tale(tmp_path)
    tale.mail("申报材料", list(files))
    return tale.run()


@pytest.mark.parametrize("category", ["conference", "domestic_base"])
def test_a_cover_in_its_own_file(tmp_path: Path, category: str) -> None:
    complete = piece("word", "one", category)
    cover, table = pieces(complete, "一、申报单位基本情况")
    (case,) = whole(tmp_path / "pieces", ("封面.docx", cover), ("正文.docx", table))
    (plain,) = whole(tmp_path / "plain", ("申报书.docx", complete))
    assert case["fields"] == plain["fields"] and case["category"] == category
    assert found(case) == found(plain) and not [f for f in found(case, "verify") if "unreadable" in f or "template" in f]
    assert roles(case)["form_word"] == ["正文.docx"] and roles(case)["other"] == ["封面.docx"]


def test_two_covers_and_two_tables_in_one_folder(tmp_path: Path) -> None:
    files = []
    for key in ("one", "two"):
        cover, table = pieces(piece("word", key), "一、申报单位基本情况")
        files += [(f"封面{key}.docx", cover), (f"正文{key}.docx", table)]
    cases = whole(tmp_path, *files)
    assert len(cases) == 2 and all(case["category"] == "conference" for case in cases)
    assert [sorted(document["name"] for document in case["documents"]) for case in cases] == [
        ["封面one.docx", "正文one.docx"], ["封面two.docx", "正文two.docx"]]


# --- what goes wrong ----------------------------------------------------------------------------------------------------


def test_a_cover_alone_is_told_as_no_missing_field(tmp_path: Path) -> None:
    cover, _ = pieces(piece("word", "one"), "一、申报单位基本情况")
    (case,) = whole(tmp_path, ("封面.docx", cover))
    assert found(case) == [] and case["form"] is None


def test_a_cover_of_another_unit_joins_nothing(tmp_path: Path) -> None:
    """Its category is not this application's."""
    cover, _ = pieces(piece("word", "two", "cooperation"), "一、申报单位基本情况")
    _, table = pieces(piece("word", "one"), "一、申报单位基本情况")
    cases = whole(tmp_path, ("封面.docx", cover), ("正文.docx", table))
    assert [case["category"] for case in cases] == [None] and not any("category" in f for f in found(cases[0]))


def test_a_cover_beside_a_whole_form_changes_nothing(tmp_path: Path) -> None:
    complete = piece("word", "one")
    cover, _ = pieces(piece("word", "one", contact_person="另一人"), "一、申报单位基本情况")
    (case,) = whole(tmp_path / "pieces", ("封面.docx", cover), ("申报书.docx", complete))
    (plain,) = whole(tmp_path / "plain", ("申报书.docx", complete))
    assert case["fields"] == plain["fields"]
