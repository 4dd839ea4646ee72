"""Turns parts of a mail into Files: archives and nested mails are opened, within limits; every file is listed, readable or
not."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import Guide, LimitSettings
from intake.mime import Part
from intake.unpack.budget import Budget
from intake.unpack.disk_paths import files_from_path
from intake.unpack.unpacker import OPENERS, STREAMS, from_parts, open_all
from parsers.model.file import File

ARCHIVES = (*OPENERS, *STREAMS)
"""Media types that are opened."""

__all__ = ["ARCHIVES", "files_from_path", "unpack"]


def unpack(parts: Sequence[Part], limits: LimitSettings, guide: Guide | None = None) -> tuple[File, ...]:
    """All files of a mail in their order; images of signatures (`inline`) are left out. A file from an archive is named
    "archive/folders/file", its `source` is the outermost archive's name. A mail within the mail whose name says nothing but what
    the `guide` calls its forms is named by its subject. Never raises on any bytes."""
    return tuple(open_all(from_parts(parts), Budget(limits, guide)))
