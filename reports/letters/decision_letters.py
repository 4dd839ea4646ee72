"""Composes letters of a decision: a case, the staff's verdict and their own words in, a letter out. The wording is the guide's.

What a clerk typed stands in the letter as text and nothing else: templates escape it, and it is limited in length and has no
links.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from itertools import product
from typing import Any

from config.language import say
from config.model import MASKED, FieldKind, Guide, OfficeSettings
from reports import display
from reports.case import Case, Letter
from reports.letters import sample_cases
from reports.letters.compose import tidy, tried
from reports.letters.templates import render
from reports.state_words import VERDICT_LETTER

NEEDS_REASON = ("correction", "refused")
PARTS = ("subject", "txt", "html")
KINDS = tuple(VERDICT_LETTER.values())
REASON_LINES, LINE_LENGTH = 40, 500
TERM = 7919
"""A term that no letter contains by chance."""
SITUATIONS = ("several cases", "no readable form")
"""Of the situations tried, those whose first cases differ in what a decision's letter says."""
REASONS = ("请补盖公章", "\n".join(sample_cases.WORDS))


@dataclass(frozen=True, slots=True)
class Named:
    """A case that a letter must name."""

    number: str


def decision(kind: str, case: Case, reason: str, days: int, office: OfficeSettings, guide: Guide) -> Letter:
    """The letter of this kind. `reason`: the clerk's own words, one point a line; `days`: the term in working days that a
    correction notice names. Raises jinja2.TemplateError."""
    facts = _facts(case, reason, days, office, guide)
    subject, text, html = (render(guide, f"{kind}.{part}", facts) for part in PARTS)
    return Letter(" ".join(subject.split())[:120], text + "\n", html + "\n")


def _facts(case: Case, reason: str, days: int, office: OfficeSettings, guide: Guide) -> dict[str, Any]:
    """All that a template may use."""
    numbers = display.private_numbers(case, guide, FieldKind.PHONE, *MASKED)
    lines = [tidy(line, LINE_LENGTH, numbers, keep_codes=True, staffs=True) for line in reason.split("\n") if line.strip()]
    return {
        "number": case.case_no or "", "unit": tidy(display.unit(case, guide), 60, numbers),
        "project": tidy(display.project(case, guide), 60, numbers), "category": display.category_name(case, guide),
        "points": lines[:REASON_LINES], "days": days, "office": office, "guide": guide,
    }


def problems(guide: Guide) -> list[str]:
    """What is wrong with the guide's templates of decisions, one line each, as `compose.problems` returns it for receipts. Each
    must name the case, each that needs a reason must give every point of it, and the correction notice its term."""
    samples, lines = sample_cases.cases(guide), list[str]()
    for kind, part in product(KINDS, PARTS):
        name = f"{kind}.{part}"
        if name not in guide.letters:
            continue
        for situation, office, reason in product(SITUATIONS, sample_cases.OFFICES, REASONS if kind in NEEDS_REASON else ("",)):
            case = samples[situation][0]
            facts = _facts(case, reason, TERM, office, guide)
            wrong = list(tried(guide, name, facts | {"cases": (Named(case.case_no or ""),)}, situation))
            lines += wrong or _left_out(guide, kind, part, facts, situation)
    return list(dict.fromkeys(lines))


def _left_out(guide: Guide, kind: str, part: str, facts: dict[str, Any], situation: str) -> list[str]:
    """What a template leaves out although it can be rendered."""
    name = f"{kind}.{part}"
    if part == "subject":
        return []
    text = render(guide, name, facts)
    text = unescape(text) if part == "html" else text
    lines = []
    if kind in NEEDS_REASON and not all(point in text for point in facts["points"]):
        lines.append(f"letters/{name}.j2: {situation}: " + say("没有写出理由", "does not give the reason"))
    if kind == "correction" and str(TERM) not in text:
        lines.append(f"letters/{name}.j2: {situation}: " + say("没有写出期限", "does not name the term"))
    return lines
