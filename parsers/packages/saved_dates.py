"""Reads when a Word file was last saved: of two versions of one form the later one counts."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import olefile

from parsers.formats.sniff import DOC, DOCX
from parsers.formats.word.opc_package import Parts
from parsers.model.file import Unreadable

_CORE = "docProps/core.xml"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_LIKELY = range(1995, 2100)
"""Years outside of these come from programs' defaults and wrong clocks."""


def saved(data: bytes, media_type: str) -> str:
    """The time in the document's properties, ISO 8601 in UTC; "" where there is none that can be true."""
    if media_type == DOCX:
        return _of_docx(data)
    return _of_doc(data) if media_type == DOC else ""


def _of_docx(data: bytes) -> str:
    try:
        parts = Parts(data)
        text = parts.xml(_CORE).findtext(_MODIFIED) if _CORE in parts.names else None
        moment = datetime.fromisoformat((text or "").strip())
    except (Unreadable, ValueError):
        return ""
    return _as_utc(moment)


def _of_doc(data: bytes) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            moment = ole.get_metadata().last_saved_time
    except Exception:  # olefile raises anything on broken chains
        return ""
    return _as_utc(moment) if isinstance(moment, datetime) else ""


def _as_utc(moment: datetime) -> str:
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return zoned.astimezone(UTC).isoformat(timespec="seconds") if zoned.year in _LIKELY else ""
    except (OverflowError, ValueError):
        return ""
