"""Turns what staff wrote into column 拦截 of sheet 邮件 into the senders whose further mails are kept and not read.

A word stands for the sender of its line: “拦截地址” for the mailbox behind the address, however it is spelt, “拦截域名” for the
organisation's domain (a public provider's is none), “解除拦截” for neither any more; the newest counts. A mail that names several
writers is blocked where one of them is. A word holds for mails of which the provider says no better than of that one: nobody is
silenced by having his name forged, also where his own mails bear no proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from sqlalchemy import Connection

from config.model import Settings
from intake.ledger import edits as edit_rows
from intake.ledger import mails as mail_rows
from intake.matching.organisations import domains_of, organisation
from intake.mime.same_mailbox import mailbox_behind
from intake.mime.sender_proof import disproved, judged_by, vouched
from parsers.model.mail import Head
from reports.case import Edit
from reports.workbook.columns import BLOCK_ADDRESS, BLOCK_DOMAIN, MAILS, UNBLOCK


class Standing(IntEnum):
    """What the provider says of a mail's sender: not who they say, nothing certain, who they say."""

    DISPROVED = 1
    UNPROVEN = 2
    VOUCHED = 3


@dataclass(frozen=True, slots=True)
class BlockedSenders:
    """Addresses and domains → the best standing of a mail that is blocked."""

    addresses: Mapping[str, Standing] = field(default_factory=dict)
    domains: Mapping[str, Standing] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.addresses or self.domains)

    @property
    def mark(self) -> str:
        """All of it on one line, to be compared."""
        return " ".join(f"{name} {int(best)}" for names in (self.addresses, self.domains) for name, best in sorted(names.items()))

    def holding(self, head: Head, writers: Sequence[str], settings: Settings) -> str:
        """The address or domain for which a mail with this head is set aside, "" where it is not. `writers`: all addresses that
        it names as its sender."""
        known = domains_of(settings)
        names = [(mailbox_behind(address), organisation(address.lower(), known)) for address in writers]
        how = {mailbox: self.addresses[mailbox] for mailbox, _ in names if mailbox in self.addresses}
        how |= {domain: self.domains[domain] for _, domain in names if domain in self.domains}
        standing = _standing(head, settings) if len(writers) == 1 else Standing.DISPROVED
        return next((name for name, best in how.items() if standing <= best), "")


def _standing(head: Head, settings: Settings) -> Standing:
    if not settings.authority:
        return Standing.UNPROVEN
    if disproved(head.proof, settings.authority):
        return Standing.DISPROVED
    return Standing.VOUCHED if vouched(head.proof, settings.authority) else Standing.UNPROVEN


def blocked_senders(
    connection: Connection, settings: Settings, head_of: Callable[[str], Head | None]
) -> BlockedSenders:
    """Who is blocked now. `head_of` gives the head of a mail by its digest, None where its bytes are gone."""
    edits = _edits(edit_rows.current(connection, (MAILS.name,)).values())
    senders = mail_rows.senders(connection, (edit.row for edit in edits)) if edits else {}
    addresses: dict[str, Standing] = {}
    domains: dict[str, Standing] = {}
    for edit in edits:
        address = senders.get(edit.row, "").lower()
        sender, whole = mailbox_behind(address) if address else "", organisation(address, domains_of(settings))
        head = head_of(edit.row) if edit.value != UNBLOCK else None
        judged = head is not None and judged_by(head.proof, settings.authority)
        best = _standing(head, settings) if head is not None and judged else Standing.VOUCHED
        if edit.value == UNBLOCK:
            addresses.pop(sender, None)
            domains.pop(whole, None)
        elif edit.value == BLOCK_ADDRESS and sender:
            addresses[sender] = max(addresses.get(sender, best), best)
        elif edit.value == BLOCK_DOMAIN and whole:
            domains[whole] = max(domains.get(whole, best), best)
    return BlockedSenders(addresses, domains)


def _edits(edits: Iterable[Edit]) -> list[Edit]:
    """What was written into the column, oldest first."""
    mine = (edit for edit in edits if (edit.sheet, edit.column) == (MAILS.name, "staff_block") and edit.value)
    return sorted(mine, key=lambda edit: edit.id)


def unblockable(connection: Connection, edits: Iterable[Edit], settings: Settings) -> frozenset[int]:
    """Numbers of those of the edits that count now which would block a domain that is nobody's own, or a sender who names no
    address, or several."""
    asked = [edit for edit in _edits(edits) if edit.value in (BLOCK_ADDRESS, BLOCK_DOMAIN)]
    senders = mail_rows.senders(connection, (edit.row for edit in asked)) if asked else {}
    domains = domains_of(settings)

    def whom(edit: Edit) -> str:
        address = senders.get(edit.row, "")
        return organisation(address, domains) if edit.value == BLOCK_DOMAIN else address

    return frozenset(edit.id for edit in asked if not whom(edit))


def kept_unread(
    connection: Connection, edits: Iterable[Edit], counts: Mapping[str, int], settings: Settings
) -> dict[int, int]:
    """Number of each of these edits that blocks → how many mails are set aside because of it. `counts`: by what is blocked."""
    asked = [edit for edit in _edits(edits) if edit.value != UNBLOCK] if counts else []
    senders = mail_rows.senders(connection, (edit.row for edit in asked)) if asked else {}
    domains = domains_of(settings)

    def name(edit: Edit) -> str:
        address = senders.get(edit.row, "").lower()
        return organisation(address, domains) if edit.value == BLOCK_DOMAIN else mailbox_behind(address)

    return {edit.id: counts[name(edit)] for edit in asked if counts.get(name(edit))}
