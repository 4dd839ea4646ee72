"""Makes the project's own samples: filled forms, their scans, packages and whole mailboxes, the same bytes from the same seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from .crowd import mailbox as mailbox
from .story import demo, summary
from .teller import Mail

SEED = 2024


def truth(seed: int, mails: Sequence[Mail]) -> dict[str, Any]:
    """What is true of the demo mailbox: a summary of one pass, and for each mail kind, reply, applications and their fields."""
    told = [{"file": f"{i:02d}-{m.scene.replace('_', '-')}.eml", "sha256": hashlib.sha256(m.raw).hexdigest(), "size": len(m.raw),
             "received": m.sent.isoformat(), "story": m.scene, **m.truth} for i, m in enumerate(mails, 1)]
    return {"seed": seed, "pass": summary(list(mails)), "mails": told}


def demo_mailbox(seed: int = SEED) -> Iterator[tuple[str, bytes]]:
    """The demo mailbox as (file name, raw mail), in order of arrival."""
    for number, mail in enumerate(demo(seed), 1):
        yield f"{number:02d}-{mail.scene.replace('_', '-')}.eml", mail.raw
