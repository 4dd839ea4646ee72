"""Simulates a printed page on its way back into a computer: seal, signature, tilt, grain."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Literal

import paperang_p2_fonts_cjk
from PIL import Image, ImageChops, ImageDraw, ImageFont
from PIL.TiffImagePlugin import TiffImageFile

FONT_FILE = Path(paperang_p2_fonts_cjk.__file__).parent / "fonts" / "wqy-microhei.ttc"
RED, INK, WHITE = (214, 40, 48), (28, 30, 70), (250, 250, 248)


@dataclass(frozen=True)
class Mark:
    """A place stamped with `seal` (a unit's name) round x, y and signed `pen` from pen_x, pen_y; points from the lower left."""

    page: int
    x: float
    y: float
    seal: str
    pen: str
    pen_x: float = 0.0
    pen_y: float = 0.0


@dataclass(frozen=True)
class Paper:
    """How paper was scanned. `tone`: colour, gray, bilevel (black and white alone), or auto: colour only where there is a
    seal, as office scanners do. `tilt` in degrees; `quality` of the JPEG;
    `seals` and `signed` False leave paper unstamped or unsigned; `grain` is the noise in grey levels."""

    dpi: int = 120
    tone: Literal["colour", "gray", "bilevel", "auto"] = "auto"
    tilt: float = 0.4
    quality: int = 25
    seals: bool = True
    signed: bool = True
    grain: int = 2
    seed: int = 1


OFFICE = Paper()
"""The scanner of an ordinary office."""


def scanned(pictures: list[Image.Image], marks: tuple[Mark, ...], paper: Paper) -> list[Image.Image]:
    """The pages as they come out of the scanner."""
    rng, out = Random(f"paper {paper.seed}"), []
    for number, picture in enumerate(pictures):
        mine = [m for m in marks if m.page == number]
        for mark in mine:
            picture = stamped(picture, mark, paper, rng)
        tone = paper.tone if paper.tone != "auto" else "colour" if mine and paper.seals else "bilevel"
        out.append(worn(picture, replace(paper, tone=tone), rng))
    return out


def stamped(picture: Image.Image, mark: Mark, paper: Paper, rng: Random) -> Image.Image:
    """One page with a seal multiplied onto it, as ink on paper, and a signature written."""
    point = paper.dpi / 72
    if paper.seals and mark.seal:
        layer = Image.new("RGB", picture.size, "white")
        stamp = seal(mark.seal, round(40 / 25.4 * paper.dpi)).rotate(
            rng.uniform(-9, 9), Image.Resampling.BICUBIC, fillcolor="white"
        )
        layer.paste(stamp, (round(mark.x * point - stamp.width / 2), round(picture.height - mark.y * point - stamp.height / 2)))
        picture = ImageChops.multiply(picture, layer)
    if paper.signed and mark.pen:
        sign(ImageDraw.Draw(picture), mark.pen_x * point, picture.height - mark.pen_y * point, point, mark.pen, rng)
    return picture


def seal(name: str, size: int) -> Image.Image:
    """A round seal of `size` pixels: ring, star, and the unit's name along the upper arc."""
    big = size * 2
    picture = Image.new("RGB", (big, big), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((4, 4, big - 4, big - 4), outline=RED, width=max(big // 40, 3))
    star = [
        (big / 2 + math.sin(i * math.pi / 5) * r, big / 2 - math.cos(i * math.pi / 5) * r)
        for i in range(10)
        for r in [big * (0.17 if i % 2 == 0 else 0.07)]
    ]
    draw.polygon(star, fill=RED)
    letter = round(min(big * 0.13, big * 2.0 / max(len(name), 1)))
    font, step = ImageFont.truetype(str(FONT_FILE), letter), min(270 / max(len(name), 1), 26)
    for i, char in enumerate(name):
        angle = (i - (len(name) - 1) / 2) * step
        tile = Image.new("RGB", (letter + 4, letter + 8), "white")
        ImageDraw.Draw(tile).text((2, 0), char, font=font, fill=RED)
        tile = tile.rotate(-angle, Image.Resampling.BILINEAR, expand=True, fillcolor="white")
        radius, turn = big * 0.385, math.radians(angle)
        at = (
            round(big / 2 + math.sin(turn) * radius - tile.width / 2),
            round(big / 2 - math.cos(turn) * radius - tile.height / 2),
        )
        box = (*at, at[0] + tile.width, at[1] + tile.height)
        picture.paste(ImageChops.multiply(picture.crop(box), tile), at)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def sign(draw: ImageDraw.ImageDraw, x: float, y: float, point: float, name: str, rng: Random) -> None:
    """Pen strokes as wide as a name of this length: not legible, and not a font."""
    for _ in name:
        for _ in range(4):
            a, b = rng.uniform(0, 12), rng.uniform(-2, 12)
            bend = [
                (x + (a + t * rng.uniform(4, 14) / 6) * point, y - (b + math.sin(t) * rng.uniform(1, 4)) * point)
                for t in range(5)
            ]
            draw.line(bend, fill=INK, width=max(round(point * 1.1), 1), joint="curve")
        x += 15 * point


def worn(picture: Image.Image, paper: Paper, rng: Random) -> Image.Image:
    """Tilt and grain, in the scanner's tone."""
    picture = picture if paper.tone == "colour" else picture.convert("L")
    picture = picture.rotate(paper.tilt * rng.choice((-1, 1)), Image.Resampling.BILINEAR, fillcolor="white")
    if paper.tone == "bilevel":
        return picture.point(lambda v: 255 if v > 150 else 0).convert("1", dither=Image.Dither.NONE)
    if paper.tone == "colour":
        picture = ImageChops.multiply(picture, Image.new("RGB", picture.size, WHITE))
    if paper.grain:
        grain = Image.frombytes("L", (256, 256), rng.randbytes(65536)).point(lambda v: 255 - v % (paper.grain + 1))
        sheet = Image.new("L", picture.size)
        for left in range(0, picture.width, 256):
            for top in range(0, picture.height, 256):
                sheet.paste(grain, (left, top))
        picture = ImageChops.multiply(picture, sheet if picture.mode == "L" else Image.merge("RGB", (sheet,) * 3))
    return picture


def picture_pdf(pictures: list[Image.Image], paper: Paper) -> bytes:
    """Pictures as a PDF, a page each: JPEG, or fax group 4 where black and white. Written by hand, so that nothing of a writer's
    version or of the clock gets in."""
    kids = " ".join(f"{3 + 3 * i} 0 R" for i in range(len(pictures)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {len(pictures)} /Kids [{kids}] >>".encode()]
    for i, picture in enumerate(pictures):
        width, height = (side * 72 / paper.dpi for side in picture.size)
        first = 3 + 3 * i
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Contents {first + 1} 0 R "
            f"/Resources << /XObject << /Im {first + 2} 0 R >> >> >>".encode()
        )
        objects.append(stream("", f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im Do Q".encode()))
        objects.append(image_object(picture, paper.quality))
    body, offsets = b"%PDF-1.4\n", []
    for i, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % i + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    )


def stream(head: str, data: bytes) -> bytes:
    """A PDF stream object."""
    return f"<< {head} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def image_object(picture: Image.Image, quality: int) -> bytes:
    """One picture as an image XObject."""
    out, (width, height) = io.BytesIO(), picture.size
    size = f"/Type /XObject /Subtype /Image /Width {width} /Height {height}"
    if picture.mode != "1":
        picture.save(out, "JPEG", quality=quality)
        space = "/DeviceRGB" if picture.mode == "RGB" else "/DeviceGray"
        return stream(f"{size} /ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode", out.getvalue())
    picture.save(out, "TIFF", compression="group4", strip_size=(width + 7) // 8 * height)
    out.seek(0)
    with TiffImageFile(out) as tiff:
        (at,), (count,) = tiff.tag_v2[273], tiff.tag_v2[279]
    coded = f"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /BlackIs1 true /Columns {width} /Rows {height} >>"
    return stream(f"{size} /ColorSpace /DeviceGray /BitsPerComponent 1 {coded}", out.getvalue()[at : at + count])
