"""Writes numbers for a monitor: the textfile of Prometheus' node_exporter, written whole and renamed. Counts only."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from config.language import say
from config.os_errors import why
from intake.model import DiskOutage
from intake.store.atomic_write import write_whole
from intake.timestamps import moment_of

FOR_ALL = 0o644
"""The exporter is another user; the file has nobody's data."""


def write_metrics(path: Path, facts: Mapping[str, Any], exit_code: int, seconds: float) -> None:
    """Writes what `status` tells (`facts`) and how the last run went. Raises DiskOutage."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{line}\n" for line in _lines(facts, exit_code, seconds))
        write_whole(path, text.encode(), mode=FOR_ALL)
    except OSError as error:
        raise DiskOutage("metrics.path: " + say(f"写不进去：{why(error)}", f"cannot be written ({why(error)})")) from error


def _lines(facts: Mapping[str, Any], exit_code: int, seconds: float) -> Iterator[str]:
    for name, about, counts in (
        ("mails", "Mails ever seen, by state", facts["mails"]),
        ("letters", "Letters, by state", facts["letters"]),
        ("cases", "Cases, by status of their newest revision", facts["cases"]),
    ):
        yield f"# HELP grant_intake_{name} {about}."
        yield f"# TYPE grant_intake_{name} gauge"
        for state, count in counts.items():
            if state != "seen":
                yield f'grant_intake_{name}{{state="{state}"}} {count}'
    for name, about, value in (
        ("breaker_holding", "1 while no letter leaves because too much mail failed", float(facts["breaker"]["holding"])),
        ("breaker_held_letters", "Letters that it holds", float(facts["breaker"]["letters"])),
        ("owed_mails", "Mails that the mailbox did not give whole", float(facts["bytes"]["owed_mails"])),
        ("owed_bytes", "Bytes that the mailbox owes", float(facts["bytes"]["owed_bytes"])),
        ("oldest_waiting_mail_timestamp_seconds", "When the oldest waiting mail was seen, 0: none waits",
         _seconds(facts["oldest_waiting"])),
        ("last_backup_timestamp_seconds", "When the last backup was whole, 0: none is known",
         _seconds((facts["last_backup"] or {}).get("when"))),
        ("last_run_timestamp_seconds", "When the last run ended", time.time()),
        ("last_run_duration_seconds", "How long it took", seconds),
        ("last_run_exit_code", "0 done, 1 done with something for a person, 2 an outage", exit_code),
    ):
        yield f"# HELP grant_intake_{name} {about}."
        yield f"# TYPE grant_intake_{name} gauge"
        whole = name.endswith(("_timestamp_seconds", "_bytes"))
        yield f"grant_intake_{name} {value:.0f}" if whole else f"grant_intake_{name} {value:g}"


def _seconds(moment: str | None) -> float:
    """A moment in seconds since 1970, 0 where there is none."""
    read = moment_of(moment or "")
    return read.timestamp() if read else 0.0
