"""`demo`: the whole pass over the sample mailbox, on embedded parts, in a state folder of its own."""

from __future__ import annotations

import os
import shutil

import typer

MAILBOX = "tests/samples/mailbox"
"""Within the project's folder."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def demo(context: typer.Context, keep: bool = typer.Option(False, "--keep", help="Go on with the last demo's state.")) -> int:
    """Run one pass over the sample mailbox and tell where workbook and letters are."""
    from config.load import PROJECT, absolute
    from intake.operations.checked_settings import configured
    from intake.operations.progress import Narrator
    from intake.pipeline.run import run_pass
    from reports.run_summary import summary

    home = absolute(os.environ.get("INTAKE_HOME", "var")) / "demo"
    if home.exists() and not keep:
        shutil.rmtree(home)
    os.environ["INTAKE_HOME"] = str(home)
    settings, guide = configured(context, {
        "mailbox": {"url": f"folder:{PROJECT / MAILBOX}", "folders": ()},
        "smtp": {"url": f"maildir:{home / 'letters'}"},
        "ledger": {"url": ""}, "output": {"path": None},
        "letters": {"send": "auto", "max_age_days": 0},
    }, mail=True)
    narrator = Narrator()
    narrator.say("示例邮箱里有二十多封邮件和十多份扫描件，文字识别占去大部分时间，约需一两分钟，请稍候。")
    facts, code = run_pass(settings, guide, narrator)
    print(summary(facts))
    return code
