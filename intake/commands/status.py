"""`status`: what became of every mail, in numbers."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def status(context: typer.Context, as_json: bool = typer.Option(False, "--json", help="For programs.")) -> int:
    """Mails: seen = settled + waiting + shelved + blocked + not applications; cases; letters; the last run."""
    from config.load import load_settings
    from intake.operations.installation import ledger_of
    from intake.operations.last_backup import overdue
    from intake.operations.status import standing

    settings = load_settings(context.obj)
    ledger = ledger_of(settings)
    counts = standing(ledger, settings.home)
    ledger.close()
    if as_json:
        json.dump(counts, sys.stdout, ensure_ascii=False)
        print()
    else:
        print(_text(counts))
        if late := overdue(settings.home, counts["first_run"], settings.backup.alert_days, datetime.now(UTC)):
            print(f"请注意  {late}")
    return 0


def _text(counts: dict[str, Any]) -> str:
    from reports.state_words import LETTER_STATE, STATUS
    from reports.states import MailState

    states = {**LETTER_STATE, "returned": "其中被退回", "delayed": "其中投递延迟"}
    mails = counts["mails"]
    settled, waiting, shelved, blocked, others = (mails[state] for state in MailState)
    proof = "＝" if mails["seen"] == settled + waiting + shelved + blocked + others else "≠"
    last, held = counts["last_run"], counts["breaker"]
    lines = [
        f"邮件  共 {mails['seen']} {proof} 已处理 {settled} ＋ 等待 {waiting} ＋ 搁置 {shelved} ＋ 拦截 {blocked}"
        f" ＋ 非申报 {others}",
        *(f"邮箱  {folder}：{_lying(n)}" for folder, n in counts["mailbox"].items()),
        _bytes(counts["bytes"]),
        "项目  " + ("　".join(f"{STATUS[status]} {n}" for status, n in counts["cases"].items()) or "还没有"),
        "回信  " + ("　".join(f"{states[state]} {n}" for state, n in counts["letters"].items() if n) or "还没有"),
        *([f"发信  暂停中（{_when(held['since'])} 起，{held['letters']} 封）：{held['why']}。"
           "查明后运行 letters approve --breaker"] if held["holding"] else ()),
        f"上次运行  {_when(last['started'])} → {_when(last['finished'])}" if last else "还没有运行过",
        _backup(counts["last_backup"]),
    ]
    return "\n".join(lines)


def _when(moment: str | None) -> str:
    """A time of the ledger on Beijing's clock; a run that has none for its end was cut off."""
    from reports.state_words import moment as in_beijing

    return f"{in_beijing(moment)}" if moment else "未完成"


def _backup(last: dict[str, str] | None) -> str:
    return f"上次备份  {_when(last['when'])}（{last['where']}）" if last else "上次备份  还没有备份过"


def _lying(counts: dict[str, int | None]) -> str:
    """Compares fetched mails with those in the mailbox. More fetched than listed is no loss: somebody cleared the mailbox, or
    moved mail."""
    fetched, listed = counts["fetched"] or 0, counts["listed"]
    return f"已收取 {fetched} 封" + ("" if listed is None else f"，邮箱中现有 {listed} 封")


def _bytes(sums: dict[str, int]) -> str:
    """Compares bytes told with bytes kept; what the mailbox did not give is counted before the mails."""
    line = f"字节  邮箱告知 {sums['told']:,}，已保存 {sums['kept']:,}"
    if not sums["owed_mails"]:
        return line + "；没有欠给的邮件"
    kept = f"，其中 {sums['kept_short']} 封已按现有内容处理" if sums["kept_short"] else ""
    return f"{line}；邮箱还欠 {sums['owed_mails']} 封（{sums['owed_bytes']:,} 字节）{kept}，下次运行继续索取"
