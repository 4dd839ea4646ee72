"""One slow document at the front: all others are fetched, kept and read meanwhile, within the same memory; then settled in
order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from intake.pipeline import fetch, run
from intake.pipeline import settle as settling
from intake.pipeline.flow import Flow
from intake.pipeline.run import Installation
from intake.sandbox import readers
from intake.sandbox.readers import LocalReader, Result
from intake.sandbox.worker_setup import Bench
from tests import installation
from tests.intake.deadly import Deadly
from tests.stories.test_kill import facts
from tests.tales import Tale, piece

OTHERS = 14


def fill(tale: Tale, slow: bytes) -> None:
    """A slow mail in front, then others: applications, the same again, questions."""
    tale.mail("申报材料", [("说明.doc", slow), ("申报书.docx", piece("word", "slow"))])
    for number in range(OTHERS):
        key = f"unit {number // 2}"
        tale.mail("申报材料", [("申报书.docx", piece("word", key))], sender=f"a@{number // 2}.example.org")


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """(what, digest) in the order it happened."""
    told: list[tuple[str, str]] = []
    keep, landed, settle = Flow._keep, Flow.landed, settling.settle

    def kept(self: Flow, results: Sequence[Result]) -> list[str]:
        found = keep(self, results)
        told.extend(("read", digest) for digest in found)
        return found

    def fetched(self: Flow, digests: Sequence[str]) -> None:
        told.extend(("fetched", digest) for digest in digests)
        landed(self, digests)

    def settled(ledger: object, digest: str, *rest: object) -> object:
        told.append(("settled", digest))
        return settle(ledger, digest, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Flow, "_keep", kept)
    monkeypatch.setattr(Flow, "landed", fetched)
    monkeypatch.setattr(settling, "settle", settled)
    yield told


def test_a_slow_document_holds_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: list[tuple[str, str]]) -> None:
    """The document is read to its end only when all others have been: if it held one of them, the pass would never end well."""
    tale, gate = Tale(tmp_path / "slow"), tmp_path / "gate"
    fill(tale, f"a text of SLOW {gate} \n".encode() * 20)
    bench_of, finished, most = run.bench_of, LocalReader.finished, [0]

    def bench(opened: Installation) -> Bench:
        return replace(bench_of(opened), files=Deadly(opened.files.root))

    def watched(self: LocalReader, block: bool) -> list[Result]:
        most[0] = max(most[0], len(self._under_way))
        if sum(what == "read" for what, _ in events) >= OTHERS:
            gate.touch()
        return finished(self, block)

    monkeypatch.setattr(run, "bench_of", bench)
    monkeypatch.setattr(LocalReader, "finished", watched)
    monkeypatch.setattr(fetch, "GROUP_MAILS", 4)
    tale.run()

    fetched = [digest for what, digest in events if what == "fetched"]
    read = [digest for what, digest in events if what == "read"]
    assert read[-1] == fetched[0], "the slow one came last, though it was given out first"
    assert set(read) == set(fetched) and len(read) == len(fetched) == OTHERS + 1
    assert [digest for what, digest in events if what == "settled"] == fetched, "settled in order of arrival"
    assert most[0] <= readers.DEPTH * tale.settings.workers.processes, "no more under way than the settings allow"

    usual = Tale(tmp_path / "usual")
    fill(usual, b"a text that is read at once\n" * 20)
    usual.run()
    assert [case[:3] for case in facts(usual.home)[2]] == [case[:3] for case in facts(tale.home)[2]], "the same numbers"
    assert installation.letters(usual.home)
