"""Opens an Office file as a zip of XML parts, within limits: sizes before bytes, XML without entities, damage named as such."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

from parsers.model.document import Document
from parsers.model.file import TroubleKind, Unreadable

MOST_PARTS = 10_000
MOST_BYTES = 64 << 20
"""Size of one part after unpacking. The text of a 200-page application is below 2 MiB of XML."""
OFFICE_FILE = "Office 文件"

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, ValueError, OverflowError)


class Parts:
    """The parts of one Office file, or of another zip of XML that is called `kind` where its trouble is told. Raises
    Unreadable: damaged, encrypted, limit, dangerous."""

    def __init__(self, data: bytes, kind: str = OFFICE_FILE) -> None:
        self._kind = kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*_DAMAGE, NotImplementedError) as error:
            raise Unreadable(TroubleKind.DAMAGED, f"{kind}的压缩结构已损坏") from error
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS:
            raise Unreadable(TroubleKind.LIMIT, f"{kind}的部件过多")
        self._entries = {_plain(entry.filename): entry for entry in entries}
        self.names = tuple(self._entries)
        self._relations: dict[str, tuple[Relation, ...]] = {}

    def xml(self, name: str) -> etree._Element:
        """The root of one part."""
        return parse(self.bytes(name), self._kind)

    def size(self, name: str) -> int:
        """How many bytes a part says that it has; 0 where it is not there."""
        entry = self._entries.get(_plain(name))
        return entry.file_size if entry is not None else 0

    def bytes(self, name: str) -> bytes:
        """The bytes of one part; its name without regard to case, as the standard says."""
        try:
            info = self._entries[_plain(name)]
            if info.file_size > MOST_BYTES:
                raise Unreadable(TroubleKind.LIMIT, f"{self._kind}的正文过大")
            with self._zip.open(info) as part:
                return part.read(MOST_BYTES)
        except (RuntimeError, NotImplementedError) as error:
            locked = "encrypt" in str(error) or "password" in str(error)
            trouble = TroubleKind.ENCRYPTED if locked else TroubleKind.DAMAGED
            raise Unreadable(trouble, f"{self._kind}的部件无法解压") from error
        except _DAMAGE as error:
            raise Unreadable(TroubleKind.DAMAGED, f"{self._kind}的部件已损坏") from error

    def main(self) -> str:
        """The name of the part with the text, as the package's relations say; word/document.xml where they say nothing."""
        targets = (relation.target for relation in self.relations("") if relation.kind == "officeDocument")
        return next((target for target in targets if target in self.names), "word/document.xml")

    def relations(self, name: str) -> tuple[Relation, ...]:
        """What one part relates to ("" = the package itself); nothing where it has no relations."""
        if name not in self._relations:
            self._relations[name] = tuple(self._related(name))
        return self._relations[name]

    def _related(self, name: str) -> Iterator[Relation]:
        folder, _, own = _plain(name).rpartition("/")
        part = f"{folder}/_rels/{own}.rels".lstrip("/")
        for element in self.xml(part) if part in self._entries else ():
            target, outside = element.get("Target") or "", (element.get("TargetMode") or "").lower() == "external"
            kind = (element.get("Type") or "").rpartition("/")[2]
            yield Relation(element.get("Id") or "", kind, target if outside else _inside(folder, target), outside)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation from one part to another, or to something outside the file. `kind` is the last word of its type."""

    key: str
    kind: str
    target: str
    outside: bool


def read(data: bytes) -> Document:
    """Only reports what is wrong with a package of unknown kind. Raises Unreadable: damaged, limit, unsupported."""
    Parts(data)
    raise Unreadable(TroubleKind.UNSUPPORTED, "无法识别的 Office 文件")


def _plain(name: str) -> str:
    """A part's name for comparing: some programs write backslashes, a leading slash, or other capitals than they refer to."""
    return name.replace("\\", "/").lstrip("/").lower()


def _inside(folder: str, target: str) -> str:
    """The name of the part to which a relation of a part in `folder` points."""
    target = unquote(target).replace("\\", "/")
    return _plain(target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target)))


def parse(data: bytes, kind: str = OFFICE_FILE) -> etree._Element:
    """The root of one XML file of a `kind` of file, without entities. Raises Unreadable: damaged, limit, dangerous."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, load_dtd=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        too_much = any(word in str(error).lower() for word in ("huge", "excessive depth", "too long"))
        raise Unreadable(TroubleKind.LIMIT if too_much else TroubleKind.DAMAGED, f"{kind}的正文无法解析") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(TroubleKind.DANGEROUS, f"{kind}内含实体定义")
    return root


def local(element: etree._Element) -> str:
    """An element's name without its namespace (transitional and strict files differ only there); "" for what is not an
    element."""
    return _short(element.tag)


@lru_cache(maxsize=512)
def _short(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by its name without namespace, or None."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if _short(str(key)) == name:
            return str(value)
    return None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of this name, or None."""
    if element is None or not len(element):
        return None
    first = element[0]  # properties stand first, and most of what is asked for are properties
    return first if _short(first.tag) == name else next(element.iterchildren(_any_space(name)), None)


@lru_cache(maxsize=512)
def _any_space(name: str) -> str:
    return f"{{*}}{name}"


def on(element: etree._Element | None) -> bool:
    """A switch such as <w:b/>: present and not turned off."""
    return element is not None and attribute(element) not in ("0", "false", "off", "none")


def whole(text: str | None, least: int, most: int, default: int) -> int:
    """A number of the file, kept within limits."""
    if text is None or not text.strip().lstrip("+-").isdigit() or len(text) > 12:
        return default
    return max(least, min(most, int(text)))


def below(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of this name at any depth, without those inside another of them."""
    for c in element:
        if local(c) == name:
            yield c
        elif len(c):
            yield from below(c, name)


def seen(alternate: etree._Element) -> etree._Element | None:
    """Of two versions of one drawing the one with text, the newer first: both together would give everything twice."""
    versions = [e for e in alternate if local(e) in ("Choice", "Fallback")]
    with_text = (e for e in versions if any(local(t) in ("t", "sym") for t in e.iter()))
    return next(with_text, None)
