"""A unit types two applications into one Word file. Each becomes its case, and what comes later finds the right one."""

from __future__ import annotations

import io
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document

from tests.tales import Tale, found, piece


def one_file(*documents: bytes) -> bytes:
    """The documents, one after the other, as somebody pastes them together."""
    whole = Document(io.BytesIO(documents[0]))
    body = whole.element.body
    for data in documents[1:]:
        for element in Document(io.BytesIO(data)).element.body[:-1]:
            body.insert(len(body) - 1, deepcopy(element))
    made = io.BytesIO()
    whole.save(made)
    return made.getvalue()


ONE, TWO = piece("word", "one"), piece("word", "two", "domestic_base")


def leaders(cases: list[dict[str, Any]]) -> dict[str, tuple[str, int]]:
    return {case["case_no"]: (case["fields"]["project_leader"], case["revision"]) for case in cases}


def test_two_applications_in_one_file_are_two_cases(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    files = [("申报书.docx", one_file(ONE, TWO)), ("GJ扫描件.pdf", piece("scan", "one"))]
    mail = tale.mail("申报材料", files)
    cases = tale.run()
    assert [case["form"] for case in cases] == ["exchange", "haizhi"]
    assert all("申报书.docx" in [d["name"] for d in case["documents"]] for case in cases)
    first, address = leaders(cases), cases[1]["fields"]["address"]
    assert len({leader for leader, _ in first.values()}) == 2
    letter = tale.letters()[mail]
    assert all(number in letter for number in first)
    assert not any(f.startswith("field-missing") for case in cases for f in found(case))

    tale.mail("再发一次", files)
    assert leaders(tale.run()) == first, "the same files again are the same cases"

    changed = piece("word", "one", address="长沙市新址路1号")
    tale.mail("更正", [("申报书.docx", one_file(changed, TWO))])
    cases = tale.run()
    assert [(case["case_no"], case["revision"], case["fields"].get("address")) for case in cases] == [
        ("GJ2024-0001", 2, "长沙市新址路1号"), ("HZ2024-0001", 2, address)]
    assert {number: leader for number, (leader, _) in leaders(cases).items()} == {n: who for n, (who, _) in first.items()}


def test_one_project_twice_in_a_file_is_one_case_and_says_so(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.mail("申报材料", [("申报书.docx", one_file(ONE, ONE))])
    (case,) = tale.run()
    assert [d["name"] for d in case["documents"]] == ["申报书.docx"] and not any("field" in f for f in found(case))
