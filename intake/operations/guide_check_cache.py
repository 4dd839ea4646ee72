"""Remembers that a guide was found good, so that the same program does not check it again: cron asks every ten minutes, and
trying all rules and rendering all letters costs more than a pass without news.

If the note is lost, or cannot be written, everything is checked again.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from pathlib import Path

import config
import parsers
import reports
from config.model import Guide, Settings
from intake.store.vault import private_folder

NAME = "guide-checked"


def already_checked(settings: Settings, guide: Guide) -> bool:
    """Whether this program checked this guide before and found nothing wrong."""
    try:
        return (settings.home / NAME).read_text("ascii") == _fingerprint(guide)
    except (OSError, ValueError):
        return False


def note_good(settings: Settings, guide: Guide) -> None:
    """Notes that nothing was found wrong. A folder that cannot be written is for the run to report."""
    with suppress(OSError):
        private_folder(settings.home)
        (settings.home / NAME).write_text(_fingerprint(guide), "ascii")


def _fingerprint(guide: Guide) -> str:
    """Identity of the guide and of the program that checks it: its files by name, size and time."""
    parts = [guide.digest, sys.version]
    for room in (config, parsers, reports):
        folder = Path(room.__file__ or "").parent
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".j2")):
            state = path.stat()
            parts.append(f"{path.relative_to(folder)} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
