"""`export`: every case in the ledger, one line each, for other programs."""

from __future__ import annotations

import json
import sys
from enum import StrEnum

import typer

from config.language import say

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


class Format(StrEnum):
    """What export writes."""

    jsonl = "jsonl"
    csv = "csv"


@app.command(help=say("输出全部项目。", "Print every case."))
def export(
    context: typer.Context,
    form: Format = typer.Option(Format.jsonl, "--format", help=say("jsonl：项目全部内容；csv：平铺，供电子表格用。",
                                                                   "jsonl: the whole case; csv: flat, for spreadsheets.")),
    everything: bool = typer.Option(False, "--all", help=say("每个版本，不只最新的。", "Every revision, not only the newest.")),
) -> int:
    """Print every case."""
    from intake.operations.checked_settings import configured
    from intake.operations.installation import open_installation
    from intake.operations.progress import Narrator
    from intake.publish.workbook_data import all_cases
    from reports.export import case_json, csv_rows

    settings, guide = configured(context)
    installation = open_installation(settings, guide, Narrator())
    with installation.ledger.read() as connection:
        cases = all_cases(connection, guide, everything)
    if form is Format.csv:
        csv_rows(cases, guide).to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        for case in cases:
            print(json.dumps(case_json(case, guide), ensure_ascii=False))
    return 0
