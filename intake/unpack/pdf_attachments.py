"""Turns a PDF into the files attached inside it, as members of an archive."""

from __future__ import annotations

from intake.unpack.budget import Budget, Members, Refused
from parsers.formats.pdf.embedded_files import embedded_files
from parsers.model.file import Unreadable


def members(data: bytes, budget: Budget) -> Members:
    """(name, bytes, trouble) of every attached file. Raises Refused where the budget is spent."""
    for name, size, read in embedded_files(data):
        budget.member()
        flat = name.replace("/", "_").replace("\\", "_")
        try:
            budget.declared(size, len(data))
            budget.count(size)
        except Refused as refused:
            yield flat, b"", refused.trouble
            continue
        try:
            content = read()
        except Unreadable as unreadable:
            yield flat, b"", unreadable.trouble
            continue
        yield flat, content, None
