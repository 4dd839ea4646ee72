"""Reads one document in the sandbox for a command that asks something of it, or says in a plain sentence why it cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from config.language import Words, say
from config.os_errors import why

if TYPE_CHECKING:
    from config.model import Form, Guide, ScanSettings, Settings
    from parsers.model.document import Document


class Refused(NamedTuple):
    """Why there is no answer, in the language that is spoken, and the exit code: 1, or 70 for a fault of ours."""

    code: int
    why: str


def read_in_sandbox(
    context: typer.Context, path: Path, ask: Callable[[Document, tuple[Form, ...]], Any]
) -> tuple[Any, Refused | None]:
    """Applies `ask` to the document at `path`, read in the sandbox. Returns its answer; or, after a plain sentence, why there is
    none."""
    from intake.operations.checked_settings import configured

    return read_document(*configured(context, stateless=True), path, ask)


def read_document(
    settings: Settings, guide: Guide, path: Path, ask: Callable[[Document, tuple[Form, ...]], Any]
) -> tuple[Any, Refused | None]:
    """The same with these settings and this guide."""
    from intake.sandbox.faults import Fault
    from intake.sandbox.one_task import once
    from intake.system_needs import caution

    try:
        large = path.stat().st_size > settings.limits.file_bytes
        data = b"" if large else path.read_bytes()
    except OSError as error:
        return None, refused_file(path.name, say(f"打不开（{why(error)}）", f"cannot be opened ({why(error)})"))
    if large:
        return None, refused_file(path.name, say("超过单个文件的大小上限", "is larger than a file may be"))
    if lacks := caution():
        typer.echo(lacks, err=True)
    seen = once(_read, (data, guide, settings.scans, ask), settings.workers, settings.limits)
    if isinstance(seen, Fault):
        typer.echo(seen.sentence, err=True)
        return None, Refused(70, seen.sentence)
    answer, refused = seen
    return answer, refused_file(path.name, say(*refused)) if refused else None


def _read(
    data: bytes, guide: Guide, scans: ScanSettings, ask: Callable[[Document, tuple[Form, ...]], Any]
) -> tuple[Any, Words | None]:
    """Inside the sandbox: the answer, or why the file cannot be read. Pages that are pictures are recognised as far as `scans`
    says."""
    from parsers.formats.registry import read, sniff
    from parsers.model.file import Unreadable
    from parsers.ocr.scan_budget import scan_budget
    from parsers.ocr.unknown_form.pages import needs_reading, with_pictures_read
    from reports.pair_listing import refusal

    try:
        document = read(data, sniff(data))
        if needs_reading(document):
            document = with_pictures_read(data, sniff(data), document, scan_budget(scans, guide, process_time))
    except Unreadable as unreadable:
        said = refusal(unreadable.trouble)
        return None, Words(said, said)
    if document.text_layer is False and not document.blocks:
        return None, Words("只有图片，没有识别出文字，请提供 Word 版或带文字的 PDF",
                           "there are pictures in which no words were recognised: give the Word file, or a PDF with text")
    return ask(document, guide.forms), None


def refused_file(name: str, told: str) -> Refused:
    """Says of this file why it cannot be read."""
    typer.echo(f"{name}：{told}", err=True)
    return Refused(1, told)
