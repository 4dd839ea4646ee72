"""The limits of the formats: as many as a limit says are read, one more is refused, or left out where the rest is worth reading.

Small limits are tried with files of that count, large ones are set to a few.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from types import ModuleType

import pikepdf
import pytest
from PIL import Image

from parsers.formats.image.picture_sizes import LEAST_PIXELS, LEAST_SIDE, PAGE_SHAPES, PAGE_SIDE, like_a_page, small
from parsers.formats.legacy import batch
from parsers.formats.pdf import reader as pdf
from parsers.formats.web import html_to_wordml, mhtml, styles, tables
from parsers.formats.web import reader as web
from parsers.formats.word import alt_chunks, form_controls, opc_package, pictures, visible_tree
from parsers.formats.word import reader as word
from parsers.model.document import Document, Grid, PlaceNote, paragraphs
from parsers.model.file import TroubleKind, Unreadable
from tests.parsers import pdfs
from tests.parsers.wordml import Relation, cell, docx, para, table

FEW = 5
STEPS = (-1, 0, 1)


def refused(made: Callable[[], object]) -> bool:
    """Whether a limit of ours stops it."""
    try:
        made()
    except Unreadable as error:
        assert error.trouble.kind == TroubleKind.LIMIT
        return True
    return False


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(document.blocks)]


# --- limits that refuse a file ------------------------------------------------------------------------------------------


def chunked(count: int) -> bytes:
    """A Word file of so many pages put into it."""
    chunks = "".join(f'<w:altChunk r:id="c{n}"/>' for n in range(count))
    rels: list[Relation] = [(f"c{n}", "aFChunk", f"c{n}.htm") for n in range(count)]
    return docx(para("文") + chunks, rels=rels, extra_parts={f"word/c{n}.htm": "<p>页</p>" for n in range(count)})


def controlled(count: int) -> bytes:
    return docx(para("文", "<w:r><w:object><w:control/></w:object></w:r>" * count))


def nested(count: int) -> bytes:
    """Tables in one another: with the text of the page, so many levels of text."""
    inner = para("底")
    for _ in range(count - 1):
        inner = table([[cell(inner, para())]])
    return docx(inner)


def page(count: int) -> bytes:
    return ("<div>" * count + "文" + "</div>" * count).encode()


def paged(count: int) -> bytes:
    def change(file: pikepdf.Pdf) -> None:
        for _ in range(count - 1):
            file.pages.append(file.pages[0])

    return pdfs.changed(pdfs.page(), change)


REFUSING: Sequence[tuple[ModuleType, str, int | None, Callable[[int], bytes], Callable[[bytes], object]]] = (
    (word, "MOST_NESTING", None, nested, word.read),
    (word, "MOST_CELLS", FEW, lambda n: docx(table([["甲"] * n])), word.read),
    (word, "MOST_PARAGRAPHS", FEW, lambda n: docx(para("文") * n), word.read),
    (word, "MOST_CHARACTERS", FEW, lambda n: docx(para("文" * n)), word.read),
    (alt_chunks, "MOST_CHUNKS", None, chunked, word.read),
    (form_controls, "MOST_CONTROLS", FEW, controlled, word.read),
    (opc_package, "MOST_PARTS", FEW, lambda n: docx(para("文"), extra_parts={f"word/{i}.xml": "<a/>" for i in range(n - 4)}),
     word.read),
    (web, "MOST_BYTES", 40, lambda n: b"<p>" + b"a" * (n - 3), web.read),
    (mhtml, "MOST_BYTES", 99, lambda n: b"Content-Type: text/html\n\n<p>" + b"a" * (n - 28), mhtml.read),
    (html_to_wordml, "MOST_CELLS", FEW, lambda n: ("<table><tr>" + "<td>甲" * n + "</table>").encode(), web.read),
    (html_to_wordml, "MOST_ELEMENTS", FEW, lambda n: ("<p>文" + "<b>字</b>" * (n - 3)).encode(), web.read),
    (pdf, "MOST_PAGES", FEW, paged, pdf.read),
)  # fmt: skip
"""Module, name of the limit, what it is set to (None: it stays as it is), a file with so many, and who reads it."""


@pytest.mark.parametrize(("module", "name", "most", "made", "read"), REFUSING, ids=[f"{m.__name__}.{n}" for m, n, *_ in REFUSING])
def test_one_more_than_the_limit_is_refused(
    module: ModuleType, name: str, most: int | None, made: Callable[[int], bytes], read: Callable[[bytes], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if most is not None:
        monkeypatch.setattr(module, name, most)
    limit = getattr(module, name)
    assert [refused(lambda n=limit + step: read(made(n))) for step in STEPS] == [False, False, True]  # type: ignore[misc]


# --- limits behind which the rest is left out -----------------------------------------------------------------------------


@pytest.mark.parametrize("step", STEPS)
def test_headers_beyond_the_limit_are_left_out(step: int) -> None:
    count = visible_tree.MOST_MARGINS + step
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    data = docx(para("文"), rels=[(f"h{n}", "header", f"h{n}.xml") for n in range(count)],
                extra_parts={f"word/h{n}.xml": f"<w:hdr {space}>{para(f'页眉{n}')}</w:hdr>" for n in range(count)})  # fmt: skip
    read = [p.text for p in paragraphs(word.read(data).blocks) if p.place.note == PlaceNote.HEADER]
    assert len(read) == min(count, visible_tree.MOST_MARGINS) and read[-1] == f"页眉{len(read) - 1}"


@pytest.mark.parametrize("step", STEPS)
def test_pictures_of_a_file_of_pictures_beyond_the_limit_are_left_out(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PICTURES", FEW)
    data = pictured(FEW + step)
    assert len(pictures.pages_in(data, pictures.DOCX, word.read(data))) == min(FEW + step, FEW)


@pytest.mark.parametrize("step", STEPS)
def test_a_file_of_pictures_has_fewer_letters_than_a_caption(step: int) -> None:
    data = pictured(1, "题" * (pictures.MOST_LETTERS + step) + "。，")
    assert len(pictures.pages_in(data, pictures.DOCX, word.read(data))) == (1 if step < 0 else 0)


def pictured(count: int, words: str = "") -> bytes:
    drawn = "".join(f'<a:blip r:embed="p{n}"/>' for n in range(count))
    spaces = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    return docx(para(f"<w:r><w:drawing>{drawn}</w:drawing></w:r>", words or "图"), spaces=spaces,
                rels=[(f"p{n}", "image", f"p{n}.png") for n in range(count)],
                extra_parts={f"word/p{n}.png": picture(500, 700 + n) for n in range(count)})  # fmt: skip


def picture(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("step", STEPS)
def test_a_cell_of_a_page_is_as_wide_as_a_table_of_word_may_be(step: int) -> None:
    wide = tables.MOST_COLUMNS + step
    block = web.read(f"<table><tr><td colspan={wide}>甲</table>".encode()).blocks[0]
    assert isinstance(block, Grid) and block.cells[0].column_span == min(wide, tables.MOST_COLUMNS)


@pytest.mark.parametrize(("count", "read"), [(4, True), (5, True), (6, False)])
def test_rules_of_a_style_sheet_beyond_the_limit_are_left_out(count: int, read: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "MOST_RULES", FEW)
    sheet = ".x{color:red}" * (count - 1) + ".hidden{display:none}"
    assert ("藏" not in "".join(lines(web.read(f"<style>{sheet}</style><p>文<b class=hidden>藏</b>".encode())))) == read


@pytest.mark.parametrize("step", STEPS)
def test_pages_beyond_the_limit_are_read_for_their_words_and_not_for_tables(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "TABLE_PAGES", 2)
    blocks = pdf.read(paged(2 + step)).blocks
    assert sum(len(block.cells) for block in blocks if isinstance(block, Grid)) == 2 * len(pdfs.ROWS) * min(2 + step, 2)
    rest = [block.text for block in blocks if not isinstance(block, Grid)]
    assert any(line.startswith(pdfs.ROWS[0][0]) for line in rest) == (step > 0)


# --- sizes of pictures and batches ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height", "is_small"), [
    (LEAST_SIDE - 1, 3000, True), (LEAST_SIDE, 3000, False), (LEAST_SIDE + 1, 3000, False), (3000, LEAST_SIDE - 1, True),
    (300, LEAST_PIXELS // 300 - 1, True), (300, LEAST_PIXELS // 300, False), (300, LEAST_PIXELS // 300 + 1, False),
])  # fmt: skip
def test_a_picture_that_is_a_pixel_too_small_is_no_page(width: int, height: int, is_small: bool) -> None:
    assert small(picture(width, height)) == is_small


@pytest.mark.parametrize(("long", "page_like"), [
    (PAGE_SHAPES[0] * 1000 - 1, False), (PAGE_SHAPES[0] * 1000, True), (PAGE_SHAPES[1] * 1000, True),
    (PAGE_SHAPES[1] * 1000 + 1, False),
])  # fmt: skip
def test_a_picture_has_a_pages_shape_or_not(long: float, page_like: bool) -> None:
    assert like_a_page(picture(1000, int(long))) == like_a_page(picture(int(long), 1000)) == page_like


@pytest.mark.parametrize("step", STEPS)
def test_a_picture_is_a_page_from_its_shorter_side_on(step: int) -> None:
    assert like_a_page(picture(PAGE_SIDE + step, 700)) == (step >= 0)


@pytest.mark.parametrize(("count", "starts"), [
    (1, []), (2, [2]), (15, [15]), (16, [16]), (17, [16]), (18, [16, 2]), (32, [16, 16]),
])  # fmt: skip
def test_old_files_are_converted_sixteen_at_a_start_and_one_alone_waits(count: int, starts: list[int]) -> None:
    assert [len(group) for group in batch._groups([(b"x", "doc")] * count)] == starts


@pytest.mark.parametrize(("size", "starts"), [(99, [3]), (100, [3]), (101, [2])])
def test_old_files_of_one_start_have_no_more_bytes_than_the_limit(
    size: int, starts: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "MOST_BYTES", 300)
    assert [len(group) for group in batch._groups([(b"x" * size, "doc")] * 3)] == starts
