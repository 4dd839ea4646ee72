"""Runs command lines and records what each gives: exit code, standard output, standard error, one JSON file a call.

`python -m tests.golden.calls MOMENT` reads the calls from its standard input and makes them one after the other in one process
with a stopped clock, through `run_intake.main`. Workers import this module; so it imports nothing of the product at its top.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from tests.golden.frozen import freeze
from tests.golden.masks import write
from tests.golden.nested_json import laid_out, lines
from tests.golden.places import PROJECT, environment

CHUNK = 8
"""Calls a process: a start costs as much as reading a document."""


@dataclass(frozen=True)
class Call:
    """One command line, and where its answer is kept, below the folder of the record."""

    name: str
    arguments: list[str]


def make(calls: Sequence[Call], folder: Path, moment: str, settings: Mapping[str, str], workers: int = 1) -> None:
    """Make these calls, in so many processes at once, and keep their answers in a folder."""
    chunks = [calls[n : n + CHUNK] for n in range(0, len(calls), CHUNK)]
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda chunk: _process(chunk, folder, moment, settings), chunks))


def _process(calls: Sequence[Call], folder: Path, moment: str, settings: Mapping[str, str]) -> None:
    asked = json.dumps([str(folder), [astuple(call) for call in calls]])
    command = [sys.executable, "-m", "tests.golden.calls", moment]
    subprocess.run(command, input=asked.encode(), cwd=PROJECT, env=environment(settings), check=True)


# --- inside that process ----------------------------------------------------------------------------------------------


def main() -> None:
    """Make the calls of standard input."""
    freeze(datetime.fromisoformat(sys.argv[1]))
    folder, calls = json.load(sys.stdin)
    for name, arguments in calls:
        write(Path(folder), f"{name}.json", laid_out(answer(arguments)))


def answer(arguments: list[str]) -> dict[str, Any]:
    """What one call answers."""
    import run_intake

    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with _poured(sys.stdout, out), _poured(sys.stderr, err):
            code = run_intake.main(arguments)
        return {"arguments": arguments, "exit": code, "stdout": lines(_text(out)), "stderr": lines(_text(err))}


@contextmanager
def _poured(stream: Any, into: BinaryIO) -> Iterator[None]:
    """What this stream gets goes into a file, also what child processes and libraries in C say."""
    stream.flush()
    number = stream.fileno()
    kept = os.dup(number)
    os.dup2(into.fileno(), number)
    try:
        yield
    finally:
        stream.flush()
        os.dup2(kept, number)
        os.close(kept)


def _text(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "backslashreplace")


if __name__ == "__main__":
    main()
