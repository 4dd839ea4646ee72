"""`status`: what became of every mail, in numbers."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

import typer

from config.language import say, spoken

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("邮件去向：共＝已处理＋等待＋搁置＋拦截＋非申报；项目、信件、上次运行。",
                      "Mails: seen = settled + waiting + shelved + blocked + not applications; cases; letters; the last run."))
def status(context: typer.Context, as_json: bool = typer.Option(False, "--json", help=say(
    "供程序读取。",
    "For programs."))) -> int:
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
            print(say(f"请注意  {late}", f"note  {late}"))
    return 0


def _text(counts: dict[str, Any]) -> str:
    from reports.state_words import LETTER_STATE, STATUS
    from reports.states import MailState

    states = {**LETTER_STATE, "returned": "其中被退回", "delayed": "其中投递延迟"} if spoken() == "zh" else {}
    mails = counts["mails"]
    settled, waiting, shelved, blocked, others = (mails[state] for state in MailState)
    proof = "＝" if mails["seen"] == settled + waiting + shelved + blocked + others else "≠"
    last, held = counts["last_run"], counts["breaker"]
    none = say("还没有", "none yet")
    lines = [
        say(f"邮件  共 {mails['seen']} {proof} 已处理 {settled} ＋ 等待 {waiting} ＋ 搁置 {shelved} ＋ 拦截 {blocked} ＋ 非申报 "
            f"{others}",
            f"mails  {mails['seen']} {proof} settled {settled} + waiting {waiting} + shelved {shelved} + blocked {blocked} + "
            f"no application {others}"),
        *(say(f"邮箱  {folder}：{_lying(n)}", f"mailbox  {folder}: {_lying(n)}") for folder, n in counts["mailbox"].items()),
        _bytes(counts["bytes"]),
        say("项目  ",
            "cases  ") + ("　".join(f"{say(STATUS[status], status)} {n}" for status, n in counts["cases"].items()) or none),
        say("回信  ",
            "letters  ") + ("　".join(f"{states.get(state, state)} {n}" for state, n in counts["letters"].items() if n) or none),
        *([_paused(held)] if held["holding"] else ()),
        say("上次运行  ", "last run  ") + f"{_when(last['started'])} → {_when(last['finished'])}" if last else say(
            "还没有运行过",
            "never run"),
        _backup(counts["last_backup"]),
    ]
    return "\n".join(lines)


def _when(moment: str | None) -> str:
    """A time of the ledger on Beijing's clock; a run that has none for its end was cut off."""
    from reports.state_words import moment as in_beijing

    return f"{in_beijing(moment)}" if moment else say("未完成", "not ended")


def _backup(last: dict[str, str] | None) -> str:
    if last is None:
        return say("上次备份  还没有备份过", "last backup  none yet")
    return say(f"上次备份  {_when(last['when'])}（{last['where']}）", f"last backup  {_when(last['when'])} ({last['where']})")


def _paused(held: dict[str, Any]) -> str:
    """Why no letter leaves."""
    since, letters, why = _when(held["since"]), held["letters"], held["why"]
    return say(f"发信  暂停中（{since} 起，{letters} 封）：{why}。查明后运行 letters approve --breaker",
               f"letters wait  since {since}, {letters} of them: {why}. When that is found out, run letters approve --breaker")


def _lying(counts: dict[str, int | None]) -> str:
    """Compares fetched mails with those in the mailbox. More fetched than listed is no loss: somebody cleared the mailbox, or
    moved mail."""
    fetched, listed = counts["fetched"] or 0, counts["listed"]
    there = "" if listed is None else say(f"，邮箱中现有 {listed} 封", f", there now {listed}")
    return say(f"已收取 {fetched} 封", f"fetched {fetched}") + there


def _bytes(sums: dict[str, int]) -> str:
    """Compares bytes told with bytes kept; what the mailbox did not give is counted before the mails."""
    line = say(f"字节  邮箱告知 {sums['told']:,}，已保存 {sums['kept']:,}",
               f"bytes  told by the mailbox {sums['told']:,}, kept {sums['kept']:,}")
    if not sums["owed_mails"]:
        return line + say("；没有欠给的邮件", "; no mail is owed")
    kept = say(f"，其中 {sums['kept_short']} 封已按现有内容处理",
               f", {sums['kept_short']} of them treated as they are") if sums["kept_short"] else ""
    return line + say(f"；邮箱还欠 {sums['owed_mails']} 封（{sums['owed_bytes']:,} 字节）{kept}，下次运行继续索取",
                      f"; the mailbox owes {sums['owed_mails']} ({sums['owed_bytes']:,} bytes){kept}; the next run asks again")
