"""Reads the blank forms of a guide, and forms that somebody filled in, and writes the page that shows how they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import typer

from config.language import say
from config.model import Guide, Settings
from config.os_errors import why
from intake.new_guide.make_folder import BLANKS
from intake.new_guide.read_pages import read_pages
from intake.sandbox.faults import Fault
from intake.sandbox.one_task import once
from intake.store.atomic_write import write_whole
from intake.system_needs import caution
from reports.guide_trial import FormSeen, trial_page


def try_guide(guide: Guide, folder: Path, filled: Sequence[Path], settings: Settings, output: Path) -> int:
    """Writes the page to `output`. Returns the exit code of the command: 1 where a file could not be read. Raises OSError."""
    if lacks := caution():
        typer.echo(lacks, err=True)
    seen = {key: replace(_seen(file, guide, settings, number), blank=True) for key, number, file in _blanks(guide, folder)}
    others = [_seen(file, guide, settings, f"{guide.prefix_without_form}{guide.year}-{n:04}") for n, file in enumerate(filled, 1)]
    write_whole(output, trial_page(guide, settings.office, seen, others).encode(), mode=None)
    typer.echo(say(f"试读写在 {output}，请用浏览器打开", f"written to {output}; open it in a browser"))
    return 1 if any(one.trouble for one in (*seen.values(), *others)) else 0


def _blanks(guide: Guide, folder: Path) -> Iterator[tuple[str, str, Path]]:
    """Key of each form, the number that its case gets, and the file of its blank, as far as the guide keeps one."""
    for form in guide.forms:
        kept = sorted((folder / BLANKS).glob(f"{form.key}.*"))
        yield from ((form.key, f"{form.prefix}{guide.year}-0001", file) for file in kept[:1])


def _seen(file: Path, guide: Guide, settings: Settings, number: str) -> FormSeen:
    """What was read of one file; what goes wrong is told in it."""
    try:
        if file.stat().st_size > settings.limits.file_bytes:
            return FormSeen(file.name, (), (), "超过单个文件的大小上限")
        data = file.read_bytes()
    except OSError as error:
        return FormSeen(file.name, (), (), why(error))
    seen = once(read_pages, (data, file.name, guide, settings.scans, number), settings.workers, settings.limits)
    if isinstance(seen, Fault):
        return FormSeen(file.name, (), (), seen.sentence)
    assert isinstance(seen, FormSeen)
    return seen
