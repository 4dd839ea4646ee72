"""`form`: label/value pairs of any form, and a definition drafted from a blank one. No network, no ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from config.model import Form
    from parsers.model.document import Document
    from parsers.pairs import Pair

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False)


@app.callback()
def form() -> None:
    """Read forms that the guide does not know."""


@app.command()
def pairs(
    context: typer.Context,
    file: Path = typer.Argument(..., metavar="FILE", help="A form in Word or PDF, filled or blank."),
    as_json: bool = typer.Option(False, "--json", help='Print one JSON object, {"pairs": {label: value}}.'),
) -> int:
    """Print what stands beside every label."""
    from parsers.pairs import doubts, keyed
    from reports.pair_listing import listing

    seen, code = _read_in_sandbox(context, file, _pairs)
    if code == 0:
        output = _as_json(seen) if as_json else listing(file.name, keyed(seen), doubts(seen))
        print(output.encode("utf-8", "replace").decode("utf-8"))  # half of a character, as in broken PDFs, cannot be printed
    return code


@app.command()
def draft(
    context: typer.Context,
    blank: Path = typer.Argument(..., metavar="BLANK", help="The blank form, in Word or PDF."),
    output: Path | None = typer.Option(None, "--output", help="Write the definition there instead of printing it."),
) -> int:
    """Draft the definition of a form from the blank one; `check --form` reads with it."""
    text, code = _read_in_sandbox(context, blank, _draft)
    if code:
        return code
    if output is None:
        print(text, end="")
        return 0
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        return _refuse(output.name, f"写不进去（{error.strerror}）")
    print(f"已写入 {output}；请按文件开头的说明核对后使用", file=sys.stderr)
    return 0


def _as_json(seen: tuple[Pair, ...]) -> str:
    """The pairs, and the doubts where there are any."""
    from parsers.pairs import doubts, keyed

    doubtful = {"doubts": why} if (why := doubts(seen)) else {}
    return json.dumps({"pairs": keyed(seen), **doubtful}, ensure_ascii=False)


def _read_in_sandbox(context: typer.Context, path: Path, ask: Callable[[Document, tuple[Form, ...]], Any]) -> tuple[Any, int]:
    """Applies `ask` to the document at `path`, read in the sandbox. Returns its answer and an exit code: 0, or 1 after a plain
    sentence, or 70 for a fault of ours."""
    from intake.operations.checked_settings import configured
    from intake.sandbox.faults import Fault
    from intake.sandbox.one_task import once
    from intake.system_needs import caution

    settings, guide = configured(context, stateless=True)
    try:
        large = path.stat().st_size > settings.limits.file_bytes
        data = b"" if large else path.read_bytes()
    except OSError as error:
        return None, _refuse(path.name, f"打不开（{error.strerror}）")
    if large:
        return None, _refuse(path.name, "超过单个文件的大小上限")
    if why := caution():
        print(why, file=sys.stderr)
    seen = once(_read, (data, guide.forms, ask), settings.workers, settings.limits)
    if isinstance(seen, Fault):
        print(f"a fault of this program: {seen.trace.splitlines()[0]}", file=sys.stderr)
        return None, 70
    answer, why = seen
    return answer, _refuse(path.name, why) if why else 0


def _read(data: bytes, forms: tuple[Form, ...], ask: Callable[[Document, tuple[Form, ...]], Any]) -> tuple[Any, str]:
    """Inside the sandbox: the answer, or why the file cannot be read."""
    from parsers.formats.registry import read, sniff
    from parsers.model.file import Unreadable
    from reports.pair_listing import refusal

    try:
        document = read(data, sniff(data))
    except Unreadable as unreadable:
        return None, refusal(unreadable.trouble)
    if document.text_layer is False and not document.blocks:
        return None, "只有图片没有文字，请提供 Word 版或带文字的 PDF"
    return ask(document, forms), ""


def _pairs(document: Document, forms: tuple[Form, ...]) -> tuple[Pair, ...]:
    from parsers.pairs import pairs

    return pairs(document)


def _draft(document: Document, forms: tuple[Form, ...]) -> str:
    from parsers.draft import draft, write

    return write(draft(document, forms))


def _refuse(name: str, why: str) -> int:
    print(f"{name}：{why}", file=sys.stderr)
    return 1
