"""Inside a worker: reads mails of the vault by digest, within the limits of the process. A mail that hangs or crashes the process
costs itself, not the batch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from intake.sandbox.confine import allow_seconds, confine
from intake.sandbox.faults import Traced, frames
from intake.sandbox.worker_setup import Bench
from intake.store.vault import Vault
from parsers.model.file import File

_bench: Bench | None = None


def begin(bench: Bench) -> None:
    """What every worker does first."""
    global _bench
    _bench = bench
    confine(bench.settings, bench.limits)


def read(digest: str, careful: bool) -> str:
    """The reading of a mail in the vault, as JSON; its files are kept in theirs. `careful`: each file first gets an isolated
    trial."""
    assert _bench is not None
    return read_at(Vault(_bench.mails).path(digest), careful, Vault(_bench.files))


def read_at(mail: Path, careful: bool, vault: Vault) -> str:
    """The reading of the mail at this path; its files are kept in `vault`. Raises Traced."""
    try:
        reading, files = read_raw(mail.read_bytes(), careful)
        group = vault.begin()
        for file in files:
            if file.data and not vault.path(file.sha256).exists():
                group.put([file.data])
        group.keep()
    except Exception as error:
        raise Traced(frames(error)) from None
    return reading


def read_raw(raw: bytes, careful: bool) -> tuple[str, Sequence[File]]:
    """The reading of a mail, as JSON, and its files."""
    from pydantic import TypeAdapter

    from intake.sandbox.read_mail import read_mail
    from intake.sandbox.reading_cache import Remembered
    from parsers.model.mail import Reading

    assert _bench is not None
    allow_seconds(_bench.settings.timeout_seconds)
    remembered = Remembered(_bench.remembered, _bench.guide, _bench.scans) if _bench.remembered else None
    vet = _vet if careful else None
    reading, files = read_mail(raw, _bench.guide, _bench.limits, _bench.scans, vet, remembered, _bench.roles)
    return TypeAdapter(Reading).dump_json(reading).decode(), files


def _vet(files: Sequence[File]) -> Sequence[File]:
    """Tries each file in isolation. Half of the mail's time is for all of them together, half for the reading that follows."""
    from intake.sandbox.isolated_trial import vetted

    bench = _bench
    assert bench is not None
    seconds = bench.settings.timeout_seconds / 2 / max(1, sum(bool(file.data) for file in files))
    return [vetted(file, bench, seconds) for file in files]
