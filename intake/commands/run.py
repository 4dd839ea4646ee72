"""`run`: one pass for cron."""

from __future__ import annotations

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def run(
    context: typer.Context,
    dry_run: bool = typer.Option(False, "--dry-run", help="Fetch, read and tell; settle, send and write nothing."),
    limit: int = typer.Option(0, "--limit", min=0, help="Take at most so many new mails (0: all)."),
) -> int:
    """One pass: new mail in, read, check, settle, letters and workbook out."""
    from intake.configured import configured
    from intake.lock import Held
    from intake.narrator import Narrator
    from intake.run import run_pass
    from reports.digest import summary

    settings, guide = configured(context, mail=True)
    try:
        facts, code = run_pass(settings, guide, Narrator(), dry_run, limit or None)
    except Held as held:
        print(f"{held}; nothing to do")
        return 0
    print(summary(facts))
    return code
