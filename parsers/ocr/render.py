"""Renders a scanned file into its pages as RGB pixels, never wider than asked and never without a limit. Page boxes and dpi are
often wrong, so all later steps measure in shares of the page's width."""

from __future__ import annotations

import ctypes
import io
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from parsers.formats.pdf.inspection import open_pdf
from parsers.formats.sniff import OFD, PDF
from parsers.model.file import TroubleKind, Unreadable

Pixels = NDArray[np.uint8]
"""A picture: height × width × 3, red first."""

CAP = 2480
"""Largest shorter side in pixels: A4 at 300 dpi."""

MOST_PIXELS = 120_000_000
"""Limit of one picture before it is decoded: A3 at 600 dpi has 70 million. A JPEG is decoded smaller, so it may have twice as
many."""

FINE, _NEARLY = 1654, 1.1
"""Pixels of the shorter side of A4 at 200 dpi, and from how many times enlarged a picture is that is coarser."""
_LONGEST = 3
"""From how many times as long as wide a page is drawn smaller."""
_PLAIN_WIDTH = FINE
"""Pixels of the shorter side of a page without pictures: A4 at 200 dpi."""
_TIFF_FRAMES = 600
_KINDS = ("JPEG", "PNG", "TIFF", "BMP", "DIB", "GIF", "WEBP", "HEIF")
"""Pillow's names of what is opened; a phone's MPO is opened as JPEG and has no name of its own there."""


class Pages:
    """The pages of a PDF, OFD or picture file, or of several in their order, drawn when asked for. Use as a context manager."""

    def __init__(self, sources: Sequence[tuple[bytes, str]]) -> None:
        """`sources` are bytes and media types. Raises Unreadable: damaged, encrypted, limit, unsupported."""
        self._sources: list[_Pdf | _Picture] = [
            _Pdf(_as_pdf(data, kind)) if kind in (PDF, OFD) else _Picture(data) for data, kind in sources]
        self._at = [(at, number) for at, one in enumerate(self._sources) for number in range(1, one.count + 1)]

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        for source in self._sources:
            source.close()

    def __len__(self) -> int:
        return len(self._at)

    def where(self, number: int) -> tuple[int, int]:
        """The source that has a page (from 0), and the page's number there."""
        return self._at[number - 1]

    def pictured(self, number: int) -> bool:
        """Whether a page has anything on it but text and rules: pictures, or notes with a look of their own."""
        at, own = self._at[number - 1]
        return self._sources[at].pictured(own)

    def draw(self, number: int, cap: int = CAP) -> Pixels:
        """Page `number` (from 1), its shorter side at most `cap` pixels and never enlarged beyond the resolution of the picture.

        Raises Unreadable: damaged, limit.
        """
        at, own = self._at[number - 1]
        return self._sources[at].draw(own, cap)


def pages(data: bytes, media_type: str, cap: int = CAP) -> Iterator[Pixels]:
    """All pages in turn, as RGB arrays. Raises Unreadable: damaged, encrypted, limit, unsupported."""
    with Pages([(data, media_type)]) as source:
        for number in range(1, len(source) + 1):
            yield source.draw(number, cap)


def enlarged(picture: Pixels) -> Pixels:
    """A picture of a page as fine as one of 200 dpi, if it is not: what is cut off beside a ruled line is some pixels broad, in
    which a coarse page has strokes of print."""
    share = min(FINE / min(picture.shape[:2]), 2 * FINE / max(picture.shape[:2]))
    if share <= _NEARLY:
        return picture
    size = round(picture.shape[1] * share), round(picture.shape[0] * share)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def _as_pdf(data: bytes, media_type: str) -> bytes:
    if media_type == PDF:
        return data
    from parsers.formats.ofd.to_pdf import converted

    return converted(data)


