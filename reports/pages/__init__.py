"""Makes case pages: one static page for each case and an index of all, as HTML text. Data objects in, text out.

People open them from a shared folder, without a server. Script and style are ours, are inside the page and are named by their
digest in its content policy, so that nothing else can run; everything an applicant wrote is escaped, whatever it is.
"""

from __future__ import annotations

from reports.pages.case import case_page
from reports.pages.fallback import page_instead
from reports.pages.index import index_page
from reports.pages.page_content import CaseFile, Leaf, Mailed
from reports.pages.page_templates import EDITION

__all__ = ["EDITION", "CaseFile", "Leaf", "Mailed", "case_page", "index_page", "page_instead"]
