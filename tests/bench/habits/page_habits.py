"""The habits of PDFs by name."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from tests.bench.habits import pages
from tests.bench.habits.application import Application
from tests.bench.habits.habit import Habit


def page(name: str, sentence: str, *touches: str, **changes: Any) -> Habit:
    """One trait of the page."""

    def write(rng: Random, application: Application) -> None:
        for key, value in changes.items():
            setattr(application.page, key, value)

    return Habit("pdf: " + name, sentence, write, touches, media=("pdf",))


def under(name: str, sentence: str, draw: Callable[[Canvas], None]) -> Habit:
    def write(rng: Random, application: Application) -> None:
        application.page.under.append(draw)

    return Habit("pdf: " + name, sentence, write, ("under",), media=("pdf",))


def changed(name: str, sentence: str, change: Callable[[pikepdf.Pdf], None]) -> Habit:
    def write(rng: Random, application: Application) -> None:
        application.page.changes.append(change)

    return Habit("pdf: " + name, sentence, write, ("file",), media=("pdf",))


HABITS = (
    page("text twice", "Text is drawn twice, half a point apart, as some programs do bold.", "text", twice=0.5),
    page("text twice, apart", "Text is drawn twice, one point apart.", "text", twice=1.0),
    page("letter by letter", "Each letter is drawn by itself.", "text", letters=True),
    page("grey text", "Text is grey.", "text", pale=True),
    page("words at the foot", "Words stand at the foot of their cells.", "place", low=True),
    page("shaded cells", "Cells have a shade.", "shade", shaded=True),
    page("thin rectangles", "Rules are thin filled rectangles.", "rules", rules="filled"),
    page("dashed rules", "Rules are dashed.", "rules", rules="dashed"),
    page("double rules", "Every cell has a frame of its own within the rules.", "rules", rules="double"),
    page("open sides", "The table has no outer vertical lines.", "rules", rules="open"),
    page("short rules", "Rules end before they meet.", "rules", rules="short"),
    page("no rules", "The table has no rules.", "rules", rules="none"),
    page("rules across", "The table has no vertical rules.", "rules", rules="across"),
    under("slanting watermark", "A slanting watermark.", pages.watermark("内部资料", 45)),
    under("steep watermark", "A steep watermark.", pages.watermark("湖南省科协申报", 60, 0.7)),
    under("tiled watermark", "A watermark in tiles.", pages.watermark("申报专用", 30, 0.85, 20, True)),
    under("level watermark", "A pale watermark without a slant.", pages.watermark("样稿", 0, 0.9, 90)),
    under("head and foot", "Head and foot lines.", pages.running),
    under("frame round the page", "A frame round the page.", pages.frame),
    under("white words", "Words in white.", pages.white),
    changed("turned page", "Pages lie and are turned by their Rotate.", pages.turned),
    changed("shifted box", "The page's box does not begin at zero.", pages.shifted),
    changed("forms within", "Each page is a form object.", pages.in_forms),
    changed("larger sheet", "Printed on A3.", pages.larger),
    changed("smaller print", "Shrunk onto its sheet.", pages.smaller),
)
