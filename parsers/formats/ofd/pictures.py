"""Turns the bytes of a picture into an image of a PDF; one that cannot be opened becomes a grey one, for it is there all the
same."""

from __future__ import annotations

import io
import warnings
import zlib
from typing import Any

from PIL import Image

MOST_PIXELS, MOST_TOGETHER = 60_000_000, 160_000_000
"""Pixels of one picture and of all in a file that are unpacked; a page of A3 at 400 dpi has 30 million."""
_KINDS = ("JPEG", "PNG", "TIFF", "BMP", "DIB", "GIF", "WEBP")
_GREY = b"\xdc"


class Pictures:
    """The images of one PDF."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._left = MOST_TOGETHER
        self._grey: Any = None

    def image(self, data: bytes) -> Any:
        """The image of a picture in these bytes."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of tags that are broken; nobody reads them on stderr
                return self._image(data)
        except Exception as error:  # Pillow raises anything on broken bytes
            if isinstance(error, MemoryError):
                raise
            return self._placeholder()

    def _image(self, data: bytes) -> Any:
        with Image.open(io.BytesIO(data), formats=_KINDS) as picture:
            pixels = picture.width * picture.height
            self._left -= pixels
            if pixels > MOST_PIXELS or self._left < 0:
                raise ValueError("too many pixels")
            if picture.format == "JPEG" and picture.mode in ("L", "RGB"):
                return self._made(data, picture.size, picture.mode, "/DCTDecode")
            if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
                layered = picture.convert("RGBA")
                alpha = self._made(_packed(layered.getchannel("A")), picture.size, "L", "/FlateDecode")
                whole = self._made(_packed(layered.convert("RGB")), picture.size, "RGB", "/FlateDecode")
                whole.SMask = alpha
                return whole
            mode = "L" if picture.mode in ("1", "L") else "RGB"
            return self._made(_packed(picture.convert(mode)), picture.size, mode, "/FlateDecode")

    def _made(self, data: bytes, size: tuple[int, int], mode: str, packing: str) -> Any:
        import pikepdf

        colours = "/DeviceGray" if mode == "L" else "/DeviceRGB"
        return pikepdf.Stream(
            self._pdf, data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=size[0], Height=size[1],
            ColorSpace=pikepdf.Name(colours), BitsPerComponent=8, Filter=pikepdf.Name(packing),
        )  # fmt: skip

    def _placeholder(self) -> Any:
        if self._grey is None:
            self._grey = self._pdf.make_indirect(self._made(zlib.compress(_GREY), (1, 1), "L", "/FlateDecode"))
        return self._grey


def _packed(picture: Image.Image) -> bytes:
    return zlib.compress(picture.tobytes(), 1)
