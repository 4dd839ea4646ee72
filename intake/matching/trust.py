"""Says how far the writer of a mail is believed: by our provider's verdict, and by who handed the mail on."""

from __future__ import annotations

from dataclasses import dataclass

from config.model import Settings
from intake.matching.organisations import KEPT, Domains, domains_of, organisation
from intake.mime.sender_proof import disproved, relays
from parsers.model.mail import Head


@dataclass(frozen=True, slots=True)
class WriterTrust:
    """What is known of a mail's writer. `disproved`: the provider says that it is not the sender, and no server that the settings
    trust handed the mail on; `relays`: the organisations that did; `domains`: what is known of domains."""

    disproved: bool = False
    domains: Domains = KEPT
    relays: frozenset[str] = frozenset()


BELIEVED = WriterTrust()
"""A sender of whom nothing is disproved."""


def trust_of(head: Head, settings: Settings) -> WriterTrust:
    """How far the writer of this mail is believed. ARC is not asked: anybody may seal a chain of his own, so it says no more of
    the sender than who sealed it, and that is known from SPF and DKIM."""
    domains = domains_of(settings)
    if not disproved(head.proof, settings.authority):
        return WriterTrust(domains=domains)
    handed_on = relays(head.proof, settings.authority)
    trusted = tuple(domain.lower() for domain in settings.mailbox.relays)
    if any(domain == known or domain.endswith("." + known) for domain in handed_on for known in trusted):
        return WriterTrust(domains=domains)
    organisations = frozenset(filter(None, (organisation(f"@{domain}", domains) for domain in handed_on)))
    return WriterTrust(True, domains, organisations)
