"""table-rows: a table has too few or too many rows, or too few or too many of a kind (成员不少于三人，高级职称不少于一半)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from config.model import Condition
from parsers.checks.operands.conditions import row_meets
from parsers.checks.operands.operand import doubtful
from parsers.checks.operands.quantities import in_words
from parsers.checks.operands.rows import rows_of
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity


def table_rows(
    subject: Subject, *, field: str, least: int = 0, most: int = 0, where: tuple[Condition, ...] = (),
    least_percent: float = 0.0, most_percent: float = 100.0,
) -> Iterator[Hit]:
    """Offers {count}, the rows that count, {rows}, all of them, {percent}, {least}, {most} (in percent where the rule is about
    these), and {problem}. No hit where nothing stands in the table (another rule reports that) or it could not be read."""
    value, rows = subject.value(field), rows_of(subject, field)
    if value is None or not rows:
        return
    count = sum(row_meets(subject, row, where) for row in rows)
    percent = Decimal(100 * count) / len(rows)
    few, many = count < least, bool(most) and count > most
    low, high = percent < Decimal(str(least_percent)), percent > Decimal(str(most_percent))
    if not (few or many or low or high):
        return
    in_percent = not (few or many)
    bounds = (least_percent, most_percent) if in_percent else (least, most)
    problem = ("不足" if few or low else "超过") + in_words(bounds[0] if few or low else bounds[1]) + ("%" if in_percent else "")
    severity = Severity.VERIFY if doubtful(subject, [field]) else None
    yield hit(field, value, severity, count=count, rows=len(rows), percent=in_words(round(percent, 1)), problem=problem,
              least=in_words(bounds[0]), most=in_words(bounds[1]))._replace(possibly_there=bool(severity) and (few or low))


KIND = Kind(table_rows, offers=("count", "rows", "percent", "least", "most", "problem"))
