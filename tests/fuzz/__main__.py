"""Run every target for its share of the time. Exit 1 when something was found; its bytes then lie in `var/fuzz`."""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import signal
import sys
import time
import traceback
import warnings
from hashlib import sha256
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from config.load import PROJECT
from tests.fuzz.mutations import Wild, wild
from tests.fuzz.targets import TARGETS

HANG = 30
"""Seconds after which one input is called a hang."""
MEMORY = 4 << 30
FOUND = PROJECT / "var" / "fuzz"
_spawn = multiprocessing.get_context("spawn")


class Over(BaseException):
    """The time is up."""


def main(arguments: list[str]) -> int:
    """Print a line a target: inputs tried, and what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=10, help="for all targets together")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("targets", nargs="*", default=list(TARGETS), help=f"of {', '.join(TARGETS)}")
    chosen = parser.parse_args(arguments)
    found = 0
    for name in chosen.targets:
        found += campaign(name, chosen.minutes * 60 / len(chosen.targets), chosen.seed)
    return 1 if found else 0


def campaign(name: str, seconds: float, number: int) -> int:
    """Fuzz one target until the time is up, beginning anew after each find. Returns how many different finds there were."""
    end, tried, finds = time.monotonic() + seconds, 0, set()
    while time.monotonic() < end:
        beats, number = _spawn.Value("q", 0), number + 1
        current = FOUND / f"{name}.current"
        child = _spawn.Process(target=_work, args=(name, end - time.monotonic(), number, beats, str(current)))
        child.start()
        why = _watch(child, beats, end)
        tried += beats.value
        if why and current.exists():
            place = FOUND / f"{name}-{sha256(current.read_bytes()).hexdigest()[:12]}"
            current.rename(place)
            finds.add(place)
            print(f"  {name}: {why}: {place}", flush=True)
        current.unlink(missing_ok=True)
    print(f"{name:<8}{tried:>9} inputs{len(finds):>5} found", flush=True)
    return len(finds)


def _watch(child: Any, beats: Synchronized[int], end: float) -> str:
    """Wait for the child; why it did not end well, "" where it did."""
    last, since = 0, time.monotonic()
    while child.is_alive():
        child.join(0.5)
        if beats.value != last:
            last, since = beats.value, time.monotonic()
        if time.monotonic() - since > HANG and last:
            child.kill()
            child.join()
            return f"a hang of {HANG} seconds"
        if time.monotonic() > end + 4 * HANG:  # shrinking goes on for ever
            child.kill()
            child.join()
            return ""
    return {0: "", 1: "an exception"}.get(child.exitcode, f"died with exit code {child.exitcode}")


def _work(name: str, seconds: float, number: int, beats: Synchronized[int], current: str) -> None:
    """Inside the caged child: generate, write down, check."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
