"""A header longer than we keep, and dates in other languages: what else is known decides."""

from __future__ import annotations

import pytest

from config.model import LimitSettings
from intake.mime import arrival_time, parse
from intake.mime.headers import HEADER_BYTES, moment

LIMITS = LimitSettings()
REFERENCES = b"References: " + b"\r\n ".join(b"<%d@x.example>" % n for n in range(60_000)) + b"\r\n"
FILE = (b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"b\"\r\n\r\n--b\r\n\r\nwords\r\n--b\r\n"
        b"Content-Disposition: attachment; filename=a.bin\r\n\r\nfile\r\n--b--\r\n")  # fmt: skip


def test_a_long_list_of_references_does_not_hide_the_files() -> None:
    head, parts = parse(b"From: a@b.example\r\n" + REFERENCES + b"Subject: late\r\n" + FILE, LIMITS)
    assert len(REFERENCES) > 3 * HEADER_BYTES
    assert (head.sender, head.subject, [part.data for part in parts], head.body) == ("a@b.example", "late", [b"file"], "words")
    assert head.notes == ("邮件头过长，未全部读取",)


def test_a_single_endless_line_does_not_hide_them_either() -> None:
    head, parts = parse(b"X-Long: " + b"x" * 2_000_000 + b"\r\nFrom: a@b.example\r\n" + FILE, LIMITS)
    assert len(parts) == 1 and head.sender == "a@b.example"


@pytest.mark.parametrize(("written", "read"), [
    ("Di, 19 Mär 2024 09:30:00 0800", "2024-03-19T09:30:00+08:00"),
    ("mar., 19 mars 2024 09:30:00 +0100", "2024-03-19T09:30:00+01:00"),
    ("mié, 19 de agosto de 2024 9:30", "2024-08-19T09:30:00+08:00"),
    ("19 déc. 2024 09:30:00 -0500", "2024-12-19T09:30:00-05:00"),
    ("вт, 19 мая 2024 09:30:00 +0300", "2024-05-19T09:30:00+03:00"),
    ("2024年3月19日 星期二 09:30:00", "2024-03-19T09:30:00+08:00"),
    ("Tue, 19 Mar 2024 09:30:00 +0000", "2024-03-19T09:30:00+00:00"),
])
def test_a_date_in_other_words_is_read(written: str, read: str) -> None:
    assert moment(written.encode()) == read


def test_without_a_date_that_can_be_read_another_header_tells_the_arrival() -> None:
    assert arrival_time(b"Date: gestern\r\nDelivery-Date: Tue, 19 Mar 2024 09:30:00 +0800\r\n\r\n") == "2024-03-19T09:30:00+08:00"


# --- errors ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["", "gestern", "31 Foo 2024 10:00", "32 Mär 2024 09:30", "2024年13月1日"])
def test_no_date_is_made_up(written: str) -> None:
    assert moment(written.encode()) == ""


def test_what_lies_behind_the_limit_is_kept_in_bounds() -> None:
    many = b"".join(b"Subject: " + b"s" * 50_000 + b"\r\n" for _ in range(100))
    head, _ = parse(REFERENCES + many + FILE, LIMITS)
    assert len(head.subject) <= 500
