"""Makes the index of all cases: a line for each case, searchable by any word of it, and grouped by status, category and what is
to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from config.model import Guide, Meaning
from parsers.model.finding import Severity
from reports import display
from reports.case import Case, Desk
from reports.guide_words.labels import label_of
from reports.guide_words.uses import has_several_categories
from reports.pages.page_templates import render
from reports.state_words import LETTER_STATE, STATUS, moment, word_of
from reports.today import tasks

SOUGHT = (
    Meaning.CONTACT, Meaning.LEADER, Meaning.LEGAL_REPRESENTATIVE, Meaning.RECOMMENDER, Meaning.CONTACT_PHONE,
    Meaning.LEADER_PHONE, Meaning.UNIT_PHONE,
)
"""Fields by which a caller asks for a case, besides number, unit, project, sender and subject."""
LONGEST, MOST_LINES = 160, 12
"""The longest text of a line, and how many lines a sort of tasks has on the index; the workbook has all."""


def index_page(desk: Desk, guide: Guide, pages: dict[str, str], mark: str = "") -> str:
    """The index as HTML. `pages`: number of a case → path of its page relative to the index."""
    subjects: dict[str, list[str]] = {}
    for mail in desk.mails:
        for number in mail.case_nos:
            subjects.setdefault(number, []).append(f"{mail.subject} {mail.sender} {mail.sender_name}"[:LONGEST])
    rows = [_row(case, guide, pages, subjects.get(case.case_no or "", [])) for case in desk.cases]
    statuses = Counter[str](case.status for case in desk.cases)
    return render("index.html.j2", {
        "mark": mark, "title": guide.title, "made": moment(desk.made) or "", "rows": rows,
        "statuses": [(key, word, statuses[key]) for key, word in STATUS.items() if statuses[key]],
        "categories": [(c.key, c.name) for c in guide.categories] if has_several_categories(guide) else [],
        "unit": label_of(guide, Meaning.APPLICANT), "person": label_of(guide, Meaning.CONTACT),
        "today": list(_today(desk, guide, pages)),
    })


def _today(desk: Desk, guide: Guide, pages: dict[str, str]) -> Iterator[tuple[str, list[dict[str, Any]], int]]:
    """The sorts of tasks, each with its first lines and how many more there are."""
    for sort, same in groupby(tasks(desk, guide), lambda task: task.sort):
        lines = [{"task": task, "link": pages.get(task.number, "")} for task in same]
        yield sort, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES)


def _row(case: Case, guide: Guide, pages: dict[str, str], subjects: list[str]) -> dict[str, Any]:
    unit, project = display.unit(case, guide), display.project(case, guide)
    sought = [display.text_of(case, guide, meaning)[:LONGEST] for meaning in SOUGHT]
    received = moment(case.received)
    words = (case.case_no or "", unit, project, case.sender or "", *sought, *subjects[:20])
    return {
        "number": case.case_no or "", "link": pages.get(case.case_no or "", ""), "unit": unit[:LONGEST],
        "project": project[:LONGEST],
        "status": case.status, "status_word": word_of(STATUS, case.status), "category": case.category or "",
        "category_name": display.category_name(case, guide), "fix": sum(f.severity == Severity.FIX for f in case.findings),
        "verify": sum(f.severity == Severity.VERIFY for f in case.findings),
        "received": f"{received:%m-%d %H:%M}" if received else "",
        "person": display.text_of(case, guide, Meaning.CONTACT)[:40],
        "letter": word_of(LETTER_STATE, case.letter) if case.letter else "",
        "sought": " ".join(dict.fromkeys(word.casefold() for word in words if word)),
    }
