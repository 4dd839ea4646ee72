"""Turns a sentence in Chinese and the same in English into the one that this installation speaks to whoever runs it.

Chinese, unless the environment (INTAKE_LOGS__LANGUAGE) or [logs] language of the settings file says "en". Both stand side by side
where something is said: `say("没有这个文件", "no such file")`. Names of settings, files and commands are the same in
both. A mistake in the settings is told before the settings are known, so their file is looked at here, as it is.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
VARIABLE = "INTAKE_LOGS__LANGUAGE"
_ENGLISH = re.compile(r"(?ms)^\s*\[logs\]\s*$(?:(?!^\s*\[).)*?^\s*language\s*=\s*[\"']en[\"']")


class Words(NamedTuple):
    """A sentence that is said later, in both languages: `say(*words)`."""

    zh: str
    en: str


@dataclass(slots=True)
class _Spoken:
    language: Language | None = None
    find: Callable[[], Path | None] | None = None


_spoken = _Spoken()


def speak(language: Language) -> None:
    """From now on this process speaks this language."""
    _spoken.language = language


def listen(find: Callable[[], Path | None] | None = None) -> None:
    """From now on this process speaks as the environment says, else the settings file that `find` gives, which is asked when the
    first word is needed; without one Chinese."""
    _spoken.language, _spoken.find = None, find


def spoken() -> Language:
    """The language of this process."""
    if _spoken.language is None:
        _spoken.language = "zh"  # also of what is said while the file is looked for
        _spoken.language = _written(_spoken.find)
    return _spoken.language


def say(zh: str, en: str) -> str:
    """Whichever of the two this process speaks."""
    return en if spoken() == "en" else zh


def listed(words: Iterable[str]) -> str:
    """Several words, with the sign between them that this process's language has for a list."""
    return say("、", ", ").join(words)


def _written(find: Callable[[], Path | None] | None) -> Language:
    if said := os.environ.get(VARIABLE, "").strip():
        return "en" if said == "en" else "zh"
    try:
        path = find() if find is not None else None
        text = path.read_text("utf-8-sig") if path is not None else ""
    except (OSError, ValueError):
        return "zh"
    try:
        logs = tomllib.loads(text).get("logs")
    except ValueError:  # what is wrong with it is said in its language all the same
        return "en" if _ENGLISH.search(text) else "zh"
    return "en" if isinstance(logs, dict) and logs.get("language") == "en" else "zh"
