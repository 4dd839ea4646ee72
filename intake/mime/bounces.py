"""Recognises reports of letters of ours that came back, or are delayed: by RFC 3464, and the text and HTML pages that providers
send instead.

The returned headers tell which mail it was: their Message-ID and no other. Only where a report returns none of them, any
Message-ID that it names may be the mail's. Final-Recipient, else the addresses that the page names, tells who was not reached.
Where it names nobody but others than the mail's recipient, a copy that he forwards did not arrive. Only the ledger knows whether
an id is ours at all, and who its recipient is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from intake.mime.automatic_signs import POSTMASTER
from intake.mime.charsets import decode, one_line
from intake.mime.headers import ADDRESS, Fields, addresses, moment, read_fields
from intake.timestamps import moment_of
from parsers.model.mail import OriginalHead, Reported, Returned

_ID = re.compile(rb"<[^<>\s@]{1,250}@[^<>\s@]{1,250}>")
_SIGNS = {"from: mailer-daemon", "from: postmaster", "subject: 系统退信", "subject: 退信通知", "subject: 邮件退回",
          "subject: undelivered mail"}  # fmt: skip
_ORIGINAL = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers", "message/global")
_STATUSES = ("message/delivery-status", "message/global-delivery-status")
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_CODE = re.compile(r"(?<!\d)5[0-7]\d(?= |-|#|：|:)")
_WHY = (
    (re.compile(r"5\.1\.[0-3]|unknown user|no such user|user (?:not found|unknown|doesn)|does not exist|不存在|无此用户|无效地址|"
                r"invalid recipient|recipient rejected", re.IGNORECASE), "收件地址不存在"),
    (re.compile(r"5\.2\.2|quota|mailbox full|over ?quota|邮箱已满|容量|空间不足", re.IGNORECASE), "对方邮箱已满"),
    (re.compile(r"5\.2\.1|disabled|suspended|inactive|停用|冻结|禁用", re.IGNORECASE), "对方邮箱已停用"),
    (re.compile(r"5\.7\.|spam|blocked|blacklist|policy|拒收|垃圾邮件|黑名单|反垃圾", re.IGNORECASE), "被对方服务器拒收"),
    (re.compile(r"5\.3\.4|too large|size limit|超过.{0,6}大小|过大", re.IGNORECASE), "邮件过大"),
    (re.compile(r"[45]\.4\.\d|host not found|no route|\bdns\b|timed? ?-?out|retry time(?:out)? (?:exceeded|not reached)|"
                r"network error|connection (?:refused|reset|failed)|(?:message|envelope) expired|queue too long|could not connect"
                r"|unreachable|can't connect|无法连接|连接(?:超时|被拒|失败)|拒绝连接|投递超时|过期|域名", re.IGNORECASE),
     "对方服务器连不上"),
)  # fmt: skip
_DELAY = re.compile(
    r"has not yet been delivered|delivery attempts will continue|still being retried|will (?:be retried|keep trying|continue to )"
    r"|temporary failure report|not need to re-?send|message .{0,60}delayed|delayed mail|notification.{0,5}delay"
    r"|delivery.{0,20}delayed|warning: could not send|投递延迟|延迟投递|(?:将|会|正在)(?:继续|自动|再次)(?:尝试|重试|重发|投递)",
    re.IGNORECASE,
)  # fmt: skip
"""Words of reports in plain text whose sender has not given up."""
_FAILURE = re.compile(r"fail|returned|undeliver|退信|退回|未送达|投递失败", re.IGNORECASE)
_LABELLED = re.compile(r"\bmessage-?id\s{0,20}[:：]?\s{0,20}(<[^<>\s@]{1,250}@[^<>\s@]{1,250}>)", re.IGNORECASE)
_WHO = ("final-recipient", "original-recipient", "x-actual-recipient")
_FORWARDING = re.compile(r"forward|redirect|转发|转寄|代转", re.IGNORECASE)
_COPY = re.compile(r"^[ \t>]{0,20}(?:return-path|received|message-id|mime-version|from)[ \t]{0,20}:",
                   re.IGNORECASE | re.MULTILINE)  # fmt: skip
"""Where the words of a report begin to quote the mail, whose head names its recipient in any case."""
_READ = 64 << 10
MOST = 20


def returned(signs: Iterable[str], fields: Fields, body: str, parts: Iterable[tuple[str, bytes]]) -> Returned | None:
    """What a report of delivery says; None where the mail is no such report (an absence note, a receipt of reading).

    `signs` are those of an automatic mail, `body` is its text, `parts` its other parts as (media type, content).
    """
    signs = set(signs)
    if not signs & (_SIGNS | {"content-type: multipart/report"}):
        return None
    held = [(media_type, content[:_READ]) for media_type, content in parts]
    blocks = [block for media_type, content in held if media_type in _STATUSES for block in _blocks(content)]
    told = _told(blocks)
    if told is None and (not signs & _SIGNS or any(block.get("action") for block in blocks)):
        return None
    if told is None and signs & _SIGNS == {POSTMASTER} and not _reports(fields.text("subject", 500), body, held):
        return None
    delivery, concerned = told or (_by_words(fields.text("subject", 500), body), [])
    report = " ".join([*(block.text(name, 500) for block in concerned for name in ("diagnostic-code", "status")), body[:4000]])
    status = _STATUS.search(report) or _CODE.search(report)
    why = next((words for pattern, words in _WHY if pattern.search(report)), "")
    ids, original = _original(fields, held, body)
    code = status.group() if status else ""
    return Returned(ids, _recipients(concerned, body), code, why, delivery, original, _named(concerned, fields, body))


def _reports(subject: str, body: str, parts: Iterable[tuple[str, bytes]]) -> bool:
    """Whether words or parts of a postmaster's mail speak of a delivery: a small unit may have no other mailbox, and what it
    forwards is no report."""
    said = f"{subject}\n{body[:4000]}"
    return any(media_type in _STATUSES for media_type, _ in parts) or any(
        pattern.search(said) for pattern in (_FAILURE, _DELAY, _STATUS, _CODE, _LABELLED))


def returns_a_mail(report: Returned) -> bool:
    """Whether a report returns the head of another mail, not only its number."""
    return report.original is not None and bool(report.original.subject or report.original.date)


def _told(blocks: Iterable[Fields]) -> tuple[Reported, list[Fields]] | None:
    """What the blocks of a delivery status say, and those that say it; a failure counts before a delay."""
    by_action: dict[str, list[Fields]] = {}
    for block in blocks:
        by_action.setdefault(block.text("action", 20).lower(), []).append(block)
    return next(((kind, by_action[kind]) for kind in Reported if kind in by_action), None)


def _by_words(subject: str, body: str) -> Reported:
    if _DELAY.search(subject):
        return Reported.DELAYED
    return Reported.DELAYED if not _FAILURE.search(subject) and _DELAY.search(body[:3000]) else Reported.FAILED


def _original(
    fields: Fields, parts: Iterable[tuple[str, bytes]], body: str
) -> tuple[tuple[str, ...], OriginalHead | None]:
    """Message-IDs that are the original's or may be, and what is returned of its head."""
    heads = [read_fields(content, 0, len(content))[0] for media_type, content in parts if media_type in _ORIGINAL]
    ids = [id_ for head in heads for id_ in _ids(head.get("message-id") or b"")] or _LABELLED.findall(body)
    answered = _ids(fields.get("in-reply-to") or b"")
    head = next((head for head in heads if head.items), None)
    if head is not None or ids:
        known = next(iter(ids), "")
        original = original_head(head, known) if head is not None else OriginalHead(known)
        return tuple(dict.fromkeys(ids))[:MOST], original
    possible = [*answered, *_ids(fields.get("references") or b""), *_ids(body.encode("utf-8", "replace"))]
    return tuple(dict.fromkeys(possible))[:MOST], OriginalHead(answered[0]) if answered else None


