"""What a worker gets once, when it starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.model import NO_SCANS, Guide, LimitSettings, ScanSettings, WorkerSettings
from parsers.model.package import Role


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker needs to read mails: sent to it once, when it starts."""

    guide: Guide
    limits: LimitSettings
    settings: WorkerSettings
    mails: Path
    files: Path
    remembered: Path | None = None
    """Where the reading cache is; None: nowhere."""
    roles: Mapping[str, Role] = field(default_factory=dict)
    """sha256 of a file → the role that staff gave it."""
    scans: ScanSettings = NO_SCANS
