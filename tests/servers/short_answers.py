"""A server that tells the size of a mail and does not give all of it: nothing at all, in the ways servers say that, or only its
beginning; sometimes more when it is asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.servers.coremail import Coremail

WHOLE = 1.0
LITERAL, QUOTED, NIL, NOTHING = "{0}", '""', "NIL", "no answer"
EMPTY = (LITERAL, QUOTED, NIL, NOTHING)
Answer = float | str
"""The share of a mail that is given, or how a server says that there is nothing."""


@dataclass
class Plan:
    """What the server answers for one mail each time its bytes are asked for; the last answer counts from then on."""

    answers: list[Answer] = field(default_factory=lambda: [WHOLE])

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class ShortAnswers(Coremail):
    """`plans`: uid → what is given of its mail. `estimate` is what is told instead of a mail's true size."""

    def __init__(self, mails: dict[int, bytes], plans: dict[int, Plan] | None = None) -> None:
        super().__init__(mails)
        self.plans = plans or {}
        self.estimate: Callable[[int], int] = lambda size: size
        self.logins = 0

    def do_login(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        self.logins += 1
        return super().do_login(tag, command, send)

    def asked(self, uid: int) -> Iterator[str]:
        """The commands that asked for a mail's bytes."""
        return (c for c in self.seen if "BODY" in c and str(uid) in c.split(" ")[2].split(","))

    def answer(self, number: int, uid: int, command: str) -> bytes:
        if "RFC822.SIZE" in command:
            size = self.estimate(len(self.mails[uid]))
            told = f'* {number} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE "05-Mar-2024 10:00:00 +0800")'
            return told.encode()
        given = self.plans[uid].next() if uid in self.plans else WHOLE
        at, length = 0, len(self.mails[uid])
        item = b"BODY[]"
        if "<" in command:
            at, length = map(int, command.partition("<")[2].partition(">")[0].split("."))
            item = b"BODY[]<%d>" % at
        if isinstance(given, str):
            said = {LITERAL: b" %b {0}\r\n" % item, QUOTED: b' %b ""' % item, NIL: b" %b NIL" % item, NOTHING: b""}[given]
            return b"* %d FETCH (UID %d%b)" % (number, uid, said)
        data = self.mails[uid][: round(len(self.mails[uid]) * given)][at : at + length]
        return b"* %d FETCH (UID %d %b {%d}\r\n%b)" % (number, uid, item, len(data), data)
