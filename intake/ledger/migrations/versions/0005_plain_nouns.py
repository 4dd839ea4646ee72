"""Kept nouns take the names of today: unassigned files, transforms of pages, the installation that a workbook belongs to."""

from __future__ import annotations

import json
from typing import Any

from alembic import op
from sqlalchemy import Connection, bindparam, column, select, table, update

revision = "0005"
down_revision = "0004"

revisions = table(
    "revisions", column("case_id"), column("revision"), column("own"), column("package"), column("unassigned"))
builds = table("builds", column("id"), column("plan"))
meta = table("meta", column("name"))
readings = table("readings", column("sha256"), column("reader"), column("guide"), column("body"))
ROWS_AT_ONCE = 200


def upgrade() -> None:
    """Renames three columns, and keys and one value inside the JSON of readings, revisions and plans. Nothing else is changed."""
    op.execute("ALTER TABLE revisions RENAME COLUMN loose TO unassigned")
    op.execute("ALTER TABLE origins RENAME COLUMN told TO announced")
    op.execute("ALTER TABLE copies RENAME COLUMN told TO messages")
    connection = op.get_bind()
    _rewrite(connection, revisions, ("case_id", "revision"), ("own", "package", "unassigned"))
    _rewrite(connection, readings, ("sha256", "reader", "guide"), ("body",))
    _rewrite(connection, builds, ("id",), ("plan",))
    connection.execute(update(meta).where(meta.c.name == "house").values(name="installation"))


def _rewrite(connection: Connection, rows: Any, key: tuple[str, ...], kept: tuple[str, ...]) -> None:
    """Rewrites the JSON in the columns `kept`, a few rows at a time: readings are large."""
    keys = connection.execute(select(*(rows.c[name] for name in key))).all()
    where = [rows.c[name] == bindparam(f"of_{name}") for name in key]
    for start in range(0, len(keys), ROWS_AT_ONCE):
        changed = []
        for row in keys[start : start + ROWS_AT_ONCE]:
            own = [rows.c[name] == value for name, value in zip(key, row, strict=True)]
            texts = connection.execute(select(*(rows.c[name] for name in kept)).where(*own)).one()
            values = {name: _renamed(text) for name, text in zip(kept, texts, strict=True)}
            changed.append({f"of_{name}": value for name, value in zip(key, row, strict=True)} | values)
        connection.execute(update(rows).where(*where).values({name: bindparam(name) for name in kept}), changed)


def _renamed(text: str) -> str:
    return json.dumps(_noun(json.loads(text)), ensure_ascii=False, separators=(",", ":")) if text else text


def _noun(noun: Any) -> Any:
    """A reading, a package, a plan, a file or a list of files, with its names of today. What stands inside a file is left alone:
    a schedule may have any words for keys."""
    if isinstance(noun, list):
        return [_noun(one) for one in noun]
    if "head" in noun:
        noun |= {"packages": _noun(noun["packages"]), "loose": _noun(noun.get("loose", []))}
        return _with_names(noun, "loose", "unassigned")
    if "sheets" in noun:
        return _with_names(noun, "house", "installation")
    if "files" in noun:
        shape = "separate" if noun.get("shape", "loose") == "loose" else noun["shape"]
        return noun | {"files": _noun(noun["files"]), "shape": shape}
    return _with_names(noun, "straight", "transforms")


def _with_names(noun: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """The same keys in the same order, one of them renamed."""
    return {new if key == old else key: value for key, value in noun.items()}
