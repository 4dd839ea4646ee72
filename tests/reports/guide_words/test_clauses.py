"""People read where a requirement stands in the guide and what it says there, never the number that we gave it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.load import PROJECT, load_guide
from config.model import Contradiction, Coverage, Guide
from reports.guide_words.clauses import UNSAID, clauses, listed, places, quoted
from tests.reports.sample_desk import guide

OURS = re.compile(r"\b[RXQ]\d|\bF\d-\d")
LEGAL = "1.申报单位具有独立法人资格。"


def call() -> Guide:
    rows = (
        Coverage(id="R1", asks="法人", place="指南 一（五）1", words=LEGAL),
        Coverage(id="R2", asks="信息", place="指南 二（二）2④"),
        Coverage(id="R3", asks="法人", place="指南 一（五）1", words="不得转包。"), Coverage(id="R4", asks="隐含的"),
        Coverage(id="F1-1", asks="开户名", place="申报书“开户名”"),
    )
    return guide().model_copy(update={
        "coverage": rows, "contradictions": (Contradiction(id="X1", what="是否计入本省"),), "digest": "clauses"})


@pytest.mark.parametrize(("numbers", "told"), [
    ("", ""), ("R1", "指南 一（五）1"), ("R1 R2", "指南 一（五）1、二（二）2④"), ("R1–R3", "指南 一（五）1、二（二）2④"),
    ("R2 F1-1", "指南 二（二）2④；申报书“开户名”"), ("R1 X1", f"指南 一（五）1；{UNSAID}"), ("R4", ""),
    ("R1 R2 F1-1 X1", "指南 一（五）1、二（二）2④；申报书“开户名” 等"), ("六.2", "六.2"),
])  # fmt: skip
def test_the_numbers_of_requirements_are_read_as_places(numbers, told):
    assert places(call(), numbers) == told


def test_the_words_of_each_clause_stand_on_a_line_of_their_own():
    assert quoted(call(), "R1 R2 R3") == f"指南 一（五）1：{LEGAL}\n指南 一（五）1：不得转包。"
    assert quoted(call(), "X1") == f"{UNSAID}：是否计入本省" and quoted(call(), "R2 R4 六.2") == ""


@pytest.mark.parametrize("numbers", ["R1–R999999999", "R3–R1", "R" * 50_000, " ".join(f"R{n}" for n in range(50_000))])
def test_numbers_that_no_guide_has_are_bounded(numbers):
    assert len(clauses(call(), numbers)) <= 3600 and len(places(call(), numbers)) <= len(numbers) + 20


@pytest.mark.parametrize("year", ["2024", "2025-demo"])
def test_every_rule_of_the_guides_that_ship_rests_on_their_own_words(year):
    shipped = load_guide(Path(year))
    told = {rule.id: places(shipped, rule.clause) for rule in shipped.rules}
    assert not {rule: text for rule, text in told.items() if OURS.search(text)}
    assert {rule for rule, text in told.items() if not text} == {
        "attachment-external", "late-submission", "account-changed", "several-forms", "possible-duplicate",
        "sender-unverified"}, "the guide says nothing of these"
    assert len(listed(shipped)) > 50 and not any(OURS.search("".join(one)) for one in listed(shipped))


def test_the_words_of_the_guide_of_2024_stand_in_the_call_as_it_was_published():
    published = PROJECT.parent / "shared" / "guide" / "call-guide-2024.txt"
    if not published.exists():
        pytest.skip("not beside the repository")
    text = re.sub(r"\s+", "", published.read_text("utf-8"))
    for row in load_guide(Path("2024")).coverage:
        pieces = re.split(r"[。；;…：]", re.sub(r"\s+", "", row.words))
        assert all(piece in text for piece in pieces), row.id
