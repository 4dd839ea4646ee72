"""Who judged a mail's sender, and how: only what the provider itself says, and only of the domain that the sender writes."""

from __future__ import annotations

import pytest

from intake.mime.headers import read_fields
from intake.mime.sender_proof import disproved, judged_by, proof, relays, vouched
from parsers.model.mail import Proof

SENDER = "zhang@unit.edu.cn"


def judged(value: str, sender: str = SENDER, envelope: str | None = None) -> Proof:
    raw = f"Authentication-Results: {value}\r\n\r\n".encode()
    found = proof(read_fields(raw, 0, len(raw))[0], sender, envelope)
    assert found is not None
    return found


@pytest.mark.parametrize(("value", "verdict", "proven"), [
    ("mx.126.com; spf=pass smtp.mailfrom=zhang@unit.edu.cn; dkim=none", "pass", ("unit.edu.cn",)),
    ("mx.126.com; spf=pass smtp.mailfrom=bounce@mail.unit.edu.cn; dkim=none", "pass", ("mail.unit.edu.cn",)),
    ("mx.126.com; dkim=pass header.i=@unit.edu.cn header.s=s1; spf=softfail", "pass", ("unit.edu.cn",)),
    ("mx.126.com; spf=pass; dkim=none", "pass", ()),
    # anybody passes for a domain of his own
    ("mx.126.com; spf=pass smtp.mail=me@evil.example; dkim=none", "", ("evil.example",)),
    ("mx.126.com; spf=pass smtp.helo=mx.evil.example; dkim=none", "", ("mx.evil.example",)),
    ("mx.126.com; dkim=pass header.d=evil.example; dkim=fail header.d=unit.edu.cn; spf=fail", "", ("evil.example",)),
    ("mx.126.com; spf=pass smtp.mailfrom=unit.edu.cn=zhang@evil.example", "", ("evil.example",)),
    ("mx.126.com; spf=pass smtp.mailfrom=a@notunit.edu.cn", "", ("notunit.edu.cn",)),
    # who hands on
    ("mx.126.com; spf=pass smtp.mailfrom=SRS0=a=b=unit.edu.cn=zhang@kx.example; dkim=fail; dmarc=fail", "fail", ("kx.example",)),
    ("mx.126.com; arc=pass (i=1 dmarc=pass); dmarc=fail; spf=pass smtp.mailfrom=l@lists.example", "fail", ("lists.example",)),
])  # fmt: skip
def test_a_pass_counts_for_the_domain_it_is_about(value: str, verdict: str, proven: tuple[str, ...]) -> None:
    found = judged(value)
    assert (found.verdict, found.proven) == (verdict, proven)


def test_a_result_that_names_no_domain_is_about_the_envelope() -> None:
    assert judged("126.com; spf=pass; dkim=none", envelope="a@evil.example").verdict == ""
    assert judged("126.com; spf=pass; dkim=none", envelope=SENDER).verdict == "pass"


@pytest.mark.parametrize("value", [
    'mx.126.com; spf=pass smtp.mailfrom="x; dkim=pass header.d=unit.edu.cn; dmarc=pass"@evil.example; dkim=none',
    'mx.126.com; spf=pass (domain of "a); dmarc=pass (b"@evil.example designates) smtp.mail=b@evil.example; dkim=none',
    'mx.126.com; spf=pass (domain of x); dmarc=pass (y designates) smtp.mail=b@evil.example; dmarc=fail ("',
    "mx.126.com; spf=pass smtp.mailfrom=dmarc=pass@evil.example; dkim=none",
])  # fmt: skip
def test_the_words_before_the_at_are_no_results(value: str) -> None:
    assert judged(value).verdict != "pass" and judged(value).proven in ((), ("evil.example",))


@pytest.mark.parametrize("value", [
    '126.com; spf=pass (domain of "a designates) smtp.mailfrom=a@evil.example; dkim=none; dmarc=fail',
    "126.com; spf=pass smtp.mailfrom=a@evil.example (a; dmarc=fail",
    '126.com; dmarc=fail; spf=none (" ; ; (',
    "126.com; spf=pass smtp.mailfrom=a(@evil.example; dmarc=fail; dkim=pass header.i=)@evil.example",
    '126.com; spf=pass smtp.mailfrom=a"(@evil.example; dmarc=fail; dkim=pass header.i=)@evil.example',
    "126.com; " + "dkim=pass header.d=unit.edu.cn; " * 400 + "dmarc=fail",
])  # fmt: skip
def test_a_lone_quote_or_bracket_hides_no_failure(value: str) -> None:
    assert disproved(judged(value), "126.com")


