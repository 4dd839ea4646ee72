"""`guide`: the guide of a year as data: checked, compared with another, described for editors. No network, no ledger."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from config.language import listed, say
from config.places import PROGRAM

if TYPE_CHECKING:
    from config.model import Form, Guide
    from parsers.model.document import Document
    from parsers.new_guide import BlankForm

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False)


@app.callback(help=say("管理指南的文件夹。", "Look after the guide's folder."))
def guide() -> None:
    """Look after the guide's folder."""


def guide_named(context: typer.Context, name: Path) -> Path:
    """The guide that a person names: beside that of the settings, or a shipped one, or by its path. Settings that are wrong do
    not hinder."""
    from config.load import load_settings
    from config.model import WrongSettings
    from config.places import guide_folder
    from intake.new_guide.make_folder import named_guide

    try:
        settings = load_settings(context.obj if isinstance(context.obj, Path) else None, needed=False)
    except WrongSettings:
        return guide_folder(name)
    return named_guide(name, settings.guide.path)


@app.command(help=say("一次列出指南的全部错误；有错误时退出码为 78。",
                      "Name everything that is wrong with a guide, in one go; exit 78 if anything is."))
def check(
    context: typer.Context,
    path: Path = typer.Argument(..., metavar="PATH", help=say("指南的文件夹，或它的名称。", "A guide's folder, or its name.")),
) -> int:
    """Name everything that is wrong with a guide, in one go; exit 78 if anything is."""
    from config.load import load_guide
    from config.model import WrongSettings
    from intake.operations.checked_settings import guide_problems

    loaded = load_guide(guide_named(context, path))
    if wrong := guide_problems(loaded):
        raise WrongSettings(wrong)
    print(say(f"{loaded.id}：{len(loaded.forms)}种申报书，{len(loaded.categories)}个小类，{len(loaded.rules)}条规则，"
              "没有发现问题",
              f"{loaded.id}: {len(loaded.forms)} forms, {len(loaded.categories)} categories, {len(loaded.rules)} rules, "
              "nothing wrong"))
    _tell_to_fill(loaded)
    return 0


def _tell_to_fill(loaded: Guide) -> None:
    for one in loaded.to_fill:
        print(say(f"待填：{one.what}（{one.at}）", f"to fill in: {one.at} ({one.what})"))


@app.command(help=say("由空白申报书起草一份完整的指南；不覆盖任何文件。",
                      "Draft a whole guide from its blank forms; nothing is overwritten."))
def new(
    context: typer.Context,
    name: str = typer.Argument(..., metavar="NAME", help=say("新指南的名称，如 2025-青年。",
                                                              "The new guide's name, as 2025-youth.")),
    blanks: list[Path] = typer.Argument(..., metavar="BLANK…", help=say("空白申报书，Word 或 PDF，一种一份。",
                                                                       "Its blank forms in Word or PDF, one file a form.")),
    older: Path = typer.Option(None, "--from", metavar="GUIDE", help=say(
        "从这份指南带来信件、名单、单位和用得上的规则；不写则用通用的。",
        "Take letters, lists, host and the rules that fit from this guide; else general ones are used.")),
) -> int:
    """Draft a whole guide from its blank forms; nothing is overwritten."""
    from config.load import load_guide, load_settings
    from intake.new_guide.make_folder import NO_GUIDE, make_folder, named_guide, place_of
    from intake.one_document import read_document

    settings = load_settings(context.obj if isinstance(context.obj, Path) else None, needed=False)
    folder = place_of(name, settings.guide.path)
    old = named_guide(older, settings.guide.path) if older else None
    before = load_guide(old) if old else NO_GUIDE
    read = [read_document(settings, before, blank, _blank) for blank in blanks]
    if codes := [refused.code for _, refused in read if refused]:
        return max(codes)
    made = make_folder(folder, list(zip(blanks, (blank for blank, _ in read), strict=True)), date.today().year, old)
    print(say(f"新指南写在 {folder}", f"the new guide is {folder}"))
    if made.guide is None or made.problems:
        print("\n".join(made.problems), file=sys.stderr)
        return 78
    _tell_new(made.guide, folder)
    return 0


