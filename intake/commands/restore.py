"""`restore`: a ledger back from a backup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def restore(
    context: typer.Context,
    folder: Path = typer.Argument(..., metavar="DIR", help="The folder that `backup` filled."),
    generation: str = typer.Option("", "--generation", help="The ledger wanted; without it the newest that is whole."),
    really: bool = typer.Option(False, "--yes", help="Really restore; without it only what would be done is told."),
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
                print(f"跳过 {name}：已损坏（{what}）")
            taken = moment(text_of(plan.generation.taken))
            print(f"{'恢复' if really else '将恢复'} {plan.generation.name}（{taken} 备份，已登记 {plan.mails} 封邮件）。")
            if plan.unknown:
                print(f"邮件库中另有 {plan.unknown} 封是备份之后收到的，下次运行自动重新登记；已经发过的回信不会再发。")
            if plan.lost:
                print(f"有 {plan.lost} 封邮件的原件不在备份，也不在邮件库：请在邮箱中查找。")
            if not really:
                print("确认无误后加 --yes 执行。")
                return 0
            aside = restoring.restore(settings, folder, plan, datetime.now(UTC))
    except Held as held:
        print(f"{held}; nothing to do")
        return 0
    print("已恢复。" + (f"原台账保存在 {aside}。" if aside else "") + "请运行 doctor --verify 核对，再启用定时任务。")
    return 1 if plan.lost else 0
