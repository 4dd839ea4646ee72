"""What reading most files needs, and only the first of them would load, for a process from which readers are forked."""
# ruff: noqa: F401 - imported to be there

from __future__ import annotations

import pdfplumber

import parsers.formats.guard
import parsers.formats.legacy
import parsers.formats.pdf
import parsers.formats.pdf_fields
import parsers.formats.pdf_look
import parsers.formats.word
import parsers.risks
