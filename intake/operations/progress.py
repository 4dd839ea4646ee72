"""Shows what a run is doing while it works: a progress bar on a terminal, plain lines under cron. Never an applicant's data."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")
QUIET_SECONDS = 60
log = logging.getLogger(__name__)


class Narrator:
    """Writes lines to `stream` (standard error by default, so that standard output stays for results), or `as_log` to the log."""

    def __init__(self, stream: TextIO | None = None, quiet: bool = False, as_log: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._quiet, self._as_log = quiet, as_log

    def say(self, line: str) -> None:
        """Writes one line, with the time in front when it is not a terminal."""
        if self._as_log:
            log.warning("%s", line)
        elif not self._quiet:
            print(line if self._stream.isatty() else f"{time.strftime('%H:%M:%S')} {line}", file=self._stream, flush=True)

    def follow(self, items: Iterable[T], total: int, what: str) -> Iterator[T]:
        """The same items, with progress shown while they are used: a bar on a terminal, else a line a minute."""
        if self._quiet or self._as_log or not self._stream.isatty():
            yield from self._lines(items, total, what)
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(items, description=what, total=total, console=Console(file=self._stream), transient=True)

    def _lines(self, items: Iterable[T], total: int, what: str) -> Iterator[T]:
        last_line = time.monotonic()
        for count, item in enumerate(items, 1):
            yield item
            if time.monotonic() - last_line > QUIET_SECONDS:
                last_line = time.monotonic()
                self.say(f"{what} {count}/{total}")
