"""Every attack of the table, played through the whole pass; the table in the docs; and what must hold in every mailbox."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator

import pytest

from config.load import PROJECT
from tests.attacks.playing import played
from tests.attacks.table import Attack, Kind, Mailbox, attacks, document

ROWS = attacks()
MAILBOXES = list({row.mailbox.name: row.mailbox for row in ROWS}.values())


@pytest.fixture(scope="session", autouse=True)
def no_folder_stays() -> Iterator[None]:
    yield
    if played.cache_info().currsize:
        for mailbox in MAILBOXES:
            shutil.rmtree(played(mailbox).tale.home, ignore_errors=True)


def marked(row: Attack) -> object:
    why = [pytest.mark.xfail(strict=True, reason=row.not_yet)] if row.not_yet else []
    return pytest.param(row, id=f"{row.kind}: {row.name}", marks=why)


@pytest.mark.parametrize("row", [marked(row) for row in ROWS])
def test_the_attack_is_held(row: Attack) -> None:
    if error := played(row.mailbox).errors.get(row.name):
        raise error


@pytest.mark.parametrize("mailbox", MAILBOXES, ids=lambda mailbox: mailbox.name)
def test_no_mail_is_lost_and_the_pass_ends_as_it_should(mailbox: Mailbox) -> None:
    result = played(mailbox)
    sent = len(list((result.tale.home / "box").glob("*.eml")))
    assert len(result.seen.mails) == sent
    assert not [row for row in result.seen.mails if row.state == "waiting"]
    assert set(result.codes) == set(mailbox.codes)


@pytest.mark.parametrize("mailbox", MAILBOXES, ids=lambda mailbox: mailbox.name)
def test_no_letter_names_the_case_of_another_mail(mailbox: Mailbox) -> None:
    """But for numbers that the mail's own subject and file names bring."""
    seen, wrote = played(mailbox).seen, played(mailbox).tale.wrote
    for letter in seen.letters:
        answered = str(letter.message["In-Reply-To"])
        mine = {case["case_no"] for case in seen.cases if answered in case["message_ids"]}
        assert set(re.findall(r"(?:GJ|HZ|WD)2024-\d{4}", letter.words)) <= mine | set(
            re.findall(r"(?:GJ|HZ|WD)2024-\d{4}", wrote.get(answered, ""))
        )


@pytest.mark.parametrize("mailbox", MAILBOXES, ids=lambda mailbox: mailbox.name)
def test_no_mail_has_two_letters(mailbox: Mailbox) -> None:
    answered = Counter((letter.to, str(letter.message["In-Reply-To"])) for letter in played(mailbox).seen.letters)
    assert not {mail: times for mail, times in answered.items() if times > 1}


def test_there_are_sixty_attacks_of_twelve_kinds() -> None:
    assert len(ROWS) >= 60 and {row.kind for row in ROWS} == set(Kind) and len(Kind) == 12
    assert len({row.name for row in ROWS}) == len(ROWS)


def test_the_table_in_the_docs_is_this_one() -> None:
    assert (PROJECT / "docs" / "attacks.md").read_text("utf-8") == document()
