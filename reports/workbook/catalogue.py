"""All sheets that are the same whatever the guide: what they are called and which columns they have, in the order of the tabs."""

from __future__ import annotations

from reports.workbook.columns import CHANGES, CHECKS, FIELDS, FILES, LETTERS, MAILS, OVERVIEW, Sheet
from reports.workbook.hints import HINTS
from reports.workbook.notice import NOTICE
from reports.workbook.paper import PAPER
from reports.workbook.recommenders import RECOMMENDERS
from reports.workbook.verify import VERIFY
from reports.workbook.versions import VERSIONS

SHEETS: tuple[Sheet, ...] = (
    OVERVIEW, CHECKS, FIELDS, FILES, MAILS, VERSIONS, RECOMMENDERS, VERIFY, PAPER, LETTERS, NOTICE, HINTS, CHANGES,
)
