"""Turns the bytes of an OFD file into a PDF of the same pages: characters with their places, rules, pictures, seals. All that
reads and draws PDFs then reads and draws OFD files; nobody is ever sent it."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from parsers.formats.ofd.blank_font import blank_font, glyph_map
from parsers.formats.ofd.document import OfdPage, pages
from parsers.formats.ofd.geometry import Matrix
from parsers.formats.ofd.package import KIND, OfdPackage
from parsers.formats.ofd.page_objects import Counter, Glyph, Path, things
from parsers.formats.ofd.pictures import Pictures
from parsers.model.file import TroubleKind, Unreadable

_POINTS = 72 / 25.4
_MOST_CHARS = 60_000
_OPERATORS = {"M": "m", "L": "l", "B": "c", "C": "h"}
_MEANINGLESS = re.compile("[\ue000-\uf8ff\ufff0-\uffff]")
"""Characters that stand for a glyph of one font: what they look like is known to that font alone."""
_IN_BLOCK = 100
"""How many characters one block of a ToUnicode table may have (Adobe's technical note 5411)."""


def converted(data: bytes) -> bytes:
    """The PDF of an OFD file. Raises Unreadable: damaged, encrypted, limit, dangerous, empty."""
    import pikepdf

    package = OfdPackage(data)
    with pikepdf.new() as pdf:
        writer = _Writer(pdf, package)
        for page in pages(package):
            writer.add(page)
        if not len(pdf.pages):
            raise Unreadable(TroubleKind.EMPTY, f"{KIND}没有页面")
        writer.close()
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue()


class _Writer:
    """Adds pages to a PDF; all have one font, whose codes are given to characters as they come."""

    def __init__(self, pdf: Any, package: OfdPackage) -> None:
        self._pdf, self._package = pdf, package
        self._font = pdf.make_indirect({})
        self._codes: dict[str, int] = {}
        self._images: dict[str, Any] = {}
        self._seals: dict[bytes, Any] = {}
        self._pictures = Pictures(pdf)
        self._counter = Counter()

    def add(self, page: OfdPage) -> None:
        """Adds one page."""
        import pikepdf

        box = page.box
        width, height = box.width * _POINTS, box.height * _POINTS
        to_points = Matrix(_POINTS, 0, 0, -_POINTS, -box.x * _POINTS, (box.y + box.height) * _POINTS)
        content: list[str] = []
        images: dict[str, Any] = {}
        for thing in things(page, self._counter):
            if isinstance(thing, Glyph):
                content += self._glyph(thing, to_points)
            elif isinstance(thing, Path):
                content += _path(thing, to_points)
            else:
                content += _shown(self._image(thing.part), thing.matrix.then(to_points), images)
        for seal in page.seals:
            at = Matrix(seal.box.width, 0, 0, seal.box.height, seal.box.x, seal.box.y)
            content += _shown(self._seal(seal.data), at.then(to_points), images)
        if page.lost:
            content += _shown(self._pictures.image(b""), Matrix(box.width, 0, 0, box.height).then(to_points), images)
        sheet = self._pdf.add_blank_page(page_size=(max(width, 3), max(height, 3)))
        sheet.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=self._font), XObject=pikepdf.Dictionary(images))
        sheet.Contents = pikepdf.Stream(self._pdf, "\n".join(content).encode("ascii"))

    def _image(self, part: str) -> Any:
        if part not in self._images:
            self._images[part] = self._pdf.make_indirect(self._pictures.image(self._bytes(part)))
        return self._images[part]

    def _seal(self, data: bytes) -> Any:
        """The image of a seal, made once for all its places."""
        if data not in self._seals:
            self._seals[data] = self._pdf.make_indirect(self._pictures.image(data))
        return self._seals[data]

    def _bytes(self, part: str) -> bytes:
        """The bytes of a picture; none where its file is missing or damaged."""
        try:
            return self._package.bytes(part) if part else b""
        except Unreadable as unreadable:
            if unreadable.trouble.kind != TroubleKind.DAMAGED:
                raise
            return b""

    def _glyph(self, glyph: Glyph, to_points: Matrix) -> list[str]:
        matrix = glyph.matrix.then(to_points)
        size = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        if size < 0.01 or glyph.char < " ":
            return []
        code = self._codes.setdefault(glyph.char, len(self._codes) + 1)
        if code > _MOST_CHARS:
            raise Unreadable(TroubleKind.LIMIT, f"{KIND}的文字过多")
        straight = _numbers((matrix.a / size, matrix.b / size, matrix.c / size, matrix.d / size, matrix.e, matrix.f))
        return [f"BT {3 if glyph.hidden else 0} Tr /F {size:.3f} Tf {straight} Tm <{code:04x}> Tj ET"]

    def close(self) -> None:
        """Writes the font, when all characters are known."""
        import pikepdf

        narrow = [code for char, code in self._codes.items() if char.isascii()]
        widths = pikepdf.Array([part for code in narrow for part in (code, pikepdf.Array([500]))])
        described = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name.OFD, Flags=4, FontBBox=[0, -120, 1000, 880], ItalicAngle=0,
            Ascent=880, Descent=-120, CapHeight=700, StemV=80, FontFile2=pikepdf.Stream(self._pdf, blank_font()),
        )  # fmt: skip
        inner = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name.OFD, DW=1000, W=widths,
            CIDSystemInfo=pikepdf.Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
            FontDescriptor=self._pdf.make_indirect(described), CIDToGIDMap=pikepdf.Stream(self._pdf, glyph_map(self._codes)),
        )  # fmt: skip
        outer = {
            "/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.Type0, "/BaseFont": pikepdf.Name.OFD,
            "/Encoding": pikepdf.Name("/Identity-H"), "/DescendantFonts": pikepdf.Array([self._pdf.make_indirect(inner)]),
            "/ToUnicode": pikepdf.Stream(self._pdf, _to_unicode(self._codes)),
        }  # fmt: skip
        for key, value in outer.items():
            self._font[key] = value


