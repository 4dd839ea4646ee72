"""The limited child process of a campaign: generates inputs, writes each down before it is tried, and ends at the first
finding."""

from __future__ import annotations

import logging
import resource
import signal
import sys
import time
import traceback
import warnings
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.mutations import Wild, wild
from tests.fuzz.targets import TARGETS

MEMORY = 4 << 30


class Over(BaseException):
    """The time is up."""


def work(name: str, seconds: float, number: int, beats: Synchronized[int], current: str) -> None:
    """Inside the caged child: generate, write down, check."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    logging.disable()
    target, place = TARGETS[name], Path(current)
    place.parent.mkdir(parents=True, exist_ok=True)
    seeds, end = target.seeds(), time.monotonic() + seconds
    beats.value = 1  # seeds take a while to make, and that is no hang

    @seed(number)
    @settings(max_examples=10**9, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(wild(len(seeds), target.words))
    def tried(one: Wild) -> None:
        if time.monotonic() > end:
            raise Over
        data = one.bytes_of(seeds)
        place.write_bytes(data)
        target.check(data)
        beats.value += 1

    try:
        tried()
    except Over:
        return
    except BaseException:
        traceback.print_exc()
        sys.exit(1)
