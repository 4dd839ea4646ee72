"""Imports what reading most files needs and would otherwise load only with the first file, for a process from which readers are
forked."""
# ruff: noqa: F401 - imported to be there

from __future__ import annotations

import pdfplumber

import parsers.formats.legacy.guard
import parsers.formats.legacy.reader
import parsers.formats.pdf.form_fields
import parsers.formats.pdf.inspection
import parsers.formats.pdf.reader
import parsers.formats.pdf.rules
import parsers.formats.risks
import parsers.formats.word.reader
