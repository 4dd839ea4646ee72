"""table-row-incomplete: a row of a table in which something stands lacks one of its cells."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.operands.operand import hit_at
from parsers.checks.operands.rows import rows_of
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.finding import Severity


def incomplete(
    subject: Subject, *, field: str, columns: tuple[str, ...] = (), optional: tuple[str, ...] = (),
) -> Iterator[Hit]:
    """Offers {row}, {missing} and {text}, what stands in the row's first cell. A column whose head the document does not print is
    not asked for."""
    for row in rows_of(subject, field):
        asked = [column for column in columns or row if column in row and column not in optional]
        missing = [column for column in asked if not row[column].text]
        if not missing:
            continue
        told = [one for one in row.values() if one.text]
        one = hit_at(subject, [row[missing[0]]], row=row[missing[0]].row, missing="、".join(missing), text=told[0].text)
        unsure = one.severity == Severity.VERIFY
        yield one._replace(discriminator=f"{told[0].text} {' '.join(missing)}", possibly_there=unsure)


KIND = Kind(incomplete, offers=("row", "missing", "text"))
