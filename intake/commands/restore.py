"""`restore`: a ledger back from a backup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from config.language import say

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("从备份恢复台账，并补上缺少的邮件和文件。先核对再替换，原来的台账另行保存。",
                      "Bring the ledger back from a backup, with the mails and files that are missing. It is checked before "
                      "anything is replaced, and what stood in its place is kept."))
def restore(
    context: typer.Context,
    folder: Path = typer.Argument(..., metavar="DIR", help=say("backup 写入的文件夹。", "The folder that `backup` filled.")),
    generation: str = typer.Option("", "--generation", help=say("要恢复的那一份台账；不写则为最近完好的一份。",
                                                                "The ledger wanted; without it the newest that is whole.")),
    really: bool = typer.Option(False, "--yes", help=say("真正恢复；不加则只说明会做什么。",
                                                         "Really restore; without it only what would be done is told.")),
) -> int:
    """Bring the ledger back from a backup, with the mails and files that are missing. It is checked before anything is
    replaced, and what stood in its place is kept."""
    from config.load import load_settings
    from config.model import WrongSettings
    from intake.operations import home_owner
    from intake.operations import restore as restoring
    from intake.operations.lock import Held, run_lock
    from intake.timestamps import text_of
    from reports.state_words import moment

    settings, folder = load_settings(context.obj), folder.absolute()
    if wrong := home_owner.problems(settings.home):
        raise WrongSettings(wrong)
    try:
        with run_lock(settings.home):
            plan = restoring.plan(settings, folder, generation)
            for name, what in plan.skipped:
                print(say(f"跳过 {name}：已损坏（{what}）", f"passed over {name}: damaged ({what})"))
            taken = moment(text_of(plan.generation.taken))
            print((say("恢复", "restoring") if really else say("将恢复", "would restore")) + say(
                f" {plan.generation.name}（{taken} 备份，已登记 {plan.mails} 封邮件）。",
                f" {plan.generation.name} (backed up {taken}, {plan.mails} mails)."))
            if plan.unknown:
                print(say(f"邮件库中另有 {plan.unknown} 封是备份之后收到的，下次运行自动重新登记；已经发过的回信不会再发。",
                          f"The vault has {plan.unknown} more mails that came since; the next run enters them again, and no "
                          "letter leaves twice."))
            if plan.lost:
                print(say(f"有 {plan.lost} 封邮件的原件不在备份，也不在邮件库：请在邮箱中查找。",
                          f"The bytes of {plan.lost} mails are neither in the backup nor in the vault: look in the mailbox."))
            if not really:
                print(say("确认无误后加 --yes 执行。", "Add --yes to do it."))
                return 0
            aside = restoring.restore(settings, folder, plan, datetime.now(UTC))
    except Held as held:
        print(held.nothing_done)
        return 0
    kept = say(f"原台账保存在 {aside}。", f" The ledger that stood there is kept: {aside}.") if aside else ""
    print(say("已恢复。", "Restored.") + kept + say("请运行 doctor --verify 核对，再启用定时任务。",
                                                " Run doctor --verify, then start the timer again."))
    return 1 if plan.lost else 0
