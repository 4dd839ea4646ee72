"""Whether LibreOffice is worth starting once for many files: one call for the files of one mail against a start a file.

`python -m tests.bench.converter [--files N] [--rounds N] [--json FILE]`: CPU of turning old Word files into .docx, a file; then
what one bad file in the batch does to the others.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from parsers.formats.legacy import libreoffice
from parsers.model.file import Unreadable
from tests.bench.report import Report, Row
from tests.bench.timing import beside, children, command
from tests.tales import piece

GARBAGE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(range(256)) * 40


def olds(count: int, folder: Path) -> list[bytes]:
    """Filled forms as .doc."""
    for number in range(count):
        (folder / f"{number}.docx").write_bytes(piece("word", f"old {number}"))
    soffice(sorted(folder.glob("*.docx")), folder, "doc")
    return [path.read_bytes() for path in sorted(folder.glob("*.doc"))]


def soffice(sources: Sequence[Path], folder: Path, suffix: str) -> None:
    """One call for all files."""
    subprocess.run(
        [str(libreoffice.program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
         "--convert-to", suffix, "--outdir", str(folder), *map(str, sources)],
        check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)


def one_by_one(files: Sequence[bytes]) -> int:
    """A start a file. Returns how many came out."""
    found = 0
    for data in files:
        try:
            found += bool(libreoffice.to_docx(data, "doc"))
        except Unreadable:
            continue
    return found


def together(files: Sequence[bytes]) -> int:
    """All by one call. Returns how many came out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"{number}.doc" for number in range(len(files))]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        soffice(sources, folder, "docx")
        return len(list(folder.glob("*.docx")))


def measure(asked: Namespace, folder: Path) -> Report:
    """Both ways by turns."""
    if libreoffice.program() is None:
        print("LibreOffice is not installed")
        sys.exit(1)
    files = olds(asked.files, folder)
    rounds = [(children(partial(way, files))[0] / len(files) for way in (one_by_one, together)) for _ in range(asked.rounds)]
    apart, once = zip(*rounds, strict=True)
    spoilt = [*files[:2], GARBAGE, *files[2:]]
    return Report("LibreOffice", [
        beside("CPU a file, one call / a start each", once, apart, note=f"{len(files)} files"),
        Row("files out of a batch with a bad one", one_by_one(spoilt), together(spoilt), unit="", note=f"of {len(spoilt)}"),
    ])  # fmt: skip


if __name__ == "__main__":
    command("tests.bench.converter", __doc__, measure, files=8, rounds=3)
