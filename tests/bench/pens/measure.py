"""Reads the lists of scanned pages, and says of each whether what was chosen is what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from config.model import Option
from parsers.formats.pdf.page_text import Page, Row
from parsers.model.record import Doubt
from parsers.ocr.page_text import read_page
from parsers.ocr.preprocess import prepare
from parsers.ocr.render import Pages
from parsers.ticks.choices import Choice, choose
from tests.bench.pens.scanners import SCANNERS
from tests.bench.pens.sheets import FONTS, HIGH, KINDS, LISTS, PRINTED, WIDE, Listed, pages

WORDS = tuple(dict.fromkeys(word for words in LISTS for word in words))


@dataclass(frozen=True)
class Said:
    """What was read of one list."""

    listed: Listed
    chosen: tuple[str, ...]
    doubt: str
    text: str
    scanner: str
    page: int

    @property
    def right(self) -> bool:
        """What is meant was chosen without a doubt, or there was one where there may be."""
        meant = self.doubt in (Doubt.NONE, Doubt.UNTICKED) and self.chosen == self.listed.meant
        return meant or (self.doubt == Doubt.UNSURE and not self.listed.sure)

    @property
    def wrong(self) -> bool:
        """Something else was said without a doubt."""
        return not self.right and self.doubt in (Doubt.NONE, Doubt.UNTICKED)

    @property
    def group(self) -> str:
        """Printed, marked by a pen, or not marked."""
        return "printed" if self.listed.kind == PRINTED else "pen" if self.listed.meant else "unmarked"


def scans(
    seed: int, count: int, fonts: tuple[str, ...] = FONTS, of: tuple[str, ...] = KINDS
) -> Iterator[tuple[bytes, str, list[Listed]]]:
    """Scanned pages, by which scanner, and what is on them."""
    for number, (page, lists) in enumerate(pages(seed, count, fonts, of)):
        rng = Random(f"scanners {seed} {number}")
        scanner = SCANNERS[(seed + number) % len(SCANNERS)]
        yield scanner(page, rng), scanner.__name__, lists


def said(seed: int, count: int, fonts: tuple[str, ...] = FONTS, of: tuple[str, ...] = KINDS) -> Iterator[Said]:
    """All lists of a seed, of these kinds."""
    for number, (data, scanner, lists) in enumerate(scans(seed, count, fonts, of)):
        with Pages([(data, "image/png" if scanner == "bilevel" else "image/jpeg")]) as source:
            page = read_page(prepare(source.draw(1)), 1, WORDS).page
        for listed in lists:
            text = read(page, listed)
            yield judged(listed, text, scanner, number)


def judged(listed: Listed, text: str, scanner: str, number: int) -> Said:
    """What is made of a list's text."""
    choice: Choice = choose(text, [Option(key=word, label=word) for word in listed.options])
    return Said(listed, tuple(option.label for option in choice.options), choice.doubt, text, scanner, number)


def read(page: Page, listed: Listed) -> str:
    """What was read where a list is."""
    top, end = (level / HIGH * page.height for level in listed.rows)
    rows: list[Row] = []
    for held in [*(cell.rows for table in page.tables for cell in table), page.rows]:
        inside = [row for row in held if top - 2 <= (row.top + row.bottom) / 2 <= end + 2]
        rows += [row for row in inside if row.x0 > (listed.left - 40) / WIDE * page.width]
    return "\n".join(row.text for row in sorted(rows, key=lambda row: row.top))
