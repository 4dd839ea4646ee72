"""Fetches the mails of one folder: small ones in batches, large ones in chunks.

What a server gives less of than it told is not a mail yet. It is asked for again by itself; what is still missing when the rest
of the folder is in, is asked for in parts on a new connection. Each attempt is passed on, marked as short, so that nothing that
was given is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from config.language import say
from config.model import MailboxSettings
from intake.mailbox.completeness import Witness, is_placeholder
from intake.mailbox.connection import Connection
from intake.mailbox.interface import in_pieces
from intake.model import Arrival, Origin

log = logging.getLogger(__name__)

PART_BYTES = 256 << 10
_SIZES = ("RFC822.SIZE", "INTERNALDATE")


class FolderMails:
    """The mails of an open folder. `kept`: uid → bytes kept of a mail that several passes did not give whole; those are asked
    for once only. The account, folder and validity are those of the mails' origins."""

    def __init__(
        self, connection: Connection, settings: MailboxSettings, place: tuple[str, str, str], kept: Mapping[str, int]
    ) -> None:
        self._connection, self._settings, self._place, self._kept = connection, settings, place, kept
        self._short: list[int] = []
        self._gone = 0
        self._estimates = False
        self.oldest: datetime | None = None

    def arrivals(self, uids: list[int], fetched: Mapping[str, str]) -> Iterator[Arrival]:
        """Those of these mails that are not in `fetched`, or of which the server says something else now."""
        items = self._connection.fetch(say("查看邮件大小", "sizes of mails"), uids, _SIZES)
        fresh = []
        for uid in uids:
            if uid not in items:
                self._gone += 1
            elif str(uid) not in fetched or fetched[str(uid)] not in ("", announced(items[uid])):
                self._note(items[uid])
                fresh.append(uid)
        batches = list(self._batches(fresh, items))
        for batch, following in pairwise([*batches, []]):
            if self._is_large(items[batch[0]]):
                yield from self._large(batch[0], items[batch[0]])
            else:
                then = following if following and not self._is_large(items[following[0]]) else []
                yield from self._small(batch, items, then)

    def again(self) -> Iterator[Arrival]:
        """The mails that were not given whole, in parts and on a new connection. Afterwards says how many left the mailbox."""
        short = list(dict.fromkeys(self._short))
        if short:
            self._connection.renew()
            items = self._connection.fetch(say("查看未给全的邮件大小", "sizes of mails not given whole"), short, _SIZES)
            for uid in short:
                if uid in items:
                    yield from self._in_parts(uid, items[uid])
                else:
                    self._gone += 1
        if self._gone:
            log.warning(say("%d 封邮件在收取前已不在邮箱：文件夹 %s",
                            "%d mails left the mailbox before they were fetched: folder %s"), self._gone, self._place[1])

    # --- small mails ------------------------------------------------------------------------------------------------

    def _batches(self, uids: list[int], items: Any) -> Iterator[list[int]]:
        """The uids in order: small mails together up to `batch_bytes`, each large one by itself."""
        batch: list[int] = []
        held = 0
        for uid in uids:
            told, large = size_of(items[uid]), self._is_large(items[uid])
            if batch and (large or held + told > self._settings.batch_bytes):
                yield batch
                batch, held = [], 0
            if large:
                yield [uid]
            else:
                batch.append(uid)
                held += told
        if batch:
            yield batch

    def _is_large(self, answer: Any) -> bool:
        """Whether to read it in chunks; a mail whose size the server does not tell may have any size."""
        return not 0 < size_of(answer) <= self._settings.chunk_bytes

    def _small(self, uids: list[int], items: Any, then: list[int]) -> Iterator[Arrival]:
        """Whole mails, one FETCH for all of them; `then` is the batch after this one."""
        bodies, chunk = self._bodies(uids, then), self._settings.chunk_bytes
        for uid in uids:
            answer = bodies.pop(uid, {})
            data = self._given(uid, answer, size_of(items[uid]))
            if is_placeholder(data):
                self._gone += 1
                continue
            short = not self._whole(data, size_of(items[uid]))
            if short and str(uid) not in self._kept:
                self._short.append(uid)
            if data:
                yield self._arrival(uid, items[uid], lambda data=data: in_pieces(data, chunk), lambda short=short: short)

    def _given(self, uid: int, answer: Any, told: int) -> bytes:
        """The bytes in an answer. Where they are not the whole mail, it is asked for once more by itself, and the longer answer
        counts. Without any answer the mail may be gone: then nothing is asked here."""
        data = _body(answer)
        if b"BODY[]" not in answer or is_placeholder(data) or self._whole(data, told):
            return data
        return max(data, _body(self._bodies([uid], []).get(uid, {})), key=len)

    def _whole(self, data: bytes, told: int) -> bool:
        witness = Witness()
        witness.add(data)
        return self._judged(witness, told)

    def _judged(self, witness: Witness, told: int) -> bool:
        whole = witness.whole(told, self._estimates)
        if whole and told and (witness.size > told or (witness.size < told and witness.ended())):
            self._estimates = True
        return whole

    def _bodies(self, uids: list[int], then: list[int]) -> dict[int, Any]:
        """The answer to FETCH. Where the server says NO to a batch, each mail is asked for by itself, so that one mail it cannot
        give does not block all that come after it."""

        def singly() -> dict[int, Any]:
            bodies: dict[int, Any] = {}
            for uid in uids if len(uids) > 1 else ():
                bodies |= self._bodies([uid], [])
            return bodies

        return self._connection.fetch(say("收取邮件", "mails"), uids, ["BODY.PEEK[]"], then, singly)

    # --- large mails, and those in parts ----------------------------------------------------------------------------

    def _large(self, uid: int, answer: Any) -> Iterator[Arrival]:
        """A mail in chunks. Of one that was never given whole, first only what lies behind the bytes we have."""
        kept = self._kept.get(str(uid))
        if kept is not None and not self._chunk(uid, kept, self._settings.chunk_bytes):
            return
        witness = Witness()
        first = self._chunk(uid, 0, self._settings.chunk_bytes)
        if first:
            yield self._in_chunks(uid, answer, witness, first)
        if not self._judged(witness, size_of(answer)) and kept is None:
            self._short.append(uid)

    def _in_parts(self, uid: int, answer: Any) -> Iterator[Arrival]:
        """A mail in parts, also where nothing at all is given. Only a server that says NO gives less than nothing: its mail is
        still there."""
        step = min(PART_BYTES, self._settings.chunk_bytes, max(1, (size_of(answer) + 1) // 2 or PART_BYTES))
        first = self._chunk(uid, 0, step) or b""
        if is_placeholder(first):
            self._gone += 1
            return
        yield self._in_chunks(uid, answer, Witness(), first, step)

    def _in_chunks(self, uid: int, answer: Any, witness: Witness, first: bytes, part: int = 0) -> Arrival:
        """The mail whose first chunk is here; the others are fetched when they are wanted. `part`: their length where the mail is
        asked for in parts because it was not given otherwise."""
        told, step = size_of(answer), part or self._settings.chunk_bytes

        def pieces() -> Iterator[bytes]:
            piece, at = first, 0
            while piece:
                witness.add(piece)
                yield from in_pieces(piece, self._settings.chunk_bytes)
                at += len(piece)
                if at >= told and len(piece) != step:
                    return
                piece = self._chunk(uid, at, step) or b""

        return self._arrival(uid, answer, pieces, lambda: not self._judged(witness, told), asked=bool(part))

    def _chunk(self, uid: int, at: int, length: int) -> bytes | None:
        """Bytes of a mail from `at`, None where the server gives none, not even an empty answer. A server that ignores the range
        gives the rest of the mail."""
        item = f"BODY.PEEK[]<{at}.{length}>"
        answers: dict[int, Any] = self._connection.ask(say("取邮件的一部分",
                                                           "a part of a mail"), lambda c: c.fetch([uid], [item]), dict)
        answer = answers.get(uid, {})
        if b"BODY[]" in answer:
            return bytes(answer[b"BODY[]"] or b"")[at:]
        chunk = answer.get(b"BODY[]<%d>" % at)
        return None if chunk is None else bytes(chunk)

    def _arrival(self, uid: int, answer: Any, pieces: Any, short: Any, asked: bool = False) -> Arrival:
        moment = answer.get(b"INTERNALDATE")
        received = moment.isoformat() if moment is not None and moment.tzinfo is not None else ""
        origin = Origin(*self._place, str(uid), announced(answer))
        return Arrival(origin, received, size_of(answer) or None, pieces, short, asked or str(uid) in self._kept)

    def _note(self, answer: Any) -> None:
        moment = answer.get(b"INTERNALDATE")
        if moment is not None and moment.tzinfo is not None:
            self.oldest = moment if self.oldest is None else min(moment, self.oldest)


def _body(answer: Any) -> bytes:
    return bytes(answer.get(b"BODY[]") or b"")


def announced(answer: Any) -> str:
    """What a server says of a mail besides its uid; "" where it says nothing that could be compared later."""
    moment, size = answer.get(b"INTERNALDATE"), size_of(answer)
    return f"{size} {moment.isoformat() if moment else ''}".strip() if size else ""


def size_of(answer: Any) -> int:
    """The size that a server tells of a mail, 0 where it tells none."""
    return int(answer.get(b"RFC822.SIZE") or 0)


def uids_of(found: Sequence[Any]) -> list[int]:
    """Uids in rising order, each once."""
    return sorted({int(uid) for uid in found})
