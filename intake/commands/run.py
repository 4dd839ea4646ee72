"""`run`: one pass for cron."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from config.language import say

if TYPE_CHECKING:
    from pathlib import Path

    from config.model import Guide, Settings
    from intake.operations.progress import Narrator
    from reports.run_summary import RunFacts

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("处理一次：收新邮件，读取、检查、登记，发信，出表格。",
                      "One pass: new mail in, read, check, settle, letters and workbook out."))
def run(
    context: typer.Context,
    dry_run: bool = typer.Option(False, "--dry-run", help=say("只收取、读取并说明；不登记、不发信、不写表格。",
                                                              "Fetch, read and tell; settle, send and write nothing.")),
    limit: int = typer.Option(0, "--limit", min=0, help=say("最多收取这么多封新邮件（0：全部）。",
                                                            "Take at most so many new mails (0: all).")),
) -> int:
    """One pass: new mail in, read, check, settle, letters and workbook out."""
    from intake.operations.checked_settings import configured
    from intake.operations.lock import Held
    from intake.operations.logs import open_journal
    from intake.operations.progress import Narrator
    from reports.run_summary import summary

    settings, guide = configured(context, mail=True, reuse_check=True)
    open_journal(settings.logs)
    try:
        facts, code = _watched(settings, guide, Narrator(as_log=settings.logs.format == "json"), dry_run, limit or None)
    except Held as held:
        print(held.nothing_done)
        return 0
    print(summary(facts))
    return code


def _watched(
    settings: Settings, guide: Guide, narrator: Narrator, dry_run: bool, limit: int | None
) -> tuple[RunFacts, int]:
    """Runs the pass, and tells those concerned: the monitor always, the office when it needs a person or an outage lasts."""
    from intake.model import Outage
    from intake.operations import office_alert
    from intake.pipeline.run import run_pass

    try:
        facts, code = run_pass(settings, guide, narrator, dry_run, limit)
    except Outage as outage:
        lasted = office_alert.outage_began(settings, office_alert.now())
        if lasted.total_seconds() >= settings.alerts.outage_hours * 3600:
            hours = lasted.total_seconds() / 3600
            line = say(f"收件已连续 {hours:.0f} 小时未能进行：{outage}",
                       f"no mail could be taken in for {hours:.0f} hours: {outage}")
            office_alert.tell([line], settings, office_alert.now())
        raise
    if not dry_run:
        office_alert.outage_over(settings)
        counts = _counted(settings)
        office_alert.tell(office_alert.reasons(facts, settings, counts["first_run"]), settings, office_alert.now())
        if settings.metrics.path is not None:
            code = _measured(settings.metrics.path, counts, code, facts.seconds)
    return facts, code


def _counted(settings: Settings) -> dict[str, Any]:
    from intake.ledger import open_ledger
    from intake.operations.status import standing

    ledger = open_ledger(settings.ledger.url)
    try:
        return standing(ledger, settings.home)
    finally:
        ledger.close()


def _measured(path: Path, counts: dict[str, Any], code: int, seconds: float) -> int:
    """Writes the metrics. The run is done all the same where they cannot be written: then 1, for a person."""
    from intake.model import DiskOutage
    from intake.operations.metrics import write_metrics

    try:
        write_metrics(path, counts, code, seconds)
    except DiskOutage as outage:
        print(outage, file=sys.stderr)
        return max(code, 1)
    return code
