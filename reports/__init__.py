"""Decisions, letters, the review workbook and pages. Data objects in, bytes or text out; no input or output of its own."""