def original_head(head: Fields, message_id: str) -> OriginalHead:
    """What is kept of the head of a mail to know it by."""
    answered = next(iter(_ids(head.get("in-reply-to") or b"")), "")
    return OriginalHead(message_id, " ".join(head.text("subject", 500).split()), moment(head.get("date") or b""), answered)


def fits(original: OriginalHead, letter: bytes) -> bool:
    """Whether a head that was returned without its Message-ID may be that of this letter: its subject, and what there is of date
    and In-Reply-To, of which one must be there."""
    own = original_head(read_fields(letter, 0, len(letter))[0], "")
    pairs = ((moment_of(original.date), moment_of(own.date)), (original.in_reply_to, own.in_reply_to))
    told = [theirs == ours for theirs, ours in pairs if theirs]
    return bool(original.subject and told) and original.subject == own.subject and all(told)


def _recipients(concerned: Iterable[Fields], body: str) -> tuple[str, ...]:
    """Addresses that the report is about."""
    named = [block.text(name, 400) for block in concerned for name in ("final-recipient", "original-recipient")]
    unreached = [address for text in named for address in ADDRESS.findall(text)] or ADDRESS.findall(body[:4000])
    return tuple(dict.fromkeys(address.lower() for address in unreached))[:MOST]


def _named(concerned: Sequence[Fields], fields: Fields, body: str) -> tuple[str, ...]:
    """Every address that the report gives for those whom the mail did not reach, under any of the names it has for them; () where
    one of them is not readable, so that anybody may be meant. Words about forwarding name the mail's own recipient too, who did
    get it; other words that name him (generated from <li@unit.cn>) mean him."""
    named: list[str] = []
    for block in concerned:
        written = [value[:2000] for name in _WHO for value in block.all(name)[:MOST]]
        found = [address for value in written for _, address in addresses(value) if address]
        if not found:
            return ()
        named += found
    if not concerned:
        return ()
    named += [address for value in fields.all("x-failed-recipients")[:MOST] for _, address in addresses(value) if address]
    words = body[:4000]
    copy = _COPY.search(words)
    words = words[: copy.start()] if copy else words
    named += [] if _FORWARDING.search(words) else ADDRESS.findall(words)
    return tuple(dict.fromkeys(address.lower() for address in named))[: 5 * MOST]


def _blocks(content: bytes) -> Iterator[Fields]:
    """The per-message block of a delivery status and the per-recipient ones, separated by blank lines."""
    text = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for block in re.split(rb"\n[ \t]*\n", text)[: MOST + 1]:
        if block.strip():
            yield read_fields(block.strip() + b"\n\n", 0, len(block) + 2)[0]


def _ids(raw: bytes) -> list[str]:
    return [one_line(decode(match), 500) for match in _ID.findall(raw[:_READ])[:MOST]]
