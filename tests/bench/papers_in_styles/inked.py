"""Draws on a page what hands put there: pen ticks, crosses and rings at options, dates, and seals of other shapes and places."""

from __future__ import annotations

import math
from random import Random

import cv2
import numpy as np
from PIL import Image

from tests.bench.papers_in_styles.printed_forms import DPI, Pixels, Sheets
from tests.bench.papers_in_styles.stained import _number, _over
from tests.samples.make.paper import RED, seal

INKS = ((30, 34, 90), (24, 24, 26), (20, 60, 160))


def ticks(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """A pen's tick through each chosen box, larger than the box."""
    return _at_options(page, sheets, rng, ("tick",))


def crosses(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """A pen's cross in each chosen box."""
    return _at_options(page, sheets, rng, ("cross",))


def hand_marks(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Chosen boxes filled, ticked or crossed as it comes."""
    return _at_options(page, sheets, rng, ("tick", "cross", "filled"))


def _at_options(page: Pixels, sheets: Sheets, rng: Random, kinds: tuple[str, ...]) -> Pixels:
    out, ink = page.copy(), rng.choice(INKS)
    kind = rng.choice(kinds)
    for option in sheets.chosen:
        spot = sheets.boxes.get(option)
        if spot is None or spot[0] != _number(page, sheets):
            continue
        _, x0, y0, x1, y1 = spot
        size, (x, y) = max(y1 - y0, 22), ((x0 + x1) / 2 + rng.uniform(-3, 3), (y0 + y1) / 2 + rng.uniform(-3, 3))
        strokes = {
            "tick": [[(-0.5, 0.0), (-0.15, 0.5), (0.75, -0.8)]],
            "cross": [[(-0.5, -0.5), (0.5, 0.5)], [(0.5, -0.5), (-0.5, 0.5)]],
            "filled": [[(-0.3, -0.35 + 0.18 * k), (0.3, -0.28 + 0.18 * k)] for k in range(5)],
        }[kind]
        for stroke in strokes:
            points = [(x + (a + rng.uniform(-0.06, 0.06)) * size, y + (b + rng.uniform(-0.06, 0.06)) * size) for a, b in stroke]
            cv2.polylines(out, [np.array(points, np.int32)], False, ink, rng.choice((3, 4, 5)), cv2.LINE_AA)
    return out


def dates(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """A date by hand where a part is dated, and no name: digits of pen strokes."""
    out, number = page.copy(), _number(page, sheets)
    for mark in sheets.marks:
        if mark.page != number:
            continue
        x, y = mark.pen_x * DPI / 72 + 110, page.shape[0] - (mark.pen_y + 4) * DPI / 72
        for at, digits in enumerate(("2024", "3", str(rng.randrange(10, 29)))):
            where = (round(x + 300 + at * 110), round(y + rng.uniform(-4, 4)))
            cv2.putText(out, digits, where, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.1, INKS[1], 3, cv2.LINE_AA)
    return out


def seal_over(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """A unit's round seal set over answers."""
    spots = [spot for spot in sheets.said(rng) if spot[0] == _number(page, sheets)][:1]
    for _, x0, y0, x1, y1 in spots:
        whole = seal(str(sheets.values["applicant_unit"]), round(40 / 25.4 * DPI))
        stamp = np.array(whole.rotate(rng.uniform(-20, 20), fillcolor="white"))
        page = _pasted(page, stamp, (x0 + x1) // 2, (y0 + y1) // 2)
    return page


def oval_seals(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Oval seals where seals belong, some of them half gone."""
    number = _number(page, sheets)
    for mark in sheets.marks:
        if mark.page == number:
            stamp = np.array(_oval(mark.seal, rng).rotate(rng.uniform(-12, 12), fillcolor="white"))
            page = _pasted(page, stamp, round(mark.x * DPI / 72), page.shape[0] - round(mark.y * DPI / 72))
    return page


def _oval(name: str, rng: Random) -> Image.Image:
    whole = seal(name, round(45 / 25.4 * DPI))
    oval = whole.resize((whole.width, round(whole.height * 0.68)))
    pale = rng.uniform(0.0, 0.45)
    return Image.blend(oval, Image.new("RGB", oval.size, "white"), pale)


def _pasted(page: Pixels, stamp: Pixels, x: int, y: int) -> Pixels:
    layer = np.full_like(page, 255)
    top, left = max(0, y - stamp.shape[0] // 2), max(0, x - stamp.shape[1] // 2)
    part = stamp[: max(0, page.shape[0] - top), : max(0, page.shape[1] - left)]
    layer[top : top + part.shape[0], left : left + part.shape[1]] = part
    return _over(page, layer)


def ringed(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Rings of a red pen round words, as one marks what to look at: they choose nothing."""
    out = page.copy()
    for _, x0, y0, x1, y1 in [spot for spot in sheets.said(rng) if spot[0] == _number(page, sheets)][:3]:
        centre, half = ((x0 + x1) // 2, (y0 + y1) // 2), (min(x1 - x0, 400) // 2 + 14, (y1 - y0) // 2 + 12)
        cv2.ellipse(out, centre, half, math.degrees(rng.uniform(-0.04, 0.04)), 10, 365, RED, 4, cv2.LINE_AA)
    return out
