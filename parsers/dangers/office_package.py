"""Turns an Office file of today (.docx, .xlsx, .pptx and their kin) or an OpenDocument file into the risks in its parts."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import unquote

from lxml import etree

from parsers.dangers import open_document, package_parts
from parsers.dangers.budget import SearchBudget, Spent
from parsers.formats import risks
from parsers.formats.link_targets import of_the_web, on_share, on_web, runs_a_file, starts_something

LARGEST = 24 << 20
"""Bytes of one part that is unpacked."""
MOST_PARTS = 5_000
_PIECE, _OVERLAP = 8 << 20, 64 << 10
_DIRECTORY = 2 << 20
"""Bytes of the list of types that are regarded."""
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError, KeyError, NotImplementedError)
_OPENED = {"oleobject": risks.LINKED, "attachedtemplate": risks.TEMPLATE, "frame": risks.LINKED, "subdocument": risks.LINKED,
           "afchunk": risks.LINKED, "vbaproject": risks.MACRO, "mailmergesource": risks.SENDS, "recipientdata": risks.SENDS,
           "externallinkpath": risks.LINKED, "xlalternatestartup": risks.LINKED}  # fmt: skip
"""Kinds of relations that are followed when the file is opened; a hyperlink waits for a click, a picture of the web runs
nothing."""
_ON_SHARES = ("externallinkpath", "mailmergesource", "recipientdata", "xlalternatestartup")
_CLICKED = ("hyperlink", "oleobject", "package")
"""Kinds of relations that open what they lead to when somebody clicks on them."""
_HELD = {"vbaproject": risks.MACRO, "xlmacrosheet": risks.MACRO_SHEET, "xlintlmacrosheet": risks.MACRO_SHEET}
"""Kinds of relations to parts of the package that are a danger themselves, whatever these are called."""
_FILES = ("oleobject", "package", "afchunk", "control", "activexcontrolbinary")
"""Kinds of relations to parts that are whole files."""
_OWN_CLOUD = re.compile(r"https://(?:d\.docs\.live\.net|[\w-]{1,63}\.sharepoint\.(?:com|cn))/", re.IGNORECASE)
"""Where Office itself puts a writer's own workbooks, and lets nobody see them who is not signed in."""
_MACRO_SHEET = re.compile(rb'PartName\s*=\s*["\']([^"\']{1,300})["\'][^<>]{0,300}macrosheet'
                          rb'|macrosheet["\'][^<>]{0,300}PartName\s*=\s*["\']([^"\']{1,300})', re.IGNORECASE)  # fmt: skip
_VBA = re.compile(rb'PartName\s*=\s*["\']([^"\']{1,300})["\'][^<>]{0,300}ms-office\.vbaProject["\']'
                  rb'|ms-office\.vbaProject["\'][^<>]{0,300}PartName\s*=\s*["\']([^"\']{1,300})', re.IGNORECASE)  # fmt: skip
_PLAIN = (".png", ".jpg", ".jpeg", ".jpe", ".gif", ".emf", ".wmf", ".tif", ".tiff", ".bmp", ".wdp",
          ".odttf", ".fntdata", ".ttf", ".wav", ".mp3", ".mp4", ".jfif", ".heic")  # fmt: skip
"""Suffixes of parts that are looked into only where they begin as another kind of file."""
_DISGUISED = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"{\\rtf", b"%PDF-", b"MIME-Version:", b"L\0\0\0\x01\x14\x02\0")
_MODULES = (".xml", ".bas", ".py", ".js", ".bsh")
"""Suffixes of the parts in which an OpenDocument file keeps its macros."""

Inside = Callable[[bytes, str], Iterator[str]]
"""Bytes and name of a file within the file → its risks."""


