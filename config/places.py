"""Turns where the program lies, a checkout or an installed wheel, into the places of its guides and its settings file, and of
what relative paths mean."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

from config.language import say
from config.model import WrongSettings

PROJECT = Path(__file__).resolve().parent.parent
"""The folder in which our packages lie: the checkout, or where a wheel was installed."""
CHECKOUT = (PROJECT / "pyproject.toml").is_file()
PROGRAM = "run_intake.py" if CHECKOUT else "grant-intake"
"""What a person types."""
GUIDES = PROJECT / "config" / "guides"
NEW_GUIDE = PROJECT / "config" / "new_guide"
"""What every new guide begins with: rules, letters and lists that belong to no call."""
SHIPPED = PROJECT / "config" / "settings.toml"
LOCAL = PROJECT / "config" / "settings.local.toml"
"""Settings of one's own in a checkout: no release touches it."""
MACHINE = Path("/etc/grant-intake/settings.toml")
VARIABLE = "INTAKE_SETTINGS"
DIGEST = "df8703e1043140e97ccc4496956ad7bd90e3d09310bca5112154ccdff8913b61"
"""Of what config/settings.toml says as it ships; comments do not count."""


def absolute(path: Path | str, base: Path = PROJECT) -> Path:
    """The path itself if absolute, else taken from `base`; never from the current folder."""
    return base / Path(path).expanduser()


def settings_file(given: Path | None = None) -> Path | None:
    """The settings file of this installation: `given` (--settings), else what INTAKE_SETTINGS names, else the first that is there
    of /etc/grant-intake/settings.toml and, in a checkout, config/settings.local.toml and config/settings.toml. None: none is.

    Raises WrongSettings where INTAKE_SETTINGS leads nowhere, and where a file wins over a config/settings.toml that somebody
    edited: which of the two is meant then only a person can tell.
    """
    if given is not None:
        return given.absolute()
    found = next((path for path in _places() if _stands(path)), None)
    if found is not None and CHECKOUT and not _same(found, SHIPPED) and edited(SHIPPED):
        raise WrongSettings([
            say(f"有两份设置：{found} 先被采用，但 {SHIPPED} 也被改过。请把改动移到 {found}，再恢复原来的 config/settings.toml"
                "（git checkout config/settings.toml）；只想用后者，就移走前者",
                f"two settings files: {found} comes first, but {SHIPPED} was edited too. Move the changes to {found} and restore "
                "config/settings.toml (git checkout config/settings.toml); to use the latter alone, move the former away")])
    return found


def base_of(settings: Path | None) -> Path:
    """What relative paths of the settings start at: the checkout; of a wheel the folder of the settings file."""
    return PROJECT if CHECKOUT or settings is None else settings.parent


def guide_folder(written: Path | str, base: Path | None = None) -> Path:
    """The folder of a guide: the path itself, or the one that ships where `written` is only its name (2024, config/guides/2024).
    `base`: see base_of; None: a path that a person types, which in a wheel starts at the current folder."""
    path = Path(written).expanduser()
    folder = absolute(path, base or (PROJECT if CHECKOUT else Path.cwd()))
    named = path.parts[:-1] in ((), ("config", "guides"))
    return GUIDES / path.name if named and not folder.is_dir() and (GUIDES / path.name).is_dir() else folder


def edited(path: Path) -> bool:
    """Whether this copy of the shipped settings says something else than the shipped one. False where there is none."""
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest() != DIGEST


def _places() -> Iterator[Path]:
    if named := os.environ.get(VARIABLE):
        path = Path(named).expanduser()
        if not path.is_absolute() and not CHECKOUT:
            raise WrongSettings([f"{VARIABLE}: " + say("要写完整路径（以 / 开头）", "must be a whole path (beginning with /)")])
        if not _stands(absolute(path)):
            raise WrongSettings([f"{VARIABLE}: " + say(f"没有这个文件：{absolute(path)}", f"no such file: {absolute(path)}")])
        yield absolute(path)
    yield MACHINE
    if CHECKOUT:
        yield from (LOCAL, SHIPPED)


def _stands(path: Path) -> bool:
    """Whether something stands there, readable by us or not: what another user may read is not taken for missing."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
