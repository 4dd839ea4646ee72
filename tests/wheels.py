"""The wheel of this checkout, and environments of its own to install it into; nothing comes over a network."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import installation

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-cache-dir")
PACKED = ("config", "parsers", "reports", "intake")
_SOURCES = (*PACKED, "run_intake.py", "pyproject.toml", "README.md", "LICENSE", "NOTICE")


def built(folder: Path, source: Path = installation.PROJECT) -> Path:
    """The wheel of a checkout, built into `folder`."""
    subprocess.run([*PIP, "wheel", ".", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder)],
                   cwd=source, check=True, timeout=300)  # fmt: skip
    return next(folder.glob("grant_intake-*.whl"))


def of_a_later_version(folder: Path, version: str) -> Path:
    """The wheel of the same program under a later version."""
    source = folder / "source"
    for name in (*_SOURCES, "tests/samples/mailbox"):
        there = installation.PROJECT / name
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        if there.is_dir():
            shutil.copytree(there, source / name, ignore=shutil.ignore_patterns("__pycache__", "settings.local.toml"))
        else:
            shutil.copyfile(there, source / name)
    words, count = re.subn(r'(?m)^version = ".*"$', f'version = "{version}"', (source / "pyproject.toml").read_text("utf-8"))
    assert count == 1
    (source / "pyproject.toml").write_text(words, "utf-8")
    return built(folder, source)


def environment(folder: Path, base: str = sys.executable, **words: Any) -> Path:
    """A bare environment of the interpreter `base` in `folder`. What the program depends on is lent by the environment of the
    tests, without our own packages. Returns its interpreter. `words` go to the processes (user, group, env)."""
    subprocess.run([base, "-m", "venv", "--without-pip", str(folder)], check=True, **words)
    place = next(folder.glob("lib/python3.*/site-packages"))
    (place / "lent.pth").write_text("\n".join(_lent()), "utf-8")
    return folder / "bin" / "python"


def install(python: Path, wheel: Path, *options: str, **words: Any) -> Path:
    """Installs the wheel into the environment of this interpreter, by the pip that is lent to it. Returns the command that it
    brings."""
    call = [str(python), *PIP[1:], "install", "--quiet", "--no-deps", "--no-index", *options, str(wheel)]
    subprocess.run(call, check=True, timeout=300, **words)
    return python.with_name("grant-intake")


@dataclass(frozen=True)
class User:
    """Who runs the program: `words` make a child process this user's, `python` is an interpreter within reach."""

    words: dict[str, Any]
    python: str


def another_user(folder: Path) -> User:
    """A user without rights, who then owns `folder`: ourselves where we are not root, or where no interpreter of this version is
    within that user's reach."""
    us = User({}, sys.executable)
    if os.geteuid():
        return us
    nobody = pwd.getpwnam("nobody")
    words: dict[str, Any] = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    python = next((path for path in _interpreters() if _within_reach(path, words)), None)
    if python is None:
        return us
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    for above in folder.parents:  # pytest keeps its folders for root alone
        if above.stat().st_uid == 0 and not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o011)
    return User(words, python)


def _interpreters() -> list[str]:
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return [sys.executable, *(str(path) for folder in ("/usr/bin", "/usr/local/bin") if (path := Path(folder, name)).exists())]


def _within_reach(python: str, words: dict[str, Any]) -> bool:
    call = [python, "-c", "import venv, pip, pydantic, lxml.etree"]
    try:
        done = subprocess.run(call, cwd="/", env={"PYTHONPATH": ":".join(_lent())}, capture_output=True, check=False, **words)
    except PermissionError:
        return False
    return done.returncode == 0


def _lent() -> list[str]:
    return [path for path in sys.path if path.endswith("site-packages")]
