"""Letters of a decision: a case, the staff's verdict and their own words in, a letter out; the wording is the guide's.

What a clerk typed stands in the letter as text and nothing else: templates escape it, and it is bounded and without links.
"""

from __future__ import annotations

from config.model import Guide, OfficeSettings
from reports import show
from reports.letters import tidy
from reports.model import Case, Letter
from reports.templates import render

NEEDS_REASON = ("correction", "refused")
PARTS = ("subject", "txt", "html")
REASON_LINES, LINE_LENGTH = 40, 500


def decision(kind: str, case: Case, reason: str, days: int, office: OfficeSettings, guide: Guide) -> Letter:
    """The letter of this kind. `reason`: the clerk's own words, a point a line; `days`: the term in working days that a
    correction notice names. Raises jinja2.TemplateError."""
    numbers = show.private_numbers(case, guide, "phone", "account")
    lines = [tidy(line, LINE_LENGTH, numbers, keep_codes=True) for line in reason.split("\n") if line.strip()]
    facts = {
        "number": case.case_no or "", "unit": tidy(show.unit(case), 60, numbers),
        "project": tidy(show.text_of(case, "project_name"), 60, numbers), "category": show.category_name(case, guide),
        "points": lines[:REASON_LINES], "days": days, "office": office, "guide": guide,
    }
    subject, text, html = (render(guide, f"{kind}.{part}", facts) for part in PARTS)
    return Letter(" ".join(subject.split())[:120], text + "\n", html + "\n")
