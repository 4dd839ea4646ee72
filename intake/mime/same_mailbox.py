"""Turns an address into one spelling of it, into the mailbox to which it probably leads, and into the addresses that it may
stand for where servers wrote it anew."""

from __future__ import annotations

import re
from contextlib import suppress


def spelt(address: str) -> str:
    """An address in one spelling: small letters, Chinese domains as xn--."""
    name, _, domain = address.strip().rpartition("@")
    domain = domain.lower().rstrip(".")
    with suppress(UnicodeError):
        domain = domain if domain.isascii() else domain.encode("idna").decode()
    return f"{name.lower()}@{domain}"


_SAME = {"googlemail.com": "gmail.com"}
"""Domains of one provider that lead into the same mailboxes."""


def mailbox_behind(address: str) -> str:
    """The mailbox into which an address probably leads: without what follows a plus and without the dots of the name, which some
    providers take for nothing. Two people may share one; so it is asked only of senders for whom nobody vouches, or whom staff
    block."""
    name, _, domain = spelt(address).rpartition("@")
    domain = _SAME.get(domain, domain)
    return f"{name.split('+')[0].replace('.', '') or name}@{domain}"


_REWRITTEN = (
    re.compile(r"srs[01][=+-](?:[^@]*=)?(?P<domain>[^=@]+\.[^=@]+)=(?P<name>[^=@]+)@"),
    re.compile(r"(?:prvs|btv1)=[^=@]*=+(?P<name>[^@]+)@(?P<domain>[^@]+)"),
    re.compile(r"(?P<name>[^=%@]+)[=%](?P<domain>[^=%@]+\.[^=%@]+)@"),
)
"""How servers put an address into another one: SRS, BATV, VERP and source routes (li%unit.cn@relay)."""


def same_or_rewritten(address: str, recipient: str) -> bool:
    """Whether an address may be the recipient's own as his servers write it: in another spelling, with a plus-part, rewritten, or
    with the same name in another domain (mail.unit.cn, an alias of the unit's domain)."""
    written = spelt(address).replace('"', "")
    inner = [f"{found['name']}@{found['domain']}" for pattern in _REWRITTEN if (found := pattern.match(written))]
    name = mailbox_behind(recipient.replace('"', "")).rpartition("@")[0]
    return any(mailbox_behind(one).rpartition("@")[0] == name for one in (written, *inner))
