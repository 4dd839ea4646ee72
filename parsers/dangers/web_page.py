"""Turns markup (a web page, one saved with its pictures, an SVG picture, flat Office XML) into the risks written in it."""

from __future__ import annotations

import html
import quopri
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from contextlib import suppress

from parsers.dangers.markup import in_markup, of_address
from parsers.dangers.office_package import of_relation
from parsers.formats import risks
from parsers.formats.field_risks import in_instructions
from parsers.formats.link_targets import on_share, on_web

MOST = 16 << 20
_SCRIPT = re.compile(
    rb"<\s{0,20}(?:\w{1,20}:)?(?:script|applet|hta:application)\b"
    rb"|<[a-z!][^<>]{0,8000}?(?:[\s/]|(?<!=)[\"'])on(?:load|error|click|dblclick|mouse\w{2,10}|focus\w{0,3}|blur|key\w{2,5}|toggle"
    rb"|begin|end|repeat|animation\w{3,9}|change|pointer\w{2,12}|submit|input|unload|beforeunload|page\w{4}|resize|scroll\w{0,3}"
    rb"|abort|message|paste|copy|cut|drag\w{0,5}|drop|wheel|transition\w{3,6}|play\w{0,3}|hashchange|readystatechange|start|finish"
    rb"|bounce|\w{5,6}print|select\w{0,6}|contextmenu|auxclick|search|canplay\w{0,7}|loaded\w{4,8}|touch\w{3,6})"
    rb"\s{0,20}=\s{0,20}[\"']?\s{0,20}[\w(\[!~/&]"
    rb"|<(?:object|embed)\b[^<>]{0,500}\b(?:classid|data|src|codebase)\s{0,20}=", re.IGNORECASE,
)  # fmt: skip
_ADDRESS = re.compile(
    rb"\b(?:src|href|background|data|action|codebase|url|target|poster)\s{0,20}[=(]\s{0,20}[\"']?\s{0,20}([^\"'\s>)]{3,2000})",
    re.IGNORECASE,
)
_PAGES = re.compile(
    rb"http://www\.w3\.org/(?:1999/xhtml|2000/svg|1999/XSL/Transform|TR/WD-xsl)|urn:schemas-microsoft-com:xslt|<svg\b"
)
_STYLE_SHEET = re.compile(rb"""<\?xml-stylesheet\b[^<>]{0,2000}?\bhref\s*=\s*["']([^"']{3,20000})""")
_COMMENT_ENDS = re.compile(rb"--!?>")
"""Also of an empty comment, <!-->."""
_ENTITY = re.compile(rb"""<!ENTITY\s[^<>"']{1,200}["']([^"']{3,20000})["']""")
_TEMPLATE = re.compile(rb"""attachedTemplate\b[^>]{0,200}?\bval\s*=\s*["']([^"']{1,2000})""")
_PICTURE = re.compile(
    rb"""<(?:v:imagedata|w:hlink|w:hyperlink|a:blip)\b[^<>]{0,500}?\b(?:src|href|dest)\s{0,20}=\s{0,20}["']([^"']{3,2000})"""
)
_RELATION = re.compile(rb"<Relationship\b[^<>]{1,4000}>")
_FIELDS = re.compile(rb"<(?:\w{1,20}:)?instrText\b[^<>]*>([^<]*)<")
_BASE64 = re.compile(rb"content-transfer-encoding:\s{0,20}base64", re.IGNORECASE)
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_MOST_PARTS = 500
_PACKED_MACRO = b"QWN0aXZlTWltZQ"
"""ActiveMime in base64: how Office packs the macros of a document into text."""


def in_web_page(data: bytes, saved: bool = False) -> Iterator[str]:
    """The risks in these bytes; `saved`: a page with its pictures in the shape of a mail."""
    data = unwidened(data[:MOST])
    if _PACKED_MACRO in data:
        yield risks.MACRO
    for text in (data, *map(unwidened, _parts(data))) if saved else (data,):
        yield from _in_page(text)


