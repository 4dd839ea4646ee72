"""Case pages: one static page a case and an index of all, as HTML text. Nouns in, text out.

They are opened from a shared folder, without a server. Script and style are ours, stand in the page and are named by their digest
in its content policy, so that nothing else can run; everything an applicant wrote is escaped, whatever it is.
"""

from __future__ import annotations

from reports.pages.case import case_page
from reports.pages.fallback import page_instead
from reports.pages.index import index_page
from reports.pages.page_content import CaseFile, Leaf, Mailed
from reports.pages.page_templates import EDITION

__all__ = ["EDITION", "CaseFile", "Leaf", "Mailed", "case_page", "index_page", "page_instead"]
