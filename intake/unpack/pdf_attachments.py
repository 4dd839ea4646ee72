"""Turns a PDF or an OFD file into the files attached inside it, as members of an archive."""

from __future__ import annotations

from intake.unpack.budget import Budget, Members, Refused
from parsers.formats.ofd import embedded_files as in_ofd
from parsers.formats.pdf import embedded_files as in_pdf
from parsers.model.file import Unreadable


def members(data: bytes, budget: Budget) -> Members:
    """(name, bytes, trouble) of every attached file. Raises Refused where the budget is spent."""
    inside = (in_ofd if data.startswith(b"PK") else in_pdf).embedded_files
    for name, size, read in inside(data):
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
