"""One command on a disk that takes nothing: it runs in a forked process, so that limits end with it."""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

import run_intake


def called(arguments: list[str], home: Path, file_bytes: int | None = None) -> tuple[int, str]:
    """Exit code of a command on this state, and all it said. `file_bytes`: no file grows beyond so many, as on a full disk."""
    told, telling = os.pipe()
    child = os.fork()
    if not child:
        code = 99
        try:
            os.close(told)
            for number in (1, 2):
                os.dup2(telling, number)
            sys.stdout, sys.stderr = os.fdopen(1, "w", buffering=1), os.fdopen(2, "w", buffering=1)
            os.environ["INTAKE_HOME"] = str(home)
            if file_bytes is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
            code = run_intake.main(arguments)
        finally:
            sys.stdout.flush()
            os._exit(code)
    os.close(telling)
    with os.fdopen(told, encoding="utf-8", errors="replace") as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said
