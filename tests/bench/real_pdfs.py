"""Odd PDFs of other people with pictures read: what becomes of each, in what time and memory.

`python -m tests.bench.real_pdfs FOLDER`: a line a file (trouble or how it was read, CPU seconds, the process's peak in MB so far,
role, pages, notes), in one process that is bounded as a worker is.
"""

from __future__ import annotations

import hashlib
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from config.model import ScanSettings, WorkerSettings
from parsers.model.file import File
from parsers.model.package import PackageFile
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of_document
from tests.installation import guide


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `file` None where reading it broke, which `broke` names."""

    name: str
    file: PackageFile | None
    broke: str
    seconds: float
    megabytes: float

    @property
    def word(self) -> str:
        """One word: refused and why, read as words or as pictures, or broken."""
        if self.file is None:
            return f"BROKEN {self.broke}"
        if self.file.trouble is not None:
            return f"refused: {self.file.trouble.kind}"
        return "recognised" if self.file.text_layer is False else "read"


def look(path: Path) -> Outcome:
    """One file as a mail's reading would take it."""
    rules, data = guide(), path.read_bytes()
    began, found, broke = time.process_time(), None, ""
    try:
        file = File(path.name, data, hashlib.sha256(data).hexdigest(), len(data))
        found = packages_of_document(file, rules, scan_budget(ScanSettings(), rules, time.process_time))[0].files[0]
    except Exception as error:  # the very thing that is looked for
        broke = type(error).__name__
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Outcome(path.name, found, broke, time.process_time() - began, peak)


def bounded() -> None:
    """This process within the memory a worker has."""
    most = WorkerSettings().memory_mib << 20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def looks(folder: Path) -> Iterator[Outcome]:
    """Every PDF of a folder, in a process of its own."""
    with get_context("spawn").Pool(1, bounded) as pool:
        yield from pool.imap(look, sorted(folder.glob("*.pdf")))


def table(outcomes: Iterator[Outcome]) -> Counter[str]:
    """A line a file, then the sums."""
    words: Counter[str] = Counter()
    seconds = megabytes = 0.0
    for one in outcomes:
        file = one.file
        told = f"{file.role}, {file.pages or '-'} pages {' '.join(file.notes)[:60]}" if file else ""
        print(f"{one.name[:52]:52} {one.word:24} {one.seconds:6.2f} s {one.megabytes:6.0f} MB  {told}", flush=True)
        words[one.word] += 1
        seconds, megabytes = max(seconds, one.seconds), max(megabytes, one.megabytes)
    print(f"{words.total()} files: {dict(words.most_common())}; at most {seconds:.1f} s for one, {megabytes:.0f} MB")
    return words


if __name__ == "__main__":
    table(looks(Path(sys.argv[1])))
