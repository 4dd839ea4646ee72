"""Reads typed words as options of a field: the text of a correction and the field in, the options that it names out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from config.model import Field, Option
from reports.edits.choices import bare

_LINES = re.compile(r"[\n;；]")
_MARKS = re.compile(r"([、,，/／])")
_JOINT = "：:（( \u3000"
"""What may stand between an option of free words and its words."""
LONGEST = 1000
"""No list of options is longer; a longer text names none."""


def option_named(text: str, options: Sequence[Option]) -> Option | None:
    """The option that the text names by its key, its label or another name of it, but for blanks and width."""
    meant = bare(text)
    return next((one for one in options if meant and meant in {bare(name) for name in (one.key, *_names(one))}), None)


def options_named(text: str, asked: Field) -> list[str] | None:
    """The labels that the text names, in its order, each once; an option of free words with them behind it, as the form is
    read. They stand on lines of their own or have 、 or commas between. None where a part of the text names none."""
    named: list[str] = []
    if len(text) > LONGEST:
        return None
    for line in filter(str.strip, _LINES.split(text)):
        of_line = _of_line(line.strip(), asked.options)
        if of_line is None:
            return None
        named += of_line
    return list(dict.fromkeys(named))


def _of_line(line: str, options: Sequence[Option]) -> list[str] | None:
    """The longest beginning that is an option, then the rest: labels have 、 themselves."""
    if not line:
        return []
    if words := _free_words(line, options):
        return [words]
    parts = _MARKS.split(line)
    for end in range(len(parts), 0, -2):
        option = option_named("".join(parts[:end]), options)
        rest = _of_line("".join(parts[end + 1 :]).strip(), options) if option else None
        if option is not None and rest is not None:
            return [option.label, *rest]
    return None


def _free_words(line: str, options: Sequence[Option]) -> str:
    """The line as an option that takes words with its words: all that follows belongs to them."""
    for option in options:
        for name in _names(option) if option.text else ():
            rest = line.removeprefix(name)
            if rest != line and rest[:1] in _JOINT and (words := rest.lstrip(_JOINT)):
                return f"{option.label}：{words[:-1] if rest[0] in '（(' and words[-1] in '）)' else words}"
    return ""


def _names(option: Option) -> tuple[str, ...]:
    return (option.label, *option.aliases)
