"""`letters`: the outbox, for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from config.language import say

if TYPE_CHECKING:
    from intake.operations.installation import Installation
    from reports.states import LetterState

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


class Fate(StrEnum):
    """What a person found out about a letter whose fate was unknown."""

    sent = "sent"
    unsent = "unsent"


@app.callback(invoke_without_command=True, help=say("待发信件。不写命令则为 list。", "The outbox. Without a command: list."))
def letters(context: typer.Context) -> int:
    """The outbox. Without a command: list."""
    return list_letters(context) if context.invoked_subcommand is None else 0


@app.command("list", help=say("每封信：编号、状态、种类、收件人、原因。", "Every letter: key, state, kind, recipient, why."))
def list_letters(context: typer.Context) -> int:
    """Every letter: key, state, kind, recipient, why."""
    from intake.ledger import letters as rows
    from reports.state_words import LETTER_STATE

    with _installation(context) as installation, installation.ledger.read() as connection:
        for row in rows.rows(connection):
            why = f"  （{row.why}）" if row.why else ""
            print(f"{row.key}  {LETTER_STATE[row.state]}  {row.recipient}  {row.subject}{why}")
    return 0


@app.command(help=say("一封信的全文。", "The words of one letter."))
def show(context: typer.Context, key: str) -> int:
    """The words of one letter."""
    from email import message_from_bytes, policy

    from intake.ledger import letters as rows

    with _installation(context) as installation, installation.ledger.read() as connection:
        letter = rows.bytes_of(connection, _keys(installation, [key])[0])
    assert letter is not None
    message = message_from_bytes(letter[2], policy=policy.default)
    print("\n".join(f"{name}: {message[name]}" for name in ("From", "To", "Subject", "Date", "Message-ID")))
    body = message.get_body(("plain",))
    print("\n" + (str(body.get_content()) if body else ""))
    return 0


@app.command(help=say("让暂缓的信在下次运行或 letters send 时发出。",
                      "Let held letters go out at the next run, or with `letters send`."))
def approve(
    context: typer.Context,
    keys: list[str] = typer.Argument(None),
    kind: str = typer.Option("", "--kind", help=say("这一类的全部信件。", "All of this kind.")),
    breaker: bool = typer.Option(False, "--breaker", help=say("恢复发信：暂停中的全部，以及以后的。",
                                                              "Open the breaker: all that it holds, and what comes.")),
) -> int:
    """Let held letters go out at the next run, or with `letters send`."""
    from intake.ledger.letters import APPROVED
    from reports.state_words import LETTER_KIND
    from reports.states import LetterState

    if breaker:
        if keys or kind:
            raise typer.BadParameter("--breaker: " + say("单独使用：它针对暂停中的所有回信",
                                                         "goes alone: it is about every letter that the breaker holds"))
        return _opened(context)
    if kind and kind not in LETTER_KIND:
        raise typer.BadParameter(f"--kind {kind[:40]}: {say('只能是', 'one of')} {', '.join(LETTER_KIND)}")
    return _move(context, keys or [], kind, (LetterState.HELD,), LetterState.QUEUED, APPROVED)


@app.command(help=say("暂缓排队中的信；程序暂时留住的，从此不发。",
                      "Keep queued letters back, and for good those that the program holds for a time."))
def hold(context: typer.Context, keys: list[str]) -> int:
    """Keep queued letters back, and for good those that the program holds for a time."""
    from intake.letters import outbox
    from intake.timestamps import text_of

    with _installation(context) as installation:
        full = _keys(installation, keys)
        with installation.ledger.write() as connection:
            held = outbox.hold(connection, full, text_of(datetime.now(UTC)))
    print(_of(held, len(full)))
    return 0 if held == len(full) else 1


@app.command(help=say("说明一封去向不明或失败的信：sent 已发，unsent 未发（会重发）。",
                      "Say what became of an unknown or failed letter: `sent`, or `unsent` (then it goes out again)."))
def settle(context: typer.Context, key: str, fate: Fate) -> int:
    """Say what became of an unknown or failed letter: `sent`, or `unsent` (then it goes out again)."""
    from intake.ledger.letters import UNSENT
    from reports.states import LetterState

    state, why = (LetterState.SENT, "人工确认已发") if fate is Fate.sent else (LetterState.QUEUED, UNSENT)
    return _move(context, [key], "", (LetterState.UNKNOWN, LetterState.FAILED), state, why)


@app.command(help=say("立即发出到期的信。", "Send what is due, now."))
def send(context: typer.Context) -> int:
    """Send what is due, now."""
    from intake.ledger import letters as rows
    from intake.letters import outbox
    from intake.letters.breaker import Breaker
    from intake.operations.lock import Held, run_lock
    from reports.state_words import LETTER_STATE
    from reports.states import LetterState

    with _installation(context) as installation:
        try:
            with run_lock(installation.settings.home, installation.settings.ledger.url):
                now = datetime.now(UTC)
                outbox.recover(installation.ledger, installation.settings, now)
                breaker = Breaker(installation.ledger, installation.settings, installation.mails.path)
                lines = outbox.send_due(installation.ledger, installation.settings, now, breaker)
                why = breaker.ask(now)
        except Held as held:
            print(held.nothing_done)
            return 0
        with installation.ledger.read() as connection:
            counts = rows.counts(connection)
    if why:
        lines.append(say(f"发信暂停中：{why}。查明后运行 letters approve --breaker",
                         f"No letter leaves: {why}. When that is found out, run letters approve --breaker"))
    print("\n".join([*lines, *(f"{say(LETTER_STATE[state], state)} {n}" for state, n in counts.items())]))
    return 1 if lines or counts[LetterState.FAILED] or counts[LetterState.UNKNOWN] else 0


@contextmanager
def _installation(context: typer.Context) -> Iterator[Installation]:
    from intake.operations.checked_settings import configured
    from intake.operations.installation import open_installation
    from intake.operations.progress import Narrator

    settings, guide = configured(context)
    installation = open_installation(settings, guide, Narrator())
    try:
        yield installation
    finally:
        installation.ledger.close()


def _opened(context: typer.Context) -> int:
    """Opens the breaker, by a person's word."""
    from intake.letters.breaker import Breaker

    with _installation(context) as installation:
        breaker = Breaker(installation.ledger, installation.settings, installation.mails.path)
        count = breaker.open(datetime.now(UTC))
        print(say(f"恢复发信：{count} 封待发送", f"letters leave again: {count} are queued"))
    return 0


