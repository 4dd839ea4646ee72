"""Finds the lines of print on a gray page and reads them. The only module that knows the recognition engine.

The engine is loaded once a process and runs on one thread; its models are in its package, so nothing is downloaded.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr import model_runtime
from parsers.ocr.alternatives import IN_DOUBT, Alternatives
from parsers.values.simplified import simplified

Gray = NDArray[np.uint8]
"""A picture without colour: height × width."""

Quad = NDArray[np.float32]
"""Four corners (x, y) in pixels: upper left, upper right, lower right, lower left, as the line reads."""

LOOK = 1440
"""Pixels of the longer side of the copy on which lines are looked for: more costs much and finds no more."""

GLANCE = 768
"""The same where it is enough to find most of them."""

_LEAST = 736
"""Small pictures are enlarged to so many pixels of the shorter side, with which the detector was trained."""

_LONGEST_STRIP = 60
"""How many times as wide as high a strip may be."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: what it was read as; its middle, beginning and end as shares of its line's length; its confidence; and, if
    in doubt, what else it may be, likeliest first."""

    text: str
    at: float
    start: float
    end: float
    confidence: float
    others: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print as read; blanks are kept in `text` and have no glyph."""

    text: str
    glyphs: tuple[Glyph, ...]

    @property
    def confidence(self) -> float:
        """Mean over the characters; 0 for an empty line."""
        return sum(g.confidence for g in self.glyphs) / len(self.glyphs) if self.glyphs else 0.0


def _engine() -> Any:
    return _loaded(model_runtime.chosen())


@cache
def _loaded(runtime: str) -> Any:
    """The detector and the recogniser, on one thread each: two workers of one thread do more than one of two."""
    import rapidocr
    from rapidocr import EngineType, RapidOCR

    cv2.setNumThreads(1)
    common = {
        "Global.use_cls": False,
        "Global.max_side_len": 4 * LOOK,
        "Det.limit_side_len": 32,  # we set the size ourselves
        "Global.text_score": 0.0,
        "Global.log_level": "critical",
        "Rec.rec_batch_num": 1,  # only strips of one length share a batch without padding, which costs a fifth
    }
    if runtime == model_runtime.ONNXRUNTIME:
        threads = {f"EngineConfig.onnxruntime.{way}_op_num_threads": 1 for way in ("intra", "inter")}
        return RapidOCR(params=common | threads)
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # whoever reads applications reports nothing
    models = Path(rapidocr.__file__).parent / "models"  # they are the same; its own would be downloaded
    chosen: dict[str, Any] = {f"EngineConfig.openvino.{way}": 1 for way in ("inference_num_threads", "num_streams")}
    for part in ("Det", "Rec"):
        chosen[f"{part}.engine_type"] = EngineType.OPENVINO
        chosen[f"{part}.model_path"] = str(next(models.glob(f"*_{part.lower()}_*.onnx")))
    return RapidOCR(params=common | chosen)


def find_lines(page: Gray, longer: int = LOOK) -> list[Quad]:
    """The places of lines of print on the page, each tightly framed, in no reliable order; found on a copy whose longer side
    has `longer` pixels."""
    share = min(longer / max(page.shape), 1.0)
    if longer >= LOOK:
        share = max(share, min(_LEAST / min(page.shape), 2 * LOOK / max(page.shape)))
    size = max(32, round(page.shape[1] * share)), max(32, round(page.shape[0] * share))
    way = cv2.INTER_AREA if share < 1 else cv2.INTER_LINEAR
    copy = np.asarray(cv2.resize(page, size, interpolation=way), np.uint8) if share != 1 else page
    detected = _engine()(_three(copy), use_det=True, use_cls=False, use_rec=False)
    if detected is None or detected.boxes is None:
        return []
    back = np.array([page.shape[1] / size[0], page.shape[0] / size[1]], np.float32)
    return [np.asarray(box, np.float32) * back for box in detected.boxes]


def read_strips(strips: Sequence[Gray]) -> list[Line]:
    """The words on strips cut out of a page, one line each, as they are turned."""
    return [_read(strip) for strip in strips]


