"""Mails that break the standards, as they really come: which subject, sender and file names must be read all the same.

`python -m tests.malformed` prints the table; with a folder of mails it says of each what was read.
"""

from __future__ import annotations

from tests.malformed.files import FILES
from tests.malformed.heads import HEADS
from tests.malformed.model import Case, Seen, seen
from tests.malformed.structures import STRUCTURES

__all__ = ["CASES", "Case", "Seen", "seen"]

CASES: tuple[Case, ...] = (*HEADS, *FILES, *STRUCTURES)