def _tell_new(made: Guide, folder: Path) -> None:
    for one in made.forms:
        count, parts = len(one.fields), len([slot for slot in one.slots if slot.area])
        print(say(f"《{one.name}》：{count}个栏目，{parts}处签章，项目编号以 {one.prefix} 开头",
                  f"{one.name}: {count} fields, {parts} signed parts, case numbers begin with {one.prefix}"))
    names, count = listed(category.name for category in made.categories), len(made.rules)
    print(say(f"小类：{names}；规则 {count} 条", f"categories: {names}; {count} rules"))
    _tell_to_fill(made)
    print(say(f"接下来：{PROGRAM} guide try {made.id} 已填写的申报书，看读得对不对；填好待填的内容后，"
              f"在设置的 [guide] 中写 path = \"{folder}\"",
              f"next: {PROGRAM} guide try {made.id} FILLED… shows how it reads; fill in the above, then write "
              f"path = \"{folder}\" under [guide] of the settings"))


def _blank(document: Document, forms: tuple[Form, ...]) -> BlankForm:
    """Inside the sandbox: what a new guide needs of a blank form; `forms` are those of the older guide."""
    from parsers.new_guide.blank_form import blank_form

    return blank_form(document, forms)


@app.command("try", help=say("试读：把空白和已填写的申报书怎样读出、每条规则和每封信怎样说，写成一个网页。",
                             "Show on one page how blank and filled forms are read, and what rules and letters say."))
def trial(
    context: typer.Context,
    name: Path = typer.Argument(..., metavar="NAME", help=say("指南的名称或文件夹。",
                                                              "The guide's name or folder.")),
    filled: list[Path] = typer.Argument(None, metavar="[FILLED…]", help=say(
        "已填写的申报书。", "Forms that somebody filled in.")),
    output: Path = typer.Option(None, "--output", metavar="FILE", help=say(
        "网页写到哪里；不写则为当前文件夹中的 NAME.html。", "Where the page goes; else NAME.html in the current folder.")),
) -> int:
    """Show on one page how blank and filled forms are read, and what rules and letters say."""
    from config.load import load_guide, load_settings
    from config.model import WrongSettings
    from intake.new_guide.make_folder import named_guide
    from intake.new_guide.try_guide import try_guide
    from intake.operations.checked_settings import guide_problems

    settings = load_settings(context.obj if isinstance(context.obj, Path) else None, needed=False)
    folder = named_guide(name, settings.guide.path)
    loaded = load_guide(folder)
    if wrong := guide_problems(loaded):
        raise WrongSettings(wrong)
    return try_guide(loaded, folder, filled or [], settings, output or Path(f"{folder.name}.html"))


@app.command(help=say("说明两份指南之间改了什么。", "Tell a person what changed from one guide to the other."))
def diff(
    context: typer.Context,
    old: Path = typer.Argument(..., metavar="A", help=say("较旧的指南。", "The older guide.")),
    new: Path = typer.Argument(..., metavar="B", help=say("较新的指南。", "The newer one.")),
) -> int:
    """Tell a person what changed from one guide to the other."""
    from config.load import load_guide
    from reports.guide_changes import changes

    lines = list(changes(load_guide(guide_named(context, old)), load_guide(guide_named(context, new))))
    print("\n".join(lines) or say("两份指南没有不同", "the two guides are the same"))
    return 0


@app.command(help=say("给旧指南补上本版程序要求的内容；注释全部保留。",
                      "Add to an older guide what this release asks of it; every comment stays."))
def upgrade(path: Path = typer.Argument(..., metavar="PATH", help=say("指南的文件夹，或它在 config/guides 下的名称。",
                                                                      "A guide's folder, or its name under "
                                                                      "config/guides."))) -> int:
    """Add to an older guide what this release asks of it; every comment stays."""
    from config.places import guide_folder
    from config.upgrade import lacking, upgraded
    from intake.store.atomic_write import write_whole

    folder = guide_folder(path)
    lines = list(lacking(folder))
    for file, text in upgraded(folder).items():
        write_whole(file, text.encode(), mode=None)
    print("\n".join(lines) or say("没有什么要补充", "nothing is missing"))
    return 0


@app.command(help=say("输出指南和表单的 JSON Schema，供编辑器使用。",
                      "Print the JSON Schema of a guide and of a form, for editors."))
