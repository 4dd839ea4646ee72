"""The folders of a record: the checkout, the cases beside it, and one fixed place for the state of a pass."""

from __future__ import annotations

import fcntl
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
SAMPLES = PROJECT / "tests" / "samples" / "mailbox"

STATE = Path(tempfile.gettempdir()).resolve() / "grant-intake-golden"
"""The ledger keeps absolute paths, so every pass of every checkout works at this one place."""
HOME, MAILBOX = STATE / "home", STATE / "mailbox"
FIXED = {
    "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "COLUMNS": "120", "NO_COLOR": "1",
}
LEDGER, OUTPUT, LETTERS, METRICS = HOME / "ledger.sqlite", HOME / "output", HOME / "letters", HOME / "metrics.prom"


@contextmanager
def alone() -> Iterator[None]:
    """The fixed place for us alone; waits while another record is being made there."""
    STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (STATE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("another record is being made; waiting for it", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """What a process of the program is started with: none of the caller's settings but these, and nothing that differs by
    machine or by chance."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("INTAKE_")}
    return own | FIXED | dict(settings)
