"""Runs every target for its share of the time. Exit 1 when something was found; its bytes are then in `var/fuzz`."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from hashlib import sha256
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from config.load import PROJECT
from tests.fuzz.targets import TARGETS
from tests.fuzz.work import work

HANG = 30
"""Seconds after which one input is called a hang."""
FOUND = PROJECT / "var" / "fuzz"
_spawn = multiprocessing.get_context("spawn")


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
    end, tried, finds = time.monotonic() + seconds, 0, set[Path]()
    while time.monotonic() < end:
        beats, number = _spawn.Value("q", 0), number + 1
        current = FOUND / f"{name}.current"
        child = _spawn.Process(target=work, args=(name, end - time.monotonic(), number, beats, str(current)))
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
