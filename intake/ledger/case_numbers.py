"""Makes case numbers: the prefix of the form, the year of the call, and the next number of both. A case keeps its number for
life."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from intake.ledger.tables import cases

DIGITS = 4
"""The least number of digits; the ten-thousandth case has more."""


def series_of(prefix: str, year: int) -> str:
    """What the numbers of this prefix and year begin with: GJ2024-."""
    return f"{prefix}{year}-"


def next_number(connection: Connection, series: str, given: int = 0, wanted: str = "") -> str:
    """The next free case number of this series: GJ2024-0001. `given`: the highest that a case had before this ledger was
    restored, 0 for none: no other case gets such a number; `wanted`: the one that this very case had, "" for a new case."""
    if wanted.startswith(series) and connection.execute(select(cases.c.id).where(cases.c.case_no == wanted)).first() is None:
        return wanted
    mine = (cases.c.case_no > series, cases.c.case_no < f"{series[:-1]}.")  # "." follows "-"
    last = connection.execute(select(func.max(cases.c.case_no)).where(*mine)).scalar()
    numbers = [last] if last else []
    if last == f"{series}{'9' * DIGITS}":  # longer numbers sort before this one
        numbers = list(connection.execute(select(cases.c.case_no).where(*mine)).scalars())
    highest = max((int(number.removeprefix(series)) for number in numbers), default=0)
    return f"{series}{max(highest, given) + 1:0{DIGITS}d}"
