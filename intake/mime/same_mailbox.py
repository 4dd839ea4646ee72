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


_CODED = re.compile(r"[+=](40|2e|2b|2d)")
_SIGNS = re.compile(r"[\W_]+")


def same_or_rewritten(address: str, recipient: str) -> bool:
    """Whether an address may be the recipient's own as his servers write it: in another spelling, with a plus-part, with the same
    name in another domain (mail.unit.cn, an alias of the unit's domain), or put whole into another address (SRS, BATV, VERP,
    li%unit.cn@relay, IMCEA-li+40unit+2Ecn@relay)."""
    written = spelt(address).replace('"', "").rpartition("@")[0]
    name, _, domain = mailbox_behind(recipient.replace('"', "")).rpartition("@")
    ends = (written, written.rpartition("=")[2])
    if any(mailbox_behind(f"{end}@{domain}").rpartition("@")[0] == name for end in ends if end):
        return True
    inner, name, domain = (_SIGNS.sub("", text) for text in (_CODED.sub(".", written), name, domain))
    return bool(name and domain) and (name + domain in inner or domain + name in inner)
