"""Who wrote a mail: the one address that a letter may go to, or what was written and why it is none."""

from __future__ import annotations

import pytest

from intake.mime import parse
from intake.mime.from_address import BLANK, IRREGULAR, SEVERAL, TOO_LONG, WIDE_SIGN
from parsers.model.mail import Head
from tests.intake.mails import LIMITS


def head(written: str) -> Head:
    return parse(f"From: {written}\r\nReturn-Path: <{written}>\r\n\r\n".encode(), LIMITS)[0]


@pytest.mark.parametrize(("written", "sender"), [
    ('"zhang san"@unit.cn', '"zhang san"@unit.cn'), ('张三 <"zhang san"@unit.cn>', '"zhang san"@unit.cn'),
    ('"zhang.san"@unit.cn', "zhang.san@unit.cn"), (r'"zhang\ san"@unit.cn', '"zhang san"@unit.cn'),
    ('"taro."@docomo.ne.jp', '"taro."@docomo.ne.jp'), ('"a,b;c(d)"@unit.cn', '"a,b;c(d)"@unit.cn'),
    ("a" * 70 + "@unit.cn", "a" * 70 + "@unit.cn"), ("a@" + "b123456789." * 30 + "cn", "a@" + "b123456789." * 30 + "cn"),
    ("李四 <zhang san@unit.cn>", ""), ('"a"b"@unit.cn', ""), ('"a@b.cn"@unit.cn', ""), ('"<b@c.cn>"@unit.cn', ""),
    ('"张 三"@unit.cn', ""), ('"a\\"b"@unit.cn', ""), ('""@unit.cn', ""), ("a" * 1000 + "@unit.cn", ""),
])  # fmt: skip
def test_quoted_and_long_addresses_are_known(written: str, sender: str) -> None:
    assert head(written).sender == sender


@pytest.mark.parametrize(("written", "name"), [
    ("Wang, Li <li@x.cn>", "Wang, Li"), ("王; 李 <li@x.cn>", "王; 李"), ("<li@x.cn>, <li@x.cn>", ""),
    ("<li@x.cn>, <li@X.cn>", ""), (", <li@x.cn>,", ""), ("<li@x.cn>, Li", ""),
])  # fmt: skip
def test_one_address_beside_a_name_with_a_comma_or_written_twice_is_the_sender(written: str, name: str) -> None:
    assert (head(written).sender, head(written).sender_name) == ("li@x.cn", name)


@pytest.mark.parametrize("written", [
    "Li <li@x.cn>.", "Li <li@x.cn>,", "Li <li@x.cn>;", "<li@x.cn>.", "Li <li@x.cn> . ", "Li <li@x.cn>。", "Li <li@x.cn>；",
    "Li <li@x.cn>>", "Li <li@x.cn.>..;", "Li <li@x.cn,>", "Li <li@x.cn>:", 'Li <li@x.cn>"', "Li <li@x.cn>=?utf-8?b?44CC?=",
    "Li <li@x.cn>\0", "li@x.cn。", "li@x.cn:", "li@x.cn..", "Wang, Li <li@x.cn>.", "li@x.cn <li@x.cn>.", "<li@x.cn>, .",
    "a group: li@x.cn.;", "Li <li@x.cn>（）",
])  # fmt: skip
def test_signs_behind_an_address_are_none_of_it(written: str) -> None:
    told = head(written)
    assert (told.sender, told.notes) == ("li@x.cn", ())
    assert told.sender_name in ("", "Li", "Wang, Li", "li@x.cn")


@pytest.mark.parametrize("written", [
    "Li <li@x.cn>.cn", "Li <li@x.cn>.evil.cn", "Li <li@x.cn>. Wang <w@y.cn>", "Li <li@x.cn>@y.cn", "Li <li@x.cn>. w@y.cn",
    "Li <li@x.cn> Wang", "Li <li@x.cn><", "Li <li@x.cn>＠", "Li <li@x..cn>.", "Li <li@x.cn><w@y.cn>.", "w@y.cn <li@x.cn>.",
    "Li <li@x.cn>.;w@y.cn", "Li <li@x>.", "Li <>.", 'Li <li@x.cn>", <w@y.cn>', "w＠y.cn <li@x.cn>.",
    "=?utf-8?q?w=40y.cn?= <li@x.cn>.", "Li <li@x.cn>" + "." * 100,
])  # fmt: skip
def test_where_more_than_signs_stand_behind_it_there_is_none(written: str) -> None:
    assert head(written).sender == ""


@pytest.mark.parametrize("written", [
    "ceo@v.cn, Li <li@x.cn>", "x@y, <li@x.cn>", "a@b.cn <li@x.cn>, c", "<li@x.cn>, <li@y.cn>", "li＠v.cn, <li@x.cn>, <a@",
])  # fmt: skip
def test_where_another_address_may_be_meant_there_is_none(written: str) -> None:
    assert head(written).sender == ""


@pytest.mark.parametrize(("written", "why"), [
    ("zhang＠unit.cn", WIDE_SIGN), ("张三 <zhang＠unit.cn>", WIDE_SIGN), ("=?utf-8?B?emhhbmfvvKB1bml0LmNu?=", WIDE_SIGN),
    ("zhang﹫unit.cn", WIDE_SIGN), ('"zhang@unit.cn', IRREGULAR), ("zhang@unit", IRREGULAR), ("张三", IRREGULAR),
    ("", BLANK), ("<>", BLANK), ("a" * 1000 + "@unit.cn", TOO_LONG), ("a@x.cn, b@x.cn", SEVERAL),
])  # fmt: skip
def test_what_is_no_address_is_shown_as_written_and_not_mended(written: str, why: str) -> None:
    told = head(written)
    assert (told.sender, told.notes) == ("", (why,))
    assert told.sender_name == (written[:200] if "=?" not in written else "zhang＠unit.cn")


@pytest.mark.parametrize(("written", "path"), [
    ("<>", ""), ("", ""), ("<MAILER-DAEMON>", ""), ("<#@[]>", ""), ("<zhang＠unit.cn>", None), ('<"a\\"b"@unit.cn>', None),
    ("<" + "a" * 1500 + "@unit.cn>", None), ("<a@unit.cn>", "a@unit.cn"),
])  # fmt: skip
def test_an_envelope_that_cannot_be_read_is_not_an_empty_one(written: str, path: str | None) -> None:
    assert parse(f"From: a@unit.cn\r\nReturn-Path: {written}\r\n\r\n".encode(), LIMITS)[0].return_path == path
