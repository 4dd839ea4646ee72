"""`form`: label/value pairs of any form, and a definition drafted from a blank one. No network, no ledger."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from config.language import say
from config.os_errors import why
from intake.one_document import read_in_sandbox, refused_file

if TYPE_CHECKING:
    from config.model import Form
    from parsers.model.document import Document
    from parsers.pairs import Left, Pair


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
        read = [words for words, refused in (read_in_sandbox(context, file, _words) for file in files) if not refused]
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

    read, refused = read_in_sandbox(context, file, partial(_pairs, shared=shared))
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
    text, refused = read_in_sandbox(context, blank, _draft)
    if refused:
        return refused.code
    if output is None:
        print(text, end="")
        return 0
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        return refused_file(output.name, say(f"写不进去（{why(error)}）", f"cannot be written ({why(error)})")).code
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
    from intake.commands.guide import guide_named
    from intake.operations.checked_settings import configured
    from reports.blank_form.word_file import blank_form

    forms = (load_guide(guide_named(context, guide)) if guide is not None else configured(context, stateless=True)[1]).forms
    form = next((one for one in forms if one.key == key), None)
    if form is None:
        keys = "、".join(one.key for one in forms)
        raise typer.BadParameter(say(f"指南中没有 {key} 这种申报书，只有：{keys}", f"the guide has no form {key}, only: {keys}"))
    target = output or Path(f"{Path(form.key).name}.docx")
    try:
        target.write_bytes(blank_form(form))
    except OSError as error:
        return refused_file(target.name, say(f"写不进去（{why(error)}）", f"cannot be written ({why(error)})")).code
    print(say(f"已写入 {target}", f"written to {target}"), file=sys.stderr)
    return 0


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
