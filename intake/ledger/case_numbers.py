"""Makes case numbers: the prefix of the form, the year of the call, and the next number of both. A case keeps its number for
life."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from intake.ledger.tables import cases

DIGITS = 4
"""The least number of digits; the ten-thousandth case has more."""


def next_number(connection: Connection, prefix: str, year: int) -> str:
    """The next free case number of this prefix and year: GJ2024-0001."""
    start, end = f"{prefix}{year}-", f"{prefix}{year}."  # "." follows "-"
    mine = (cases.c.case_no > start, cases.c.case_no < end)
    last = connection.execute(select(func.max(cases.c.case_no)).where(*mine)).scalar()
    if last == f"{start}{'9' * DIGITS}":  # longer numbers sort before this one
        taken = connection.execute(select(cases.c.case_no).where(*mine)).scalars()
        return f"{start}{max(int(number.removeprefix(start)) for number in taken) + 1}"
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:0{DIGITS}d}"
