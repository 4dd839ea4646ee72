"""Turns blank forms into the folder of a new guide: drafted, written beside where it belongs, put there whole, and checked."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from config.language import say
from config.load import load_guide
from config.model import Guide, WrongSettings
from config.model.guide import FORMAT
from config.places import CHECKOUT, GUIDES, NEW_GUIDE, guide_folder
from intake.operations.checked_settings import guide_problems
from intake.store.atomic_write import write_whole
from parsers.new_guide import Base, BlankForm, NewGuide, drafted_guide, guide_files

NO_GUIDE = Guide(format=FORMAT, id="", year=0, title="", years=(0, 0), categories=())
"""What a new guide is drafted with where it begins with no older one."""
BLANKS = "blanks"
"""The folder within a guide's of its blank forms, named by the keys of their definitions."""
LONGEST_NAME = 40
_NAME = re.compile(r"[^\W_][\w.-]*")


@dataclass(frozen=True, slots=True)
class Made:
    """A new guide as it was loaded from its folder, and the lines that `guide check` says of it: none where it is good."""

    folder: Path
    guide: Guide | None
    problems: tuple[str, ...]


def place_of(name: str, present: Path) -> Path:
    """Where the guide of this name belongs: beside the guide that the settings name (`present`); for a wheel whose settings name
    a shipped one, the current folder. Raises WrongSettings where the name cannot be a folder's, or the place is taken."""
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise WrongSettings([say(f"{name!r} 不能作为指南的名称：只用字母、汉字、数字、- 和 _，最多 {LONGEST_NAME} 个字",
                                 f"{name!r} cannot be a guide's name: letters, digits, - and _ only, {LONGEST_NAME} at most")])
    shipped = present.parent == GUIDES
    folder = (Path.cwd() if shipped and not CHECKOUT else present.parent) / name
    if os.path.lexists(folder):
        raise WrongSettings([say(f"{folder} 已经存在，没有改动；请换一个名称，或先把它移走",
                                 f"{folder} is there already and was not changed; choose another name, or move it away")])
    return folder


def named_guide(name: Path, present: Path) -> Path:
    """The folder of a guide that a person names: its path; else the one beside the guide of the settings, or a shipped one."""
    beside = present.parent / name
    return beside if len(name.parts) == 1 and beside.is_dir() else guide_folder(name)


def make_folder(folder: Path, blanks: Sequence[tuple[Path, BlankForm]], year: int, old: Path | None) -> Made:
    """Writes the guide of these blank forms, each with its file, of which a copy is kept for `guide try`. `old`: the folder of
    the guide from which letters and lists are taken. A folder that is there is never touched. Raises OSError; WrongSettings where
    the older guide is wrong."""
    from reports.workbook.sheet_names import own_sheets

    base = Base(rules=(NEW_GUIDE / "rules.toml").read_text("utf-8"), sheets=own_sheets(), guide=load_guide(old) if old else None)
    new = drafted_guide([blank for _, blank in blanks], folder.name, year, base)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as work:
        made = Path(work) / folder.name
        _write(made, new, old or NEW_GUIDE)
        (made / BLANKS).mkdir()
        for draft, (file, _) in zip(new.drafts, blanks, strict=True):
            shutil.copyfile(file, made / BLANKS / f"{draft.form.key}{file.suffix.lower()}")
        made.rename(folder)  # where somebody made a folder meanwhile, and it is not empty, this fails
    try:
        guide = load_guide(folder)
    except WrongSettings as wrong:
        return Made(folder, None, tuple(wrong.problems))
    return Made(folder, guide, tuple(guide_problems(guide)))


def _write(folder: Path, new: NewGuide, source: Path) -> None:
    folder.mkdir()
    for name, text in guide_files(new).items():
        (folder / name).parent.mkdir(exist_ok=True)
        write_whole(folder / name, text.encode(), mode=None)
    shutil.copytree(source / "letters", folder / "letters")
    (folder / "lists").mkdir()
    for name in new.guide.lists:
        shutil.copy(source / "lists" / f"{name}.csv", folder / "lists")