def schema() -> int:
    """Print the JSON Schema of a guide and of a form, for editors."""
    from config.model import Form, Guide

    shapes = {"guide": Guide.model_json_schema(by_alias=True), "form": Form.model_json_schema(by_alias=True)}
    print(json.dumps(shapes, ensure_ascii=False, indent=1))
    return 0


@app.command(help=say("输出 docs/guide-coverage.md：每条要求如何处理。",
                      "Print docs/guide-coverage.md: what becomes of every requirement."))
def coverage(path: Path = typer.Argument(Path("2024"), metavar="PATH", help=say(
    "指南的文件夹或名称。",
    "A guide's folder, or its name."))) -> int:
    """Print docs/guide-coverage.md: what becomes of every requirement."""
    from config.load import load_guide
    from reports.guide_coverage import markdown

    print(markdown(load_guide(path)), end="")
    return 0


@app.command(help=say("据工作人员的更正、误报和改分类，建议怎样修改指南数据；只建议，不修改。",
                      "What staff's corrections, false alarms and roles suggest to change in the guide; nothing is changed."))
def suggest(
    context: typer.Context,
    as_json: bool = typer.Option(False, "--json", help=say("输出 JSON。", "Print JSON.")),
) -> int:
    """What staff's corrections, false alarms and roles suggest to change in the guide; nothing is changed."""
    from dataclasses import asdict

    from intake.ledger import edits as edit_rows
    from intake.operations.checked_settings import configured
    from intake.operations.installation import open_installation
    from intake.operations.progress import Narrator
    from intake.publish.workbook_data import all_cases
    from reports.suggestions import suggestions

    settings, guide = configured(context)
    with open_installation(settings, guide, Narrator()).ledger.read() as connection:
        found = suggestions(all_cases(connection, guide), edit_rows.current(connection).values(), guide)
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
        return 0
    for number, one in enumerate(found, 1):
        print(f"{number}. {one.where}：{one.edit}\n   {one.evidence}")
    if not found:
        print(say("还没有可以建议的修改", "nothing to suggest yet"))
    return 0


@app.command(help=say("把指南写成一份可编辑的 Excel 工作簿。", "Write the guide as a workbook that people edit."))
def edit(
    context: typer.Context,
    path: Path = typer.Argument(..., metavar="NAME", help=say("指南的文件夹，或它在 config/guides 下的名称。",
                                                              "A guide's folder, or its name under config/guides.")),
    output: Path = typer.Option(None, "--output", metavar="FILE.xlsx", help=say(
        "写入哪个文件；不写时为当前文件夹中的“指南-名称.xlsx”。",
        "The file to write; else 指南-NAME.xlsx in the current folder.")),
) -> int:
    """Write the guide as a workbook that people edit."""
    from intake.guide_files.edit_workbook import write_workbook

    print(say("已写入", "written"), write_workbook(guide_named(context, path), output, str(path)))
    return 0


@app.command(help=say("把改好的工作簿写回指南；有错误时退出码为 78，什么也不写。",
                      "Write an edited workbook back into the guide; exit 78 if anything is wrong, and nothing is written."))
def take(
    context: typer.Context,
    file: Path = typer.Argument(..., metavar="FILE.xlsx", help=say("改好的工作簿。", "The edited workbook.")),
    to: Path = typer.Option(None, "--to", metavar="FOLDER", help=say(
        "写入哪个指南文件夹；不写时为工作簿所来自的那个。",
        "The guide's folder to write; else the one that the workbook came from.")),
) -> int:
    """Write an edited workbook back into the guide; exit 78 if anything is wrong, and nothing is written."""
    from intake.guide_files.take_workbook import take as take_workbook

    folder, lines = take_workbook(file, to, lambda name: guide_named(context, name))
    print("\n".join(lines) or say("与原指南没有不同", "the guide says the same as before"))
    print(say("指南在", "the guide is in"), folder)
    return 0


@app.command(help=say("输出 docs/guide-reference.zh.md：指南能写的各种类、含义、设置和占位符。",
                      "Print docs/guide-reference.zh.md: every kind, meaning, setting and placeholder of a guide."))
def reference() -> int:
    """Print docs/guide-reference.zh.md: every kind, meaning, setting and placeholder of a guide."""
    from reports.guide_workbook.reference import reference as page

    print(page(), end="")
    return 0
