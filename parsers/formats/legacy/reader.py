"""Turns old and foreign Word formats (.doc, .wps, .rtf, .odt, Works) into a Document: LibreOffice converts to .docx, which our
own reader reads.

.docx keeps most: ticks in symbol fonts, spans, nested tables and tracked changes come back as Word itself writes them. But a
converter may lose a table and say nothing. So the text in cells is first read from the original; where it came back outside
any table, the file is refused for a person to read, because fields not found there would wrongly be called blank.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, replace

from parsers.formats.legacy import libreoffice
from parsers.formats.legacy.ole import inspect_binary
from parsers.formats.legacy.overstruck import restored
from parsers.formats.risks import MACRO
from parsers.formats.sniff import DOC, FLAT_ODT, RTF, WORKS, sniff
from parsers.formats.word import opc_package, reader
from parsers.model.document import Cell, Document, Grid, Paragraph, paragraphs
from parsers.model.file import TroubleKind, Unreadable

LEAST_LOST = 2
"""How many cells must come back outside tables before a table counts as lost: one alone may be quoted in the text as well."""
LEAST_GONE = 6
"""From how many cells the loss of half of them is too much: deleted and hidden words are rightly gone, but not a whole form."""
_HIDDEN = re.compile("[\\s\x00-\x1f\u200b\xa0\u3000\ue000-\uf8ff\ufffc]")
_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14?|\x15")
# Raw GBK is not valid RTF, but occurs; its second bytes look like braces.
_RTF_STEP = re.compile(rb"\\(?:bin(\d{1,9}) ?|.)|[\x81-\xfe][\x40-\xfe]|([{}])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Original:
    """What a file says of itself before conversion: its suffix, whether it has tables, what ends its cells (if it tells), its
    text with fields as stored."""

    suffix: str
    tables: bool = False
    cells: tuple[str, ...] = ()
    macro: bool = False
    broken: bool = False
    text: str = ""


def read(data: bytes) -> Document:
    """The document in these bytes. Raises Unreadable: encrypted, damaged (proven by the file's own bytes), unsupported (no
    LibreOffice, nothing made of it, or a table lost on the way), timeout, limit."""
    original = _original(data)
    converted = _converted(data, original)
    try:
        document = reader.read(converted)
    except Unreadable as unreadable:
        ours = unreadable.trouble.kind in (TroubleKind.DAMAGED, TroubleKind.ENCRYPTED)
        raise Unreadable(TroubleKind.UNSUPPORTED if ours else unreadable.trouble.kind, "转换后的文件无法读取") from unreadable
    if _lost(original, document):
        raise Unreadable(TroubleKind.UNSUPPORTED, "表格在格式转换中丢失，需人工查看")
    document = restored(document, original.text)
    if original.macro and MACRO not in document.notes:
        return replace(document, notes=(*document.notes, MACRO))
    return document


def converted(data: bytes) -> bytes:
    """The .docx made of these bytes. Raises Unreadable, as read."""
    return _converted(data, _original(data))


def suffix_of(data: bytes) -> str:
    """The file type given to the converter; "" where the file's structure is broken. Raises Unreadable."""
    original = _original(data)
    return "" if original.broken else original.suffix


def _converted(data: bytes, original: _Original) -> bytes:
    """The .docx made of it. A broken file is damaged when the converter refuses it as well; otherwise the result of the converter
    is not trusted."""
    if not original.broken:
        return libreoffice.to_docx(data, original.suffix)
    try:
        libreoffice.to_docx(data, original.suffix)
    except Unreadable as unreadable:
        if unreadable.trouble.kind != TroubleKind.UNSUPPORTED or libreoffice.program() is None:
            raise
        raise Unreadable(TroubleKind.DAMAGED, "文件结构已损坏") from unreadable
    raise Unreadable(TroubleKind.UNSUPPORTED, "文件结构有损坏，可能缺少内容，需人工查看")


def _original(data: bytes) -> _Original:
    kind = sniff(data)
    if kind == RTF:
        return _Original("rtf", _rtf_tables(data))
    if kind == FLAT_ODT:
        _whole(data)
        return _Original("fodt", b"<table:table " in data)
    if kind == DOC and not data.startswith(b"\xdb\xa5"):
        binary = inspect_binary(data)
        return _Original("doc", "\x07" in binary.text, _cells(binary.text), binary.macro, binary.broken, binary.text)
    if kind in (DOC, WORKS):
        return _Original("doc" if kind == DOC else "wps")
    content = _odt(data)
    return _Original("odt", b"<table:table " in content, macro=b"Basic/" in data)


def _whole(data: bytes) -> None:
    """Raises Unreadable: damaged, where the XML breaks off; dangerous. Its size is left to the converter."""
    try:
        opc_package.parse(data)
    except Unreadable as unreadable:
        if unreadable.trouble.kind != TroubleKind.LIMIT:
            raise


def _cells(text: str) -> tuple[str, ...]:
    """The last paragraph of every cell that has text. Earlier ones are left out: a segment also has the text before its table."""
    ends = (_bare(_FIELD.sub("", segment).rsplit("\r", 1)[-1]) for segment in text.split("\x07")[:-1])
    return tuple(end for end in ends if end)


def _lost(original: _Original, document: Document) -> bool:
    """True when what was in tables is now outside them, or most of it is nowhere."""
    if not original.tables or not document.text_layer:
        return False
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    if not grids:
        return True
    inside = "\n".join(_bare(line) for grid in grids for line in _lines(grid.cells))
    outside = "\n".join(_bare(block.text) for block in document.blocks if isinstance(block, Paragraph))
    gone = [end for end in original.cells if end not in inside]
    return sum(end in outside for end in gone) >= LEAST_LOST or len(gone) > max(LEAST_GONE, len(original.cells) / 2)


def _lines(cells: tuple[Cell, ...]) -> list[str]:
    return [paragraph.text for cell in cells for paragraph in paragraphs(cell.blocks)]


def _bare(text: str) -> str:
    return _HIDDEN.sub("", text)


def _rtf_tables(data: bytes) -> bool:
    """Whether the RTF has table cells. Raises Unreadable where its groups do not close: the end is missing."""
    depth = at = 0
    while step := _RTF_STEP.search(data, at):
        at = step.end() + int(step[1] or 0)
        depth += {b"{": 1, b"}": -1}.get(step[2], 0)
    if depth > 0:  # some writers forget one closing brace, none forgets several
        raise Unreadable(TroubleKind.DAMAGED if depth > 1 else TroubleKind.UNSUPPORTED, "RTF 文件不完整，结尾缺失")
    return re.search(rb"\\(?:nest)?cell(?![a-z])", data) is not None


def _odt(data: bytes) -> bytes:
    """The text part of an OpenDocument file. Raises Unreadable: encrypted, damaged, limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
                raise Unreadable(TroubleKind.ENCRYPTED, "文件设有打开密码")
            return _part(archive, "content.xml")
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(TroubleKind.DAMAGED, "OpenDocument 文件的压缩结构已损坏") from error


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > libreoffice.MOST_BYTES:
        raise Unreadable(TroubleKind.LIMIT, "文件的正文过大")
    return archive.read(info)
