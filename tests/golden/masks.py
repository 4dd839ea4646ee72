"""Removes from a text of a record what differs from run to run, or from release to release, and matters to no user.

Every rule says why. What no rule names is kept exactly.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from tests.golden.places import PROJECT, SHARED, STATE

SUM = "[0-9a-f]{64}"


@dataclass(frozen=True)
class Mask:
    """What is replaced by what, in files of which names. A group of the pattern, where it has one, stays in front."""

    pattern: str
    instead: str
    files: str = "*"

    def laid_over(self, text: str) -> str:
        """The text without what this mask hides."""
        return re.sub(self.pattern, lambda found: (found[1] if found.re.groups else "") + self.instead, text)


MASKS = (
    # Where a checkout lies concerns nobody.
    Mask(re.escape(str(STATE)), "<state>"),
    Mask(re.escape(str(SHARED)), "<shared>"),
    Mask(re.escape(str(PROJECT)), "<project>"),
    # Folders made by tempfile have another name each time.
    Mask(re.escape(tempfile.gettempdir()) + r"/tmp\w{8}", "<temp>"),
    # How long a pass took: told in words, in the facts of a run, to the monitor.
    Mask(r"(用时 )[\d.]+(?: (?:小时|分) \d+)*(?: (?:小时|分|秒))", "<seconds>"),
    Mask(r'("seconds": )[\d.e-]+', "<seconds>"),
    Mask(r"(grant_intake_last_run_duration_seconds )[\d.e-]+", "<seconds>"),
    # A line a minute while mails are read: how many depends on the machine.
    Mask(r'(?m)^ *(?:"\d\d:\d\d:\d\d \S+ \d+/\d+"|\{[^{}]*"message": "\S+ \d+/\d+"\s*\}),?\n', ""),
    # The reader's version, which a release raises: in readings, and in the workbook's 说明.
    Mask(r'("reader": )\d+', "<reader>"),
    Mask(r"('读取程序版本' .*\n(?:B.*\n)?C\d+ \| ')\d+", "<reader>", "*/workbook/*.txt"),
    # Digests of the guide, and those made with it: readings, 说明, marks of what workbook and pages were made of.
    Mask(rf'("guide": "){SUM}', "<guide>"),
    Mask(r"(\d{4}（)[0-9a-f]{12}(?=）)", "<guide>"),
    Mask(r'(<meta name="mark" content=")[0-9a-f]{32}', "<mark>"),
    Mask(r'("name": "(?:desk-mark|workbook-mark|decided)",\s*"value": ")[0-9a-f]+', "<mark>", "*/ledger/meta.json"),
    # The bytes of a workbook hold version and guide, and a clerk's the time of day; its cells and its other parts are kept.
    Mask(rf'("sha256": "){SUM}', "<workbook>", "*/ledger/builds.json"),
    Mask(rf'("sha256": "){SUM}', "<workbook>", "*/ledger/copies.json"),
    Mask(rf"(xl/sharedStrings.xml ){SUM}", "<words>", "*/workbook/parts.txt"),
    # Where in our files something broke: files are moved and lines change.
    Mask(r"\b[\w/.-]+\.py:\d+", "<place>"),
    Mask(r'File \\?"[^"]+\.py\\?", line \d+', "<place>"),
    # The release.
    Mask(r"(grant-intake )\d+\.\d+\.\d+", "<version>"),
)


def masked(name: str, text: str) -> str:
    """The text of the file of this name, with every mask that is for it laid over it."""
    for mask in MASKS:
        if fnmatch(name, mask.files):
            text = mask.laid_over(text)
    return text


def write(folder: Path, name: str, text: str) -> None:
    """Keep a text of a record, masked, under its name."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(masked(f"{folder.name}/{name}", text), "utf-8", newline="\n")
