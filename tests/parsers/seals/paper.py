"""A page of the signed parts, which a test can stamp and sign."""

from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from parsers.model.seal import Stamp
from parsers.seals import Line, areas, detect_stamps
from tests.parsers.rules.builders import guide
from tests.parsers.seals import FINE, font, overlay, ring

DPM = 6
"""Pixels a millimetre of the pages drawn here."""
PRINT = (
    ("三、申报单位承诺", 90), ("我单位保证申报材料真实、合法。", 97), ("（单位盖章）", 116), ("法定代表人签字：", 124),
    ("四、审查意见", 132), ("申报单位意见：", 139), ("同意申报。", 146), ("（单位盖章）", 168), ("负责人签字：", 176),
    ("推荐单位意见：", 184), ("同意推荐。", 191), ("（单位盖章）", 213), ("负责人签字：", 221), ("省科协审定意见：", 229),
)  # fmt: skip
SIGN_HERE = (58.0, 124.0)
"""Millimetres, right of 法定代表人签字."""


class Paper:
    """A page of the signed parts, to be stamped and signed by a test."""

    def __init__(self) -> None:
        self.picture = Image.new("RGB", (210 * DPM, 297 * DPM), "white")
        self.draw = ImageDraw.Draw(self.picture)
        self.lines: list[Line] = []
        for words, y in PRINT:
            box = self.write(words, 24, y)
            self.lines.append(Line(1, box, words))
        for y in (89, 131, 138, 183, 228, 245):
            self.draw.line((20 * DPM, y * DPM, 190 * DPM, y * DPM), fill=(40, 40, 40), width=2)

    def write(self, words: str, x: float, y: float, ink: str = "black", high: float = 4.2) -> tuple[int, int, int, int]:
        """Prints words; gives their box in thousandths of the page's width."""
        place = (x * DPM, y * DPM)
        self.draw.text(place, words, font=font(round(high * DPM)), fill=ink)
        left, top, right, bottom = self.draw.textbbox(place, words, font=font(round(high * DPM)))
        return tuple(round(v * 1000 / self.picture.width) for v in (left, top - 2, right, bottom + 2))  # type: ignore[return-value]

    def press(self, seal: Image.Image, x: float, y: float) -> None:
        """Presses a seal with its middle at these millimetres."""
        small = seal.resize((seal.width * DPM // FINE, seal.height * DPM // FINE), Image.Resampling.LANCZOS)
        overlay(self.picture, small, (round(x * DPM - small.width / 2), round(y * DPM - small.height / 2)))

    def sign(self, ink: str = "#202030") -> None:
        """Pen strokes as high as people write."""
        x, y = SIGN_HERE
        rng = Random(5)
        for start in range(3):
            strokes = [(x + start * 7 + rng.uniform(0, 7), y + rng.uniform(-4, 5)) for _ in range(7)]
            self.draw.line([(a * DPM, b * DPM) for a, b in strokes], fill=ink, width=4, joint="curve")

    def seen(self, pixels: NDArray[np.uint8] | None = None) -> dict[tuple[str, str], Stamp]:
        """What is found, by part and kind."""
        form = guide().form("exchange")
        assert form is not None
        found = areas(self.lines, form, {1: 1414})
        shown = np.asarray(self.picture) if pixels is None else pixels
        return {(stamp.area, stamp.kind): stamp for stamp in detect_stamps(lambda _: shown, found)}


def unit_seal() -> Image.Image:
    return ring("湖南橘洲数据科技有限公司", 40, 40, (214, 40, 48), Random(1))
