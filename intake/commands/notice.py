"""`notice`: the public notice of the projects that staff marked 拟立项, with its last day by China's working days."""

from __future__ import annotations

from datetime import date

import typer

from config.language import say

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def notice(context: typer.Context, start: str = typer.Option(..., "--start", help=say(
    "公示第一天：2024-06-03。",
    "The first day: 2024-06-03."))) -> int:
    """Write the list for publication as a workbook and as text."""
    from datetime import datetime

    from config.model import WrongSettings
    from intake.operations.checked_settings import configured
    from intake.operations.installation import open_installation
    from intake.operations.progress import Narrator
    from intake.publish.expert_files import write_notice
    from intake.publish.workbook_data import gather
    from reports.left_out import parted, spoken
    from reports.public_notice import awarded, notice_book, notice_text, typed_verdicts
    from reports.workbook.sheets.overview import OVERVIEW
    from reports.workdays import UnknownYear

    try:
        day = date.fromisoformat(start)
    except ValueError:
        raise typer.BadParameter("--start: " + say("日期写作 2024-06-03", "needs a day like 2024-06-03")) from None
    settings, guide = configured(context)
    assert settings.output.path is not None
    installation = open_installation(settings, guide, Narrator())
    try:
        desk = gather(installation.ledger, settings, guide, {}, 0, datetime.now().astimezone())
    finally:
        installation.ledger.close()
    cases, reasons = parted(awarded(desk), typed_verdicts(desk), guide)
    if not cases:
        print("\n".join([say(f"没有可公示的项目：请在“{OVERVIEW.name}”表的“拟立项”列填“是”，再运行 report。",
                             f"no case for the notice: write 是 into 拟立项 on the sheet {OVERVIEW.name}, "
                             "then run report."), *spoken(reasons)]))
        return 1
    try:
        text = notice_text(cases, guide, day, settings.office)
        path = write_notice(settings.output.path, f"{day:%Y%m%d}", notice_book(cases, guide, day), text)
    except UnknownYear as unknown:
        raise WrongSettings([
            f"--start {day}: " + say(f"{unknown}，公示截止日期不能推算：本版程序没有该年的放假安排（每年11月公布），"
                                     "请升级后再运行",
                                     f"{unknown}: the last day cannot be told, for this release does not know that year's "
                                     "holidays (made known each November); upgrade, then run it again")
        ]) from unknown
    term = text.splitlines()[2]
    print("\n".join([say(f"{len(cases)} 个项目，{term}", f"{len(cases)} cases; {term}"), str(path), *spoken(reasons)]))
    return 1 if reasons else 0
