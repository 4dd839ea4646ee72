"""Makes the project's own samples: filled forms, their scans, packages and whole mailboxes, the same bytes from the same seed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from .crowd import mailbox as mailbox
from .story import demo
from .truths import summary

SEED = 2024


def demo_mailbox(seed: int = SEED) -> Iterator[tuple[str, bytes]]:
    """The demo mailbox as (file name, raw mail), in order of arrival."""
    for mail in demo(seed):
        yield mail.name, mail.raw


def truth(seed: int = SEED) -> dict[str, Any]:
    """What is true of the demo mailbox: a summary of one pass, and for each mail kind, reply, applications and their fields."""
    mails = demo(seed)
    told = [{"file": m.name, "sha256": hashlib.sha256(m.raw).hexdigest(), **m.truth} for m in mails]
    return {"seed": seed, "made_with": made_with(), "pass": summary([m.truth for m in mails]), "mails": told}


def made_with() -> dict[str, str]:
    """Versions of what packs and draws: only where they are the same are the bytes promised to be the same."""
    return {
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version(name) for name in ("pillow", "pypdfium2", "python-docx", "reportlab")},
    }
