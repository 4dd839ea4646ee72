"""Turns the raw bytes of a mail into its Head and its Parts. Never raises, whatever the bytes: what cannot be read is named, not
lost."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from config.model import LimitSettings
from intake.mime.attachment_names import file_name, made_up_name, tidy_name
from intake.mime.automatic_signs import automatic_signs
from intake.mime.bounces import returned
from intake.mime.charsets import decode, words
from intake.mime.encrypted_parts import ENCRYPTED_BODY, sealed, yenc_names
from intake.mime.from_address import sender_of
from intake.mime.headers import ADDRESS, Fields, addresses, moment, parameters, read_fields
from intake.mime.sender_proof import proof
from intake.mime.signed_parts import signed_content
from intake.mime.structure import Leaf, Node, leaves, node_at, uu_blocks
from parsers.model.file import Trouble, TroubleKind
from parsers.model.mail import Head, Link

BODY_CHARACTERS = 20_000
SIGNATURE_IMAGE_BYTES = 64 << 10
"""Up to this size an image that the HTML body shows is a signature's; larger ones may be pasted scans and are kept."""
_BODY_BYTES = 4 << 20
_FROM_BYTES, _FROM_FIELDS = 4000, 5
_ID = re.compile(rb"<[^<>\s]{1,500}>")
_ALMOST_ADDRESS = re.compile(r"\w[^<>@＠]*[@＠]\w")
ENCRYPTED = Trouble(TroubleKind.ENCRYPTED, "正文经 PGP 加密，未打开")
_SIGNATURES = (
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-encrypted",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One attachment: everything that has a file name or is not text. `media_type` is what the mail claims; `inline` marks
    what belongs to a signature and is not a file of the sender's. `data` is empty when `trouble` kept us from reading it;
    `digest` is then the sha256 of the part as it was sent."""

    name: str
    data: bytes
    media_type: str
    inline: bool = False
    trouble: Trouble | None = None
    digest: str = ""

    def __repr__(self) -> str:  # bytes and applicants' names must not be in a log
        return f"Part({self.media_type}, {len(self.data)} bytes)"


@dataclass(slots=True)
class _Words:
    """The text of the bodies, gathered while walking."""

    plain: list[str]
    html: list[str]
    links: list[Link]
    shown: set[str]


def parse(raw: bytes, limits: LimitSettings) -> tuple[Head, tuple[Part, ...]]:
    """Head and attachments of one mail. Limits come from `limits`; what is beyond them is a Part with Trouble "limit" and a
    line in `Head.notes`. Nested mails (message/rfc822) are Parts: unpacking opens them."""
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw[start : start + 1] in (b"\r", b"\n"):
        start += 1
    top = node_at(raw, start, len(raw))
    notes: list[str] = ["邮件头过长，未全部读取"] if top.fields.cut else []
    too_large = len(raw) > limits.mail_bytes
    if too_large:
        notes.append(f"邮件超过{limits.mail_bytes >> 20}MB，附件未读取")
    body_words = _Words([], [], [], set())
    parts: list[tuple[Part, str]] = []
    for leaf in leaves(top, limits, notes, signed_content):
        if _is_body(leaf):
            parts += [(part, "") for part in _read_body(leaf.node, body_words, limits)]
        else:
            refused = "邮件超过大小限制" if too_large else leaf.refused
            parts.append((_part(leaf.node, len(parts) + 1, refused, limits), _content_id(leaf.node.fields)))
    if any(map(ENCRYPTED_BODY.search, body_words.plain)):
        notes.append(ENCRYPTED.detail)
        digest = hashlib.sha256(raw).hexdigest()
        parts.append((Part("邮件正文（已加密）.asc", b"", "application/octet-stream", False, ENCRYPTED, digest), ""))
    kept = tuple(_settled(part, content_id, body_words.shown) for part, content_id in parts)
    return _head(top.fields, body_words, kept, notes), kept


# --- attachments ----------------------------------------------------------------------------------------------------


def _is_body(leaf: Leaf) -> bool:
    """Text to read, not a file: plain or HTML, without a name, not sent as an attachment. A multipart that could not be split
    is text too."""
    fields, media_type = leaf.node.fields, leaf.node.media_type
    if leaf.refused or not (media_type in ("text/plain", "text/html") or media_type.startswith("multipart/")):
        return False
    return _disposition(fields) != "attachment" and not file_name(fields)


def _disposition(fields: Fields) -> str:
    return (fields.get("content-disposition") or b"").split(b";")[0].strip().lower().decode("latin-1")


def _content_id(fields: Fields) -> str:
    return fields.text("content-id", 300).strip("<> ")


def _part(node: Node, number: int, refused: str, limits: LimitSettings) -> Part:
    name = file_name(node.fields) or made_up_name(node, number)
    trouble = _trouble(node, refused, limits)
    if trouble:
        digest = hashlib.sha256(memoryview(node.raw)[node.start : node.end]).hexdigest()
        return Part(name, b"", node.media_type, False, trouble, digest)
    return Part(name, node.content(), node.media_type)


def _trouble(node: Node, refused: str, limits: LimitSettings) -> Trouble | None:
    if refused:
        return Trouble(TroubleKind.LIMIT, refused)
    if node.size * 3 // 4 > limits.file_bytes:
        return Trouble(TroubleKind.LIMIT, f"文件超过{limits.file_bytes >> 20}MB")
    if node.media_type == "message/partial":
        return Trouble(TroubleKind.INCOMPLETE, "邮件被分割成几封发送")
    if node.media_type == "message/external-body":
        return Trouble(TroubleKind.EXTERNAL, "文件不在邮件内")
    return sealed(node)


def _settled(part: Part, content_id: str, shown: set[str]) -> Part:
    """The part, marked inline when it is a digital signature, or a small image that the body itself shows and that has not the
    size and shape of a page: who pastes the scan into the mail has sent it."""
    small = part.media_type.startswith("image/") and len(part.data) <= SIGNATURE_IMAGE_BYTES and part.trouble is None
    inline = part.media_type in _SIGNATURES or (small and content_id != "" and content_id in shown and not _page(part.data))
    return replace(part, inline=True) if inline else part


def _page(data: bytes) -> bool:
    from parsers.formats.image.picture_sizes import like_a_page  # here: few mails have such pictures

    return like_a_page(data)


# --- body -----------------------------------------------------------------------------------------------------------


def _read_body(node: Node, body_words: _Words, limits: LimitSettings) -> list[Part]:
    """Adds a body's words to `body_words`; files uuencoded into plain text are returned as Parts."""
    end = min(node.end, node.start + _BODY_BYTES)
    data = Node(node.raw, node.fields, node.start, end).content()
    enclosed = []
    if node.media_type != "text/html" and b"begin " in data and node.size <= limits.file_bytes:
        data, blocks = uu_blocks(node.content())
        enclosed = [Part(tidy_name(decode(name)), content, "application/octet-stream") for name, content in blocks]
    for name in yenc_names(data):
        digest, trouble = hashlib.sha256(name + data).hexdigest(), Trouble(TroubleKind.UNSUPPORTED, "yEnc 编码的文件，未打开")
        enclosed.append(Part(tidy_name(decode(name)), b"", "application/octet-stream", False, trouble, digest))
    from intake.mime.html_body import links_in_text, pictures_within, read_page  # here: a mailbox needs only heads, without lxml

    if node.media_type == "text/html" and b"data:image/" in data:
        pictures, rest = pictures_within(node.content().decode("latin-1"), limits.file_bytes)
        data = rest.encode("latin-1")
        enclosed += map(_shown_picture, range(1, len(pictures) + 1), pictures)
    text = decode(data[:_BODY_BYTES], parameters(node.fields.get("content-type") or b"").get("charset", ""))
    if node.media_type == "text/html":
        words, links, shown = read_page(text)
        body_words.html.append(words)
        body_words.links.extend(links)
        body_words.shown.update(shown)
    else:
        body_words.plain.append(text)
        body_words.links.extend(links_in_text(text[:200_000]))
    return enclosed


def _shown_picture(number: int, picture: tuple[str, bytes]) -> Part:
    """A picture within the body: a file of the mail, and inline where it is small and has not the shape of a page."""
    media_type, data = picture
    inline = len(data) <= SIGNATURE_IMAGE_BYTES and not _page(data)
    return Part(f"正文图片{number}.{media_type.partition('/')[2].partition('+')[0]}", data, media_type, inline)


def _body(body_words: _Words) -> str:
    """The plain text, else the HTML's, without control characters."""
    text = "\n".join(body_words.plain).strip() or "\n".join(body_words.html).strip()
    lines = text[: BODY_CHARACTERS * 2].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", "", "\n".join(map(str.rstrip, lines)))[:BODY_CHARACTERS]


# --- head -----------------------------------------------------------------------------------------------------------


def _head(fields: Fields, body_words: _Words, parts: Sequence[Part], notes: list[str]) -> Head:
    name, sender = sender_of(fields, notes)
    subject = fields.text("subject", 500)
    links = {link.url: link for link in reversed(body_words.links[:1000])}
    signs, body, envelope = automatic_signs(fields, sender, subject), _body(body_words), _return_path(fields)
    return Head(
        sender=sender,
        sender_name=name,
        return_path=envelope,
        to=_recipients(fields),
        subject=subject,
        message_id=(_ids(fields, "message-id") or (fields.text("message-id", 300),))[0],
        in_reply_to=(_ids(fields, "in-reply-to") or ("",))[0],
        references=_ids(fields, "references")[-50:],
        date=moment(fields.get("date") or b""),
        received=_received(fields),
        automatic=signs,
        body=body,
        links=tuple(reversed(links.values()))[:50],
        attachments=sum(not part.inline for part in parts),
        notes=tuple(dict.fromkeys(notes)),
        returned=returned(signs, fields, body, ((part.media_type, part.data) for part in parts)),
        proof=proof(fields, sender, envelope),
    )


def head_alone(start: bytes) -> Head:
    """The head of a mail that is not read, from the beginning of its bytes: who writes, of what, and who judged the sender."""
    return _head(read_fields(start, 0, len(start))[0], _Words([], [], [], set()), (), [])


def writers_of(start: bytes) -> tuple[str, ...]:
    """Every address that the head of a mail names as its writer, from the beginning of its bytes: a mail should have one. Of what
    is no plain address, whatever looks like one."""
    written = read_fields(start, 0, len(start))[0].all("from")
    named = [address for value in written for _, address in addresses(value)]
    if "" in named:
        texts = [re.sub(r'["<>\\]', "", words(value[:_FROM_BYTES])) for value in written[:_FROM_FIELDS]]
        named += [found for text in texts for one in (text, re.sub(r"\s", "", text)) for found in ADDRESS.findall(one)]
    return tuple(dict.fromkeys(filter(None, named)))


def arrival_time(start: bytes) -> str:
    """When a mail arrived, read from the beginning of its bytes: see `Head.received`."""
    return _received(read_fields(start, 0, len(start))[0])


def _received(fields: Fields) -> str:
    """The newest (topmost) Received header's time, else the Date header's, else another's; "" where none can be read."""
    passed = (moment(value.rpartition(b";")[2]) for name in ("received", "x-received") for value in fields.all(name)[:50])
    written = (moment(value) for name in ("date", "delivery-date", "resent-date") for value in fields.all(name)[:5])
    return next((time for times in (passed, written) for time in times if time), "")


def _return_path(fields: Fields) -> str | None:
    """The envelope sender: None where the server wrote none, or an address that cannot be read; "" where it was empty (<>)."""
    value = fields.get("return-path")
    if value is None:
        return None
    paths = addresses(value)
    address = paths[0][1] if paths else ""
    return None if not address and _ALMOST_ADDRESS.search(fields.text("return-path", 10_000)) else address


def _recipients(fields: Fields) -> tuple[str, ...]:
    """Addresses of To and Cc, each once, at most 2,000. Whatever looks like one counts: they are only compared, and people
    separate them with Chinese commas and semicolons."""
    written = b" ".join(value for name in ("to", "cc") for value in fields.all(name))
    return tuple(dict.fromkeys(ADDRESS.findall(written.decode("latin-1"))))[:2000]


def _ids(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(m.decode("latin-1") for m in _ID.findall(fields.get(name) or b""))