def test_relays_are_asked_for_only_where_the_sender_is_disproved() -> None:
    handed_on = judged("mx.126.com; spf=pass smtp.mailfrom=x@kx.example; dmarc=fail")
    assert relays(handed_on, "126.com") == ("kx.example",)
    assert relays(handed_on, "qq.com") == () == relays(None, "126.com")
    assert relays(judged("mx.126.com; spf=pass smtp.mailfrom=x@kx.example; dmarc=pass"), "126.com") == ()
    assert not vouched(handed_on, "126.com")


# --- what cannot be read vouches for nobody ------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [
    "mx.126.com; spf=pass smtp.mailfrom=<>; dkim=none", "mx.126.com; spf=pass smtp.mailfrom=; dkim=none",
    "mx.126.com; spf=pass smtp.mailfrom=x@evil.example.; dkim=none",
    "mx.126.com; spf=pass smtp.mailfrom=x@[192.0.2.7]; dkim=none",
    'mx.126.com; spf=none; dkim=pass header.i="@evil.example"', "mx.126.com; spf=pass smtp.mailfrom=x@evil. example; dkim=none",
    "mx.126.com; spf=pass smtp.mailfrom=x@evil.example smtp.helo=mail.unit.edu.cn; dkim=none",
    "mx.126.com; spf=pass smtp.helo=mail.unit.edu.cn smtp.mailfrom=x@evil.example; dkim=none",
])  # fmt: skip
def test_a_pass_for_nobody_readable_is_none(value: str) -> None:
    assert judged(value).verdict == "" and not any("unit" in domain for domain in judged(value).proven)


def test_the_name_of_a_server_counts_where_the_envelope_has_no_sender() -> None:
    assert judged("mx.126.com; spf=pass smtp.mailfrom=<> smtp.helo=mail.unit.edu.cn; dkim=none").proven == ("mail.unit.edu.cn",)


# --- a provider that writes below the sender's header -------------------------------------------------------------------


def received(*values: str) -> Proof:
    raw = "".join(f"Authentication-Results: {value}\r\n" for value in values).encode() + b"\r\n"
    found = proof(read_fields(raw, 0, len(raw))[0], SENDER)
    assert found is not None
    return found


FOLDED = "mx19; spf=pass smtp.mail=zhang@un\r\n\tit.edu.cn; dki\r\n\tm=none"


def test_a_host_alone_is_netease_and_may_be_folded_within_words() -> None:
    assert vouched(received(FOLDED), "126.com") and vouched(received(FOLDED), "vip.163.com")
    assert not vouched(received(FOLDED), "qq.com") and not disproved(received(FOLDED.replace("pass", "fail")), "qq.com")
    assert disproved(received(FOLDED.replace("pass", "fail")), "126.com")
    assert not vouched(received(FOLDED.replace("zhang@un\r\n\tit.edu.cn", "x@ev\r\n\til.example")), "126.com")


def test_the_senders_own_header_above_it_changes_nothing_for_the_better() -> None:
    forged = received("mx.126.com; dmarc=pass", "elsewhere.example; dmarc=pass", "gzga-mx-4; spf=fail smtp.mail=x@evil.example")
    assert disproved(forged, "126.com") and not vouched(forged, "126.com")
    assert relays(forged, "126.com") == ()
    true = received("mx.126.com; dmarc=pass", FOLDED)
    assert vouched(true, "126.com") and not disproved(true, "126.com")


@pytest.mark.parametrize("value", [
    "mx.126.com; none", "mx.126.com;none", "126.com 1 ; none (nothing was asked)", "", ";", "mx.126.com",
    "mx.126.com; iprev=pass", "mx.126.com; arc=none", "mx.126.com; x-spf=pass", "mx19; none",
    "mx19;\r\n no\r\n ne", 'mx.126.com; none ("; spf=pass")',
])  # fmt: skip
def test_a_result_without_any_method_judges_nobody(value: str) -> None:
    raw = f"Authentication-Results: {value}\r\n\r\n".encode()
    assert proof(read_fields(raw, 0, len(raw))[0], SENDER) is None


@pytest.mark.parametrize("value", ["mx.126.com; spf=none; dkim=none", "mx.126.com; dmarc=none", "mx.126.com; spf=temperror",
                                   "mx19; s\r\n pf=neutral", 'mx.126.com; none (a "; dmarc=fail']) # fmt: skip
def test_a_method_with_any_result_is_a_judgement(value: str) -> None:
    assert judged_by(judged(value), "126.com")


def test_a_stray_header_above_netease_own_takes_nothing_of_it() -> None:
    told = received("mx.126.com; none", "mx19; spf=pass smtp.mailfrom=zhang@unit.edu.cn")
    assert vouched(told, "126.com") and not vouched(told, "unit.example")
