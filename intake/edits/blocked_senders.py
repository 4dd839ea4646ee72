"""Turns what staff wrote into column 拦截 of sheet 邮件 into the senders whose further mails are kept and not read.

A word stands for the sender of its line: “拦截地址” for the address, “拦截域名” for the organisation's domain (a public
provider's is none), “解除拦截” for neither any more; the newest counts. Where the provider judged that mail and does not vouch
for its sender, it may be a forger's: then the mails for which it vouches stay free, for nobody is silenced by having his name
forged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from config.model import Settings
from intake.ledger import edits as edit_rows
from intake.ledger import mails as mail_rows
from intake.matching.organisations import domains_of, organisation
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

    def holds(self, head: Head, settings: Settings) -> bool:
        """Whether a mail with this head is set aside."""
        address = head.sender.lower()
        how = (self.addresses.get(address), self.domains.get(organisation(address, domains_of(settings)) or address))
        if True in how:
            return True
        return False in how and not (settings.authority and vouched(head.proof, settings.authority))


def blocked_senders(
    connection: Connection, settings: Settings, head_of: Callable[[str], Head | None]
) -> BlockedSenders:
    """Who is blocked now. `head_of` gives the head of a mail by its digest, None where its bytes are gone."""
    edits = _edits(edit_rows.current(connection, (MAILS.name,)).values())
    senders = mail_rows.senders(connection, (edit.row for edit in edits)) if edits else {}
    addresses: dict[str, bool] = {}
    domains: dict[str, bool] = {}
    for edit in edits:
        sender = senders.get(edit.row, "").lower()
        whole = organisation(sender, domains_of(settings))
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
    """Numbers of those of the edits that count now which would block a domain that is nobody's own."""
    asked = [edit for edit in _edits(edits) if edit.value == BLOCK_DOMAIN]
    senders = mail_rows.senders(connection, (edit.row for edit in asked)) if asked else {}
    domains = domains_of(settings)
    return frozenset(edit.id for edit in asked if not organisation(senders.get(edit.row, ""), domains))
