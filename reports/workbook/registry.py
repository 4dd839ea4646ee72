"""All sheets that are the same whatever the guide: what they are called and which columns they have, in the order of the tabs."""

from __future__ import annotations

from reports.workbook.columns import CHANGES, CHECKS, FIELDS, FILES, LETTERS, MAILS, OVERVIEW, Sheet
from reports.workbook.sheets.hints import HINTS
from reports.workbook.sheets.notice import NOTICE
from reports.workbook.sheets.paper import PAPER
from reports.workbook.sheets.recommenders import RECOMMENDERS
from reports.workbook.sheets.verify import VERIFY
from reports.workbook.sheets.versions import VERSIONS

SHEETS: tuple[Sheet, ...] = (
    OVERVIEW, CHECKS, FIELDS, FILES, MAILS, VERSIONS, RECOMMENDERS, VERIFY, PAPER, LETTERS, NOTICE, HINTS, CHANGES,
)
