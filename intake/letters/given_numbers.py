"""Reads from the log beside the ledger which numbers cases were given, so that a restored ledger gives each its own again.

The log only grows, so a process that opens case after case reads each line once.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from intake.letters.send_log import NAME, SendLog, opening
from intake.model import DiskOutage

MOST_DIGITS = 9
MOST_BYTES = 64 << 20
_KEPT = 4


@dataclass(slots=True)
class GivenNumbers:
    """Which case had which number, and the highest of each series (GJ2024-)."""

    by_opening: dict[str, str] = field(default_factory=dict)
    highest: dict[str, int] = field(default_factory=dict)
    read: int = 0
    file: tuple[int, int] = (0, 0)

    def of(self, mail: str, part: int) -> str:
        """The number of the case that this part of this mail opened, "" for a new one."""
        return self.by_opening.get(opening(mail, part), "")

    def take(self, line: str) -> None:
        """Takes in a line of the log."""
        step, _, rest = line.partition(" ")
        which, _, number = rest.partition(" ")
        start, _, digits = number.rpartition("-")
        if step == "n" and start and len(digits) <= MOST_DIGITS and digits.isascii() and digits.isdigit():
            self.by_opening[which] = number
            self.highest[f"{start}-"] = max(self.highest.get(f"{start}-", 0), int(digits))


_known: OrderedDict[Path, GivenNumbers] = OrderedDict()
_lock = Lock()


def given_numbers(home: Path) -> GivenNumbers:
    """All numbers in the log of this state folder. Raises DiskOutage."""
    path = home / NAME
    with _lock:
        known = _known.pop(path, GivenNumbers())
        try:
            with path.open("rb") as log:
                known = _goes_on(known, log.fileno())
                log.seek(known.read)
                fresh = log.read(MOST_BYTES)
        except FileNotFoundError:
            return GivenNumbers()
        except OSError as error:
            raise DiskOutage(SendLog.unreadable(error)) from error
        whole = fresh[: fresh.rfind(b"\n") + 1]
        for line in whole.decode("utf-8", "replace").splitlines():
            known.take(line)
        known.read += len(whole)
        _known[path] = known
        while len(_known) > _KEPT:
            _known.popitem(last=False)
        return known


def _goes_on(known: GivenNumbers, handle: int) -> GivenNumbers:
    """What is known of this file; nothing where it is another one, or shorter than what was read."""
    state = os.fstat(handle)
    same = known.file == (state.st_dev, state.st_ino) and state.st_size >= known.read
    return known if same else GivenNumbers(file=(state.st_dev, state.st_ino))
