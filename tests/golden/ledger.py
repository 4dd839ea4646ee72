"""Writes a ledger in SQLite as JSON: its tables in the order of their keys, with JSON inside a column unfolded."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.golden.nested_json import laid_out, unfolded

MADE = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
ORDERS = {"copies": '"name"'}
"""Tables whose key is masked: it is the sum of a workbook's bytes."""

LEFT_OUT = {"built": """ WHERE "sheet" != '说明'"""}
"""Digests of the cells of a sheet that names the reader's version and the guide's digest; the cells themselves are kept."""


def tables(path: Path) -> Iterator[tuple[str, str]]:
    """Name and rows of every table, and how the tables are made."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as ledger:
        ledger.row_factory = sqlite3.Row
        made = ledger.execute(MADE).fetchall()
        yield "schema.txt", "".join(f"{row['sql']}\n" for row in made)
        for row in made:
            if row["type"] == "table":
                yield f"{row['name']}.json", laid_out([_row(one) for one in _sorted(ledger, row["name"])])


def _sorted(ledger: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    columns = ledger.execute(f'PRAGMA table_info("{table}")').fetchall()
    key = sorted((column["pk"], column["name"]) for column in columns if column["pk"])
    order = ORDERS.get(table) or ", ".join(f'"{name}"' for _, name in key) or "rowid"
    return ledger.execute(f'SELECT * FROM "{table}"{LEFT_OUT.get(table, "")} ORDER BY {order}').fetchall()


def _row(row: sqlite3.Row) -> dict[str, Any]:
    return {name: _value(row[name]) for name in row.keys()}  # noqa: SIM118


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"sum": hashlib.sha256(value).hexdigest(), "words": letter_words(value).split("\n")}
    return unfolded(value) if isinstance(value, str) else value


def letter_words(data: bytes) -> str:
    """A letter as a person sees it: its headers and the text of each of its parts."""
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    heads = "".join(f"{name}: {value}\n" for name, value in message.items())
    parts = (part for part in message.walk() if not part.is_multipart())
    return heads + "".join(f"\n--- {part.get_content_type()}\n{part.get_content()}" for part in parts)
