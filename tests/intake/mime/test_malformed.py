"""The table of malformed mails (`python -m tests.malformed`): subject, sender and file names are read correctly all the same."""

from __future__ import annotations

import pytest

from config.model import LimitSettings
from intake.mime import parse
from tests.malformed import CASES, Case, Seen, seen


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 40 and len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_malformed_mail(case: Case) -> None:
    assert seen(case.raw) == Seen(case.subject, case.sender, case.files)
    head, parts = parse(case.raw, LimitSettings())
    assert case.body in head.body
    assert any(note.startswith(case.note) for note in head.notes) or not case.note
    assert {part.trouble.kind for part in parts if part.trouble} == ({case.trouble} if case.trouble else set())
