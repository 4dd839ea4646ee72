"""Floods with real applications among them: thousands of tiny mails of one sender, as many of as many senders, a few huge ones.

`python -m tests.bench.floods [--quick] [--tiny N] [--huge N] [--megabytes N] [--json FILE]`. Of each flood: the seconds of one
pass, and the peak memory of the coordinator and of its greediest reader. It stops where an application is not settled and
answered, or not in the order in which they came."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from random import Random

import pikepdf

from config.load import PROJECT
from tests.bench.memory import COORDINATOR, READER, Peaks, peaks_of
from tests.bench.report import Report, Row
from tests.bench.timing import command
from tests.samples.make import mailbox, mails
from tests.samples.make.teller import CHINA
from tests.servers.smtp import Script, smtp_server
from tests.tales import zipped

APPLICATIONS, SPAN = 30, timedelta(minutes=36)
"""Of ten mails of the sample mailbox eight are applications: thirty-six minutes of it hold thirty."""
BEGIN = datetime(2024, 3, 20, 8, 0, 1, tzinfo=CHINA)
QUICK = {"tiny": 200, "huge": 3, "megabytes": 8}


def applications() -> dict[str, bytes]:
    """Name → mail, in the order in which they come."""
    return {name: raw for number, (name, raw) in enumerate(mailbox(36, 2024)) if number % 10 not in (7, 9)}


def tiny(count: int, senders: int) -> Iterator[bytes]:
    """So many small mails of so many senders, evenly over the span."""
    for number in range(count):
        who = ("", f"p{number % senders}@x{number % senders}.example.org")
        yield mails.package_mail(who, f"在吗{number}", body="在吗？", sent=BEGIN + SPAN * (number / count), serial=number)


def huge(count: int, megabytes: int) -> Iterator[bytes]:
    """So many mails of so many MB: a zip with a PDF that is large for what it shows."""
    for number in range(count):
        out = io.BytesIO()
        with pikepdf.new() as document:
            document.add_blank_page()
            document.attachments["video.bin"] = Random(number).randbytes(megabytes * 730_000)
            document.save(out)
        files = [(f"资料{number}.zip", zipped([(f"资料{number}.pdf", out.getvalue())]))]
        who = ("", f"h{number}@y{number}.example.org")
        yield mails.package_mail(who, f"大文件{number}", files, sent=BEGIN + SPAN * (number / count), serial=number)


def passed(folder: Path, flood: Iterator[bytes]) -> tuple[float, int, Peaks]:
    """Seconds of one pass over a flood with the applications in it, its mails, and its peaks."""
    box, real = folder / "box", applications()
    box.mkdir(parents=True)
    for name, raw in real.items():
        (box / name).write_bytes(raw)
    for number, raw in enumerate(flood):
        (box / f"flood{number:06d}.eml").write_bytes(raw)
    script = Script()
    with smtp_server(script) as port:
        environment = os.environ | {
            "INTAKE_HOME": str(folder / "home"), "INTAKE_MAILBOX__URL": f"folder:{box}", "INTAKE_LETTERS__MAX_AGE_DAYS": "0",
            "INTAKE_SMTP__URL": f"smtp://127.0.0.1:{port}", "INTAKE_SMTP__SPACING_SECONDS": "0", "INTAKE_SCANS__PAGES": "0",
            "INTAKE_OUTPUT__PAGE_PICTURES": "0"}  # fmt: skip
        began = time.perf_counter()
        program = subprocess.Popen(
            [sys.executable, str(PROJECT / "run_intake.py")], env=environment, stdout=subprocess.DEVNULL, cwd="/")  # fmt: skip
        peaks = peaks_of(program)
        seconds = time.perf_counter() - began
    wanted = [message_from_bytes(raw)["Message-ID"] for raw in real.values()]
    letters = [message_from_bytes(letter.content or b"")["In-Reply-To"] for letter in script.letters]
    answered = [mail for mail in letters if mail in wanted]
    if answered != wanted:
        sys.exit(f"{len(answered)} letters for {APPLICATIONS} applications, or not in the order in which these came")
    return seconds, len(list(box.iterdir())), peaks


def measure(asked: Namespace, folder: Path) -> Report:
    """Each flood in an installation of its own."""
    sizes = {name: QUICK[name] if asked.quick else getattr(asked, name) for name in QUICK}
    floods = {
        f"{sizes['tiny']} tiny mails of one sender": tiny(sizes["tiny"], 1),
        f"{sizes['tiny']} tiny mails of as many": tiny(sizes["tiny"], sizes["tiny"]),
        f"{sizes['huge']} mails of {sizes['megabytes']} MB": huge(sizes["huge"], sizes["megabytes"]),
    }
    rows = []
    for number, (name, flood) in enumerate(floods.items()):
        seconds, count, peaks = passed(folder / str(number), flood)
        rows += [Row(name, seconds, note=f"{count / seconds:.1f} mails/s; {APPLICATIONS} applications answered in their order"),
                 Row("  coordinator", peaks.coordinator, aim=COORDINATOR, unit="MiB"),
                 Row("  its greediest reader", peaks.reader, aim=READER, unit="MiB")]  # fmt: skip
    return Report(f"floods with {APPLICATIONS} applications among them", rows)


if __name__ == "__main__":
    command("tests.bench.floods", __doc__, measure, ("quick",), tiny=5000, huge=20, megabytes=40)
