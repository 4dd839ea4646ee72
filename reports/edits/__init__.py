"""A workbook that staff had in hands, read back: its bytes and what it was built with in, what they changed out.

cells.py says what a cell's text is and marks it; copy.py reads the bytes; compare.py finds the changes; shown.py lays what is
kept over the next workbook; effects.py says what the changes do to a case. Nothing here decides which of two changes wins:
that takes the ledger.
"""

from __future__ import annotations

from reports.edits.cells import cell_text, mark
from reports.edits.compare import compare
from reports.edits.copy import NotAWorkbook, read_copy
from reports.edits.model import Built, Change, Copy, Plan, PlanColumn, PlanSheet, Typed

__all__ = ["Built", "Change", "Copy", "NotAWorkbook", "Plan", "PlanColumn", "PlanSheet", "Typed", "cell_text", "compare",
           "mark", "read_copy"]