def _path(path: Path, to_points: Matrix) -> list[str]:
    content = [f"q {max(0.1, path.width * _POINTS):.2f} w"]
    if path.stroke is not None:
        content.append(f"{_numbers(path.stroke)} RG")
    if path.fill is not None:
        content.append(f"{_numbers(path.fill)} rg")
    for letter, points in path.moves:
        shown = [v for x, y in zip(points[::2], points[1::2], strict=True) for v in to_points.at(x, y)]
        content.append(f"{_numbers(shown)} {_OPERATORS[letter]}".strip())
    paint = "B" if path.stroke is not None and path.fill is not None else "f" if path.fill is not None else "S"
    return [*content, f"{paint} Q"]


def _shown(image: Any, matrix: Matrix, images: dict[str, Any]) -> list[str]:
    """Shows an image, whose upper edge a PDF takes for y = 1."""
    name = f"/I{len(images)}"
    images[name] = image
    return [f"q {_numbers(Matrix(1, 0, 0, -1, 0, 1).then(matrix))} cm {name} Do Q"]


def _numbers(numbers: Iterable[float]) -> str:
    return " ".join(f"{number:.4f}" for number in numbers)


def _to_unicode(codes: dict[str, int]) -> bytes:
    known = ((char, code) for char, code in codes.items() if not _MEANINGLESS.match(char))
    lines = [f"<{code:04x}> <{char.encode('utf-16-be', 'replace').hex()}>" for char, code in known]
    blocks = [lines[at : at + _IN_BLOCK] for at in range(0, len(lines), _IN_BLOCK)]
    return "\n".join((_BEFORE, *map(_block, blocks), _AFTER)).encode("ascii")


def _block(lines: Sequence[str]) -> str:
    return "\n".join((f"{len(lines)} beginbfchar", *lines, "endbfchar"))


_BEFORE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange"""
_AFTER = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
