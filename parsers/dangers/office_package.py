"""Turns an Office file of today (.docx, .xlsx, .pptx and their kin) or an OpenDocument file into the risks in its parts."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

from lxml import etree

from parsers.dangers.budget import SearchBudget, Spent
from parsers.formats import risks
from parsers.formats.field_risks import in_instructions
from parsers.formats.link_targets import of_the_web, on_share, on_web, runs_a_file, starts_something

LARGEST = 24 << 20
"""Bytes of one part that is unpacked."""
MOST_PARTS = 5_000
_DIRECTORY = 2 << 20
"""Bytes of the list of types that are regarded."""
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError, KeyError, NotImplementedError)
_OPENED = {"oleobject": risks.LINKED, "attachedtemplate": risks.TEMPLATE, "frame": risks.LINKED, "subdocument": risks.LINKED,
           "afchunk": risks.LINKED, "vbaproject": risks.MACRO}  # fmt: skip
"""Kinds of relations that are followed when the file is opened; a hyperlink waits for a click, a picture of the web runs
nothing."""
_CLICKED = ("hyperlink", "oleobject", "package")
"""Kinds of relations that open what they lead to when somebody clicks on them."""
_MACRO_SHEET = re.compile(rb'PartName\s*=\s*["\']([^"\']{1,300})["\'][^<>]{0,300}macrosheet'
                          rb'|macrosheet["\'][^<>]{0,300}PartName\s*=\s*["\']([^"\']{1,300})', re.IGNORECASE)  # fmt: skip
_VBA = re.compile(rb'PartName\s*=\s*["\']([^"\']{1,300})["\'][^<>]{0,300}ms-office\.vbaProject["\']'
                  rb'|ms-office\.vbaProject["\'][^<>]{0,300}PartName\s*=\s*["\']([^"\']{1,300})', re.IGNORECASE)  # fmt: skip
_RUN = re.compile(r"<(?:\w{1,20}:)?instrText\b[^<>]*>([^<]*)<")
_SIMPLE = re.compile(r"<(?:\w{1,20}:)?fldSimple\b[^<>]{0,2000}?\binstr\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)')")
_HREF = re.compile(r"""\b(?:xlink:)?href\s*=\s*(?:"([^"]{1,4000})"|'([^']{1,4000})')""")
_LINK = re.compile(r"<(?:text|draw):a\b[^<>]{1,8000}>")
_CLICK = re.compile(r"ppaction://(?:program|macro|ole)", re.IGNORECASE)
_PLAIN = (".xml", ".rels", ".png", ".jpg", ".jpeg", ".jpe", ".gif", ".emf", ".wmf", ".tif", ".tiff", ".bmp", ".wdp", ".svg",
          ".odttf", ".fntdata", ".ttf", ".vml", ".wav", ".mp3", ".mp4", ".jfif", ".heic")  # fmt: skip
_MODULES = (".xml", ".bas", ".py", ".js", ".bsh")
"""Suffixes of the parts in which an OpenDocument file keeps its macros."""

Inside = Callable[[bytes, str], Iterator[str]]
"""Bytes and name of a file within the file → its risks."""


def in_package(data: bytes, budget: SearchBudget, inside: Inside) -> Iterator[str]:
    """The risks in these bytes; what is no zip, or a broken one, gives none. Raises Spent."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()[:MOST_PARTS]
            names = {info.filename.replace("\\", "/").lstrip("/").lower() for info in entries}
            for info in entries:
                yield from _part(package, info, names, budget, inside)
    except _BROKEN:
        return


def _part(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, names: set[str], budget: SearchBudget, inside: Inside
) -> Iterator[str]:
    name = info.filename.replace("\\", "/").lstrip("/").lower()
    if name.endswith("vbaproject.bin"):
        yield risks.MACRO
    elif name == "[content_types].xml":
        content = _content(package, info, budget)[:_DIRECTORY]
        yield from (risks.MACRO for found in _VBA.findall(content) if _named(found, names))
        yield from (risks.MACRO_SHEET for found in _MACRO_SHEET.findall(content) if _named(found, names))
    elif name.endswith(".rels"):
        yield from _relations(_content(package, info, budget))
    elif name.startswith("xl/externallinks/"):
        yield from (risks.DDE for _ in range(b"ddeLink" in _content(package, info, budget)))
    elif name.startswith("word/") and name.endswith(".xml"):
        yield from in_instructions(_instructions(_content(package, info, budget)))
    elif name.startswith("ppt/slides/") and name.endswith(".xml"):
        yield from (risks.LAUNCH for _ in range(_CLICK.search(_text(_content(package, info, budget))) is not None))
    elif name.startswith(("basic/", "scripts/")) and name.endswith(_MODULES) and "script-l" not in name:
        yield risks.MACRO
    elif name in ("content.xml", "styles.xml"):
        yield from in_open_document(_text(_content(package, info, budget)))
    elif not name.endswith((*_PLAIN, "/")) and info.file_size:
        yield from inside(_content(package, info, budget), name)


def _content(package: zipfile.ZipFile, info: zipfile.ZipInfo, budget: SearchBudget) -> bytes:
    if info.file_size > LARGEST:
        raise Spent
    budget.take(info.file_size)
    with package.open(info) as part:
        return part.read(LARGEST)


def _text(content: bytes) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:40].count(0) > 10
    return content.decode("utf-16" if utf16 else "utf-8", "ignore")


def _instructions(content: bytes) -> str:
    text = _text(content)
    if "instrText" not in text and "fldSimple" not in text:
        return ""
    simple = " ".join(f" {double or single} " for double, single in _SIMPLE.findall(text))
    return html.unescape("".join(_RUN.findall(text)) + " " + simple)


def _named(found: tuple[bytes, bytes], names: set[str]) -> bool:
    return (found[0] or found[1]).decode("utf-8", "replace").lstrip("/").lower() in names


def _relations(content: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)
    root = etree.fromstring(content, parser) if content.strip() else None
    for element in root.iter("{*}Relationship") if root is not None else ():
        if (element.get("TargetMode") or "").capitalize() == "External":
            yield from of_relation((element.get("Type") or "").rpartition("/")[2].lower(), element.get("Target") or "")


def of_relation(kind: str, target: str) -> Iterator[str]:
    """The risk of something outside that a part refers to; `kind` is the last word of the relation's type in small letters."""
    if kind in _OPENED and (on_share(target) or on_web(target)):
        yield _OPENED[kind]
    elif on_share(target) and not (kind == "hyperlink" and of_the_web(target)):
        yield risks.SHARE
    if starts_something(target) or (kind in _CLICKED and runs_a_file(target)):
        yield risks.LAUNCH


def in_open_document(text: str) -> Iterator[str]:
    """The risks in the XML of an OpenDocument file."""
    targets = [html.unescape(double or single) for double, single in _HREF.findall(text)]
    clicked = [html.unescape(double or single) for link in _LINK.findall(text) for double, single in _HREF.findall(link)]
    of_pages = {target for target in clicked if of_the_web(target)}
    if "script:module" in text or any(target.startswith(("vnd.sun.star.script:", "macro:")) for target in targets):
        yield risks.MACRO
    if any(on_share(target) for target in targets if target not in of_pages):
        yield risks.SHARE
    if any(map(starts_something, targets)) or any(map(runs_a_file, clicked)):
        yield risks.LAUNCH
    if "office:dde-source" in text:
        yield risks.DDE
