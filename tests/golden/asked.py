"""Makes a record of the calls that need no ledger: help, the guide, and every sample and case read with `check` and `form`."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.golden.calls import Call
from tests.golden.places import PROJECT, SAMPLES, SHARED

READ = (".eml", ".docx", ".doc", ".pdf", ".zip")
FORMS = (".docx", ".doc", ".pdf")
GUIDE = "config/guides/2024"


def calls(scans: bool, quick: bool) -> list[Call]:
    """All of them, those first that take longest."""
    found = [*_checks(scans, quick), *_pairs(quick), *_drafts(), *_words()]
    return sorted(found, key=lambda call: not _scan(Path(call.arguments[-1])))


def _checks(scans: bool, quick: bool) -> Iterator[Call]:
    yield from (_on("check", ["check", "--json"], path) for path in _files(SAMPLES, READ))
    for folder in _shared("samples", "cases/documents", "cases/mails", *(() if quick else ("cases/forms",))):
        yield from (_on("check", ["check", "--json"], path) for path in _files(folder, READ) if scans or not _scan(path))


def _pairs(quick: bool) -> Iterator[Call]:
    for folder in _shared("samples", *(() if quick else ("cases/forms",))):
        yield from (_on("pairs", ["form", "pairs", "--json"], path) for path in _files(folder, FORMS) if not _scan(path))


def _drafts() -> Iterator[Call]:
    for folder in _shared("samples"):
        yield from (_on("draft", ["form", "draft"], path) for path in sorted(folder.glob("blank-*.docx")))


def _words() -> Iterator[Call]:
    """What the program says of itself and of the guide that ships."""
    commands = importlib.import_module("run_intake").COMMANDS
    yield Call("words/help", ["--help"])
    yield from (Call(f"words/help-{name}", [name, "--help"]) for name in commands)
    yield Call("words/no-such-command", ["nonsense"])
    for name, more in (("check", [GUIDE]), ("schema", []), ("coverage", [])):
        yield Call(f"words/guide-{name}", ["guide", name, *more])


def _on(kind: str, words: list[str], path: Path) -> Call:
    """The call on one file, named by its way from the samples or from the shared cases."""
    root = SHARED if path.is_relative_to(SHARED) else SAMPLES.parent
    return Call(f"{kind}/{'~'.join(path.relative_to(root).parts)}", [*words, str(path)])


def _shared(*names: str) -> Iterator[Path]:
    for name in names:
        if (SHARED / name).is_dir():
            yield SHARED / name
        else:
            print(f"left out, for there is no folder ../{SHARED.name}/{name} beside {PROJECT.name}", file=sys.stderr)


def _scan(path: Path) -> bool:
    return path.parent.name == "scan"


def _files(folder: Path, endings: Iterable[str]) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in endings and path.is_file())
