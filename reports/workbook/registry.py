"""Every sheet of the workbook in the order of the tabs: one line says what it is and what makes it. A new sheet is a file in
sheets/ and a line here."""

from __future__ import annotations

from reports.today import tasks
from reports.workbook.columns import ABOUT, CHANGES, CHECKS, FIELDS, FILES, LETTERS, MAILS, Sheet
from reports.workbook.sheet_kinds import Drawn, Listed, Several
from reports.workbook.sheets import (
    about,
    category,
    changes,
    checks,
    fields,
    files,
    hints,
    mails,
    notice,
    overview,
    paper_copies,
    recommenders,
    replies,
    summary,
    today,
    verify,
    versions,
)
from reports.workbook.sheets.overview import OVERVIEW

REGISTRY: tuple[Listed | Drawn | Several, ...] = (
    Listed(today.TODAY, lambda view: today.rows(view.desk, tasks(view.desk, view.guide))),
    Listed(OVERVIEW, lambda view: overview.rows(view.desk, view.guide, view.first_rows(CHECKS), view.first_rows(FIELDS))),
    Several(category.sheets),
    Listed(CHECKS, lambda view: about.with_clauses(checks.rows(view.desk, view.guide), view.desk, view.guide)),
    Listed(FIELDS, lambda view: fields.rows(view.desk, view.guide)),
    Listed(FILES, lambda view: files.rows(view.desk, view.guide)),
    Listed(MAILS, lambda view: mails.rows(view.desk)),
    Listed(versions.VERSIONS, lambda view: versions.rows(view.desk, view.guide)),
    Listed(recommenders.RECOMMENDERS, lambda view: recommenders.rows(view.desk, view.guide)),
    Listed(verify.VERIFY, lambda view: verify.rows(view.desk, view.guide)),
    Listed(paper_copies.PAPER, lambda view: paper_copies.rows(view.desk, view.guide)),
    Listed(LETTERS, lambda view: replies.rows(view.desk)),
    Drawn(summary.SUMMARY, lambda writer, view: summary.write(writer, view.desk, view.guide, view.made)),
    Listed(notice.NOTICE, lambda view: notice.rows(view.desk, view.guide)),
    Listed(hints.HINTS, lambda view: about.with_clauses(hints.rows(view.desk, view.guide), view.desk, view.guide)),
    Listed(CHANGES, lambda view: changes.rows(view.desk, view.guide, view.sheets)),
    Drawn(ABOUT, lambda writer, view: about.write(writer, view.desk, view.guide)),
)

SHEETS: tuple[Sheet, ...] = tuple(one.sheet for one in REGISTRY if isinstance(one, Listed))
"""The sheets of rows that are the same whatever the guide."""
