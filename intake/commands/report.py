"""`report`: take in what staff wrote, and rebuild workbook and case pages from the ledger."""

from __future__ import annotations

import typer

from config.language import say

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("收回工作人员在表格中填写的内容，照办，并重做表格和网页。",
                      "Take in what staff wrote into the workbook, do what it asks for, and write workbook and pages anew."))
def report(context: typer.Context) -> int:
    """Take in what staff wrote into the workbook, do what it asks for, and write workbook and pages anew."""
    from datetime import UTC, datetime

    from intake.edits import take_in
    from intake.ledger import runs
    from intake.operations.checked_settings import configured
    from intake.operations.installation import open_installation
    from intake.operations.lock import Held, run_lock
    from intake.operations.progress import Narrator
    from intake.pipeline.apply_edits import act
    from intake.publish.outputs import publish
    from intake.publish.sources import Sources
    from intake.publish.workbook_data import decided

    settings, guide = configured(context, workbook=True)
    try:
        with run_lock(settings.home, settings.ledger.url):
            installation = open_installation(settings, guide, Narrator())
            ledger = installation.ledger
            try:
                with ledger.read() as connection:
                    last = runs.last(connection)
                taken = take_in(ledger, settings)
                lines = [*taken.messages, *act(ledger, settings, guide), *decided(ledger, settings, guide, datetime.now(UTC))]
                number = last.number if last else 0
                published = publish(Sources(ledger, installation.mails, installation.files, settings, guide), number, anew=True)
            finally:
                ledger.close()
    except Held as held:
        print(held.nothing_done)
        return 0
    print("\n".join([str(published.path), str(published.pages), *lines, *published.messages, *published.faults]))
    return 1 if published.faults else 0