def in_package(data: bytes, budget: SearchBudget, inside: Inside) -> Iterator[str]:
    """The risks in these bytes; what is no zip gives none, and a broken part hides none of the others. Raises Spent."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN:
        yield from (risks.MACRO for _ in range(b"vbaProject.bin" in data))
        return
    with package:
        entries = sorted(package.infolist()[:MOST_PARTS], key=lambda info: not info.filename.lower().endswith(".rels"))
        walk = _Walk(package, budget, inside, {_plain(info.filename) for info in entries})
        for info in entries:
            with suppress(*_BROKEN):
                yield from walk.part(info)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


class _Walk:
    """Goes through the parts of one package, those first that say what the others are."""

    def __init__(self, package: zipfile.ZipFile, budget: SearchBudget, inside: Inside, names: set[str]) -> None:
        self.package, self.budget, self.inside, self.names = package, budget, inside, names
        self.files: set[str] = set()
        """Parts that a relation calls a file of their own."""

    def part(self, info: zipfile.ZipInfo) -> Iterator[str]:
        """The risks of one part. Raises Spent, and what a broken zip raises."""
        name = _plain(info.filename)
        if name.endswith("vbaproject.bin"):
            yield risks.MACRO
        elif name == "[content_types].xml":
            content = self._content(info)[:_DIRECTORY]
            yield from (risks.MACRO for found in _VBA.findall(content) if _named(found, self.names))
            yield from (risks.MACRO_SHEET for found in _MACRO_SHEET.findall(content) if _named(found, self.names))
        elif name.endswith(".rels"):
            yield from self._relations(self._content(info), name)
        elif name.startswith(("basic/", "scripts/")) and name.endswith(_MODULES) and "script-l" not in name:
            yield risks.MACRO
        elif name in ("content.xml", "styles.xml"):
            yield from open_document.in_open_document(_text(self._content(info)))
        elif info.file_size and not name.endswith("/"):
            yield from self._by_content(info, name)

    def _by_content(self, info: zipfile.ZipInfo, name: str) -> Iterator[str]:
        with self.package.open(info) as part:
            start = part.read(64)
        if name in self.files or (start.startswith(_DISGUISED) or _program(start)):
            yield from self.inside(self._content(info), name)
        elif name.endswith((".xml", ".vml")) or _marked_up(start):
            for text in self._texts(info):
                yield from package_parts.in_part(text, self.inside)
            if name.endswith((".svg", ".html", ".htm", ".xhtml")):
                yield from self.inside(self._content(info), name)
        elif not name.endswith(_PLAIN):
            content = self._content(info)
            yield from package_parts.in_binary(content, name)
            yield from self.inside(content, name)

    def _content(self, info: zipfile.ZipInfo) -> bytes:
        if info.file_size > LARGEST:
            raise Spent
        self.budget.take(info.file_size)
        with self.package.open(info) as part:
            return part.read(LARGEST)

    def _texts(self, info: zipfile.ZipInfo) -> Iterator[str]:
        """A part's text, piece by piece where it is large; what stands where two meet is in both."""
        self.budget.take(info.file_size)
        with self.package.open(info) as part:
            before = b""
            while piece := part.read(_PIECE):
                yield _text(before + piece)
                before = piece[-_OVERLAP:]

    def _relations(self, content: bytes, name: str) -> Iterator[str]:
        folder = name.rpartition("/")[0].rpartition("_rels")[0]
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)
        root = etree.fromstring(content, parser) if content.strip() else None
        for element in root.iter("{*}Relationship") if root is not None else ():
            kind, target = (element.get("Type") or "").rpartition("/")[2].lower(), element.get("Target") or ""
            if (element.get("TargetMode") or "").capitalize() == "External":
                yield from of_relation(kind, target)
                continue
            path = unquote(target).replace("\\", "/")
            held = _plain(path if path.startswith("/") else posixpath.normpath(posixpath.join("/" + folder, path)))
            if kind in _HELD and held in self.names:
                yield _HELD[kind]
            elif kind in _FILES:
                self.files.add(held)


def _program(start: bytes) -> bool:
    return start.startswith(b"MZ") and 64 <= int.from_bytes(start[60:64], "little") < 4096 and start[62:64] == b"\0\0"


def _marked_up(start: bytes) -> bool:
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _text(content: bytes) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:40].count(0) > 10
    return content.decode("utf-16" if utf16 else "utf-8", "ignore")


def _named(found: tuple[bytes, bytes], names: set[str]) -> bool:
    return (found[0] or found[1]).decode("utf-8", "replace").lstrip("/").lower() in names


def of_relation(kind: str, target: str) -> Iterator[str]:
    """The risk of something outside that a part refers to; `kind` is the last word of the relation's type in small letters."""
    if kind in _OPENED and (on_web(target) or (on_share(target) and kind not in _ON_SHARES)):
        yield from (_OPENED[kind] for _ in range(not (kind == "externallinkpath" and _OWN_CLOUD.match(target))))
    elif on_share(target) and not (kind == "hyperlink" and of_the_web(target)):
        yield risks.SHARE
    if starts_something(target) or (kind in _CLICKED and runs_a_file(target)):
        yield risks.LAUNCH
