"""Parts of a mail → Files: archives and nested mails are opened, within limits; every file is told, readable or not."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import LimitSettings
from intake.mime import Part
from intake.unpack.bounds import Budget, unread_file
from intake.unpack.opening import OPENERS, open_file
from intake.unpack.paths import files_from_path
from parsers.model import File

__all__ = ["OPENERS", "files_from_path", "unpack"]


def unpack(parts: Sequence[Part], limits: LimitSettings) -> tuple[File, ...]:
    """All files of a mail in their order; images of signatures (`inline`) are left out. A file out of an archive is named
    "archive/folders/file", its `source` is the outermost archive's name. Never raises on any bytes."""
    budget = Budget(limits)
    found: list[File] = []
    for part in parts:
        if part.inline:
            continue
        if part.trouble:
            found.append(unread_file(part.name, part.digest, "", part.trouble))
        else:
            found.extend(open_file(part.name, part.data, "", 0, part.media_type == "message/rfc822", budget))
    return tuple(found)
