"""Turns a PDF into the risks of its actions and embedded files. Bytes are searched first, object streams unpacked for that; the
objects themselves are regarded only where something telling is among them, for that is dear."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from parsers.dangers.budget import SearchBudget, Spent
from parsers.formats import risks
from parsers.formats.link_targets import of_the_web, on_share, runs_a_file, starts_something

Inside = Callable[[bytes, str], Iterator[str]]
_TELLING = re.compile(
    rb"/(?:J(?:avaScript|S)\b|Launch|RichMedia|Flash|SubmitForm|ImportData|EmbeddedFile|EF\b|FileAttachment|GoTo[RE]\b|XFA"
    rb"|URI\s*(?:\((?!https?:|mailto:|tel:|ftp:|www\.)|<(?!<)|\d+\s)|UF\b|F\s*(?:\(|<(?!<))"
    rb"|[A-Za-z]{0,12}\#(?:4[1-9A-Fa-f]|5[0-9Aa]|6[1-9A-Fa-f]|7[0-9Aa])[A-Za-z#]{0,12})"
)
"""Names that may lead to an action, also with a letter written as its code, as nobody does who means well."""
_WRITTEN = ((rb"/S\s*/Launch\b", risks.LAUNCH), (rb"/S\s*/JavaScript\b", risks.JAVASCRIPT))
"""What is told of a PDF that is too broken for its objects to be listed: other programs may mend it."""
_OBJECT_STREAM = b"/ObjStm"
_STREAM = re.compile(rb"\bstream\r?\n")
_WITHIN, _MOST_STREAMS, _LARGEST = 4_000, 20_000, 16 << 20
MOST_NODES, DEEPEST = 400_000, 40
_STANDARD = re.compile(
    r"(?:\s|;|//[^\r\n]*+|AF[A-Z]\w{0,60}+\s{0,20}\((?:new\s{1,20}Array\s{0,20}\([^();`=]{0,500}+\)|[^();`=]){0,2000}+\))*+"
)
"""A script of nothing but the functions by which form programs format and sum numbers and dates."""


def in_pdf(data: bytes, budget: SearchBudget, inside: Inside) -> Iterator[str]:
    """The risks in these bytes; one that needs a password, or that no program opens, gives none. Raises Spent."""
    in_streams = _told_in_object_streams(data, budget)  # first: what unpacks beyond all measure is given to no program
    if not in_streams and _TELLING.search(data) is None:
        return
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            search = _Search(budget, inside)
            for thing in pdf.objects:
                yield from search.regard(thing, 0)
    except pikepdf.PasswordError:
        return
    except Spent:
        raise
    except Exception as error:  # qpdf and its strings raise many things on hostile bytes
        if isinstance(error, MemoryError):
            raise
        written = [risk for word, risk in _WRITTEN if re.search(word, data)]
        yield from written or [risks.UNCHECKED] * in_streams


def _told_in_object_streams(data: bytes, budget: SearchBudget) -> bool:
    """Whether something telling stands in the streams in which objects are packed, or whether they cannot be unpacked simply."""
    at, told = data.find(_OBJECT_STREAM), False
    for _ in range(_MOST_STREAMS):
        if at < 0:
            return told
        start = _STREAM.search(data, at, at + _WITHIN)
        end = data.find(b"endstream", start.end()) if start else -1
        if start is None or end < 0:
            return True
        unpacker = zlib.decompressobj()
        try:
            content = unpacker.decompress(data[start.end() : end], _LARGEST)
        except zlib.error:
            return True
        if len(content) >= _LARGEST:
            raise Spent
        budget.take(len(content))
        told = told or not unpacker.eof or _TELLING.search(content) is not None
        at = data.find(_OBJECT_STREAM, start.end())
    return True


class _Search:
    """Goes through the objects once; what is referred to is an object of its own, so that no cycle is followed."""

    def __init__(self, budget: SearchBudget, inside: Inside) -> None:
        self.budget, self.inside, self.nodes = budget, inside, 0

    def regard(self, thing: Any, depth: int) -> Iterator[str]:
        import pikepdf

        self.nodes += 1
        if self.nodes > MOST_NODES or depth > DEEPEST:
            raise Spent
        if isinstance(thing, pikepdf.Array):
            below = list(thing)
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield from self._dictionary(thing)
            below = [value for _, value in thing.items()]
        else:
            return
        for value in below:
            if isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect:
                yield from self.regard(value, depth + 1)

    def _dictionary(self, thing: Any) -> Iterator[str]:
        keys = set(thing.keys())
        action, subtype = _name(thing, "/S", keys), _name(thing, "/Subtype", keys)
        if action == "/Launch":
            yield risks.LAUNCH
        if "/JS" in keys and not _STANDARD.fullmatch(self._script(thing["/JS"])):
            yield risks.JAVASCRIPT
        if action in ("/SubmitForm", "/ImportData"):
            yield risks.SENDS
        if subtype in ("/RichMedia", "/Flash") or action == "/RichMediaExecute":
            yield risks.MEDIA
        if "/XFA" in keys and self._scripted(thing["/XFA"]):
            yield risks.JAVASCRIPT
        for key in keys & {"/F", "/UF", "/URI", "/DOS", "/Unix", "/Mac"}:
            target = _string(thing[key])
            if on_share(target) and not (key == "/URI" and of_the_web(target)):
                yield risks.SHARE
            if key == "/URI" and (starts_something(target) or runs_a_file(target)):
                yield risks.LAUNCH
        if "/EF" in keys:
            yield from self._embedded(thing)

    def _embedded(self, specification: Any) -> Iterator[str]:
        import pikepdf

        names = sorted({_string(specification[key]) for key in ("/UF", "/F") if key in specification}) or [""]
        held = specification["/EF"]
        values = [value for _, value in held.items()] if isinstance(held, pikepdf.Dictionary) else []
        for content in [self._content(value) for value in values[:4] if isinstance(value, pikepdf.Stream)]:
            for name in names:
                yield from self.inside(content, name)

    def _script(self, value: Any) -> str:
        import pikepdf

        return self._content(value).decode("latin-1") if isinstance(value, pikepdf.Stream) else _string(value)

    def _scripted(self, value: Any) -> bool:
        import pikepdf

        parts = list(value) if isinstance(value, pikepdf.Array) else [value]
        contents = (self._content(part) for part in parts[:100] if isinstance(part, pikepdf.Stream))
        return any(re.search(rb"<(?:\w+:)?script\b|<(?:\w+:)?submit\b", content, re.IGNORECASE) for content in contents)

    def _content(self, stream: Any) -> bytes:
        """The bytes of a stream, unpacked step by step within the budget. Raises Spent for packings that cannot be bounded."""
        import pikepdf

        content, filters = bytes(stream.read_raw_bytes()), stream.get("/Filter")
        names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
        if len(names) > 4:
            raise Spent
        if any(name not in ("/FlateDecode", "/Fl") for name in names):
            if len(content) > 1 << 20:
                raise Spent
            content, names = bytes(stream.read_bytes()), []
        for _ in names:
            content = _inflated(content)
            self.budget.take(len(content))
        return content


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST)
    except zlib.error:
        return b""


def _name(thing: Any, key: str, keys: set[str]) -> str:
    return str(thing[key]) if key in keys else ""


def _string(value: Any) -> str:
    """A text string; also the one in a file specification of an older shape."""
    import pikepdf

    return str(value) if isinstance(value, pikepdf.String) else ""
