"""Turns a workbook that people edited into the files of a guide, checked whole before any of them is changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from config.guide_text.files import texts_of
from config.language import say
from config.load import load_guide
from config.model import Guide, WrongSettings
from config.os_errors import why
from config.places import guide_folder
from intake.guide_files.workbook_places import placed
from intake.operations.checked_settings import guide_problems
from intake.store.atomic_write import write_whole
from reports.guide_changes import changes
from reports.guide_workbook.reader import NotAWorkbook, SavedWorkbook, read
from reports.guide_workbook.texts import NewTexts, guide_name, new_texts


def take(
    file: Path, target: Path | None, named: Callable[[Path], Path] = guide_folder,
) -> tuple[Path, list[str]]:
    """Writes what the workbook says into the guide's folder (`target`, or that which it came from): the folder and what changed.
    `named`: which folder a name means.

    Raises WrongSettings with everything that is wrong, by sheet and cell; then nothing is written.
    """
    book = _book(file)
    source = named(Path(guide_name(book) or "?"))
    folder = named(target) if target else source
    if target and folder.is_dir() and (folder / "guide.toml").is_file():
        source = folder
    if not (source / "guide.toml").is_file():
        raise WrongSettings([f"{file.name}: " + say(f"找不到它所来自的指南 {source}，请用 --to 指出指南的文件夹",
                                                    f"its guide is not there ({source}); name the folder by --to")])
    old = texts_of(source)
    new = new_texts(book, old)
    if new.problems:
        raise WrongSettings([f"{file.name}: {line}" for line in new.problems])
    lines = _checked(file.name, source, new)
    _write(folder, {} if folder != source else old, new.texts)
    return folder, lines


def _book(file: Path) -> SavedWorkbook:
    try:
        return read(file.read_bytes())
    except OSError as error:
        raise WrongSettings([f"{file}: " + say(f"读不出来：{why(error)}", f"cannot be read ({why(error)})")]) from None
    except NotAWorkbook as error:
        raise WrongSettings([f"{file.name}: {error}"]) from None


def _checked(name: str, source: Path, new: NewTexts) -> list[str]:
    """What changed from the guide in `source`. Raises WrongSettings where the new one would not run."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / source.name
        for path, text in new.texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())
        try:
            guide = load_guide(folder)
        except WrongSettings as wrong:
            raise WrongSettings([f"{name}: {placed(line, new.places)}" for line in wrong.problems]) from None
        if wrong_lines := guide_problems(guide):
            raise WrongSettings([f"{name}: {placed(line, new.places)}" for line in wrong_lines])
    return list(changes(before, guide)) if (before := _loaded(source)) is not None else []


def _loaded(folder: Path) -> Guide | None:
    try:
        return load_guide(folder)
    except WrongSettings:
        return None  # it was wrong, and is mended now


def _write(folder: Path, old: dict[str, str], new: dict[str, str]) -> None:
    """Writes the files that differ, and takes away those that are gone."""
    for path, text in new.items():
        if old.get(path) != text:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / path, text.encode(), mode=None)
    for path in old.keys() - new.keys():
        (folder / path).unlink(missing_ok=True)


