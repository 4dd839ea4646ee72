"""To which addresses a letter can go. What cannot be addressed fails with its reason, and no case is lost by it."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from intake.letters.addresses import Unaddressable, on_the_wire
from intake.letters.outbox import draft
from parsers.model.mail import Head
from reports.case import Letter
from tests import installation


@pytest.mark.parametrize(("address", "written"), [
    ("wang@uni-a.edu.cn", "wang@uni-a.edu.cn"), ("taro..1@docomo.ne.jp", "taro..1@docomo.ne.jp"), (".a@x.jp", ".a@x.jp"),
    ("a.@ezweb.ne.jp", "a.@ezweb.ne.jp"), ("a@协会.中国", "a@xn--6oq65h.xn--fiqs8s"), ("a+b=c@x.cn", "a+b=c@x.cn"),
    ("a" * 64 + "@x.cn", "a" * 64 + "@x.cn"), ("root@localhost", "root@localhost"), ("a'b@x.cn", "a'b@x.cn"),
])  # fmt: skip
def test_an_address_as_smtp_takes_it(address: str, written: str) -> None:
    assert on_the_wire(address) == written


@pytest.mark.parametrize("address", [
    "", "nobody", "a@", "@x.cn", "张三@x.cn", "a" * 65 + "@x.cn", "a@" + "b." * 130 + "cn", "a@x..cn", "a@-x.cn", "a b@x.cn",
    "a\r\nBcc: b@x.cn@x.cn", "a@x.cn>, <b@y.cn", "a@" + "例" * 80 + ".中国", "a@x.cn\n", '"a@x.cn', 'a"b@x.cn', "a,b@x.cn",
])  # fmt: skip
def test_where_no_letter_can_go_the_reason_names_no_address(address: str) -> None:
    with pytest.raises(Unaddressable) as caught:
        on_the_wire(address)
    assert "地址" in str(caught.value) and (not address or address not in str(caught.value))


@hypothesis.given(st.text(max_size=80), st.text(max_size=40))
def test_whatever_is_written_an_address_is_one_line_for_one_recipient(name: str, domain: str) -> None:
    try:
        written = on_the_wire(f"{name}@{domain}")
    except Unaddressable:
        return
    assert written.isascii() and not set("\r\n") & set(written)
    assert smtplib.quoteaddr(written).count("<") >= 1
    told = message_from_bytes(f"To: {written}\n\n".encode(), policy=policy.default)["To"]
    assert len(told.addresses) == 1


@pytest.mark.parametrize("address", ["张三@x.cn", "a@-x.cn"])
def test_a_letter_to_nowhere_is_kept_as_failed(address: str, tmp_path: Path) -> None:
    now = datetime(2024, 3, 5, tzinfo=UTC)
    these, words = installation.settings(tmp_path, tmp_path), Letter("已收到", "您好", "<p>您好</p>")
    kept = draft("a" * 64, Head(sender=address), words, now.isoformat(), these, now)
    assert kept.state == "failed" and "收件地址" in kept.why
    assert b"To:" not in kept.body and "已收到" in str(message_from_bytes(kept.body, policy=policy.default)["Subject"])
