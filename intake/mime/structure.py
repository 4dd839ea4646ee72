"""Parses a mail's structure into offsets in its raw bytes. The standard library's parser takes 11 times the mail's size in memory
and recurses; here nothing is copied before a part is wanted, and depth is a number."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from config.model import LimitSettings
from intake.mime.headers import Fields, parameters, read_fields

_LINE_REST = re.compile(rb"(--)?[ \t]*(?:\r*\n|\r|\Z)")
_FIRST_DELIMITER = re.compile(rb"\s{0,200}--([^\s][^\r\n]{0,199}?)[ \t]*\r*\n")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_UU_END = re.compile(rb"^end[ \t]{0,20}\r?$", re.MULTILINE)
_BASE64_LINES = re.compile(rb"[A-Za-z0-9+/=\s]*\Z")
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))


@dataclass(frozen=True, slots=True)
class Node:
    """One entity: its fields and the span of its body in `raw`. `default` is the type it has when it names none."""

    raw: bytes
    fields: Fields
    start: int
    end: int
    default: str = "text/plain"

    @property
    def media_type(self) -> str:
        """The type it claims."""
        return self.fields.media_type(self.default)

    @property
    def size(self) -> int:
        """Bytes of the body as sent."""
        return self.end - self.start

    def content(self) -> bytes:
        """The body with its transfer encoding undone, as far as possible; never raises."""
        encoding = (self.fields.get("content-transfer-encoding") or b"").strip().lower()
        if encoding.startswith(b"base64"):
            return _base64(self.raw, self.start, self.end)
        if encoding.startswith(b"quoted-printable"):
            return binascii.a2b_qp(self.raw[self.start : self.end])
        if encoding.startswith((b"x-uuencode", b"uuencode", b"x-uue")):
            return b"".join(data for _, data in uu_blocks(self.raw[self.start : self.end])[1])
        return self.raw[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A node without children, or one beyond our limits (`refused` says which, in Chinese, and it is not to be read)."""

    node: Node
    parent: str = ""
    refused: str = ""


def node_at(raw: bytes, start: int, end: int, default: str = "text/plain") -> Node:
    """The entity in a span of `raw`."""
    fields, body = read_fields(raw, start, end)
    return Node(raw, fields, body, end, default)


Opener = Callable[[Node, LimitSettings], Node | None]
"""Gives the part that a leaf wraps, None where it wraps none."""


def leaves(top: Node, limits: LimitSettings, notes: list[str], opener: Opener) -> Iterator[Leaf]:
    """The leaves in reading order, those inside what `opener` opens among them. What is odd about the structure is added to
    `notes`, in Chinese."""
    stack = [(top, 0, "")]
    count = 0
    while stack:
        node, depth, parent = stack.pop()
        count += 1
        if count > limits.mail_parts:
            notes.append(f"邮件部件超过{limits.mail_parts}个，其余未读取")
            yield Leaf(node, parent, "邮件部件过多，此后的附件未读取")
            return
        if not node.media_type.startswith("multipart/"):
            inner = opener(node, limits) if depth < limits.mail_depth else None
            if inner is None:
                yield Leaf(node, parent)
            else:
                stack.append((inner, depth + 1, node.media_type))
        elif depth >= limits.mail_depth:
            notes.append(f"邮件嵌套超过{limits.mail_depth}层，更深处未读取")
            yield Leaf(node, parent, "邮件嵌套过深")
        elif children := _children(node, limits.mail_parts - count + 1, notes):
            stack.extend((child, depth + 1, node.media_type) for child in reversed(children))
        elif node.raw[node.start : node.start + 10_000].strip():
            yield Leaf(node, parent)


