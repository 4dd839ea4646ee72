"""Turns a style's wishes into a filled form on clean paper with all that is known of it: values, places of options, seals, pens.

Word files are printed by LibreOffice once and kept in the temporary folder; without it, and for quick tests, they are drawn.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from tests.bench.papers import FONTS, fonted, manner, printed
from tests.parsers.scans import AREAS, places
from tests.samples.make import crowd, pdf, projects, word
from tests.samples.make.forms import CATEGORIES, CONTENTS, FIELDS, Dialect, TickStyle
from tests.samples.make.paper import Mark, Paper, stamped

DPI = 200
Pixels = NDArray[np.uint8]
"""A page in colour: height × width × 3."""
Spot = tuple[int, int, int, int, int]
"""A page (from 0) and a box on it in pixels: left, top, right, bottom."""
MAY_BE_BLANK = ("legal_representative", "unit_phone", "postal_code", "leader_title", "fax", "email", "leader_phone", "support")


@dataclass(frozen=True)
class Wishes:
    """How a paper is filled: options ticked by a pen; some fields blank; which of the three parts are stamped, and what stands
    on their line: a pen's `name`, a `date` alone, or nothing."""

    pen: bool = False
    blank: bool = False
    stamped: tuple[bool, bool, bool] = (True, True, True)
    signed: str = "name"
    round_seals: bool = True


@dataclass
class Sheets:
    """A filled form: its pages as pictures, and what is true of it. `boxes` are the places of boxes and brackets by option,
    `chosen` the options to be marked by a pen, `words` places of printed words, `marks` the seals."""

    name: str
    form: str
    values: dict[str, Any]
    pages: list[Pixels]
    marks: tuple[Mark, ...]
    wishes: Wishes
    boxes: dict[str, Spot] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    words: list[Spot] = field(default_factory=list)
    dpi: int = DPI

    def said(self, rng: Random) -> list[Spot]:
        """Some words, in an order drawn by lot."""
        return rng.sample(self.words, len(self.words))


def filled(number: int, seed: int, wishes: Wishes, office: bool = True) -> Sheets:
    """An application filled in its own manner; `office`: printed by LibreOffice."""
    rng = Random(f"styles {seed} {number}")
    category = crowd.CATEGORIES[number % len(crowd.CATEGORIES)]
    form, values, dialect = projects.form_of(category), projects.values(rng, category), manner(rng)
    if form == "exchange":
        values.pop("project_name", None)
    shown = dict(values)
    if wishes.blank:
        for key in rng.sample([k for k in MAY_BE_BLANK if k in values], 3):
            values[key] = shown[key] = ""
    chosen: tuple[str, ...] = ()
    if wishes.pen:
        values, shown, chosen = _by_pen(form, values)
        ticks: tuple[TickStyle, ...] = ("paren", "box")
        dialect = replace(dialect, tick=rng.choice(ticks), gap="  ")
    dialect = replace(dialect, signed="dated" if wishes.signed == "name" else "blank")
    data = _pages(form, shown, dialect, rng.choice(FONTS), office)
    unit, recommender = str(values["applicant_unit"]), str(values["recommender"])
    # The parts are low here: where seals stood one above the other they would hide one another.
    found = tuple(replace(m, x=m.x + (0, 170, 60)[at]) for at, m in enumerate(places(data, (unit, unit, recommender), rng)))
    pen = wishes.signed == "name"
    marks = tuple(
        replace(mark, seal=mark.seal if wishes.stamped[at] and wishes.round_seals else "", pen=mark.pen if pen else "")
        for at, mark in enumerate(found)
    )
    sheets = Sheets(f"s{seed}-{number}", form, values, [], marks, wishes, chosen=chosen)
    _look(data, sheets)
    _stamp(sheets, found, rng)
    return sheets


def _by_pen(form: str, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]:
    """The values with options that have no words behind them; the same without any; and the options."""
    options = {k: [w.split("：")[0] for w in values.get(k) or ()] for k in ("cooperation_contents", "cooperation_fields")}
    true = {**values, **{k: v for k, v in options.items() if v}}
    shown = {k: v for k, v in values.items() if k not in (*options, "project_category")}
    return true, shown, (CATEGORIES[form][values["project_category"]], *(w for v in options.values() for w in v))


def _pages(form: str, values: dict[str, Any], dialect: Dialect, font: str, office: bool) -> bytes:
    data = fonted(word.docx(form, values, dialect), font) if office else b""
    kept = Path(tempfile.gettempdir()) / "papers-in-styles" / f"{hashlib.sha256(data).hexdigest()}.pdf"
    if office and kept.is_file():
        return kept.read_bytes()
    made = printed([data], "docx")[0] if office else None
    if made is None:
        return pdf.text_pdf(form, values, dialect)
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(made)
    return made


def _look(data: bytes, sheets: Sheets) -> None:
    """Draws the pages, and finds words and options on them."""
    scale = DPI / 72
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document):
            sheets.pages.append(np.array(page.render(scale=scale).to_pil().convert("RGB")))
            text, high = page.get_textpage(), page.get_height()
            for at in range(text.count_rects()):
                left, low, right, top = text.get_rect(at)
                if right - left > 20 and top - low > 5:
                    sheets.words.append(_spot(number, (left, low, right, top), high))
            for option in (*CONTENTS, *FIELDS, *(label for form in CATEGORIES.values() for label in form.values())):
                if option not in sheets.boxes and (box := _box_before(text, option[:7])) is not None:
                    sheets.boxes[option] = _spot(number, box, high)


def _spot(number: int, box: Sequence[float], high: float) -> Spot:
    left, low, right, top = (v * DPI / 72 for v in box)
    return number, round(left), round(high * DPI / 72 - top), round(right), round(high * DPI / 72 - low)


def _box_before(text: Any, words: str) -> tuple[float, float, float, float] | None:
    """The box or the brackets just before these words."""
    search, all_of_it = text.search(words), text.get_text_range()
    while (found := search.get_next()) is not None:
        last = found[0] - 1
        first = all_of_it.rfind("（", max(0, last - 5), last + 1) if last >= 0 and all_of_it[last] == "）" else last
        if first >= 0 and all_of_it[first] in "（□☐":
            a, b = text.get_charbox(first), text.get_charbox(last)
            return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
    return None


def _stamp(sheets: Sheets, found: Sequence[Mark], rng: Random) -> None:
    """Seals and pens' names on the pages."""
    from PIL import Image

    paper = Paper(dpi=DPI, tone="colour")
    for mark in sheets.marks:
        page = stamped(Image.fromarray(sheets.pages[mark.page]), mark, paper, rng)
        sheets.pages[mark.page] = np.array(page)
    sheets.marks = tuple(found)


def areas(sheets: Sheets) -> dict[str, tuple[bool, bool]]:
    """Of each signed part whether it is stamped, and whether a name is signed."""
    name = sheets.wishes.signed == "name"
    return {area: (sheets.wishes.stamped[at], name) for at, area in enumerate(AREAS[: len(sheets.marks)])}
