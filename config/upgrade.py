"""Turns a guide of an earlier release into the guide that this release asks for: in memory for one version, or as new text of its
files with every comment kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from config.complaints import no_toml
from config.language import say
from config.model import PRIVATE, WrongSettings
from config.model.guide import FORMAT
from config.model.meanings_by_key import MEANINGS_BY_KEY
from config.os_errors import why

MAIN, FORMS = "guide.toml", "forms"
KINDS = {"possible-duplicate": "possible-duplicate", "sender-unverified": "sender-unverified"}
"""Rules of format 1 that code found by id: id → the kind that they get."""
ONCE = "given"
"""The one kind that all of them had."""
ADDED = {
    "format": f"{FORMAT} # what a release asks of a guide; `guide upgrade` raises it",
    "province": '"湖南省"',
    "province_words": '["我省", "在湘"] # say “of this province” without its name',
    "host": (
        '{ name = "湖南省科学技术协会", short = ["省科协", "湖南省科协", "省科学技术协会"], '
        'members = ["科学技术协会", "科协", "科技协会"] } # whom one applies to; how names of its associations end'
    ),
    "cities_list": '"cities" # whose associations recommend',
    "recommender_lists": '["recommenders", "direct", "societies"] # units that recommend, too',
    "senders_list": '"recommenders" # who is known as a recommender by sending the mail',
    "prefix_without_form": '"WD" # case numbers where no form could be read; the others begin as forms/*.toml say',
}
"""Keys of guide.toml that format 1 did not have, each with the value that changes nothing."""


def with_kinds(written: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a guide's files; for format 1 with the kinds that its rules have now."""
    if "format" in written or not isinstance(written.get("rules"), list):
        return dict(written)
    return {**written, "rules": [_of_now(rule) for rule in written["rules"]]}


def _of_now(rule: Any) -> Any:
    old = isinstance(rule, dict) and rule.get("kind") == ONCE and rule.get("id") in KINDS
    return {**rule, "kind": KINDS[rule["id"]]} if old else rule


def upgraded(folder: Path) -> dict[Path, str]:
    """File of a guide → its new text, for those files that change; empty where nothing is missing.

    Raises WrongSettings where a file is not TOML, or is written in a way that cannot be changed safely.
    """
    changed = {}
    files = [*folder.glob("*.toml"), *(folder / FORMS).glob("*.toml")]
    for file in sorted(files, key=lambda file: (file.name == MAIN, file.name)):  # the format is raised last
        text = _text(file)
        new = _with_kinds_written(text)
        new = _with_keys(new, _parsed(file, text)) if file.name == MAIN else new
        new = _with_meanings(new, _parsed(file, text)) if file.parent.name == FORMS else new
        if new != text:
            changed[file] = new
            _parsed(file, new)
    return changed


def lacking(folder: Path) -> Iterator[str]:
    """What `upgraded` would change, one line each, file first."""
    for file, new in upgraded(folder).items():
        old = set(_text(file).splitlines())
        yield from (f"{folder.name}/{file.relative_to(folder)}: {line}" for line in new.splitlines() if line not in old)


def _text(file: Path) -> str:
    """The text of a file with its own line ends."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSettings([f"{file.parent.name}/{file.name}: {say('读不出来：', 'cannot be read: ')}{why(error)}"]) from None


def _with_kinds_written(text: str) -> str:
    """The text with the new kind of each rule of the old kind, written where the old word was."""
    blocks = re.split(r"(?m)^(?=\[)", text)
    return "".join(_block(block) for block in blocks)


def _block(block: str) -> str:
    key = re.search(r"(?m)^\s*id\s*=\s*[\"']([^\"']+)[\"']", block)
    if not block.startswith("[[rules]]") or key is None or key[1] not in KINDS:
        return block
    return re.sub(rf"(?m)^(\s*kind\s*=\s*[\"']){ONCE}(?=[\"'])", rf"\g<1>{KINDS[key[1]]}", block, count=1)


def _with_keys(text: str, written: Mapping[str, Any]) -> str:
    """The text with missing keys added."""
    return _with_lines(text, [f"{key} = {value}\n" for key, value in ADDED.items() if key not in written])


def _with_lines(text: str, new: Sequence[str]) -> str:
    """The text with new lines behind the last key above the first table."""
    first = re.search(r"(?m)^\[", text)
    head, rest = (text[: first.start()], text[first.start() :]) if first else (text, "")
    lines = head.splitlines(keepends=True)
    keys = [n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    place = keys[-1] + 1 if keys else len(lines)
    return "".join([*lines[:place], *new, *lines[place:]]) + rest


def _with_meanings(text: str, written: Mapping[str, Any]) -> str:
    """The text of a form in which no field gives a meaning, with the meanings that their keys had, and with what it lacks."""
    fields = written.get("fields", ())
    if any(field.get("meaning") for field in fields):
        return text if "lacks" in written else _with_lacks(text, {field.get("meaning") for field in fields})
    blocks = [_field_with_meaning(block) for block in re.split(r"(?m)^(?=\[)", text)]
    return _with_lacks("".join(blocks), {MEANINGS_BY_KEY.get(field.get("key")) for field in fields})


def _field_with_meaning(block: str) -> str:
    key = re.search(r"(?m)^\s*key\s*=\s*[\"']([^\"']+)[\"'].*\n", block)
    if not block.startswith("[[fields]]") or key is None or key[1] not in MEANINGS_BY_KEY:
        return block
    return f'{block[: key.end()]}meaning = "{MEANINGS_BY_KEY[key[1]]}"\n{block[key.end() :]}'


def _with_lacks(text: str, given: Collection[str | None]) -> str:
    """The text with the meanings hidden from experts that no field gives, behind the last key above the first table."""
    lacks = [meaning for meaning in PRIVATE if meaning not in given]
    if not lacks:
        return text
    words = ", ".join(f'"{meaning}"' for meaning in lacks)
    return _with_lines(text, [f"lacks = [{words}] # hidden from experts elsewhere; this form does not ask for them\n"])


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongSettings([f"{file.parent.name}/{file.name}: {no_toml(error)}"]) from None