def in_mail(data: bytes) -> Iterator[str]:
    """The risks in a mail that came as a file: what it loads from a share. Programs for mail run no script of a page."""
    return (risk for risk in in_web_page(data, True) if risk in (risks.SHARE, risks.LAUNCH))


def unwidened(data: bytes) -> bytes:
    """The same markup in letters of one byte, where each has two."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:40].count(0) > 10
    return data.replace(b"\0", b"") if wide else data


def shown_by_browsers(data: bytes) -> bool:
    """Whether XML, or text like it, is a page, a picture or a style sheet, of which browsers run the scripts."""
    return _PAGES.search(unwidened(data[: 1 << 16])) is not None


def _in_page(text: bytes) -> Iterator[str]:
    followed = _without_comments(text)
    if _SCRIPT.search(followed):
        yield risks.SCRIPT
    for raw in set(_ADDRESS.findall(followed)):
        yield from of_address(html.unescape(raw.decode("utf-8", "ignore")))
    yield from in_markup(text.decode("utf-8", "replace"))
    yield from declared(text)


def declared(text: bytes) -> Iterator[str]:
    """What stands before the first element: style sheets, and entities that are put in where they are named."""
    text = unwidened(text[: 1 << 20])
    for raw in _STYLE_SHEET.findall(text):
        target = html.unescape(raw.decode("utf-8", "ignore"))
        yield from of_address(target)
        yield from in_markup(f'<a href="{html.escape(target)}">')
    if b"<!ENTITY" in text:
        for raw in _ENTITY.findall(text)[:_MOST_PARTS]:
            value = html.unescape(raw.decode("utf-8", "ignore"))
            yield from of_address(value)
            yield from in_markup(value, 1)


def _without_comments(page: bytes) -> bytes:
    """The page without its comments, but with those that Word and old browsers follow ([if …])."""
    kept: list[bytes] = []
    at = 0
    while (start := page.find(b"<!--", at)) >= 0 and (end := _COMMENT_ENDS.search(page, start + 2)) is not None:
        kept.append(page[at : end.end() if page[start + 4 : start + 7] == b"[if" else start])
        at = end.end()
    return b"".join((*kept, page[at:]))


def _parts(data: bytes) -> Iterator[bytes]:
    """The parts of a saved page as they read unpacked."""
    if b"quoted-printable" in data[: 1 << 16].lower():
        yield quopri.decodestring(data)
    for number, found in enumerate(_BASE64.finditer(data)):
        if number >= _MOST_PARTS:
            return
        start = _BLANK_LINE.search(data, found.end(), found.end() + 2000)
        if start is None:
            continue
        end = _NO_BASE64.search(data, start.end())
        packed = data[start.end() : end.start() if end else len(data)]
        with suppress(Error, ValueError):
            part = b64decode(packed[: len(packed) // 4 * 4])
            if b"<" in part[:4096]:
                yield part


def in_flat_office(data: bytes) -> Iterator[str]:
    """The risks in Office XML of one file: Word 2003's, or a package written out."""
    data = data[:MOST]
    if _PACKED_MACRO in data:
        yield risks.MACRO
    for raw in _TEMPLATE.findall(data):
        target = html.unescape(raw.decode("utf-8", "ignore"))
        if on_share(target) or on_web(target):
            yield risks.TEMPLATE
    for relation in _RELATION.findall(data):
        written = _attributes(relation)
        if written.get("targetmode", "").capitalize() == "External":
            yield from of_relation(written.get("type", "").rpartition("/")[2].lower(), written.get("target", ""))
    for raw in _PICTURE.findall(data):
        if on_share(html.unescape(raw.decode("utf-8", "ignore"))):
            yield risks.SHARE
    yield from in_instructions(html.unescape(b"".join(_FIELDS.findall(data)).decode("utf-8", "ignore")))


def _attributes(element: bytes) -> dict[str, str]:
    found = re.findall(r"""(\w+)\s*=\s*["']([^"']*)["']""", element.decode("utf-8", "ignore"))
    return {key.lower(): html.unescape(value) for key, value in found}
