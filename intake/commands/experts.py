"""`experts`: dossiers and score sheets for the experts, and the ranking of what they filled in."""

from __future__ import annotations

from pathlib import Path

import typer

from config.language import listed, say

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("按小类写出评审材料和评分表；或汇总收回的评分表。",
                      "Write a folder a category with a dossier a case, and score sheets; or rank what came back."))
def experts(
    context: typer.Context,
    names: str = typer.Option("", "--experts", help=say("为每人做一份评分表：名1,名2。", "A score sheet for each: 名1,名2.")),
    originals: str = typer.Option("", "--originals", help=say("附上原件的项目：GJ2024-0001,HZ2024-0002。",
                                                              "Cases whose files are laid in too: GJ2024-0001,HZ2024-0002.")),
    collected: Path | None = typer.Option(None, "--collect", help=say("已填评分表所在的文件夹：写出排序。",
                                                                      "A folder of filled score sheets: writes the ranking.")),
) -> int:
    """Write a folder a category with a dossier a case, and score sheets; or rank what came back."""
    from datetime import datetime

    from intake.operations.checked_settings import configured
    from intake.operations.installation import open_installation
    from intake.operations.progress import Narrator
    from intake.publish.expert_files import collect, lay_out
    from intake.publish.workbook_data import gather
    from reports.left_out import parted, spoken
    from reports.public_notice import typed_verdicts

    settings, guide = configured(context)
    assert settings.output.path is not None
    if collected is not None and not collected.is_dir():
        raise typer.BadParameter("--collect: " + say("要写存放已填评分表的文件夹", "needs a folder of filled score sheets"))
    installation = open_installation(settings, guide, Narrator())
    try:
        desk = gather(installation.ledger, settings, guide, {}, 0, datetime.now().astimezone())
    finally:
        installation.ledger.close()
    cases, reasons = parted(desk.cases, typed_verdicts(desk), guide)
    if collected is not None:
        path, filled, problems = collect(collected, cases, guide, settings.output.path)
        print("\n".join([say(f"已汇总 {len(filled)} 位专家的评分：{path}",
                             f"scores of {len(filled)} experts: {path}"), *problems, *spoken(reasons)]))
        return 1 if problems else 0
    wanted = _split(originals)
    unknown = [number for number in wanted if number not in {case.case_no for case in cases}]
    if unknown:
        raise typer.BadParameter("--originals: " + say("评审项目中没有：",
                                                       "no such case for experts: ") + listed(unknown)[:200])
    people = _split(names)
    folder, written = lay_out(cases, guide, installation.files, settings.output.path, people, wanted)
    print("\n".join([say(f"已写出 {written} 份评审材料、{len(people)} 份评分表：{folder}",
                         f"{written} dossiers, {len(people)} score sheets: {folder}"), *spoken(reasons)]))
    return 0


def _split(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in words.replace("，", ",").replace("、", ",").split(",") if part.strip()))