def _children(node: Node, most: int, notes: list[str]) -> list[Node]:
    """The parts of a multipart, none where its boundary is not found."""
    raw, start, end = node.raw, node.start, node.end
    encoding = (node.fields.get("content-transfer-encoding") or b"").strip().lower()
    if encoding.startswith((b"base64", b"quoted-printable")):  # forbidden by RFC 2045, but it occurs
        decoded = node.content()
        if b"--" in decoded:
            raw, start, end = decoded, 0, len(decoded)
    boundary = _boundary(node)
    spans, closed = split(raw, start, end, boundary, most) if boundary else ([], False)
    if not spans and (first := _FIRST_DELIMITER.match(raw, start, end)):
        spans, closed = split(raw, start, end, first[1], most)
    if not closed:
        notes.append("邮件结尾不完整，附件可能被截断")
    default = "message/rfc822" if node.media_type == "multipart/digest" else "text/plain"
    return [node_at(raw, s, e, default) for s, e in spans]


def _boundary(node: Node) -> bytes:
    boundary = parameters(node.fields.get("content-type") or b"").get("boundary", "")
    return boundary.encode("utf-8", "replace").rstrip()[:200]


def split(raw: bytes, start: int, end: int, boundary: bytes, most: int) -> tuple[list[tuple[int, int]], bool]:
    """Spans between the boundary's lines, at most `most`, and whether a closing line was found. Parts after a closing line
    count too: some senders close early, and no attachment must be lost."""
    spans: list[tuple[int, int]] = []
    mark, opened, closed = b"--" + boundary, -1, False
    at = raw.find(mark, start, end)
    while at != -1 and len(spans) < most:
        rest = _LINE_REST.match(raw, at + len(mark), end)
        if rest and (at == start or raw[at - 1] in b"\r\n"):
            if opened >= 0:
                spans.append((opened, max(opened, _before_newline(raw, at, start))))
            closed = bool(rest[1])
            opened = -1 if closed else rest.end()
        at = raw.find(mark, at + len(mark), end)
    if opened >= 0 and len(spans) < most:
        spans.append((opened, end))
    return spans, closed


def _before_newline(raw: bytes, at: int, start: int) -> int:
    """The position before the newline in front of a boundary, which belongs to the boundary."""
    if at > start and raw[at - 1] == 0x0A:
        at -= 1
    return at - 1 if at > start and raw[at - 1] == 0x0D else at


def _base64(raw: bytes, start: int, end: int) -> bytes:
    """Decodes the base64 of a span. Other characters among the letters are skipped, a damaged end is cut, text after the padding
    (a list's footer) is dropped, further base64 there (several encoders one after the other) is decoded too."""
    padding = raw.find(b"=", start, end)
    try:
        if padding == -1 or not raw[padding:end].strip(b"= \t\r\n"):
            return binascii.a2b_base64(memoryview(raw)[start:end])
    except binascii.Error:
        pass
    stop = end if padding == -1 or _BASE64_LINES.match(raw, padding, end) else padding
    letters = raw[start:stop].translate(None, _NOT_BASE64)
    pieces = re.split(b"=+", letters) if b"=" in letters else [letters]
    return b"".join(_whole(piece) for piece in pieces) if len(pieces) > 1 else _whole(letters)


def _whole(letters: bytes) -> bytes:
    """A run of base64 letters without padding: completed, or without the single last letter that carries nothing."""
    whole = len(letters) - len(letters) % 4
    rest = letters[whole:]
    data = binascii.a2b_base64(memoryview(letters)[:whole])
    return data + binascii.a2b_base64(rest + b"=" * (4 - len(rest))) if len(rest) > 1 else data


def uu_blocks(text: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The text without its uuencoded blocks, and (raw name, content) of each block. A beginning without an end is text."""
    kept, blocks, at = bytearray(), [], 0
    while begin := _UU_BEGIN.search(text, at):
        end = _UU_END.search(text, begin.end())
        if end is None:
            break
        blocks.append((begin[1], _uudecode(text[begin.end() : end.start()])))
        kept += text[at : begin.start()]
        at = end.end()
    return bytes(kept) + text[at:], blocks


def _uudecode(body: bytes) -> bytes:
    """The content of uuencoded lines; other lines are skipped."""
    out = bytearray()
    for line in body.splitlines():
        try:
            out += binascii.a2b_uu(line)
        except binascii.Error:
            continue
    return bytes(out)
