"""Turns what staff wrote into column 拦截 of sheet 邮件 into the senders whose further mails are kept and not read.

A word stands for the sender of its line: “拦截地址” for the mailbox behind the address, however it is spelt, “拦截域名” for the
organisation's domain (a public provider's is none), “解除拦截” for neither any more; the newest counts. A mail that names several
writers is blocked where one of them is. Where the provider judged that mail and does not vouch
for its sender, it may be a forger's: then the mails for which it vouches stay free, for nobody is silenced by having his name
forged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from config.model import Settings
from intake.ledger import edits as edit_rows
from intake.ledger import mails as mail_rows
from intake.matching.organisations import domains_of, organisation
from intake.mime.same_mailbox import mailbox_behind
from intake.mime.sender_proof import judged_by, vouched
from parsers.model.mail import Head
from reports.case import Edit
from reports.workbook.columns import BLOCK_ADDRESS, BLOCK_DOMAIN, MAILS, UNBLOCK


@dataclass(frozen=True, slots=True)
class BlockedSenders:
    """Addresses and domains → whether they are blocked whatever the provider says; False: only where it does not vouch."""

    addresses: Mapping[str, bool] = field(default_factory=dict)
    domains: Mapping[str, bool] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.addresses or self.domains)

    @property
    def mark(self) -> str:
        """All of it on one line, to be compared."""
        return " ".join(f"{name}{'' if all_ else '?'}" for names in (self.addresses, self.domains)
                        for name, all_ in sorted(names.items()))

    def holding(self, head: Head, writers: Sequence[str], settings: Settings) -> str:
        """The address or domain for which a mail with this head is set aside, "" where it is not. `writers`: all addresses that
        it names as its sender."""
        known = domains_of(settings)
        names = [(mailbox_behind(address), organisation(address.lower(), known)) for address in writers]
        how = {mailbox: self.addresses[mailbox] for mailbox, _ in names if mailbox in self.addresses}
        how |= {domain: self.domains[domain] for _, domain in names if domain in self.domains}
        proven = len(writers) == 1 and settings.authority and vouched(head.proof, settings.authority)
        return next((name for name, whoever in how.items() if whoever or not proven), "")


def blocked_senders(
    connection: Connection, settings: Settings, head_of: Callable[[str], Head | None]
) -> BlockedSenders:
    """Who is blocked now. `head_of` gives the head of a mail by its digest, None where its bytes are gone."""
    edits = _edits(edit_rows.current(connection, (MAILS.name,)).values())
    senders = mail_rows.senders(connection, (edit.row for edit in edits)) if edits else {}
    addresses: dict[str, bool] = {}
    domains: dict[str, bool] = {}
    for edit in edits:
        address = senders.get(edit.row, "").lower()
        sender, whole = mailbox_behind(address) if address else "", organisation(address, domains_of(settings))
        head = head_of(edit.row) if edit.value != UNBLOCK else None
        certain = head is None or not judged_by(head.proof, settings.authority) or vouched(head.proof, settings.authority)
        if edit.value == UNBLOCK:
            addresses.pop(sender, None)
            domains.pop(whole, None)
        elif edit.value == BLOCK_ADDRESS and sender:
            addresses[sender] = addresses.get(sender, False) or certain
        elif edit.value == BLOCK_DOMAIN and whole:
            domains[whole] = domains.get(whole, False) or certain
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
