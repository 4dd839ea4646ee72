"""Turns an address into one spelling of it, and into the mailbox to which it probably leads."""

from __future__ import annotations

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
