"""A mail: its head, and the reading (all that the mail said)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from parsers.model.package import Package, PackageFile


@dataclass(frozen=True, slots=True)
class Link:
    """Files behind a link in a mail's body (cloud attachments): named, never fetched."""

    url: str
    provider: str = ""
    name: str = ""
    size: str = ""
    expires: str = ""

    @property
    def size_and_expiry(self) -> str:
        """Size and expiry in words, as far as the mail says them."""
        until = f"{self.expires}到期" if self.expires[:1].isdigit() else self.expires
        return "，".join(part for part in (self.size, until) if part)


class Reported(StrEnum):
    """What a report says of a mail that was sent."""

    FAILED = "failed"
    DELAYED = "delayed"
    """Its server still tries."""
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class OriginalHead:
    """What a report returns of the head of the mail that it is about; "" where that is not in it. `date` is ISO 8601 with
    zone."""

    message_id: str = ""
    subject: str = ""
    date: str = ""
    in_reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A report of a mail's delivery: Message-IDs that are the mail's, or may be where it returns none of its headers; addresses
    it is about; the status as the server wrote it ("5.1.1", "550"; "" = not told); why in a few Chinese words ("" = not
    understood); the returned headers, None where there are none; and all addresses under which it names whom it is about
    (`named`), () where it does not name each of them."""

    ids: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str = ""
    why: str = ""
    delivery: Reported = Reported.FAILED
    original: OriginalHead | None = None
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What a server says of a mail's sender (SPF, DKIM, DMARC): `judge` is its name, `verdict` pass, fail or "" (neither).
    `proven` are the domains for which SPF or DKIM passed, be they the sender's or those of a server that forwards. `lowest` is
    what the lowest header says, where that is another one and its judge a host's name without a domain."""

    judge: str
    verdict: str
    proven: tuple[str, ...] = ()
    lowest: Proof | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a mail: decoded, limited, and without line breaks in every header. `automatic` lists the RFC 3834
    signs found (empty: a person wrote it); `received` is the newest Received header's time, else the Date header's, as
    ISO 8601 with zone ("" where neither can be read); `body` is the plain text, at most 20,000 characters."""

    sender: str = ""
    sender_name: str = ""
    return_path: str | None = None
    to: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    date: str = ""
    received: str = ""
    automatic: tuple[str, ...] = ()
    body: str = ""
    links: tuple[Link, ...] = ()
    attachments: int = 0
    notes: tuple[str, ...] = ()
    returned: Returned | None = None
    proof: Proof | None = None


class MailKind(StrEnum):
    """What a mail is about."""

    SUBMISSION = "submission"
    SUPPLEMENT = "supplement"
    ENQUIRY = "enquiry"
    AUTOMATIC = "automatic"
    """A program wrote it."""
    OTHER = "other"


READER_VERSION = 26
"""Raised whenever the same bytes could be read differently than before: kept readings of an older reader are not used."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one mail said: a function of its raw bytes, the reader's version and the guide, and of nothing else.
    `files` that belong to no application are in `unassigned`."""

    head: Head
    packages: tuple[Package, ...]
    unassigned: tuple[PackageFile, ...] = ()
    reader: int = READER_VERSION
    guide: str = ""
