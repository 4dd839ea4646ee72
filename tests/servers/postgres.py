"""Starts a PostgreSQL server in a temporary folder, reached through a socket there; each caller gets a new database."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
BIN = next(iter(PLACES), None) or (Path(found).parent if (found := shutil.which("initdb")) else None)
_serial = count(1)


@contextmanager
def postgres(folder: Path) -> Iterator[Path]:
    """A running server; its socket's folder. Durability is off: nobody pulls the plug in a test."""
    if BIN is None:
        pytest.skip("PostgreSQL is not installed")
    data = folder / "data"
    data.mkdir(mode=0o700)
    _own(folder, data)
    _as_server(str(BIN / "initdb"), "-D", str(data), "-U", "intake", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    start = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=200"
    _as_server(str(BIN / "pg_ctl"), "-D", str(data), "-o", start, "-l", str(data / "log"), "-w", "start")
    try:
        yield folder
    finally:
        _as_server(str(BIN / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")


def database(socket: Path) -> str:
    """A new, empty database. Returns its URL."""
    name = f"ledger{os.getpid()}x{next(_serial)}"
    assert BIN is not None
    _as_server(str(BIN / "createdb"), "-h", str(socket), "-U", "intake", name)
    return f"postgresql+psycopg://intake@/{name}?host={socket}"


def _own(*folders: Path) -> None:
    """The server refuses to run as root, so there it runs as nobody."""
    if os.geteuid() == 0:
        for folder in folders:
            shutil.chown(folder, "nobody")


def _as_server(*command: str) -> None:
    drop = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    done = subprocess.run([*drop, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          cwd="/", text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
