"""Writes cases for other programs: the JSON of the contract's section 4, and a flat table that is safe to open in a
spreadsheet."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from config.model import Field, FieldKind, Form, Guide
from parsers.model.document import Place
from parsers.model.finding import Finding, Severity
from parsers.model.package import PackageFile
from parsers.model.record import Record, Unclaimed, Value
from reports.case import Case
from reports.doubts import in_doubt

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = 1

BEFORE = ("case_no", "form", "category", "status", "revision", "received", "sender")
BEHIND = (*Severity, "findings", "documents", "message_ids")
"""The columns of the flat table before and behind those of the fields."""

_COMMANDS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""Full-width signs too: Excel with an East Asian locale takes them for the plain ones."""


def case_json(case: Case, guide: Guide) -> dict[str, Any]:
    """One case in the shape CASE of the contract, ready for json.dumps. Blank and unreadable (null) stay distinct."""
    form, record = guide.form(case.form), case.package.record(guide)
    values = list(_in_order(record, form))
    return {
        "case_no": case.case_no,
        "form": case.form,
        "category": case.category,
        "fields": {key: plain(value, form.field(key) if form else None) for key, value in values},
        "raw": {key: value.text for key, value in values},
        "sources": {key: _source(value) for key, value in values},
        "unclaimed": [_unclaimed(piece) for own in case.package.records for piece in own.unclaimed],
        "doubts": in_doubt(case, guide),
        "findings": [_finding(finding) for finding in case.findings],
        "documents": [
            {"name": f.name, "role": f.role, "media_type": f.media_type, "sha256": f.sha256, "pages": f.pages,
             "text_layer": f.text_layer}
            for f in case.package.files
        ],
        "revision": case.revision,
        "status": case.status,
        "message_ids": list(case.message_ids),
        "received": case.received,
        "sender": case.sender,
    }




def _unclaimed(piece: Unclaimed) -> dict[str, Any]:
    return {"document": piece.document, "text": piece.text, "place": piece.place.text(), "field": piece.field}


def check_json(cases: Iterable[Case], mail: dict[str, Any] | None, guide: Guide) -> dict[str, Any]:
    """What `check --json` prints: the cases, and what became of the mail (None where there was none)."""
    return {"schema": SCHEMA, "cases": [case_json(case, guide) for case in cases], "mail": mail}


def file_json(file: PackageFile) -> dict[str, Any]:
    """A file of a mail that belongs to no case, in the shape of MAIL.unassigned."""
    why = (file.trouble.detail or file.trouble.kind) if file.trouble else None
    return {"name": file.name, "role": file.role, "sha256": file.sha256, "trouble": why}


def csv_rows(cases: Iterable[Case], guide: Guide) -> pd.DataFrame:
    """One row a case, one text column for each field of any form. Its heading is the field's key; field.KEY where the table has
    a column of that name already. No text can become a formula: what a spreadsheet would calculate begins with an apostrophe
    (CSV injection)."""
    import pandas as pd  # takes half a second to load, which `check` does not need

    heads = _heads(guide)
    columns = [*BEFORE, *heads.values(), *BEHIND]
    return pd.DataFrame([_row(case_json(case, guide), heads) for case in cases], columns=columns, dtype=object)


def plain(value: Value, field: Field | None) -> Any:
    """A value in its JSON shape: null only where it could not be read, or where a choice is not exactly one option."""
    if value.text is None:
        return None
    if value.value is not None or (field and field.kind == FieldKind.CHOICE):
        return value.value
    if field and field.kind in (FieldKind.OPTIONS, FieldKind.SCHEDULE, FieldKind.TABLE):
        return []
    if field and field.kind == FieldKind.PERIOD:
        return {"text": value.text, "start": None, "end": None}
    return value.text


def safe_text(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula or a command."""
    return "'" + text if text.strip() and text.lstrip(" \u00a0\u3000\ufeff")[:1] in _COMMANDS else text


def _in_order(record: Record | None, form: Form | None) -> Iterator[tuple[str, Value]]:
    values = record.values if record else {}
    keys = [f.key for f in form.fields if f.key in values] if form else []
    for key in dict.fromkeys([*keys, *values]):
        yield key, values[key]


def _source(value: Value) -> dict[str, Any]:
    return {"document": value.document, "page": value.place.page, "place": value.place.text(), "medium": value.medium,
            "confidence": value.confidence}


def _finding(finding: Finding) -> dict[str, Any]:
    return {"rule": finding.rule, "severity": finding.severity, "field": finding.field, "message": finding.message,
            "clause": finding.clause, "place": _place(finding.place)}


def _place(place: Place | None) -> str | None:
    """In the contract a finding has no page of its own, so the page is in the text of its place."""
    if place is None:
        return None
    parts = ([f"page {place.page}"] if place.page else []) + ([place.text()] if place.text() else [])
    return ", ".join(parts) or None


def _heads(guide: Guide) -> dict[str, str]:
    """Key of a field of any form → heading of its column."""
    heads: dict[str, str] = {}
    for key in dict.fromkeys(field.key for form in guide.forms for field in form.fields):
        head = key
        while head in (*BEFORE, *BEHIND, *heads.values()):
            head = f"field.{head}"
        heads[key] = head
    return heads


def _row(case: dict[str, Any], heads: Mapping[str, str]) -> dict[str, Any]:
    counts = Counter(finding["severity"] for finding in case["findings"])
    row = {key: case[key] for key in BEFORE}
    row |= {heads[key]: value for key, value in case["fields"].items() if key in heads}
    row |= {severity: counts[severity] for severity in Severity}
    row["findings"] = "\n".join(f"{finding['rule']}: {finding['message']}" for finding in case["findings"])
    row["documents"] = "\n".join(f"{document['role']}: {document['name']}" for document in case["documents"])
    row["message_ids"] = " ".join(case["message_ids"])
    return {key: _flat(value) for key, value in row.items()}


def _flat(value: Any) -> Any:
    if isinstance(value, dict):
        value = value.get("text", "")
    if isinstance(value, list):
        lines = [json.dumps(item, ensure_ascii=False) if isinstance(item, dict) else str(item) for item in value]
        value = "\n".join(lines)
    return safe_text(value) if isinstance(value, str) else value
