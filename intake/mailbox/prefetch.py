"""Asks for the next batch before this one is read, so that the server works while we do.

imapclient sends a command and waits in one call; its two halves are private functions of imaplib, whose names may change. Where
they are missing, or the connection ever breaks while a command is under way, commands are sent one after the other as elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient

from intake.mailbox.fetch_responses import Answer, taken_apart
from intake.mime.charsets import decode

_HALVES = ("_command", "_command_complete", "_untagged_response")


@dataclass(frozen=True, slots=True)
class _Asked:
    client: IMAPClient
    uids: tuple[int, ...]
    tag: Any


class Ahead:
    """Keeps at most one command under way beyond the one that is answered."""

    def __init__(self) -> None:
        self._trusted = True
        self._asked: _Asked | None = None
        self._early: Answer = {}

    def fetch(self, client: IMAPClient, uids: Sequence[int], items: Sequence[str], then: Sequence[int] = ()) -> Answer:
        """The answer to FETCH for `uids`; `then` are those that the next call will ask for. Raises what imapclient raises."""
        if not (self._trusted and all(hasattr(getattr(client, "_imap", None), half) for half in _HALVES)):
            whole: Answer = client.fetch(uids, items)
            return whole
        asked, self._asked = self._asked, None
        try:
            if asked is None or asked.client is not client or asked.uids != tuple(uids):
                self._read(client, asked)
                asked = _ask(client, uids, items)
            self._asked = _ask(client, then, items) if then else None
            answer = self._early | taken_apart(_tagged_answer(client, asked.tag))
        except BaseException:
            self._trusted = self._asked is None
            self.settle(client)
            raise
        self._early = {uid: answer.pop(uid) for uid in then if uid in answer}
        return answer

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None

    def settle(self, client: IMAPClient) -> None:
        """Ends the command under way: its answer is dropped, and asked for again when it is wanted."""
        asked, self._asked, self._early = self._asked, None, {}
        self._read(client, asked)

    @staticmethod
    def _read(client: IMAPClient, asked: _Asked | None) -> None:
        if asked is not None and asked.client is client:
            try:
                _tagged_answer(client, asked.tag)
            except Exception:  # a dead connection raises again when it is used
                return


def _ask(client: IMAPClient, uids: Sequence[int], items: Sequence[str]) -> _Asked:
    numbers = ",".join(map(str, uids))
    return _Asked(client, tuple(uids), client._imap._command("UID", "FETCH", numbers, f"({' '.join(items)})"))


def _tagged_answer(client: IMAPClient, tag: Any) -> list[Any]:
    """What the server said under this tag, as imaplib gives it."""
    kind, data = client._imap._command_complete("FETCH", tag)
    _, responses = client._imap._untagged_response("OK", data, "FETCH")
    if kind != "OK":
        raise client.Error(f"fetch failed: {decode(data[0] or b'')}")
    return [] if responses == [None] else list(responses)
