"""`letters`: the outbox, for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from intake.operations.installation import Installation
    from reports.states import LetterState

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


class Fate(StrEnum):
    """What a person found out about a letter whose fate was unknown."""

    sent = "sent"
    unsent = "unsent"


@app.callback(invoke_without_command=True)
def letters(context: typer.Context) -> int:
    """The outbox. Without a command: list."""
    return list_letters(context) if context.invoked_subcommand is None else 0


@app.command("list")
def list_letters(context: typer.Context) -> int:
    """Every letter: key, state, kind, recipient, why."""
    from intake.ledger import letters as rows
    from reports.state_words import LETTER_STATE

    with _installation(context) as installation, installation.ledger.read() as connection:
        for row in rows.rows(connection):
            why = f"  （{row.why}）" if row.why else ""
            print(f"{row.key}  {LETTER_STATE[row.state]}  {row.recipient}  {row.subject}{why}")
    return 0


@app.command()
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


@app.command()
def approve(
    context: typer.Context,
    keys: list[str] = typer.Argument(None),
    kind: str = typer.Option("", "--kind", help="All of this kind."),
    breaker: bool = typer.Option(False, "--breaker", help="Open the breaker: all that it holds, and what comes."),
) -> int:
    """Let held letters go out at the next run, or with `letters send`."""
    from intake.ledger.letters import APPROVED
    from reports.state_words import LETTER_KIND
    from reports.states import LetterState

    if breaker:
        if keys or kind:
            raise typer.BadParameter("--breaker goes alone: it is about every letter that the breaker holds")
        return _opened(context)
    if kind and kind not in LETTER_KIND:
        raise typer.BadParameter(f"--kind {kind[:40]}: one of {', '.join(LETTER_KIND)}")
    return _move(context, keys or [], kind, (LetterState.HELD,), LetterState.QUEUED, APPROVED)


@app.command()
def hold(context: typer.Context, keys: list[str]) -> int:
    """Keep queued letters back, and for good those that the program holds for a time."""
    from intake.letters import outbox
    from intake.timestamps import text_of

    with _installation(context) as installation:
        full = _keys(installation, keys)
        with installation.ledger.write() as connection:
            held = outbox.hold(connection, full, text_of(datetime.now(UTC)))
    print(f"{held} of {len(full)}")
    return 0 if held == len(full) else 1


@app.command()
def settle(context: typer.Context, key: str, fate: Fate) -> int:
    """Say what became of an unknown or failed letter: `sent`, or `unsent` (then it goes out again)."""
    from intake.ledger.letters import UNSENT
    from reports.states import LetterState

    state, why = (LetterState.SENT, "人工确认已发") if fate is Fate.sent else (LetterState.QUEUED, UNSENT)
    return _move(context, [key], "", (LetterState.UNKNOWN, LetterState.FAILED), state, why)


@app.command()
def send(context: typer.Context) -> int:
    """Send what is due, now."""
    from intake.ledger import letters as rows
    from intake.letters import outbox
    from intake.letters.breaker import Breaker
    from intake.operations.lock import Held, run_lock
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
            print(f"{held}; nothing to do")
            return 0
        with installation.ledger.read() as connection:
            counts = rows.counts(connection)
    if why:
        lines.append(f"发信暂停中：{why}。查明后运行 letters approve --breaker")
    print("\n".join([*lines, *(f"{state} {n}" for state, n in counts.items())]))
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
        print(f"恢复发信：{breaker.open(datetime.now(UTC))} 封待发送")
    return 0


def _keys(installation: Installation, typed: list[str]) -> list[str]:
    """Full keys for what a person typed. Raises typer.BadParameter for none or several."""
    from intake.ledger import letters as rows

    keys = []
    with installation.ledger.read() as connection:
        for beginning in typed:
            matches = rows.matching(connection, beginning)
            if len(matches) != 1:
                raise typer.BadParameter(f"{beginning}: {'more than one letter begins so' if matches else 'no such letter'}")
            keys.append(matches[0])
    return keys


def _move(context: typer.Context, typed: list[str], kind: str, old: tuple[LetterState, ...], new: LetterState, why: str) -> int:
    from intake.ledger import letters as rows
    from intake.timestamps import text_of

    if not typed and not kind:
        raise typer.BadParameter("name letters by their keys (letters list)")
    with _installation(context) as installation:
        keys = _keys(installation, typed)
        with installation.ledger.write() as connection:
            if kind:
                keys += [key for state in old for key in rows.in_state(connection, state, kind)]
            moved = rows.move(connection, keys, old, new, text_of(datetime.now(UTC)), why)
    print(f"{moved} of {len(keys)}")
    return 0 if moved == len(keys) else 1
