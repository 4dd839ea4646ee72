"""Handles mails that the mailbox did not give whole: asked for in several passes, then kept as they are, replaced when more
comes.

Bytes that come later belong to the same mail only where place and beginning are the same; a uid alone may have been given to
another mail. What is not entered yet and would be lost otherwise is entered as a mail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from sqlalchemy import Connection

from intake.ledger import mails as mail_rows
from intake.ledger import owed as owed_rows
from intake.ledger.mails import Sighting
from intake.ledger.owed import Owed, place_of
from intake.model import Arrival, Origin
from intake.store.vault import Blob, Vault
from intake.timestamps import moment_of, text_of
from reports.states import OwedState

if TYPE_CHECKING:
    from intake.mailbox import Mailbox

PASSES = 3
"""After so many passes in vain, what there is counts as the mail."""
_COMPARED = 1 << 20


@dataclass(frozen=True, slots=True)
class _Given:
    """The most that one pass got of a mail. `asked`: in every way there is."""

    arrival: Arrival
    blob: Blob
    asked: bool


class ShortMails:
    """The mails of one pass that were not given whole, until `close`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._given: dict[Origin, _Given] = {}

    def add(self, arrival: Arrival, blob: Blob) -> None:
        """Notes an answer that is not the whole mail; the longest of a pass counts."""
        place = place_of(arrival.origin)
        known = self._given.get(place)
        asked = arrival.asked or (known is not None and known.asked)
        best = known.blob if known and known.blob.size >= blob.size else blob
        self._given[place] = _Given(arrival, best, asked)

    def whole(self, connection: Connection, seen: Sequence[Sighting]) -> list[str]:
        """Closes what was owed at the places of these mails, which came whole. Returns digests of mails that were entered."""
        entered: list[str] = []
        open_ones = owed_rows.open_ones(connection, seen[0].origin.account) if seen else {}
        for sighting in seen:
            self._given.pop(place_of(sighting.origin), None)
            if one := open_ones.get(place_of(sighting.origin)):
                entered += self._more(connection, one, sighting)
        return entered

    def close(self, connection: Connection, mailbox: Mailbox, every_folder: bool) -> tuple[list[str], int]:
        """Enters what this pass did not get whole. `every_folder`: the pass went through the whole mailbox, so that what it did
        not meet may be gone. Returns the digests of mails to read, and how many are newly kept as they are."""
        open_ones, entered, given_up = owed_rows.open_ones(connection, mailbox.account), [], 0
        for place, given in self._given.items():
            known = open_ones.pop(place, None)
            fresh, digests = self._met(connection, known, given)
            entered += digests
            given_up += fresh
        for one in open_ones.values() if every_folder else ():
            if not mailbox.is_there(one.origin):
                entered += self._lost(connection, one)
                given_up += one.state == OwedState.ASKED
        return entered, given_up

    # --- one mail ---------------------------------------------------------------------------------------------------

    def _more(self, connection: Connection, one: Owed, sighting: Sighting) -> list[str]:
        """The whole mail is here, or another one at its place."""
        if not self._begins(sighting.sha256, one):
            return self._lost(connection, one)
        if one.mail and not owed_rows.replace_bytes(connection, one.mail, sighting.sha256, sighting.size):
            owed_rows.keep(connection, replace(one, state=OwedState.LOST))
            return []
        owed_rows.keep(connection, replace(one, state=OwedState.GIVEN, mail=sighting.sha256))
        return []

    def _met(self, connection: Connection, known: Owed | None, given: _Given) -> tuple[int, list[str]]:
        """One mail that was given in part. Returns whether it is now kept as it is (0 or 1), and digests of mails to read."""
        entered: list[str] = []
        if known and not self._same(known, given.blob):
            entered, known = self._lost(connection, known), None
        one = self._grown(known or _first(given), given)
        if known and known.mail and one.sha256 != known.sha256:
            entered += self._longer(connection, known, one)
            one = replace(one, mail=one.sha256)
        elif one.state == OwedState.ASKED:
            one = replace(one, passes=one.passes + given.asked)
        given_up = one.state == OwedState.ASKED and one.passes >= PASSES
        if given_up or (one.state == OwedState.KEPT and one.sha256 and not one.mail):
            one = replace(one, state=OwedState.KEPT, mail=one.sha256)
            entered += _enter(connection, one) if one.sha256 else []
        if one != known:
            owed_rows.keep(connection, one)
        return int(given_up), entered

    def _longer(self, connection: Connection, known: Owed, one: Owed) -> list[str]:
        """More bytes of a mail that was kept as it is, and still not all."""
        if not owed_rows.replace_bytes(connection, known.mail, one.sha256, one.size):
            return _enter(connection, one)
        return [one.sha256]

    def _lost(self, connection: Connection, one: Owed) -> list[str]:
        """The place holds no mail any more, or another one: what there is of this one is all there will be."""
        owed_rows.keep(connection, replace(one, state=OwedState.LOST, mail=one.mail or one.sha256))
        return _enter(connection, one) if one.sha256 and not one.mail else []

    def _grown(self, one: Owed, given: _Given) -> Owed:
        if given.blob.size <= one.size:
            return one
        return replace(one, sha256=given.blob.sha256, size=given.blob.size, told=given.arrival.size or 0)

    def _same(self, one: Owed, blob: Blob) -> bool:
        """Whether one of the two is the beginning of the other."""
        if not one.size or not blob.size:
            return True
        longer, shorter = (blob.sha256, one.sha256) if blob.size >= one.size else (one.sha256, blob.sha256)
        return _begins(self._vault, longer, shorter)

    def _begins(self, sha256: str, one: Owed) -> bool:
        return not one.sha256 or _begins(self._vault, sha256, one.sha256)


def _first(given: _Given) -> Owed:
    moment = moment_of(given.arrival.received)
    received = text_of(moment) if moment else ""
    return Owed(given.arrival.origin, received, given.arrival.size or 0, "", 0, since=text_of(datetime.now(UTC)))


def _enter(connection: Connection, one: Owed) -> list[str]:
    """Enters the bytes there are as a mail, without its place, so that the place is asked for again."""
    mail_rows.enter(connection, [Sighting(one.origin, one.sha256, one.size, one.received)], datetime.now(UTC))
    return [one.sha256]


def _begins(vault: Vault, longer: str, shorter: str) -> bool:
    with vault.path(longer).open("rb") as whole, vault.path(shorter).open("rb") as start:
        return all(whole.read(len(piece)) == piece for piece in _pieces(start))


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_COMPARED):
        yield piece
