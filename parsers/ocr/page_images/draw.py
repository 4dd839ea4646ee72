"""Turns the bytes of a form into pictures of its pages, drawn again as they were read, and draws boxes into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from parsers.model.page_transform import PageTransform
from parsers.model.seal import StampState
from parsers.ocr.deskew import straightened
from parsers.ocr.mended_rules.curl import Bend
from parsers.ocr.orientation import turned
from parsers.ocr.page_images.box_colours import COLOURS
from parsers.ocr.page_images.boxes import Boxed, Kind
from parsers.ocr.render import Pages, Pixels

WIDTH = 1240
"""Width of a page image in pixels: A4 at 150 dpi, which a person can read."""

_PALE = {StampState.NOT_SEEN: "-", StampState.CANNOT_TELL: "?"}


class PageImages:
    """The pages of one form, drawn when asked for; `sources` are the bytes and media types of its file, or of the several
    pictures that are its pages, in their order. Use as a context manager."""

    def __init__(self, sources: Sequence[tuple[bytes, str]], transforms: Sequence[PageTransform] = ()) -> None:
        """`transforms`: the transforms of pages read from pictures. Raises Unreadable: damaged, encrypted, limit, unsupported."""
        self._pages = Pages(sources)
        self._transforms = {one.page: one for one in transforms}

    def __enter__(self) -> PageImages:
        return self

    def __exit__(self, *_: object) -> None:
        self._pages.__exit__()

    def __len__(self) -> int:
        return len(self._pages)

    def draw(self, number: int, width: int = WIDTH) -> Pixels:
        """Page `number` (from 1), upright and deskewed, `width` pixels wide, RGB. Raises Unreadable: damaged, limit."""
        picture = self._pages.draw(number, 2 * width)
        transform = self._transforms.get(number)
        if transform is not None:
            picture = transformed(turned(picture, transform.quarters), transform)
        high = max(1, round(picture.shape[0] * width / picture.shape[1]))
        method = cv2.INTER_AREA if picture.shape[1] > width else cv2.INTER_CUBIC
        return np.asarray(cv2.resize(picture, (width, high), interpolation=method), np.uint8)


def transformed(picture: Pixels, transform: PageTransform) -> Pixels:
    """A turned page, deskewed and straightened as it was when it was read, whatever its size now."""
    wide = picture.shape[1]
    scale, matrix = np.diag([wide, wide, 1.0]), np.eye(3)
    if transform.matrix:
        matrix = scale @ np.array(transform.matrix, np.float64).reshape(3, 3) @ np.linalg.inv(scale)
    return straightened(picture, matrix, Bend(transform.bend) if transform.bend else None)


def boxed(picture: Pixels, boxes: Iterable[Boxed]) -> Pixels:
    """The page with a frame round each thing that was found on it and its key above: "?" where it cannot be told, "-" where
    nothing is there."""
    drawn = picture.copy()
    unit = picture.shape[1] / 1000
    for one in boxes:
        left, top, right, bottom = (round(v * unit) for v in one.box)
        ink = COLOURS[one.kind]
        cv2.rectangle(drawn, (left, top), (right, bottom), ink, 2 if one.state == StampState.SEEN else 1)
        words = f"{one.key} {one.kind}" if one.kind in (Kind.SEAL, Kind.SIGNATURE, Kind.DATE, Kind.PART) else one.key
        _label(drawn, f"{words} {_PALE.get(one.state, '')}".strip(), right, top, ink)
    return drawn


def _label(drawn: Pixels, words: str, right: int, top: int, ink: tuple[int, int, int]) -> None:
    """Writes a key in white on the frame's colour, at the right end of the frame's upper edge: handwriting begins at the left."""
    (wide, high), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, 0.4, 1)
    left, upper = max(0, right - wide - 4), max(0, top - high // 2 - 3)
    cv2.rectangle(drawn, (left, upper), (left + wide + 4, upper + high + 5), ink, -1)
    cv2.putText(drawn, words, (left + 2, upper + high + 2), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (255, 255, 255), 1, cv2.LINE_AA)


def png(picture: Pixels) -> bytes:
    """A picture as the bytes of a PNG."""
    return _encoded(picture, ".png", [cv2.IMWRITE_PNG_COMPRESSION, 6])


def jpeg(picture: Pixels, quality: int = 60) -> bytes:
    """A picture as the bytes of a JPEG: a tenth of the size, for places where many are kept."""
    return _encoded(picture, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, quality])


def _encoded(picture: Pixels, ending: str, settings: list[int]) -> bytes:
    done, data = cv2.imencode(ending, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), settings)
    return data.tobytes() if done else b""
