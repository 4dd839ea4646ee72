"""`purge`: remove for good what came before a day, or what is of one person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from config.language import say

if TYPE_CHECKING:
    from intake.operations.installation import Installation

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("清除已结束的项目，或某个人的全部资料，连同邮件和文件。不加 --yes 不动任何东西。",
                      "Remove cases that are over, or all that is of one person, with mails and files. Without --yes nothing "
                      "is touched."))
def purge(
    context: typer.Context,
    before: datetime | None = typer.Option(None, "--before", formats=["%Y-%m-%d"], help=say(
        "最后来信早于这一天的项目。",
        "Cases whose last mail came before it.")),
    person: str = typer.Option("", "--person", metavar="WORD", help=say("邮箱地址、项目编号，或申报书中的姓名。",
                                                                        "An address, a case number, or a name as a form has "
                                                                        "it.")),
    everything: bool = typer.Option(False, "--all", help=say("与 --person 同用：对应几个项目或发件人时也清除。",
                                                             "With --person: also where it fits several cases or senders.")),
    really: bool = typer.Option(False, "--yes", help=say("真正清除；不加则只说明会清除什么。",
                                                         "Really remove; without it only what would go is told.")),
) -> int:
    """Remove cases that are over, or all that is of one person, with mails and files. Without --yes nothing is touched."""
    from intake.operations.checked_settings import configured
    from intake.operations.installation import open_installation
    from intake.operations.lock import Held, run_lock
    from intake.operations.progress import Narrator

    if (before is None) == (not person.strip()):
        raise typer.BadParameter(say("请在 --before 日期 和 --person 邮箱、编号或姓名 中选一个",
                                     "give either --before DATE or --person ADDRESS, NUMBER or NAME"))
    if everything and not person:
        raise typer.BadParameter("--all: " + say("只和 --person 一起用", "only with --person"))
    settings, guide = configured(context, workbook=bool(person))
    try:
        with run_lock(settings.home, settings.ledger.url):
            installation = open_installation(settings, guide, Narrator())
            try:
                if before is not None:
                    return _before(installation, before, really)
                return _person(installation, person.strip(), everything, really)
            finally:
                installation.ledger.close()
    except Held as held:
        print(held.nothing_done)
        return 1 if person else 0


def _before(installation: Installation, day: datetime, really: bool) -> int:
    from intake.operations.purge import purge as remove
    from intake.timestamps import text_of
    from reports.state_words import SHANGHAI

    removed = remove(installation, text_of(day.replace(tzinfo=SHANGHAI)), really)
    what = say(f"{removed.cases} 个项目、{removed.mails} 封邮件、{removed.blobs} 个文件",
               f"{removed.cases} cases, {removed.mails} mails, {removed.blobs} files")
    would = say(f"将清除 {what}；确认无误后加 --yes 执行。表格和备份不在其内，请自行处理。",
                f"Would remove {what}; add --yes to do it. Workbooks and backups are not among them: see to those yourself.")
    print(say(f"已清除 {what}。", f"Removed {what}.") if really else would)
    return 0


def _person(installation: Installation, word: str, everything: bool, really: bool) -> int:
    from intake.erasure import account
    from intake.erasure.erase import erase, finish
    from intake.erasure.plan import plan, wrong_word
    from intake.erasure.proof import prove

    if why := wrong_word(word):
        raise typer.BadParameter(f"--person: {why}")
    found = plan(installation, word, everything)
    if found.unsure or not really:
        print("\n".join(account.before(found)))
        return 1 if found.unsure or found.unknown else 0
    erased = finish(installation) if found.unknown else erase(installation, found, datetime.now(UTC))
    proof = prove(installation, found)
    print("\n".join(account.after(found, erased, proof, installation.settings.backup.keep)))
    return 0 if proof.clean and not found.unknown else 1
