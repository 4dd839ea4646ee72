"""What a person is told of a mailbox that is set up: its folders, how many mails, and the oldest of those looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from intake.mailbox.connection import Connection
from intake.mailbox.survey import survey

FIRST = datetime(2024, 3, 1, 12, tzinfo=UTC)


class Mails:
    """A connection to a mailbox of one folder: uid → days after the first of March that a mail came, None: no date."""

    def __init__(self, days: dict[int, int | None]) -> None:
        self.days, self.host, self.asked = days, "imap.example.org", 0

    def ask(self, what: str, question: Callable[[Any], Any]) -> Any:
        return question(self)

    def examine(self, folder: str, needed: bool = True) -> str | None:
        return "1" if folder == "INBOX" else None

    def list_folders(self) -> list[tuple[tuple[bytes, ...], bytes, str]]:
        return [((), b"/", f"夹{number}") for number in range(60)]

    def search(self, criteria: str) -> list[int]:
        return list(self.days)[::-1]

    def fetch(self, uids: Sequence[int], keys: Sequence[str]) -> dict[int, dict[bytes, datetime | None]]:
        self.asked += len(uids)
        return {uid: {b"INTERNALDATE": None if (day := self.days[uid]) is None else FIRST + timedelta(day)} for uid in uids}


def told(mails: Mails, *folders: str, renamed: Sequence[tuple[str, str]] = ()) -> str:
    return survey(cast("Connection", mails), lambda: folders or ("INBOX",), lambda: renamed)


@pytest.mark.parametrize(("days", "said"), [
    ({5: 2, 3: 0, 9: 1}, "“INBOX”中有3封邮件，最早一封收于2024-03-01。"),
    ({3: None, 4: 7}, "“INBOX”中有2封邮件，最早一封收于2024-03-08。"),
    ({3: None}, "“INBOX”中有1封邮件。"), ({}, "“INBOX”中有0封邮件。"),
])  # fmt: skip
def test_a_folder_has_its_count_and_its_oldest_mail(days: dict[int, int | None], said: str) -> None:
    assert told(Mails(days)).endswith(said)


def test_of_many_mails_the_first_two_thousand_are_asked_for_their_date() -> None:
    mails = Mails({uid: 3000 - uid for uid in range(1, 2502)})
    assert "2501封邮件，最早一封收于2026-" in told(mails) and mails.asked == 2000


def test_fifty_folders_are_listed_and_what_the_server_calls_otherwise_is_said() -> None:
    said = told(Mails({}), renamed=[("垃圾邮件", "Junk")])
    assert "夹49。" in said and "夹50" not in said
    assert said.endswith("设置中的“垃圾邮件”在服务器上叫“Junk”，已按此读取。")


def test_a_folder_that_cannot_be_opened_is_named_and_the_others_are_told() -> None:
    said = told(Mails({1: 0}), "没有", "INBOX")
    assert "“没有”不能打开。" in said and "“INBOX”中有1封邮件" in said
