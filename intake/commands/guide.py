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
