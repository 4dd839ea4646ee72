"""`guide`: the guide of a year as data: checked, compared with another, described for editors. No network, no ledger."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from config.language import say

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False)


@app.callback(help=say("管理指南的文件夹。", "Look after the guide's folder."))
def guide() -> None:
    """Look after the guide's folder."""


@app.command(help=say("一次列出指南的全部错误；有错误时退出码为 78。",
                      "Name everything that is wrong with a guide, in one go; exit 78 if anything is."))
def check(path: Path = typer.Argument(..., metavar="PATH", help=say("指南的文件夹，或它在 config/guides 下的名称。",
                                                                    "A guide's folder, or its name under "
                                                                    "config/guides."))) -> int:
    """Name everything that is wrong with a guide, in one go; exit 78 if anything is."""
    from config.load import load_guide
    from config.model import WrongSettings
    from intake.operations.checked_settings import guide_problems

    loaded = load_guide(path)
    if wrong := guide_problems(loaded):
        raise WrongSettings(wrong)
    print(say(f"{loaded.id}：{len(loaded.forms)}种申报书，{len(loaded.categories)}个小类，{len(loaded.rules)}条规则，"
              "没有发现问题",
              f"{loaded.id}: {len(loaded.forms)} forms, {len(loaded.categories)} categories, {len(loaded.rules)} rules, "
              "nothing wrong"))
    return 0


@app.command(help=say("说明两份指南之间改了什么。", "Tell a person what changed from one guide to the other."))
def diff(
    old: Path = typer.Argument(..., metavar="A", help=say("较旧的指南。", "The older guide.")),
    new: Path = typer.Argument(..., metavar="B", help=say("较新的指南。", "The newer one.")),
) -> int:
    """Tell a person what changed from one guide to the other."""
    from config.load import load_guide
    from reports.guide_changes import changes

    lines = list(changes(load_guide(old), load_guide(new)))
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


@app.command(help=say("把指南写成一份可编辑的 Excel 工作簿。", "Write the guide as a workbook that people edit."))
def edit(
    path: Path = typer.Argument(..., metavar="NAME", help=say("指南的文件夹，或它在 config/guides 下的名称。",
                                                              "A guide's folder, or its name under config/guides.")),
    output: Path = typer.Option(None, "--output", metavar="FILE.xlsx", help=say(
        "写入哪个文件；不写时为当前文件夹中的“指南-名称.xlsx”。",
        "The file to write; else 指南-NAME.xlsx in the current folder.")),
) -> int:
    """Write the guide as a workbook that people edit."""
    from intake.guide_files.edit_workbook import write_workbook

    print(say("已写入", "written"), write_workbook(path, output))
    return 0


@app.command(help=say("把改好的工作簿写回指南；有错误时退出码为 78，什么也不写。",
                      "Write an edited workbook back into the guide; exit 78 if anything is wrong, and nothing is written."))
def take(
    file: Path = typer.Argument(..., metavar="FILE.xlsx", help=say("改好的工作簿。", "The edited workbook.")),
    to: Path = typer.Option(None, "--to", metavar="FOLDER", help=say(
        "写入哪个指南文件夹；不写时为工作簿所来自的那个。",
        "The guide's folder to write; else the one that the workbook came from.")),
) -> int:
    """Write an edited workbook back into the guide; exit 78 if anything is wrong, and nothing is written."""
    from intake.guide_files.take_workbook import take as take_workbook

    folder, lines = take_workbook(file, to)
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
