"""Makes case numbers: the prefix of the form, the year of the call, and the next number of both. A case keeps its number for
life."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from intake.ledger.tables import cases

DIGITS = 4
"""The least number of digits; the ten-thousandth case has more."""
MOST_DIGITS = 9
"""Of a number that is taken from a file."""


def next_number(connection: Connection, prefix: str, year: int, given: Collection[str] = (), wanted: str = "") -> str:
    """The next free case number of this prefix and year: GJ2024-0001. `given`: numbers that cases had before this ledger was
    restored, which no other case gets; `wanted`: the one of them that this very case had, "" for a new case."""
    start, end = f"{prefix}{year}-", f"{prefix}{year}."  # "." follows "-"
    before = [number for number in given if _counted(number, start)]
    if wanted in before and connection.execute(select(cases.c.id).where(cases.c.case_no == wanted)).first() is None:
        return wanted
    mine = (cases.c.case_no > start, cases.c.case_no < end)
    last = connection.execute(select(func.max(cases.c.case_no)).where(*mine)).scalar()
    if last == f"{start}{'9' * DIGITS}":  # longer numbers sort before this one
        before += connection.execute(select(cases.c.case_no).where(*mine)).scalars()
    elif last:
        before.append(last)
    highest = max((int(number.removeprefix(start)) for number in before), default=0)
    return f"{start}{highest + 1:0{DIGITS}d}"


def _counted(number: str, start: str) -> bool:
    digits = number.removeprefix(start)
    return number.startswith(start) and len(digits) <= MOST_DIGITS and digits.isascii() and digits.isdigit()
