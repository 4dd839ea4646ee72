"""Turns the folder of a guide into the text of each of its files, under its path within the folder."""

from __future__ import annotations

from pathlib import Path

from config.language import say
from config.model import WrongSettings
from config.os_errors import why

PATTERNS = ("*.toml", "forms/*.toml", "lists/*.csv", "letters/*.j2")


def texts_of(folder: Path) -> dict[str, str]:
    """Path within the folder → text with its own line ends. Raises WrongSettings where a file is no text in UTF-8."""
    texts, problems = {}, []
    for file in sorted(found for pattern in PATTERNS for found in folder.glob(pattern)):
        name = file.relative_to(folder).as_posix()
        try:
            texts[name] = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{folder.name}/{name}: {say('读不出来：', 'cannot be read: ')}{why(error)}")
    if problems:
        raise WrongSettings(problems)
    return texts
