"""Turns the elements of a web page or an SVG picture into the risks of their attributes, as a browser takes them: entities
resolved, blanks within addresses gone, pages within attributes opened."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from lxml import etree

from parsers.formats import risks
from parsers.formats.link_targets import on_share, runs_a_file, starts_something

MOST, MOST_ELEMENTS, DEEPEST = 4 << 20, 100_000, 3
_ADDRESSES = re.compile(
    "src|href|background|data|(?:form)?action|codebase|archive|manifest|poster|longdesc|cite|dynsrc|lowsrc|ping|profile|usemap|icon"
    "|classid|from|to|values"
)
_OFFERED = {"srcset", "imagesrcset"}
_NAMED = {"movie", "src", "url", "filename", "data", "base", "baseurl", "home"}
"""Parameters of an embedded object that name a place."""
_SCRIPTED = ("script", "applet", "hta:application", "handler", "listener")
_HANDLER = re.compile(r"on[a-z]{3,30}")
_INERT = re.compile(r"javascript:\s*(?:void\(0\)?|;)?;?\s*", re.IGNORECASE)
_DATA = re.compile(r"data:((?:text/html|image/svg\+xml|(?:text|application)/(?:xhtml\+)?xml)[^,]{0,200}),", re.IGNORECASE)
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,\s]\s*(?:url\s*=)?\s*[\"']?(.{3,2000})", re.IGNORECASE | re.DOTALL)
_CONDITION = re.compile(r"\s*\[if\b.*?\]>", re.IGNORECASE | re.DOTALL)
_STYLED = re.compile(r"(?:url\s*\(|@import)\s*[\"']?([^\"')]{3,2000})|\b(expression)\s*\(", re.IGNORECASE)


def in_markup(text: str, depth: int = 0) -> set[str]:
    """The risks of the elements in this page; only those that the parser of pages reaches."""
    if depth > DEEPEST:
        return set()
    seen = _Elements(depth)
    parser = etree.HTMLParser(target=seen, no_network=True, huge_tree=False, recover=True)
    try:
        parser.feed(text[:MOST])
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError, _Enough):
        pass
    return seen.found


def of_address(target: str) -> Iterator[str]:
    """The risk of an address in a page, where a script is one too."""
    target = re.sub(r"[\t\r\n\0]", "", target).lstrip("\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x1b\x1f ")
    if target.lower().startswith(("javascript:", "vbscript:")):
        if not _INERT.fullmatch(target):
            yield risks.SCRIPT
    elif starts_something(target) or (target.lower().startswith("file:") and runs_a_file(target)):
        yield risks.LAUNCH
    elif not target.startswith("/") and on_share(target):  # //host/… is of the web here
        yield risks.SHARE


class _Enough(Exception):
    """More elements than are regarded."""


class _Elements:
    """What the parser tells of one page."""

    def __init__(self, depth: int) -> None:
        self.found: set[str] = set()
        self.depth, self.count, self.style = depth, 0, False

    def start(self, tag: str | bytes, attrib: dict[str, str] | dict[bytes, bytes] | dict[str | bytes, str | bytes]) -> None:
        """An element begins."""
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise _Enough
        own = str(tag).lower()
        self.style = own == "style"
        if own.rpartition(":")[2] in _SCRIPTED or own in _SCRIPTED:
            self.found.add(risks.SCRIPT)
        known = {str(key).lower(): str(value or "") for key, value in attrib.items()}
        for key, value in known.items():
            self._attribute(key.rpartition(":")[2] or key, value)
        if own == "meta" and known.get("http-equiv", "").strip().lower() == "refresh":
            found = _REFRESH.match(known.get("content", ""))
            self.found.update(of_address(found[1]) if found else ())
        if own == "param" and known.get("name", "").lower() in _NAMED:
            self.found.update(of_address(known.get("value", "")))
        if own.rpartition(":")[2] in ("set", "animate") and _HANDLER.fullmatch(known.get("attributename", "").lower()):
            self.found.add(risks.SCRIPT)

    def _attribute(self, key: str, value: str) -> None:
        if not value:
            return
        if _HANDLER.fullmatch(key):
            self.found.add(risks.SCRIPT)
        elif key == "srcdoc":
            self._within(value)
        elif key in _OFFERED:
            for offered in value.split(",")[:50]:
                self.found.update(of_address(offered.strip().partition(" ")[0]))
        elif key == "style":
            self._styled(value)
        elif _ADDRESSES.fullmatch(key):
            for one in value.split(";") if key == "values" else (value,):
                self.found.update(of_address(one))
            self._data(value)

    def _data(self, address: str) -> None:
        """A page that is written into an address."""
        if (found := _DATA.match(address.strip())) is None:
            return
        content = unquote_to_bytes(address.strip()[found.end() : found.end() + (1 << 20)])
        if "base64" in found[1].lower():
            content = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
            try:
                content = b64decode(content + b"=" * (-len(content) % 4))
            except (Error, ValueError):
                return
        self._within(content.decode("utf-8", "ignore"))

    def _within(self, page: str) -> None:
        self.found |= in_markup(page, self.depth + 1)

    def _styled(self, sheet: str) -> None:
        for address, expression in set(_STYLED.findall(sheet)):
            self.found.update(of_address(address) if address else (risks.SCRIPT,) if expression else ())

    def end(self, tag: str | bytes) -> None:
        """An element ends."""
        self.style = False

    def data(self, data: str | bytes) -> None:
        """Words, or a style sheet."""
        if self.style and isinstance(data, str):
            self._styled(data[: 1 << 18])

    def comment(self, text: str | bytes) -> None:
        """A comment; Word and old browsers follow those that begin with a condition."""
        if isinstance(text, str) and (found := _CONDITION.match(text)) is not None:
            self._within(text[found.end() :])

    def close(self) -> None:
        """The page ends."""
