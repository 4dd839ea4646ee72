"""Strangers whose addresses look as if they belonged to the applicant's organisation."""

from __future__ import annotations

import pytest

from tests.attacks.scene import PASS, THIEF, Scene
from tests.attacks.table import Acts, Kind, attack


def _neighbours(s: Scene, mine: str, theirs: str) -> Acts:
    """Two addresses that do not belong together."""
    first = s.applies(mine)
    mail = s.sends(theirs, "更正材料", [s.form(bank_account_number=THIEF)], verdict=PASS)
    yield
    old, new = s.case(first), s.case(mail)
    assert old["case_no"] != new["case_no"] and old["revision"] == 1
    assert old["fields"]["bank_account_number"] == s.account and old["message_ids"] == [first]
    letter = s.letter(mail)
    assert letter is not None and old["case_no"] not in letter.words


def _every(s: Scene, pairs: list[tuple[str, str]]) -> Acts:
    """All of these pairs, each with an application of its own."""
    scenes = [Scene(f"{s.key} {number}", s.tale) for number in range(len(pairs))]
    stories = [_neighbours(scene, *pair) for scene, pair in zip(scenes, pairs, strict=True)]
    for story in stories:
        next(story)
    yield
    for scene, story in zip(scenes, stories, strict=True):
        scene.seen = s.seen
        with pytest.raises(StopIteration):
            next(story)


@attack(
    Kind.BY_DOMAIN,
    "another user of the same public provider: qq.com, 163.com, vip.sina.com, yahoo.com.cn, outlook.com, 139.com",
    "strangers to each other",
)
def another_user_of_a_public_provider(s: Scene) -> Acts:
    hosts = ("qq.com", "163.com", "vip.sina.com", "yahoo.com.cn", "outlook.com", "139.com", "vip.qq.com", "foxmail.com", "wo.cn")
    yield from _every(s, [(f"a{s.mark}@{host}", f"b{s.mark}@{host}") for host in hosts])


@attack(Kind.BY_DOMAIN, "another office of the government: two hosts under gov.cn", "strangers to each other")
def another_host_of_the_government(s: Scene) -> Acts:
    yield from _every(s, [("a@kjj.changsha.gov.cn", "b@kjj.yueyang.gov.cn"), ("a@kx.hunan.gov.cn", "b@hunan.gov.cn")])


@attack(Kind.BY_DOMAIN, "a domain that begins or ends with the applicant's", "strangers to each other")
def a_domain_around_the_applicants(s: Scene) -> Acts:
    own = f"xk{s.mark}.com"
    hosts = (f"{own}.evil.com", f"not{own}", f"{own}.cn", f"xk{s.mark}.org", f"{own.replace('.', '-')}.com")
    yield from _every(s, [(f"a{n}@{own}", f"b@{host}") for n, host in enumerate(hosts)])


@attack(
    Kind.BY_DOMAIN, "an address at a bare suffix: com.cn, edu.cn, org.cn, or at the suffix of rented hosts", "it is nobody's own"
)
def an_address_at_a_bare_suffix(s: Scene) -> Acts:
    suffixes = ("edu.cn", "com.cn", "org.cn", "github.io", "hn.cn")
    yield from _every(
        s,
        [(f"a@d{s.mark}{n}.{suffix}", f"b@{suffix}") for n, suffix in enumerate(suffixes)]
        + [(f"a@one{s.mark}.github.io", f"b@two{s.mark}.github.io")],
    )


@attack(Kind.BY_DOMAIN, "the applicant's domain with a Cyrillic letter in it, as itself and as xn--", "strangers to each other")
def a_domain_that_looks_the_same(s: Scene) -> Acts:
    own, other = f"xa{s.mark}.com", f"x\u0430{s.mark}.com"
    yield from _every(s, [(f"a@{own}", f"b@{other.encode('idna').decode()}")])


@attack(
    Kind.BY_DOMAIN,
    "the applicant's own address before another's domain: li%unit.example@evil, \"li@unit\"@evil",
    "what stands behind the last @ counts",
)
def an_address_within_an_address(s: Scene) -> Acts:
    own = f"xb{s.mark}.com"
    yield from _every(s, [(f"li@{own}", f"li%{own}@evil{s.mark}.com"), (f"wang@{own}", f"wang={own}@evil{s.mark}.net")])


@attack(Kind.BY_DOMAIN, "a subdomain of a public provider that its users may have", "strangers to each other")
def a_subdomain_of_a_public_provider(s: Scene) -> Acts:
    yield from _every(s, [(f"a{s.mark}@qq.com", f"b{s.mark}@mail.qq.com"), (f"c{s.mark}@x.163.com", f"d{s.mark}@163.com")])
