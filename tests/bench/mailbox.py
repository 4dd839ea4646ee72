"""Download of a mailbox from Dovecot on loopback: ours against a bare socket reader, and against mbsync where it is installed.

`python -m tests.bench.mailbox [--mails N] [--bytes N] [--rounds N] [--json FILE]`: a line a way, its time as a ratio to the bare
reader's, medians of rounds in which the ways take turns; and the peak memory of each.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import intake.mailbox.imap  # noqa: F401 - here, so that loading it is no part of the download
from intake.mailbox import open_mailbox
from intake.operations.installation import open_installation
from intake.operations.progress import Narrator
from intake.pipeline.fetch import fetch
from tests import installation
from tests.bench.report import Report, Row, options
from tests.bench.timing import beside
from tests.servers.coremail import mail, settings
from tests.servers.imap import DOVECOT, Server, dovecot_server

ROUNDS = 5
Way = Callable[[Server, Path], None]


def bare(server: Server, _: Path) -> None:
    """The floor: one pipelined FETCH, literals counted and dropped."""
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        file = line.makefile("rb", buffering=1 << 16)
        line.sendall(f"a LOGIN {server.user} {server.password}\r\nb EXAMINE INBOX\r\nc UID FETCH 1:* (BODY.PEEK[])\r\n".encode())
        while not (row := file.readline()).startswith(b"c "):
            if found := re.search(rb"\{(\d+)\}\r\n$", row):
                left = int(found[1])
                while left:
                    left -= len(file.read(min(left, 1 << 20)))


def download(server: Server, _: Path) -> None:
    """Ours, into nothing."""
    with open_mailbox(settings(server, ca_file=None), Path("/")) as box:
        for arrival in box.arrivals(lambda folder, validity: {}):
            for _piece in arrival.chunks():
                pass


def into_the_vault(server: Server, folder: Path) -> None:
    """Ours, as a run does it: fsynced in the vault, entered in the ledger."""
    box = {"url": server.url(), "password": server.password}
    settings = installation.settings(folder, server.url(), mailbox=box)
    opened = open_installation(settings, installation.guide(), Narrator(quiet=True))
    fetch(opened)
    opened.ledger.close()


def mbsync(server: Server, folder: Path) -> None:
    """A well-known program that keeps mail in a Maildir, fsynced."""
    config = folder / "mbsyncrc"
    config.write_text(f"""
IMAPAccount a
Host 127.0.0.1
Port {server.port}
User {server.user}
Pass {server.password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account a

MaildirStore near
Inbox {folder}/box

Channel c
Far :far:
Near :near:
Create Near
SyncState *
""")
    subprocess.run(["mbsync", "-q", "-c", str(config), "-a"], check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Print the table. 1 where Dovecot is not installed."""
    parser = options("tests.bench.mailbox", __doc__)
    for name, default in (("mails", 1000), ("bytes", 300_000), ("rounds", ROUNDS)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    if DOVECOT is None:
        print("Dovecot is not installed")
        return 1
    count, size = chosen.mails, chosen.bytes
    ways: list[Way] = [bare, download, into_the_vault, *([mbsync] if shutil.which("mbsync") else [])]
    with tempfile.TemporaryDirectory(dir="/var/tmp") as lab, dovecot_server(_lab(Path(lab))) as (plain, _):
        _fill(Path(lab) / "dovecot", plain.user, count, size)
        times: dict[str, list[float]] = {way.__name__: [] for way in ways}
        memory: dict[str, int] = {}
        for _ in range(chosen.rounds):
            for way in ways:
                seconds, peak = _timed(way, plain, Path(lab))
                times[way.__name__].append(seconds)
                memory[way.__name__] = max(peak, memory.get(way.__name__, 0))
    Report(f"mailbox: {count} mails of {size} bytes", list(_rows(times, memory))).keep(chosen.json)
    return 0


def _rows(times: dict[str, list[float]], memory: dict[str, int]) -> Iterator[Row]:
    aims = {"download": 1.3}
    for name, found in times.items():
        yield beside(name.replace("_", " "), found, times["bare"], aims.get(name), note=f"peak {memory[name] >> 10} MiB")
    if "mbsync" in times:
        yield beside("fsynced vault / mbsync", times["into_the_vault"], times["mbsync"], 1.0)


def _lab(folder: Path) -> Path:
    folder.chmod(0o755)
    (folder / "dovecot").mkdir(mode=0o755)
    return folder / "dovecot"


def _fill(lab: Path, user: str, count: int, size: int) -> None:
    box = lab / "mail" / user / "cur"
    box.mkdir(parents=True)
    for number in range(count):
        (box / f"{number}.M{number}.h:2,S").write_bytes(mail(number, size))
    owner = (lab / "mail").stat()
    for path in (box.parent, *box.parent.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)


def _timed(way: Way, server: Server, lab: Path) -> tuple[float, int]:
    """Seconds and peak memory (KiB) of one way in a process and a folder of its own."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    with tempfile.TemporaryDirectory(dir=lab) as folder:
        process = fork.Process(target=_measure, args=(way, server, Path(folder), theirs))
        process.start()
        theirs.close()
        told: tuple[float, int] = ours.recv()
        process.join()
    return told


def _measure(way: Way, server: Server, folder: Path, pipe: multiprocessing.connection.Connection) -> None:
    began = time.perf_counter()
    way(server, folder)
    seconds = time.perf_counter() - began
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    pipe.send((seconds, peak))


if __name__ == "__main__":
    sys.exit(main())
