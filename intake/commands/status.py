"""`status`: what became of every mail, in numbers."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from intake.ledger.runs import Run

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def status(context: typer.Context, as_json: bool = typer.Option(False, "--json", help="For programs.")) -> int:
    """Mails: seen = settled + waiting + shelved + not applications; cases; letters; the last run."""
    from intake.configured import configured
    from intake.narrator import Narrator
    from intake.run import open_house

    settings, guide = configured(context)
    house = open_house(settings, guide, Narrator())
    told = facts(house.ledger)
    house.ledger.close()
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False)
        print()
    else:
        print(_text(told))
    return 0


def facts(ledger: Any) -> dict[str, Any]:
    """Everything `status` tells. `mailbox` counts places, so mail kept twice there counts twice: how many were fetched from a
    folder, and how many lay there (null: not known) when it was last listed."""
    from intake.fetch import LISTED
    from intake.ledger import cases, letters, mails, runs

    with ledger.read() as connection:
        last = runs.last(connection)
        return {
            "mails": mails.counts(connection), "cases": cases.counts(connection),
            "letters": letters.counts(connection) | {"returned": letters.unreached(connection)},
            "mailbox": _mailbox(mails.places(connection), runs.recall_all(connection, LISTED + " ")),
            "last_run": _run(last) if last else None,
        }


def _mailbox(fetched: dict[str, int], listed: dict[str, str]) -> dict[str, dict[str, int | None]]:
    return {
        place: {"fetched": fetched.get(place, 0), "listed": int(listed[place]) if place in listed else None}
        for place in sorted({*fetched, *listed})}


def _run(last: Run) -> dict[str, Any]:
    return {"started": last.started, "finished": last.finished or None, "exit_code": last.exit_code}


def _text(told: dict[str, Any]) -> str:
    from reports.words import LETTER_STATE, STATUS

    states = {**LETTER_STATE, "returned": "其中被退回"}
    mails = told["mails"]
    proof = "＝" if mails["seen"] == mails["settled"] + mails["waiting"] + mails["shelved"] + mails["not_application"] else "≠"
    last = told["last_run"]
    lines = [
        f"邮件  共 {mails['seen']} {proof} 已处理 {mails['settled']} ＋ 等待 {mails['waiting']} ＋ 搁置 {mails['shelved']} ＋ "
        f"非申报 {mails['not_application']}",
        *(f"邮箱  {folder}：{_lying(n)}" for folder, n in told["mailbox"].items()),
        "项目  " + ("　".join(f"{STATUS[status]} {n}" for status, n in told["cases"].items()) or "还没有"),
        "回信  " + ("　".join(f"{states[state]} {n}" for state, n in told["letters"].items() if n) or "还没有"),
        f"上次运行  {last['started']} → {last['finished'] or '未完成'}" if last else "还没有运行过",
    ]
    return "\n".join(lines)


def _lying(counts: dict[str, int | None]) -> str:
    """Fetched against lying there. More fetched than listed is no loss: somebody cleared the mailbox, or mail was moved."""
    fetched, listed = counts["fetched"] or 0, counts["listed"]
    return f"已收取 {fetched} 封" + ("" if listed is None else f"，邮箱中现有 {listed} 封")
