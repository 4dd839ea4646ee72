"""Fills a ledger with years of mail: rows that the product itself wrote for a few dozen mails are entered again and again under
other names, until the ledger has as many mails and cases as wanted.

These mails have no bytes; only a replay would need them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from config.model import Settings
from intake.ledger import open_ledger, tables
from tests import installation
from tests.samples.make import mailbox

BASE = 40
"""Mails of which the rows are made: 32 applications, 4 enquiries, 4 automatic replies."""
QUICK: dict[str, dict[str, Any]] = {"scans": {"pages": 0}, "output": {"page_pictures": False}}
"""Settings of trials in which pictures are neither read nor drawn."""

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_ROWS = 2000
_Row = dict[str, Any]


def quick(home: Path, box: str | Path, **changes: dict[str, Any]) -> Settings:
    """Settings of an installation in `home` that reads no pictures."""
    output = {"path": home / "output", **QUICK["output"]}
    return installation.settings(home, box, **{"scans": QUICK["scans"], "output": output, **changes})


def base(home: Path, box: Path) -> Settings:
    """An installation in `home` that has taken in BASE mails, which lie in the Maildir `box` now. Returns its settings."""
    these = quick(home, f"maildir:{box}")
    fill(box, mailbox(BASE, 7), "base")
    installation.run(these)
    return these


def fill(box: Path, mails: Iterator[tuple[str, bytes]], name: str) -> None:
    """Lay mails into a Maildir under unique names that begin with `name`."""
    for part in ("new", "cur", "tmp"):
        (box / part).mkdir(parents=True, exist_ok=True)
    for file, raw in mails:
        (box / "cur" / f"{name}-{file}:2,S").write_bytes(raw)


def grow(url: str, box: Path, mails: int, cases: int) -> None:
    """Enter copies of what the ledger holds until it holds so many mails and cases; their mails lie, empty, in the Maildir."""
    ledger = open_ledger(url)
    with ledger.write() as connection:
        kept = {table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in _COPIED}
        made = len(kept["cases"])
        for copy in range(1, -(-cases // made)):
            _enter(connection, kept, copy, whole=True)
        missing = mails - int(connection.execute(select(func.count()).select_from(tables.mails)).scalar_one())
        others = {row["sha256"] for row in kept["mails"] if row["state"] == "not_application"}
        slight = {name: [row for row in rows if row.get("sha256") in others] if name in _SLIGHT else []
                  for name, rows in kept.items()}
        for copy in range(-(-missing // len(others))):
            _enter(connection, slight, 100_000 + copy, whole=False)
        uids = connection.execute(select(tables.origins.c.uid)).scalars().all()
    ledger.close()
    there = {path.name.partition(":2,")[0] for path in (box / "cur").iterdir()}
    for uid in set(uids) - there:
        (box / "cur" / f"{uid}:2,S").touch()


_COPIED = (tables.mails, tables.origins, tables.readings, tables.cases, tables.case_files, tables.revisions, tables.case_mails,
           tables.letters)  # fmt: skip
_SLIGHT = ("mails", "origins", "readings")


def _enter(connection: Connection, kept: dict[str, list[_Row]], copy: int, whole: bool) -> None:
    """Enter every row once more, as of another copy."""
    for table in _COPIED:
        change = _CHANGES.get(table.name, lambda row, copy: row)
        rows = [_other(table, change(dict(row), copy), copy) for row in kept[table.name]]
        for start in range(0, len(rows), _ROWS):
            connection.execute(insert(table), rows[start : start + _ROWS])
        assert whole or not rows or table.name in _SLIGHT


def _other(table: Table, row: _Row, copy: int) -> _Row:
    """The row with every digest in it another, consistently over all tables, and every case id moved."""
    found = {name: _DIGEST.sub(lambda m: _digest(m[0], copy), value) if isinstance(value, str) else value
             for name, value in row.items()}
    key = "id" if table.name == "cases" else "case_id"
    if key in found:
        found[key] += 10_000 * copy
    return found


def _digest(digest: str, copy: int) -> str:
    return hashlib.sha256(f"{digest} {copy}".encode()).hexdigest()


def _mail(row: _Row, copy: int) -> _Row:
    user, _, domain = row["sender"].partition("@")
    return row | {"sender": f"{user}@c{copy}.{domain}", "domain": f"c{copy}.{domain}", "settled": _ago(row["settled"]),
                  "message_id": f"<c{copy}.{row['message_id'][1:]}"}


def _case(row: _Row, copy: int) -> _Row:
    prefix, _, number = row["case_no"].rpartition("-")
    return row | {"case_no": f"{prefix}-{int(number) + 40 * copy:04d}", "unit": f"{row['unit']}{copy}",
                  "project": f"{row['project']}{copy}", "leader": f"{row['leader']}{copy}"}


def _letter(row: _Row, copy: int) -> _Row:
    user, _, domain = row["recipient"].partition("@")
    return row | {"key": f"{row['key']}-{copy}", "message_id": f"<c{copy}.{row['message_id'][1:]}",
                  "recipient": f"{user}@c{copy}.{domain}", "created": _ago(row["created"]), "changed": _ago(row["changed"])}


def _ago(moment: str) -> str:
    """The same day and time, years ago."""
    return f"2019{moment[4:]}" if moment else ""


_CHANGES: dict[str, Callable[[_Row, int], _Row]] = {
    "mails": _mail, "cases": _case, "letters": _letter,
    "origins": lambda row, copy: row | {"uid": f"c{copy}-{row['uid']}"},
    "revisions": lambda row, copy: row | {"fingerprint": f"{row['fingerprint']}{copy}"},
}
