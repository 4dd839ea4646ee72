"""Tells what is stamped and signed on the pages of a scanned form as they were read, and whose seal recommends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from config.model import Form, Guide
from parsers.model.package import PackageFile
from parsers.model.page_transform import PageTransform
from parsers.model.seal import Stamp
from parsers.seals import Line, areas, detect_stamps
from parsers.seals.colour import Pixels
from parsers.seals.recommender_seal import with_seal

if TYPE_CHECKING:
    from parsers.formats.pdf.page_text import Page, Row, Ruled
    from parsers.ocr.scanned_file import Scan

LEAST_SURE = 0.5
"""Confidence below which the text read on a seal is not used."""


def signed(file: PackageFile, scan: Scan, form: Form, guide: Guide, recommender_names: Sequence[str] = ()) -> PackageFile:
    """The form's file with what is stamped and signed on its pages. `recommender_names`: names of units that may recommend."""
    page_stamps = stamps(scan, form)
    record = with_seal(file.record, guide, page_stamps, recommender_names) if file.record is not None else None
    return replace(file, stamps=page_stamps, transforms=transforms(scan), record=record)


def stamps(scan: Scan, form: Form) -> tuple[Stamp, ...]:
    """Seals, signatures and dates in the signed parts of the pages read."""
    lines = [line for number in sorted(scan.sheets) for line in _lines(scan.sheets[number].page)]
    heights = {number: round(1000 * sheet.page.height / sheet.page.width) for number, sheet in scan.sheets.items()}
    signed_areas = areas(lines, form, heights)
    return detect_stamps(scan.draw, signed_areas, _read_line) if signed_areas else ()


def transforms(scan: Scan) -> tuple[PageTransform, ...]:
    """The transforms by which the pages read were made straight."""
    return tuple(_transform(number, scan) for number in sorted(scan.sheets))


def _read_line(line: Pixels) -> str:
    from parsers.ocr.engine import read_strips

    read = read_strips([np.ascontiguousarray(line[:, :, 1])])[0]
    return read.text if read.confidence >= LEAST_SURE else ""


def _transform(number: int, scan: Scan) -> PageTransform:
    sheet = scan.sheets[number]
    bend = sheet.bend.terms if sheet.bend is not None else ()
    if np.allclose(sheet.matrix, np.eye(3)):
        return PageTransform(number, sheet.quarters, bend=bend)
    wide = sheet.width
    scale = np.diag([wide, wide, 1.0])
    matrix = np.linalg.inv(scale) @ sheet.matrix @ scale
    return PageTransform(number, sheet.quarters, tuple(round(float(v), 7) for v in matrix.ravel()), bend)


def _lines(page: Page) -> Iterator[Line]:
    """Every line of print of a page, in cells or outside."""
    unit = 1000 / max(page.width, 1.0)
    for row in (*page.rows, *(row for table in page.tables for cell in table for row in _rows(cell))):
        left, top, right, bottom = (round(v * unit) for v in (row.x0, row.top, row.x1, row.bottom))
        yield Line(page.number, (left, top, right, bottom), row.text)


def _rows(cell: Ruled) -> Iterator[Row]:
    yield from cell.rows
    for table in cell.inner:
        for inner in table:
            yield from _rows(inner)
