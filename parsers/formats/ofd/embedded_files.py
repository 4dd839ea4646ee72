"""Lists the files that somebody attached inside an OFD file."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from functools import partial

from lxml import etree

from parsers.formats.ofd.package import OfdPackage, text_of
from parsers.formats.word.opc_package import attribute
from parsers.model.file import Unreadable

MOST = 1000


def embedded_files(data: bytes) -> Iterator[tuple[str, int, Callable[[], bytes]]]:
    """Name, size in bytes and reader of each attached file, in the order of the file; none where it cannot be opened: its own
    reader will say why. The reader of one raises Unreadable where it has no bytes."""
    try:
        package = OfdPackage(data)
        found = [(part, entry) for body in package.documents() for part, entry in _listed(package, body)]
    except Unreadable:
        return
    for part, entry in found[:MOST]:
        own = attribute(entry, "Name") or posixpath.basename(part)
        suffix = posixpath.splitext(part)[1]
        name = own if own.lower().endswith(suffix.lower()) else own + suffix
        yield name.strip("\0 ") or "附件", package.size(part), partial(package.bytes, part)


def _listed(package: OfdPackage, body: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    name = package.located(text_of(body, "DocRoot"), "")
    root = package.xml(name) if name else None
    listed = package.located(text_of(root, "Attachments"), name) if root is not None else ""
    entries = package.xml(listed) if listed else None
    for entry in entries.iterchildren("{*}Attachment") if entries is not None else ():
        if part := package.located(text_of(entry, "FileLoc"), listed):
            yield part, entry
