"""What in a Word file could harm whoever opens it in Word: reported to staff (attachment-dangerous), and never followed or
run."""

from __future__ import annotations

MACRO = "含宏"
TEMPLATE = "链接网络上的模板"
LINKED = "链接网络上的对象"
DDE = "含 DDE 域"
RISKS = (MACRO, TEMPLATE, LINKED, DDE)
"""The notes of a document that name one of these risks."""
