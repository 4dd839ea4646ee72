"""Which organisation an address belongs to: one's colleagues are told by it, and strangers are not taken for them."""

from __future__ import annotations

import pytest

from config.model import Settings
from intake.matching.candidates import Candidate, Traits
from intake.matching.organisations import KEPT, Domains, domains_of, organisation
from intake.matching.similarity import close
from parsers.model.mail import Head


@pytest.mark.parametrize(("address", "own"), [
    ("wang@csu.edu.cn", "csu.edu.cn"), ("wang@mail.csu.edu.cn", "csu.edu.cn"), ("wang@Mail.CSU.edu.cn", "csu.edu.cn"),
    ("li@kjt.hunan.gov.cn", "kjt.hunan.gov.cn"), ("li@hunan.gov.cn", "hunan.gov.cn"), ("li@kx.cs.hn.cn", "cs.hn.cn"),
    ("a@firm.com.cn", "firm.com.cn"), ("a@b.firm.com", "firm.com"), ("a@协会.中国", "xn--6oq65h.xn--fiqs8s"),
    ("a@unit.example", "unit.example"), ("a@unit01.example.org", "unit01.example.org"), ("a@firm.com.", "firm.com"),
])  # fmt: skip
def test_an_organisation_is_its_registrable_domain_or_its_host(address: str, own: str) -> None:
    assert organisation(address) == own


@pytest.mark.parametrize("address", [
    "a@qq.com", "a@QQ.COM", "a@vip.sina.com", "a@yahoo.com.cn", "a@vip.163.com", "a@mail.gmail.com", "a@com.cn", "a@edu.cn",
    "a@cn", "a@localhost", "a@", "", "nobody", "a@[192.0.2.1]", "a@..", "a@" + "x" * 300, "a@" + "例" * 100 + ".中国",
])  # fmt: skip
def test_nobody_is_told_by_a_public_domain_or_by_none(address: str) -> None:
    assert organisation(address) == ""


def test_an_office_names_more_of_both_kinds() -> None:
    mine = Domains(frozenset(["school.example"]), ("gov.cn", "city.example"))
    assert organisation("a@school.example", mine) == "" != organisation("a@school.example")
    assert organisation("a@one.city.example", mine) == "one.city.example"
    assert organisation("a@one.city.example") == "city.example"


def test_the_settings_name_what_the_kept_list_lacks() -> None:
    domains = domains_of(Settings())
    assert domains.hosts == KEPT.hosts == ("gov.cn",)
    assert [organisation(f"a@{domain}", domains) for domain in ("wo.cn", "263.net", "vip.263.net", "outlook.cn")] == [""] * 4


def known_to(sender: str) -> Candidate:
    return Candidate(1, "GJ2024-0001", Traits(None, "", "", "", ""), frozenset([sender]))


PUBLIC = (
    "126.com", "163.com", "yeah.net", "188.com", "vip.126.com", "vip.163.com", "qq.com", "foxmail.com", "vip.qq.com", "sina.com",
    "vip.sina.com", "sina.cn", "sohu.com", "139.com", "189.cn", "21cn.com", "tom.com", "aliyun.com", "gmail.com", "outlook.com",
    "hotmail.com", "live.com", "live.cn", "msn.com", "yahoo.com", "yahoo.com.cn", "yahoo.cn", "icloud.com", "proton.me",
)


@pytest.mark.parametrize("domain", PUBLIC)
def test_two_writers_at_a_public_provider_are_strangers(domain: str) -> None:
    theirs = known_to(f"a@{domain}")
    assert close(Head(sender=f"a@{domain}"), theirs)
    assert not close(Head(sender=f"b@{domain}"), theirs)
    assert not close(Head(sender=f"B@{domain.upper()}"), known_to(f"A@{domain.upper()}"))
