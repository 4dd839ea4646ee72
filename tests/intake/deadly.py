"""Makes a reader that is killed by certain files, in whatever process reads them: the path to the files also loads this
module."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import re
import signal
import time
from pathlib import Path
from typing import Any

import parsers.packages.read_file
from parsers.formats.legacy import libreoffice
from parsers.formats.registry import read
from parsers.model.document import Document

BOMB = "#!/bin/sh\ni=0; while [ $i -lt 300 ]; do sleep 300 & i=$((i+1)); done\necho $! > {kept}\nwait\n"
"""Not without end, so that the machine survives a cage that does not hold."""


class Deadly(type(Path())):  # type: ignore[misc]
    """A path that, wherever it is unpickled, makes the reader there deadly."""

    def __reduce__(self) -> tuple[Any, ...]:
        return brought, (str(self),)


def brought(path: str) -> Deadly:
    """What unpickling does."""
    parsers.packages.read_file.read = _read  # type: ignore[attr-defined]
    script = Path(path).parent / "soffice"
    libreoffice.program = lambda: str(script)
    return Deadly(path)


def wait_for(gate: Path) -> None:
    """Read on when somebody opens the gate."""
    deadline = time.monotonic() + 120
    while not gate.exists() and time.monotonic() < deadline:
        time.sleep(0.02)


def _read(data: bytes, media_type: str) -> Document:
    if b"HANG" in data:
        time.sleep(600)
    if gate := re.search(rb"SLOW (\S+)", data):
        wait_for(Path(gate[1].decode()))
    if b"CRASH" in data:
        faulthandler.disable()
        ctypes.string_at(0)
    if b"KILLER" in data:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(600)
    if b"GREEDY" in data:
        bytearray(10 << 30)
    return read(data, media_type)
