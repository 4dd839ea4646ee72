"""Turns a scanned file into its pages, read when they are asked for, and drawn as they were read: upright and deskewed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from parsers.ocr.app_marks import drop_app_marks
from parsers.ocr.deskew import straightened
from parsers.ocr.known_form.printed_words import NOTHING, PrintedWords
from parsers.ocr.orientation import turned
from parsers.ocr.page_text import Sheet, read_page
from parsers.ocr.preprocess import PreparedPage, prepare
from parsers.ocr.render import Pages, Pixels, enlarged

MOST_KEPT = 4
"""How many pictures of signed pages are kept until they are searched: each may take 25 MB."""


class Scan:
    """The pages of one file, or of several pictures that are one paper. Numbers count from 1 through all of them. `sheets` are
    the pages read so far; pages whose words `keep` selects stay in memory. `app_words`: what scanning apps print on pages, which
    is left out of them. Use as a context manager."""

    def __init__(
        self, sources: Sequence[tuple[bytes, str]], options: Sequence[str] | None,
        keep: Callable[[str], bool] = lambda words: False, printed: PrintedWords = NOTHING,
    ) -> None:
        """`sources` are bytes and media types; `options` the words beside which ticks are looked for, None where no guide
        says so: those that pages print; `printed` is what the guide's forms print. Raises Unreadable:
        damaged, encrypted, limit, unsupported."""
        self._options, self._keep, self._printed = options, keep, printed
        self._pages = Pages(sources)
        self._quarters: int | None = None
        self._glanced: tuple[int, PreparedPage] | None = None
        self._kept: dict[int, Pixels] = {}
        self.sheets: dict[int, Sheet] = {}
        self.app_words: Sequence[str] = ()

    def __enter__(self) -> Scan:
        return self

    def __exit__(self, *_: object) -> None:
        self._pages.__exit__()

    def __len__(self) -> int:
        return len(self._pages)

    def where(self, number: int) -> tuple[int, int]:
        """The source that has a page (from 0), and the page's number there."""
        return self._pages.where(number)

    def glance(self, number: int) -> Sheet:
        """Reads the upper part of a page, where the paper says what it is. Raises Unreadable: damaged, limit."""
        picture = self._picture(number)
        prepared = self._prepared(number, picture)
        self._glanced = number, prepared
        return read_page(prepared, number, self._options, upper_part=True)

    def read(self, number: int) -> Sheet:
        """Reads a whole page. Raises Unreadable: damaged, limit."""
        if number not in self.sheets:
            picture = self._picture(number)
            sheet = self.sheets[number] = read_page(self._prepared(number, picture), number, self._options, printed=self._printed)
            drop_app_marks(sheet.page, self.app_words)
            self._glanced = None
            if len(self._kept) < MOST_KEPT and self._keep(sheet.words):
                self._kept[number] = picture
        return self.sheets[number]

    def draw(self, number: int) -> Pixels:
        """Draws a page in colour (RGB), turned and deskewed as its sheet is: boxes of its lines and cells fit it."""
        picture = self._kept[number] if number in self._kept else self._picture(number)
        sheet = self.sheets.get(number)
        if sheet is None:
            return picture
        upright = turned(picture, sheet.quarters)
        return straightened(upright, sheet.matrix, sheet.bend)

    def _prepared(self, number: int, picture: Pixels) -> PreparedPage:
        """The preprocessed page; a page whose upper part was read is preprocessed already. A blank page does not say how the next
        one is turned."""
        if self._glanced is not None and self._glanced[0] == number:
            return self._glanced[1]
        prepared = prepare(picture, self._quarters)
        if prepared.quads:
            self._quarters = prepared.quarters
        return prepared

    def _picture(self, number: int) -> Pixels:
        return enlarged(self._pages.draw(number))
