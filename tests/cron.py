"""An installation as `init` made it, edited as a person edits it and started as cron starts it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any


def line_of(folder: Path) -> str:
    """The command of the crontab, as cron hands it to sh: \\% is a percent sign."""
    [line] = [line for line in (folder / "deploy" / "crontab").read_text("utf-8").splitlines() if line.startswith("*/10 ")]
    assert not re.search(r"(?<!\\)%", line), "cron would end the line there"
    return line.split(maxsplit=5)[5].replace(r"\%", "%")


def by_cron(folder: Path, *words: str, **others: Any) -> subprocess.CompletedProcess[str]:
    """Runs that line from / without an environment but for `words` (NAME=value)."""
    call = ["env", "-i", *words, "/bin/sh", "-c", line_of(folder)]
    return subprocess.run(call, cwd="/", capture_output=True, text=True, timeout=120, check=False, **others)


def set_to(folder: Path, key: str, value: object) -> None:
    """Takes the # from a line of the settings and gives it this value, as a person does."""
    file = folder / "settings.toml"
    text, count = re.subn(rf"(?m)^# {key} = .*$", lambda _: f'{key} = "{value}"', file.read_text("utf-8"), count=1)
    assert count == 1
    file.write_text(text, "utf-8")
