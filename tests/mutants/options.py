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
from tests.mutants.record import Record, read

WRONG = 64
COUNT = 40


@dataclass(frozen=True, slots=True)
class Options:
    """Seed and number of the faults, the modules they may stand in, how they are tried, and the record of an earlier run that
    is gone on with (`resumed`) or whose faults that no test noticed are planted again (`again`)."""

    seed: int
    count: int
    files: Sequence[str]
    workers: int
    json: Path | None
    timeout: float
    budget: float
    resumed: Record | None
    again: Record | None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(WRONG)


def asked(arguments: Sequence[str], root: Path) -> Options:
    """Arguments checked; wrong ones end the program with 64."""
    parser = _parser()
    given = parser.parse_args(arguments)
    json = given.json or given.resume
    if json and not json.parent.is_dir():
        parser.error(f"--json: there is no folder {json.parent}")
    try:
        files = _files(root, given.rooms, given.files, given.changed)
        resumed, again = _record(given.resume), _record(given.again)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    told = resumed or again
    seed = told.seed if told else given.seed
    count = given.count or (resumed.wanted if resumed else COUNT)
    return Options(seed, count, files, given.workers, json, given.timeout, given.budget, resumed, again)


def _parser() -> _Parser:
    parser = _Parser(prog="python -m tests.mutants", description="Plants one fault at a time; says which ones tests notice.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=_positive, help=f"how many faults ({COUNT}; with --resume as many as its record wanted)")
    parser.add_argument("--rooms", type=_listed, default=[], help="only in these, such as parsers/ticks,intake/matching")
    parser.add_argument("--files", type=_listed, default=[], help="only in these modules, with commas between")
    parser.add_argument("--changed", metavar="REV", help="only in modules that differ from this revision")
    parser.add_argument("--workers", type=_positive, default=1, help="copies of the tree at work at the same time (1)")
    parser.add_argument("--json", type=Path, help="write what is measured here, as it comes (with --resume into its record)")
    parser.add_argument("--timeout", type=float, default=120, help="seconds after which a test counts as hung (120)")
    parser.add_argument("--budget", type=float, default=300, help="seconds of tests that a fault may cost (300)")
    _earlier(parser)
    return parser


def _earlier(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--resume", metavar="FILE", type=Path, help="go on with the seed of this record, made by --json")
    group.add_argument("--again", metavar="FILE", type=Path, help="plant only what no test noticed in this record")


def _record(file: Path | None) -> Record | None:
    return read(file) if file else None


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