def cut(page: Gray, quad: Quad) -> Gray:
    """The strip in a quad, made level."""
    wide = max(float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[2] - quad[3])), 2.0)
    high = max(float(np.linalg.norm(quad[3] - quad[0])), float(np.linalg.norm(quad[2] - quad[1])), 2.0)
    size = (round(min(wide, _LONGEST_STRIP * high)), round(high))
    corners = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    turn = cv2.getPerspectiveTransform(quad, corners)
    strip = cv2.warpPerspective(page, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, np.uint8)


def _read(strip: Gray) -> Line:
    decoder = _decoder(model_runtime.chosen())
    read = _recognised(_of_few_widths(strip))
    if read is None or not read.txts or not read.txts[0].strip():
        return Line("", ())
    words = simplified(read.txts[0])  # the model takes blurred simplified characters for traditional ones
    return _line(words, read.word_results[0], decoder.of_last)


def _recognised(strip: Gray) -> Any:
    return _engine()(_three(strip), use_det=False, use_cls=False, use_rec=True, return_word_box=True)


@cache
def _decoder(runtime: str) -> Alternatives:
    """The recogniser's decoder, which says from now on what else the characters of the last strip may be."""
    _recognised(np.full((_HIGH, _LEAST_WIDE), 255, np.uint8))  # the recogniser is loaded with its first strip
    recogniser = _loaded(runtime).text_rec
    recogniser.postprocess_op = Alternatives(recogniser.postprocess_op)
    return cast(Alternatives, recogniser.postprocess_op)


def _of_few_widths(strip: Gray) -> Gray:
    """The strip as high as the model reads, and of the nearest of few widths: OpenVINO prepares itself anew for each, which takes
    time and memory. (Blank space behind a strip would do as well, and loses characters.)"""
    wide = math.ceil(_HIGH * min(strip.shape[1] / strip.shape[0], _LONGEST_STRIP))
    if wide > _LEAST_WIDE:
        step = _STEP if wide < 20 * _STEP else 2 * _STEP
        wide = max(_LEAST_WIDE, round(wide / step) * step)
    return np.asarray(cv2.resize(strip, (wide, _HIGH)), np.uint8)


_HIGH, _LEAST_WIDE, _STEP = 48, 320, 32
"""Pixels: a strip's height and least width as the model takes them, and the step of widths."""


def _line(text: str, info: Any, others: Callable[[int], str]) -> Line:
    """Characters with their columns. The recogniser gives a column for each character except blanks; a strip shorter than
    its least input is padded on the right, so columns are counted over the strip's own part."""
    columns = [column for word in info.word_cols for column in word]
    letters = [c for c in text if not c.isspace()]
    if len(columns) != len(letters) or not letters:
        return Line(text, ())
    # Confidences are given for all characters, blanks included.
    sure = [c for c, letter in zip(info.confs, text, strict=False) if not letter.isspace()]
    sure += [0.0] * (len(letters) - len(sure))
    total = max(float(info.line_txt_len), columns[-1] + 1.0)
    half = max(0.5, 0.5 * float(np.median(np.diff(columns))) if len(columns) > 1 else 1.0)
    glyphs = []
    for at, letter in enumerate(letters):
        left = (columns[at - 1] + columns[at]) / 2 if at else columns[at] - half
        right = (columns[at + 1] + columns[at]) / 2 if at + 1 < len(columns) else columns[at] + half
        left, right = max(left, columns[at] - 1.6 * half), min(right, columns[at] + 1.6 * half)
        start, end = max(0.0, (left + 0.5) / total), min(1.0, (right + 0.5) / total)
        what_else = others(columns[at]) if sure[at] < IN_DOUBT else ""
        glyphs.append(Glyph(letter, (columns[at] + 0.5) / total, start, end, float(sure[at]), what_else))
    return Line(text, tuple(glyphs))


def _three(page: Gray) -> NDArray[np.uint8]:
    return np.repeat(page[:, :, None], 3, axis=2)
