"""What is asked for on the command line, and which modules that means."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tests.mutants.places import Place, modules

WRONG = 64


@dataclass(frozen=True, slots=True)
class Options:
    """Seed and number of the faults, the modules they may stand in, and how they are tried."""

    seed: int
    count: int
    files: Sequence[str]
    workers: int
    json: Path | None
    timeout: float
    budget: float


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(WRONG)


def asked(arguments: Sequence[str], root: Path) -> Options:
    """Arguments checked; wrong ones end the program with 64."""
    parser = _Parser(prog="python -m tests.mutants", description="Plants one fault at a time; says which ones tests notice.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=_positive, default=40, help="how many faults (40)")
    parser.add_argument("--rooms", type=_listed, default=[], help="only in these, such as parsers/ticks,intake/matching")
    parser.add_argument("--files", type=_listed, default=[], help="only in these modules, with commas between")
    parser.add_argument("--changed", metavar="REV", help="only in modules that differ from this revision")
    parser.add_argument("--workers", type=_positive, default=1, help="copies of the tree at work at the same time (1)")
    parser.add_argument("--json", type=Path, help="write what is measured here, as it comes")
    parser.add_argument("--timeout", type=float, default=120, help="seconds after which a test counts as hung (120)")
    parser.add_argument("--budget", type=float, default=300, help="seconds of tests that a fault may cost (300)")
    given = parser.parse_args(arguments)
    try:
        files = _files(root, given.rooms, given.files, given.changed)
    except ValueError as error:
        parser.error(str(error))
    if given.json and not given.json.parent.is_dir():
        parser.error(f"--json: there is no folder {given.json.parent}")
    return Options(given.seed, given.count, files, given.workers, given.json, given.timeout, given.budget)


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def _listed(text: str) -> list[str]:
    return [part.strip().rstrip("/") for part in text.split(",") if part.strip()]


def _files(root: Path, rooms: Sequence[str], named: Sequence[str], since: str | None) -> list[str]:
    every = modules(root)
    known = {_room(file) for file in every}
    if unknown := [room for room in rooms if room not in known] + [file for file in named if file not in every]:
        raise ValueError(f"no such room or module: {', '.join(unknown)}")
    allowed = _changed(root, since) if since else set(every)
    return [file for file in every if file in allowed and (not rooms or _room(file) in rooms) and (not named or file in named)]


def _room(file: str) -> str:
    return Place(file, 0, "", None).room  # type: ignore[arg-type]


def _changed(root: Path, revision: str) -> set[str]:
    command = ["git", "-C", str(root), "diff", "--name-only", "--relative", "-z", "--end-of-options", revision, "--"]
    told = subprocess.run(command, capture_output=True, check=False)
    if told.returncode:
        raise ValueError(f"--changed: git knows no revision {revision}")
    return set(told.stdout.decode().split("\0"))
