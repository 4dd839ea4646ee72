"""`form`: label/value pairs of any form, and a definition drafted from a blank one. No network, no ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from config.language import Words, say
from config.os_errors import why

if TYPE_CHECKING:
    from config.model import Form, Guide, ScanSettings
    from parsers.model.document import Document
    from parsers.pairs import Left, Pair


class Refused(NamedTuple):
    """Why there is no answer, in the language that is spoken, and the exit code: 1, or 70 for a fault of ours."""

    code: int
    why: str


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False)


@app.callback(help=say("读取指南中没有的表单。", "Read forms that the guide does not know."))
def form() -> None:
    """Read forms that the guide does not know."""


@app.command(help=say("输出每个栏目旁边的内容。", "Print what stands beside every label."))
def pairs(
    context: typer.Context,
    files: list[Path] = typer.Argument(..., metavar="FILE…", help=say(
        "Word、PDF、扫描件或照片，已填或空白。同一种表的几份一起给出时，各份都有的文字视为印好的，其余视为填写的。",
        "A form in Word or PDF, scanned or photographed, filled or blank. Of several copies of one form, what all of them have "
        "is taken for print, and the rest for answers.")),
    as_json: bool = typer.Option(False, "--json", help=say(
        '输出一个 JSON 对象：{"pairs": {栏目: 内容}, "doubts": {栏目: 原因}, "unclaimed": [未归入的文字]}。',
        'Print one JSON object, {"pairs": {label: value}, "doubts": {label: why}, "unclaimed": [words of no label]}.')),
) -> int:
    """Print what stands beside every label."""
    shared: frozenset[str] | None = None
    if len(files) > 1:
        read = [words for words, refused in (_read_in_sandbox(context, file, _words) for file in files) if not refused]
        shared = frozenset.intersection(*read) if len(read) > 1 else None
    answers = [_told(context, file, shared, as_json) for file in files]
    told = [answer for answer, _ in answers]
    if not as_json:
        output = "\n\n".join(filter(None, told))
    elif len(files) == 1:
        output = json.dumps(told[0], ensure_ascii=False)
    else:
        output = json.dumps({"files": [{"file": f.name, **t} for f, t in zip(files, told, strict=True)]}, ensure_ascii=False)
    if output:
        print(output.encode("utf-8", "replace").decode("utf-8"))  # half of a character, as in broken PDFs, cannot be printed
    return max(code for _, code in answers)


def _told(context: typer.Context, file: Path, shared: frozenset[str] | None, as_json: bool) -> tuple[Any, int]:
    """What is printed of one file, and its exit code."""
    from parsers.pairs import doubts, keyed
    from reports.pair_listing import listing

    read, refused = _read_in_sandbox(context, file, partial(_pairs, shared=shared))
    if refused:
        return ({"pairs": {}, "doubts": {}, "unclaimed": [], "error": refused.why} if as_json else ""), refused.code
    seen, left, notes = read
    unclaimed = [piece.text for piece in left]
    if not as_json:
        return "\n".join([listing(file.name, keyed(seen), doubts(seen), unclaimed), *notes]), 0
    told = {"pairs": keyed(seen), "doubts": doubts(seen), "unclaimed": unclaimed}
    return ({**told, "notes": notes} if notes else told), 0


@app.command(help=say("由空白表单起草定义；check --form 可用它读取。",
                      "Draft the definition of a form from the blank one; `check --form` reads with it."))
def draft(
    context: typer.Context,
    blank: Path = typer.Argument(..., metavar="BLANK", help=say("空白表单：Word、PDF 或扫描件。",
                                                                "The blank form, in Word, PDF or scanned.")),
    output: Path | None = typer.Option(None, "--output", help=say("把定义写到这个文件，不打印。",
                                                                  "Write the definition there instead of printing it.")),
) -> int:
    """Draft the definition of a form from the blank one; `check --form` reads with it."""
    text, refused = _read_in_sandbox(context, blank, _draft)
    if refused:
        return refused.code
    if output is None:
        print(text, end="")
        return 0
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        return _refused(output.name, say(f"写不进去（{why(error)}）", f"cannot be written ({why(error)})")).code
    print(say(f"已写入 {output}；请按文件开头的说明核对后使用",
              f"written to {output}; check it as its first lines say before it is used"), file=sys.stderr)
    return 0


@app.command(help=say("把指南中的申报书生成为可直接填写的 Word 文件。",
                      "Make a form of the guide as a Word file that can be filled in."))
def blank(
    context: typer.Context,
    key: str = typer.Argument(..., metavar="KEY", help=say("申报书的 key，见指南 forms/ 中的文件。",
                                                           "The form's key, as in the guide's forms/.")),
    output: Path | None = typer.Option(None, "--output", help=say("写到这个文件；默认为当前文件夹中的 KEY.docx。",
                                                                  "Write it there; by default KEY.docx in this folder.")),
    guide: Path | None = typer.Option(None, "--guide", metavar="NAME", help=say("用这份指南，不用设置中的。",
                                                                                "Of this guide, not of that in the settings.")),
) -> int:
    """Make a form of the guide as a Word file that can be filled in."""
    from config.load import load_guide
    from intake.operations.checked_settings import configured
    from reports.blank_form.word_file import blank_form

    forms = (load_guide(guide) if guide is not None else configured(context, stateless=True)[1]).forms
    form = next((one for one in forms if one.key == key), None)
    if form is None:
        keys = "、".join(one.key for one in forms)
        raise typer.BadParameter(say(f"指南中没有 {key} 这种申报书，只有：{keys}", f"the guide has no form {key}, only: {keys}"))
    target = output or Path(f"{Path(form.key).name}.docx")
    try:
        target.write_bytes(blank_form(form))
    except OSError as error:
        return _refused(target.name, say(f"写不进去（{why(error)}）", f"cannot be written ({why(error)})")).code
    print(say(f"已写入 {target}", f"written to {target}"), file=sys.stderr)
    return 0


def _read_in_sandbox(
    context: typer.Context, path: Path, ask: Callable[[Document, tuple[Form, ...]], Any]
) -> tuple[Any, Refused | None]:
    """Applies `ask` to the document at `path`, read in the sandbox. Returns its answer; or, after a plain sentence, why there is
    none."""
    from intake.operations.checked_settings import configured
    from intake.sandbox.faults import Fault
    from intake.sandbox.one_task import once
    from intake.system_needs import caution

    settings, guide = configured(context, stateless=True)
    try:
        large = path.stat().st_size > settings.limits.file_bytes
        data = b"" if large else path.read_bytes()
    except OSError as error:
        return None, _refused(path.name, say(f"打不开（{why(error)}）", f"cannot be opened ({why(error)})"))
    if large:
        return None, _refused(path.name, say("超过单个文件的大小上限", "is larger than a file may be"))
    if lacks := caution():
        print(lacks, file=sys.stderr)
    seen = once(_read, (data, guide, settings.scans, ask), settings.workers, settings.limits)
    if isinstance(seen, Fault):
        print(seen.sentence, file=sys.stderr)
        return None, Refused(70, seen.sentence)
    answer, refused = seen
    return answer, _refused(path.name, say(*refused)) if refused else None


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


def _words(document: Document, forms: tuple[Form, ...]) -> frozenset[str]:
    from parsers.pairs.copies import words

    return words(document)


def _pairs(
    document: Document, forms: tuple[Form, ...], shared: frozenset[str] | None = None
) -> tuple[tuple[Pair, ...], tuple[Left, ...], tuple[str, ...]]:
    """The pairs, the words that belong to none, and, if any, which pages were not read."""
    from parsers.pairs import accounted
    from parsers.pairs.recognised import with_unsure

    seen, left = accounted(document, shared)
    return with_unsure(seen, document), left, document.notes if document.unread or document.recognised else ()


def _draft(document: Document, forms: tuple[Form, ...]) -> str:
    from parsers.draft import draft, write

    return write(draft(document, forms))


def _refused(name: str, told: str) -> Refused:
    print(f"{name}：{told}", file=sys.stderr)
    return Refused(1, told)
