"""Reads mails with the reader of the settings, as a pass does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.pipeline.open_reader import open_reader
from intake.sandbox.readers import Result
from intake.sandbox.worker_setup import Bench


def readings(digests: Sequence[str], bench: Bench) -> Iterator[Result]:
    """Read these mails and no others. Yields them as they finish."""
    with open_reader(bench) as reader:
        reader.offer(digests)
        while reader.left:
            yield from reader.finished(block=True)
