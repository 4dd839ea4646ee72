"""Opens an OFD file as a zip of XML parts, within limits, and finds the part that a location (ST_Loc) of another part means."""

from __future__ import annotations

import posixpath

from lxml import etree

from parsers.formats.word.opc_package import Parts, child
from parsers.model.file import TroubleKind, Unreadable

KIND = "OFD 文件"
ROOT = "ofd.xml"
MOST_XML, MOST_TOGETHER = 16 << 20, 160 << 20
"""Bytes of one XML part, and of all parts that are unpacked for one reading."""
MOST_KEPT = 16 << 20
"""Bytes of the XML parts that stay parsed, because other parts refer to them: templates, resources."""
MOST_DOCUMENTS = 20


class OfdPackage:
    """The parts of one OFD file; names of parts are small letters. Raises Unreadable: damaged, encrypted, limit, dangerous."""

    def __init__(self, data: bytes) -> None:
        self._parts = Parts(data, KIND)
        self._left, self._kept = MOST_TOGETHER, MOST_KEPT
        self._roots: dict[str, etree._Element | None] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._parts.names

    def bytes(self, name: str) -> bytes:
        """The bytes of one part. Raises Unreadable also where all parts together become too large."""
        self._left -= self._parts.size(name)
        if self._left < 0:
            raise Unreadable(TroubleKind.LIMIT, f"{KIND}展开后过大")
        return self._parts.bytes(name)

    def size(self, name: str) -> int:
        """How many bytes a part says that it has."""
        return self._parts.size(name)

    def xml(self, name: str) -> etree._Element | None:
        """The root of one part, read once where it is not large; None where there is no such part."""
        if name in self._roots:
            return self._roots[name]
        root, size = self._xml(name) if name in self else None, self._parts.size(name)
        if size <= self._kept:
            self._kept -= size
            self._roots[name] = root
        return root

    def _xml(self, name: str) -> etree._Element:
        if self._parts.size(name) > MOST_XML:
            raise Unreadable(TroubleKind.LIMIT, f"{KIND}的正文过大")
        self._left -= self._parts.size(name)
        if self._left < 0:
            raise Unreadable(TroubleKind.LIMIT, f"{KIND}展开后过大")
        return self._parts.xml(name)

    def documents(self) -> list[etree._Element]:
        """The bodies of the documents in this file (DocBody), in their order. Raises Unreadable: damaged."""
        root = self.xml(ROOT)
        bodies = [] if root is None else list(root.iterchildren("{*}DocBody"))[:MOST_DOCUMENTS]
        if not bodies:
            raise Unreadable(TroubleKind.DAMAGED, f"{KIND}没有正文")
        return bodies

    def located(self, location: str, beside: str) -> str:
        """The name of the part at a location that stands in the part `beside`: from its folder, or from the package's root,
        from which some programs count without saying so. "" where there is none."""
        folder = posixpath.dirname(beside)
        return self._found(location, folder) or self._found("/" + location.lstrip("/\\"), "")

    def below(self, location: str, folder: str, beside: str) -> str:
        """The same for a location in a folder that is named in the part `beside` (BaseLoc of resources)."""
        inside = posixpath.join(folder.replace("\\", "/"), location.replace("\\", "/")) if folder else location
        return self.located(inside, beside) or self.located(location, beside)

    def _found(self, location: str, folder: str) -> str:
        written = location.strip().replace("\\", "/")
        joined = written if written.startswith("/") else posixpath.join(folder, written)
        name = posixpath.normpath(joined).lstrip("/").lower()
        return name if name in self else ""


def text_of(element: etree._Element | None, name: str) -> str:
    """The words of a child, "" where it has none."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""
