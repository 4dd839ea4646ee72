"""Keeps beside the ledger which letters left and which numbers cases were given, so that a ledger restored from a backup sends
none of the letters again and gives each case the number that its sender was told.

One line a step, appended and flushed before the next one: `a` a letter is about to leave, `s` it left, `f` it did not; then its
Message-ID, which is made from what it answers and is the same in every ledger. A line `h` and a moment says that letters may have
left before it of which this log knows nothing. A line `n` has the beginning of a mail's digest, the part of the mail, and the
number of the case that it opened. Nobody's data is in it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

from config.language import say
from config.os_errors import why
from intake.model import DiskOutage

NAME = "letters-sent"
MOST_BYTES = 256 << 20

Step = Literal["a", "s", "f"]
_MADE = re.compile(r"<(?:receipt|unread)-[0-9a-f]{32}@")


def is_ours(message_id: str) -> bool:
    """Whether a Message-ID is one of those that this program makes for its answers."""
    return _MADE.match(message_id) is not None


ATTEMPTED: Step = "a"
SENT: Step = "s"
FAILED: Step = "f"


def opening(mail: str, part: int) -> str:
    """What a case is known by in this log: the mail that opened it, and the part of that mail."""
    return f"{mail[:32]}/{part}"


class SendLog:
    """The log of one state folder."""

    def __init__(self, home: Path) -> None:
        self._path = home / NAME
        self._steps: dict[str, str] | None = None
        self._unsure = ""

    @property
    def unsure_until(self) -> str:
        """The moment (ISO 8601 in UTC) before which letters may have left that are not in this log; "" where there is none."""
        self.last("")
        return self._unsure

    def note_unsure(self, until: str) -> None:
        """Notes that letters may have left before this moment of which nothing is known. Raises DiskOutage."""
        self._add(f"h {until}\n")
        self._unsure = max(self._unsure, until)

    def last(self, message_id: str) -> str:
        """The last step of a letter: ATTEMPTED, SENT, FAILED, or "" for one that never was to leave here. Raises DiskOutage."""
        if self._steps is None:
            self._steps = self._read()
        return self._steps.get(message_id, "")

    def note(self, step: Step, message_id: str) -> None:
        """Adds a step, and has it on the disk when it returns. Raises DiskOutage."""
        self._add(f"{step} {' '.join(message_id.split())}\n")
        if self._steps is not None:
            self._steps[message_id] = step

    def note_numbers(self, given: dict[str, str]) -> None:
        """Adds numbers of new cases, by `opening`. Raises DiskOutage."""
        if given:
            self._add("".join(f"n {which} {number}\n" for which, number in given.items()))

    def _add(self, text: str) -> None:
        line = text.encode()
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            try:
                if os.write(handle, line) != len(line):
                    raise OSError("only a part of it was written")
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise DiskOutage(say(f"发信记录无法写入：{why(error)}",
                                 f"the log of letters cannot be written ({why(error)})")) from error

    @staticmethod
    def unreadable(error: OSError) -> str:
        """What is said where the log cannot be read."""
        return say(f"发信记录无法读取：{why(error)}", f"the log of letters cannot be read ({why(error)})")

    def _read(self) -> dict[str, str]:
        try:
            with self._path.open("rb") as file:
                lines = file.read(MOST_BYTES).decode("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise DiskOutage(self.unreadable(error)) from error
        parts = [line.partition(" ") for line in lines]
        self._unsure = max((moment for step, _, moment in parts if step == "h"), default="")
        return {message_id: step for step, _, message_id in parts if step in ("a", "s", "f")}
