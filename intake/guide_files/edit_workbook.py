"""Turns the folder of a guide into a workbook that people edit, beside the files, which stay as they are."""

from __future__ import annotations

from pathlib import Path

from config.guide_text.files import texts_of
from config.language import say
from config.model import WrongSettings
from config.os_errors import why
from config.places import guide_folder
from intake.store.atomic_write import write_whole
from reports.guide_workbook.guide_tables import tables_of
from reports.guide_workbook.writer import workbook


def write_workbook(path: Path, output: Path | None, name: str = "") -> Path:
    """Writes the workbook of a guide and returns its file. `name`: what the workbook calls the guide, where that is not its path.
    Raises WrongSettings where the guide or the file cannot be used."""
    folder = guide_folder(path)
    texts = texts_of(folder)
    if "guide.toml" not in texts:
        raise WrongSettings([f"{folder}/guide.toml: " + say("没有这个指南文件夹", "no such folder of a guide")])
    try:
        tables = tables_of(texts)
    except ValueError as error:
        raise WrongSettings([f"{folder.name}: {error}"]) from None
    target = output or Path(f"指南-{folder.name}.xlsx")
    try:
        write_whole(target, workbook(name or str(path), tables), mode=None)
    except OSError as error:
        raise WrongSettings([f"{target}: " + say(f"不能写入：{why(error)}", f"cannot be written ({why(error)})")]) from None
    return target
