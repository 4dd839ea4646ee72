"""Runs what was asked for. Exit 0 whatever the tests notice, 64 for wrong options, 1 where the tests could not be run at all."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from types import FrameType

from config.load import PROJECT
from tests.mutants.draw import drawn
from tests.mutants.options import Options, asked
from tests.mutants.places import Place, places_of
from tests.mutants.record import Record, not_noticed, not_tried
from tests.mutants.report import Outcome, lines_changed, told, write
from tests.mutants.trees import copies
from tests.mutants.trial import Bench, Broken, Stopped
from tests.mutants.watchers import watchers


def main(arguments: Sequence[str], root: Path = PROJECT) -> int:
    """Draw faults in the checkout at `root`, or take those of an earlier run, try each in a copy, and tell."""
    options = asked(arguments, root)
    chosen = _chosen(root, options)
    outcomes = list(options.resumed.outcomes) if options.resumed else []
    wanted, code = len(outcomes) + len(chosen), 0
    _written(options, outcomes, wanted)
    try:
        with _ends_like_ctrl_c():
            for outcome in tried(root, chosen, options):
                outcomes.append(outcome)
                _progress(outcome, len(outcomes), wanted)
                _written(options, outcomes, wanted)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    except Broken as broken:
        print(broken, file=sys.stderr)
        code = 1
    print("\n".join(told(outcomes, wanted, options.seed)), flush=True)
    return code


def _chosen(root: Path, options: Options) -> list[Place]:
    """The faults to plant."""
    if options.again:
        return list(_again(root, options.again, options.files))
    places = drawn(root, places_of(root, options.files), options.seed, options.count)
    if options.resumed is None:
        return places
    return not_tried(root, options.resumed, places)[: max(0, options.count - len(options.resumed.outcomes))]


def _again(root: Path, record: Record, files: Sequence[str]) -> Iterator[Place]:
    """What the record says was not noticed, as far as it is still there; the rest is told."""
    for outcome, place in not_noticed(root, record):
        if place is None:
            where = f"{outcome.place.file}:{outcome.place.line} {outcome.place.kind}"
            print(f"gone: {where}\n    - {outcome.before}\n    + {outcome.after}", file=sys.stderr)
        elif place.file in files:
            yield place


def _written(options: Options, outcomes: Sequence[Outcome], wanted: int) -> None:
    if options.json:
        write(options.json, outcomes, wanted, options.seed)


def tried(root: Path, chosen: Sequence[Place], options: Options) -> Iterator[Outcome]:
    """Each fault with its verdict, as they come."""
    stop, free = Event(), SimpleQueue[Bench]()
    with copies(root, options.workers) as trees, ThreadPoolExecutor(options.workers) as pool:
        for tree in trees:
            free.put(Bench(tree, options.timeout, options.budget, stop))
        try:
            yield from _results([pool.submit(_outcome, root, place, free) for place in chosen])
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


def _results(futures: Sequence[Future[Outcome]]) -> Iterator[Outcome]:
    for future in as_completed(futures):
        yield future.result()


def _outcome(root: Path, place: Place, free: SimpleQueue[Bench]) -> Outcome:
    bench = free.get()
    try:
        if bench.stop.is_set():
            raise Stopped
        verdict = bench.tried(place, watchers(bench.tree.root, place.file))
        return Outcome(place, *lines_changed((bench.tree.root / place.file).read_bytes(), place), verdict)
    finally:
        free.put(bench)


def _progress(outcome: Outcome, number: int, count: int) -> None:
    what = f"by {outcome.verdict.by}" if outcome.noticed else "NOT NOTICED"
    where = f"{outcome.place.file}:{outcome.place.line} {outcome.place.kind}"
    print(f"{number}/{count} {where} {outcome.verdict.seconds:.0f} s {what}", file=sys.stderr, flush=True)


@contextmanager
def _ends_like_ctrl_c() -> Iterator[None]:
    """A signal to end stops the run as a person would: copies go, and what was measured is told."""

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
