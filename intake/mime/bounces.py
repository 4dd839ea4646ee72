"""Recognises letters of ours that came back: reports by RFC 3464, and the HTML pages that Chinese providers send instead.

The Message-ID of the original, wherever the report repeats it, tells which letter it was. Final-Recipient, else the addresses
that the page names, tells who was not reached. Only the ledger knows whether an id is ours at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from intake.mime.charsets import decode, one_line
from intake.mime.headers import ADDRESS, Fields, read_fields
from parsers.model.mail import Returned

_ID = re.compile(rb"<[^<>\s@]{1,250}@[^<>\s@]{1,250}>")
_SIGNS = {"from: mailer-daemon", "from: postmaster", "subject: 系统退信", "subject: 退信通知", "subject: 邮件退回",
          "subject: undelivered mail"}  # fmt: skip
_ORIGINAL = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers", "message/global")
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_CODE = re.compile(r"(?<!\d)5[0-7]\d(?= |-|#|：|:)")
_WHY = (
    (re.compile(r"5\.1\.[0-3]|unknown user|no such user|user (?:not found|unknown|doesn)|does not exist|不存在|无此用户|无效地址|"
                r"invalid recipient|recipient rejected", re.IGNORECASE), "收件地址不存在"),
    (re.compile(r"5\.2\.2|quota|mailbox full|over ?quota|邮箱已满|容量|空间不足", re.IGNORECASE), "对方邮箱已满"),
    (re.compile(r"5\.2\.1|disabled|suspended|inactive|停用|冻结|禁用", re.IGNORECASE), "对方邮箱已停用"),
    (re.compile(r"5\.7\.|spam|blocked|blacklist|policy|拒收|垃圾邮件|黑名单|反垃圾", re.IGNORECASE), "被对方服务器拒收"),
    (re.compile(r"5\.3\.4|too large|size limit|超过.{0,6}大小|过大", re.IGNORECASE), "邮件过大"),
    (re.compile(r"5\.4\.|host not found|no route|dns|timed? ?out|无法连接|连接超时|域名", re.IGNORECASE), "对方服务器无法连接"),
)  # fmt: skip
_READ = 64 << 10
MOST = 20


def returned(signs: Iterable[str], fields: Fields, body: str, parts: Iterable[tuple[str, bytes]]) -> Returned | None:
    """What a report of failed delivery says; None where the mail is no such report (an absence note, a receipt of reading), or
    reports only a delay or a success.

    `signs` are those of an automatic mail, `body` is its text, `parts` its other parts as (media type, content).
    """
    signs = set(signs)
    if not signs & (_SIGNS | {"content-type: multipart/report"}):
        return None
    held = [(media_type, content[:_READ]) for media_type, content in parts]
    blocks = [block for media_type, content in held if media_type == "message/delivery-status" for block in _blocks(content)]
    failed = [block for block in blocks if block.text("action", 20).lower() == "failed"]
    if not failed and (not signs & _SIGNS or any(block.get("action") for block in blocks)):
        return None
    report = " ".join([*(block.text(name, 500) for block in failed for name in ("diagnostic-code", "status")), body[:4000]])
    status = _STATUS.search(report) or _CODE.search(report)
    why = next((words for pattern, words in _WHY if pattern.search(report)), "")
    return Returned(_originals(fields, held, body), _recipients(failed, body), status.group() if status else "", why)


def _originals(fields: Fields, parts: Iterable[tuple[str, bytes]], body: str) -> tuple[str, ...]:
    """Message-IDs that may be that of the original."""
    ids = [*_ids(fields.get("in-reply-to") or b""), *_ids(fields.get("references") or b"")]
    for media_type, content in parts:
        if media_type in _ORIGINAL:
            ids += _ids(read_fields(content, 0, len(content))[0].get("message-id") or b"")
    return tuple(dict.fromkeys(ids + _ids(body.encode("utf-8", "replace"))))[:MOST]


def _recipients(failed: Iterable[Fields], body: str) -> tuple[str, ...]:
    """Addresses that were not reached."""
    named = [block.text(name, 400) for block in failed for name in ("final-recipient", "original-recipient")]
    unreached = [address for text in named for address in ADDRESS.findall(text)] or ADDRESS.findall(body[:4000])
    return tuple(dict.fromkeys(address.lower() for address in unreached))[:MOST]


def _blocks(content: bytes) -> Iterator[Fields]:
    """The per-message block of a delivery status and the per-recipient ones, separated by blank lines."""
    text = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for block in re.split(rb"\n[ \t]*\n", text)[: MOST + 1]:
        if block.strip():
            yield read_fields(block.strip() + b"\n\n", 0, len(block) + 2)[0]


def _ids(raw: bytes) -> list[str]:
    return [one_line(decode(match), 500) for match in _ID.findall(raw[:_READ])[:MOST]]
