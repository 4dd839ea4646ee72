"""`replay`: read kept mail again with today's reader and guide. Case numbers stay, and no letter goes out twice."""

from __future__ import annotations

import typer

from config.language import say

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("让这些邮件重新读取并登记，随即进行。", "Let these mails be read and settled anew, then do so."))
def replay(
    context: typer.Context,
    keys: list[str] = typer.Argument(None, metavar="KEY…", help=say("邮件编号的开头，至少 6 个字符。",
                                                                    "Beginnings of mail digests, at least 6 characters.")),
    everything: bool = typer.Option(False, "--all", help=say("全部邮件。", "Every mail.")),
) -> int:
    """Let these mails be read and settled anew, then do so."""
    from intake.operations.checked_settings import configured
    from intake.operations.lock import Held
    from intake.operations.progress import Narrator
    from intake.pipeline.replay import replay_mails
    from reports.run_summary import summary

    if bool(keys) == everything:
        raise typer.BadParameter(say("请写邮件的编号，或用 --all", "name mails, or --all"))
    settings, guide = configured(context, workbook=True)
    try:
        facts, code = replay_mails(settings, guide, Narrator(), keys or [], everything)
    except Held as held:
        print(held.nothing_done)
        return 0
    except LookupError as error:
        raise typer.BadParameter(str(error.args[0])) from None
    print(summary(facts))
    return code
