"""Runs the program as its users do, with its own standard streams, environment and exit code, but forked from the tests: what
they have imported is not imported again, which is most of what a start costs. What a start itself does is tried by stories that
begin the program anew.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from unittest.mock import patch

import run_intake
from config.load import PROJECT
from config.model import Guide, Settings
from intake.operations import checked_settings
from intake.operations.guide_check_cache import already_checked
from tests import installation
from tests.kept_readings import readings_kept


def program(
    arguments: Sequence[str | Path], environment: Mapping[str, str], cwd: str | Path = "/", seconds: float = 300
) -> CompletedProcess[str]:
    """One command from beginning to end; `environment` is all of its environment."""
    told = [str(argument) for argument in arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = os.fork()
        if not process:
            _child(told, environment, cwd, (out.fileno(), err.fileno()))
        code = _ended(process, time.monotonic() + seconds)
        said = [io.TextIOWrapper(stream, "utf-8", errors="strict") for stream in (out, err)]
        for stream in said:
            stream.seek(0)
        texts = [stream.read() for stream in said]
        for stream in said:
            stream.detach()
    return CompletedProcess(told, code, *texts)


def _ended(process: int, until: float) -> int:
    wait = 0.002
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            raise TimeoutExpired("run_intake.py", 0)
        time.sleep(wait)
        wait = min(0.05, 1.5 * wait)


# --- inside the child ------------------------------------------------------------------------------------------------


def _child(arguments: list[str], environment: Mapping[str, str], cwd: str | Path, streams: tuple[int, int]) -> None:
    code = run_intake.FAULT
    try:
        gc.freeze()
        _streams(*streams)
        _as_new(environment, cwd)
        sys.argv = [str(PROJECT / "run_intake.py"), *arguments]
        with readings_kept(), patch.object(checked_settings, "already_checked", _checked):
            code = run_intake.main(arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _streams(out: int, err: int) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in enumerate((nothing, out, err)):
        os.dup2(source, target)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False) for number, mode in enumerate(("r", "w", "w")))  # noqa: SIM115


def _as_new(environment: Mapping[str, str], cwd: str | Path) -> None:
    """Nothing of the tests reaches the program but what is imported."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("TEST_")}
    os.environ.clear()
    os.environ.update({**kept, **environment})
    os.chdir(cwd)
    logging.getLogger().handlers.clear()
    logging.getLogger().setLevel(logging.WARNING)
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGINT, signal.default_int_handler)


_already = already_checked


def _checked(settings: Settings, guide: Guide) -> bool:
    """The guide that ships is checked by its own tests, not once more for each new state folder."""
    return guide.digest == installation.guide().digest or _already(settings, guide)
