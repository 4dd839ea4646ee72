"""No case shows a field or a file of a sender who was not known for it, in whatever sequence mails come."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from intake.ledger import open_ledger
from tests import installation
from tests.attacks.sequences import (
    AUTHORS,
    KINDS,
    SENDERS,
    VERDICTS,
    Step,
    brought,
    holds,
    is_known,
    letter_of,
    lines,
    subject,
    tried,
)
from tests.long_trials import trials
from tests.samples.make import mails
from tests.tales import START

SEQUENCES = 600
"""A tenth of them in a run of the suite; `python -m tests.attacks.sequences` tries thousands."""


def test_no_case_shows_what_is_anothers() -> None:
    tried(len(trials(SEQUENCES)))()


def drawn(random: Random) -> Step:
    answers = tuple(random.randint(1, 6) for _ in range(random.choice((0, 0, 1, 3))))
    chosen = [random.choice(some) for some in (tuple(SENDERS), VERDICTS, KINDS, AUTHORS)]
    return Step(*chosen, answers, random.random() < 0.5, random.choice((0, 1, 2)))


@pytest.mark.parametrize("seed", trials(20))
def test_nor_does_it_through_the_whole_pass(tmp_path: Path, seed: int) -> None:
    """Mails in three passes, so that there are letters of ours to answer."""
    random, box = Random(f"sequence {seed}"), tmp_path / "box"
    box.mkdir()
    these = installation.settings(tmp_path, box)
    steps = [drawn(random) for _ in range(18)]
    ids: list[str] = []
    place: dict[str, int] = {}
    letters: list[str] = []
    for at, step in enumerate(steps):
        who = ("李文静", step.sender)
        line = lines(step, at, ids, [*letters, *[""] * 18])
        raw = mails.package_mail(who, subject(step), brought(step), sent=START + timedelta(hours=at), serial=at, reply_to=line)
        judge = "mx.evil.example" if step.verdict == "elsewhere" else "mx.126.com"
        if step.verdict:
            raw = f"Authentication-Results: {judge}; dmarc={step.verdict.replace('elsewhere', 'pass')}\r\n".encode() + raw
        (box / f"{at:02d}.eml").write_bytes(raw)
        ids.append(mails.message_id(who, at))
        place[hashlib.sha256(raw).hexdigest()] = at
        if at % 6 == 5:
            assert installation.run(these)[1] == 0
            letters = [letter_of(open_ledger(these.ledger.url), sha256) for sha256 in place]
    holds(open_ledger(these.ledger.url), steps, place)
    assert any(letters)


def test_known_is_who_the_contract_says() -> None:
    first, colleague, stranger = (
        Step(sender, "", "form", "a") for sender in ("li@a.example.org", "Wang@A.example.org", "c1@qq.com")
    )
    answer = Step("c1@qq.com", "", "form", "a", (1,))
    forged = Step("li@a.example.org", "fail", "form", "a", (1,))
    assert [is_known([first, who], 1, [0]) for who in (first, colleague, stranger, answer, forged)] == [
        True,
        True,
        False,
        True,
        False,
    ]
    assert not is_known([forged, first], 1, [0]) and not is_known([stranger, Step("d1@qq.com", "", "form", "a")], 1, [0])
