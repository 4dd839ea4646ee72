"""Peak memory of a pass: the coordinator with a mail of 40 MB on its way in over IMAP, and its readers without and with OCR.

`python -m tests.bench.memory [--megabytes N] [--cluster] [--json FILE]`. A process tells its own peak (VmHWM), which is asked for
again and again while the program runs; so no parent's peak is counted with it.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pikepdf

from config.load import PROJECT
from tests.bench.report import Report, Row
from tests.bench.timing import command
from tests.samples.make import mails
from tests.servers.cluster import cluster
from tests.servers.coremail import Coremail
from tests.servers.imap import PASSWORD, scripted_server
from tests.tales import START, piece, zipped

COORDINATOR, READER, READER_OCR = 300.0, 600.0, 900.0
WHO = ("李文静", "kjc@unit.example.org")


@dataclass(frozen=True)
class Peaks:
    """MiB of the coordinator, and of its greediest child of Python."""

    coordinator: float
    reader: float


def heavy(megabytes: int) -> bytes:
    """One mail of so many MB: a zip of an application, its scan, and a PDF that is large for what it carries."""
    big = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["video.bin"] = Random(1).randbytes(megabytes * 730_000)
        pdf.save(big)
    members = [("申报书.docx", piece("word")), ("申报书盖章.pdf", piece("scan")), ("佐证材料.pdf", big.getvalue())]
    return mails.package_mail(WHO, "申报材料", [("材料.zip", zipped(members))], sent=START, serial=1)


def watched(home: Path, raws: Sequence[bytes], **words: str) -> Peaks:
    """The peaks of one pass over these mails."""
    with scripted_server(Coremail(dict(enumerate(raws, 1)))) as box:
        environment = os.environ | {
            "INTAKE_HOME": str(home), "INTAKE_MAILBOX__URL": box.url(), "INTAKE_MAILBOX__PASSWORD": PASSWORD,
            "INTAKE_OUTPUT__PAGE_PICTURES": "0", "INTAKE_WORKERS__PROCESSES": "1"} | words
        program = subprocess.Popen(
            [sys.executable, str(PROJECT / "run_intake.py")], env=environment, stdout=subprocess.DEVNULL, cwd="/")
        return peaks_of(program)


def peaks_of(program: subprocess.Popen[bytes]) -> Peaks:
    """The peaks of a pass that runs; waits until it ends."""
    peaks: dict[int, float] = {}
    while program.poll() is None:
        for pid in (program.pid, *_below(program.pid)):
            with suppress(OSError, TypeError):
                found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
                peaks[pid] = max(peaks.get(pid, 0.0), int(found[1]) / 1024)  # type: ignore[index]
        time.sleep(0.02)
    if program.returncode not in (0, 1):
        sys.exit(f"the pass ended with {program.returncode}")
    return Peaks(peaks.pop(program.pid), max(peaks.values(), default=0.0))


def _below(pid: int) -> list[int]:
    """The readers and their template: all processes below (of any thread) that are Python, so not a converter."""
    found = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (thread / "children").read_text().split()):
                if b"multiprocessing.forkserver" in Path(f"/proc/{child}/cmdline").read_bytes():
                    found += [child, *_below(child)]
    return found


def rows(folder: Path, megabytes: int, far: bool) -> list[Row]:
    """A row a figure, in MiB."""
    big, usual = heavy(megabytes), [
        mails.package_mail(WHO, "申报材料", [("申报书.docx", piece("word", str(n))), ("扫描件.pdf", piece("scan", str(n)))],
                           sent=START, serial=n) for n in range(2, 5)]  # fmt: skip
    raws = [big, *usual]
    plain = watched(folder / "plain", raws, INTAKE_SCANS__PAGES="0")
    ocr = watched(folder / "ocr", raws[:2])  # recognising takes minutes
    found = [
        Row(f"coordinator, {len(big) >> 20} MiB mail in flight", plain.coordinator, aim=COORDINATOR, unit="MiB"),
        Row("coordinator, the same with OCR", ocr.coordinator, aim=COORDINATOR, unit="MiB"),
        Row("reader without OCR", plain.reader, aim=READER, unit="MiB"),
        Row("reader with OCR", ocr.reader, aim=READER_OCR, unit="MiB"),
    ]
    if far:
        with cluster(folder / "cluster", 2) as running:
            there = watched(folder / "far", raws, INTAKE_SCANS__PAGES="0", INTAKE_WORKERS__URL=running.url)
        found.append(Row("coordinator of a cluster, by value", there.coordinator, aim=COORDINATOR, unit="MiB"))
    return found


if __name__ == "__main__":
    command("tests.bench.memory", __doc__,
            lambda asked, folder: Report("peak memory", rows(folder, asked.megabytes, asked.cluster)),
            flags=("cluster",), megabytes=40)
