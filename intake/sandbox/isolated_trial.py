"""Tries one file in its own process, when its mail has killed a worker: then the file is lost, and not its mail.

`python -m intake.sandbox.isolated_trial` is that process. It reads the file as the worker would and throws the result away;
only whether the process survives matters.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace

from config.places import PROJECT
from intake.sandbox.confine import allow_seconds, confine
from intake.sandbox.worker_setup import Bench
from parsers.model.file import File, Trouble, TroubleKind

GREEDY, FAULTY = 3, 4
OUT_OF_MEMORY = Trouble(TroubleKind.LIMIT, "读取时超过内存限制，需人工查看")
OUT_OF_TIME = Trouble(TroubleKind.TIMEOUT, "读取超过时间限制，需人工查看")
CRASHED = Trouble(TroubleKind.LIMIT, "读取时程序异常终止，需人工查看")


def vetted(file: File, bench: Bench, seconds: float) -> File:
    """The file, with a trouble where it does not survive the trial. An exception that our code raises on it is not a
    trouble of the file: the worker meets it again and reports where it was."""
    if file.trouble is not None or not file.data:
        return file
    surroundings = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}  # ours may hold passwords
    child = subprocess.Popen(
        [sys.executable, "-m", "intake.sandbox.isolated_trial"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, cwd=PROJECT, env=surroundings, start_new_session=True,
    )  # fmt: skip
    trouble: Trouble | None = OUT_OF_TIME
    try:
        child.communicate(pickle.dumps((bench, file, seconds)), timeout=seconds)
        trouble = {0: None, GREEDY: OUT_OF_MEMORY, FAULTY: None}.get(child.returncode, CRASHED)
    except subprocess.TimeoutExpired:
        pass
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return replace(file, trouble=trouble) if trouble else file


def main() -> int:
    """Reads the file on standard input."""
    bench, file, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    from intake.sandbox.read_mail import read_one_file

    confine(bench.settings, bench.limits)
    allow_seconds(seconds)
    try:
        read_one_file(file, bench.guide, bench.scans)
    except MemoryError:
        return GREEDY
    except Exception:
        return FAULTY
    return 0


if __name__ == "__main__":
    sys.exit(main())