def _of(count: int, every: int) -> str:
    return say(f"{every} 封中已处理 {count} 封", f"{count} of {every}")


def _keys(installation: Installation, typed: list[str]) -> list[str]:
    """Full keys for what a person typed. Raises typer.BadParameter for none or several."""
    from intake.ledger import letters as rows

    keys = []
    with installation.ledger.read() as connection:
        for beginning in typed:
            matches = rows.matching(connection, beginning)
            if len(matches) != 1:
                raise typer.BadParameter(f"{beginning}: " + (say("不止一封信以此开头",
                                                                 "more "
                                                                 "than "
                                                                 "one "
                                                                 "letter "
                                                                 "begins "
                                                                 "so") if matches else say("没有这封信", "no such letter")))
            keys.append(matches[0])
    return keys


def _move(context: typer.Context, typed: list[str], kind: str, old: tuple[LetterState, ...], new: LetterState, why: str) -> int:
    from intake.ledger import letters as rows
    from intake.timestamps import text_of

    if not typed and not kind:
        raise typer.BadParameter(say("请写信的编号（letters list 列出）", "name letters by their keys (letters list)"))
    with _installation(context) as installation:
        keys = _keys(installation, typed)
        with installation.ledger.write() as connection:
            if kind:
                keys += [key for state in old for key in rows.in_state(connection, state, kind)]
            moved = rows.move(connection, keys, old, new, text_of(datetime.now(UTC)), why)
    print(_of(moved, len(keys)))
    return 0 if moved == len(keys) else 1
