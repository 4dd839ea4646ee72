"""Turns the settings of an installation, this machine's paths and a user into what runs the program by itself: a crontab, and a
service and timer of systemd."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from string import Template

from config.model import Settings
from config.places import CHECKOUT, PROJECT

TEMPLATES = PROJECT / "config" / "deploy"
CRONTAB, SERVICE, TIMER = "crontab", "grant-intake.service", "grant-intake.timer"
HOMES, TEMPORARY = ("/home", "/root", "/run/user"), ("/tmp", "/var/tmp")  # noqa: S108 - what systemd would hide, not a place of ours


def schedule(folder: Path, settings: Settings, user: str) -> dict[str, str]:
    """File name → content. `folder`: where these files lie; the settings file is settings.toml in the folder above it."""
    command = [*program(), "--settings", str(folder.parent / "settings.toml")]
    writable = places_written(settings)
    seen = [*needed(), folder, *writable]
    hidden, gone = _beneath(seen, HOMES), _beneath(seen, TEMPORARY)
    cron = {
        "user": shlex.quote(user), "file": shlex.quote(str(folder / CRONTAB)), "mailto": settings.alerts.to or user,
        "command": shlex.join(command).replace("%", r"\%"),
    }
    unit = {
        "user": user, "lying": shlex.quote(str(folder)),
        "command": " ".join(_quoted(word).replace("$", "$$") for word in command),
        "writable": " ".join(_optional(path, settings.home) for path in writable),
        "protect_home": "read-only" if hidden else "yes", "private_tmp": "no" if gone else "yes",
    }
    return {name: template(name).substitute(words) for name, words in ((CRONTAB, cron), (SERVICE, unit), (TIMER, {}))}


def template(name: str) -> Template:
    """A text that ships, in which $words stand for what an installation fills in."""
    return Template((TEMPLATES / f"{name}.template").read_text("utf-8"))


def program() -> list[str]:
    """How this very program is started, from any folder and without an environment."""
    if CHECKOUT:
        return [sys.executable, str(PROJECT / "run_intake.py")]
    script = Path(sys.executable).with_name("grant-intake")
    return [str(script)] if script.is_file() else [sys.executable, "-P", "-m", "run_intake"]


def needed() -> list[Path]:
    """Folders from which the program is started: its own, and those of its interpreter, by name and in truth."""
    named = [Path(sys.executable).parent, Path(sys.base_prefix), PROJECT]
    return list(dict.fromkeys([*named, *(path.resolve() for path in named)]))


def places_written(settings: Settings) -> list[Path]:
    """Every folder that a run writes to, as the settings name them; none that lies in another of them."""
    urls = (settings.smtp.url, settings.ledger.url, settings.workers.vault)
    local: dict[str, Callable[[str], Path]] = {
        "maildir:": Path, "sqlite:///": lambda path: Path(path).parent, "file://": Path,
    }
    named = [make(url.removeprefix(start)) for url in urls for start, make in local.items() if url.startswith(start)]
    metrics = [settings.metrics.path.parent] if settings.metrics.path else []
    every = dict.fromkeys([settings.home, *([settings.output.path] if settings.output.path else []), *named, *metrics])
    return [path for path in every if not any(other != path and path.is_relative_to(other) for other in every)]


def _quoted(word: str) -> str:
    """A word of a unit file, in which % begins a specifier."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"' if set(escaped) & set(" '\"\\;") else escaped


def _optional(path: Path, home: Path) -> str:
    """A path of ReadWritePaths: only without the state does the service not start."""
    return _quoted(str(path) if path == home else f"-{path}")


def _beneath(paths: Iterable[Path], places: Iterable[str]) -> bool:
    return any(path.is_relative_to(place) for path in paths for place in places)