class _Pdf:
    """Pages of a PDF by pdfium."""

    def __init__(self, data: bytes) -> None:
        self._pdf: Any = open_pdf(data)[0]
        self.count = len(self._pdf)

    def close(self) -> None:
        self._pdf.close()

    def draw(self, number: int, cap: int) -> Pixels:
        import pypdfium2

        try:
            page = self._pdf[number - 1]
            width, height = page.get_size()
            scale = min(cap, self._fullest(page, min(width, height))) / max(min(width, height), 1.0)
            scale = min(scale, _LONGEST * cap / max(width, height, 1.0))
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, may_draw_forms=False)
            drawn = _coloured(np.array(bitmap.to_numpy()))
            bitmap.close()
            page.close()
        except (pypdfium2.PdfiumError, ctypes.ArgumentError, ValueError) as error:
            raise Unreadable(TroubleKind.DAMAGED, f"第{number}页无法显示") from error
        return drawn

    def pictured(self, number: int) -> bool:
        import pypdfium2
        import pypdfium2.raw as pdfium

        try:
            page = self._pdf[number - 1]
            found = pdfium.FPDFPage_GetAnnotCount(page.raw) > 0
            found = found or any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
            page.close()
        except (pypdfium2.PdfiumError, ctypes.ArgumentError, ValueError):
            return False
        return found

    def _fullest(self, page: Any, side: float) -> float:
        """Pixels of the page's shorter side at which its finest large picture keeps its resolution."""
        import pypdfium2.raw as pdfium

        finest, total = 0.0, 0
        for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            wide, high = image.get_px_size()
            total += wide * high
            left, bottom, right, top = image.get_bounds()
            if right - left > 0.3 * side and top - bottom > 1:
                turned = (wide > high) != (right - left > top - bottom)
                finest = max(finest, (high if turned else wide) / (right - left) * side)
        if total > MOST_PIXELS:
            raise Unreadable(TroubleKind.LIMIT, "图片像素过多")
        return finest or _PLAIN_WIDTH


class _Picture:
    """Pages of a picture file by Pillow; only TIFF has several."""

    def __init__(self, data: bytes) -> None:
        _know_heic()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._image = Image.open(io.BytesIO(data), formats=_KINDS)
                draft = self._image.format in ("JPEG", "MPO")
                if self._image.width * self._image.height > MOST_PIXELS * (2 if draft else 1):
                    raise Unreadable(TroubleKind.LIMIT, "图片像素过多")
                self.count = _frames(self._image)
        except Unreadable:
            raise
        except Image.DecompressionBombError as error:
            raise Unreadable(TroubleKind.LIMIT, "图片像素过多") from error
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError) as error:
            raise Unreadable(TroubleKind.DAMAGED, "图片已损坏，无法打开") from error

    def close(self) -> None:
        self._image.close()

    def pictured(self, number: int) -> bool:
        return True

    def draw(self, number: int, cap: int) -> Pixels:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                if number > 1 or self.count > 1:
                    self._image.seek(number - 1)
                if self._image.width * self._image.height > MOST_PIXELS * 2:
                    raise Unreadable(TroubleKind.LIMIT, "图片像素过多")
                self._image.draft("RGB", (cap, cap))
                return _reduced(_on_white(ImageOps.exif_transpose(self._image)), cap)
        except Unreadable:
            raise
        except Image.DecompressionBombError as error:
            raise Unreadable(TroubleKind.LIMIT, "图片像素过多") from error
        except Exception as error:  # Pillow's readers raise anything on broken bytes (struct, zlib, index, attribute errors)
            if isinstance(error, MemoryError):
                raise
            raise Unreadable(TroubleKind.DAMAGED, "图片已损坏，无法显示") from error


def _frames(image: Image.Image) -> int:
    if image.format != "TIFF":
        return 1
    count = sum(1 for _, _ in zip(range(_TIFF_FRAMES), ImageSequence.Iterator(image), strict=False))
    image.seek(0)
    return count


def _know_heic() -> None:
    """Teaches Pillow the format of phones; calling it again costs nothing."""
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False, depth_images=False)


def _on_white(image: Image.Image) -> Image.Image:
    """Any colour mode as RGB; transparent pixels become white paper."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    return image.convert("RGB")


def _reduced(image: Image.Image, cap: int) -> Pixels:
    share = min(cap / min(image.size), _LONGEST * cap / max(image.size), 1.0)
    if share < 1.0:
        size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return np.array(image, dtype=np.uint8)


def _coloured(drawn: Pixels) -> Pixels:
    """pdfium draws in gray, colour, or colour with transparency."""
    if drawn.ndim == 2 or drawn.shape[2] == 1:
        return np.repeat(drawn.reshape(*drawn.shape[:2], 1), 3, axis=2)
    return np.ascontiguousarray(drawn[:, :, :3])
