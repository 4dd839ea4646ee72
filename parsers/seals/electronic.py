"""Tells to which signed parts of a form the electronic seals of its file belong, by where they are shown; and finds seals that
are only drawn on its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from config.model import Form
from parsers.model.document import Document, paragraphs
from parsers.model.electronic_seal import ElectronicSeal, SealCheck, SealSort, seal_notes
from parsers.model.file import Unreadable
from parsers.model.package import PackageFile
from parsers.model.seal import Stamp, StampKind, StampState
from parsers.seals.detect import detect_stamps
from parsers.seals.signed_areas import Area, Line, areas

_SEAL = (90, 0.7, 1.43)
"""How wide the place of a unit's seal is at least, in thousandths of the page's width, and how its height may be to that: smaller
or longer ones may be a person's name."""
_HIGH = 1414
"""Thousandths of its width that a page of A4 is high."""


PICTURED = "页面上画有印章，不属于数字签名"


def electronically_sealed(file: PackageFile, document: Document, form: Form) -> PackageFile:
    """The file of a form with a stamp for each of its electronic seals that is shown in a signed part."""
    shown = [seal for seal in file.electronic if seal.place.page is not None and seal.place.box is not None]
    if not shown:
        return file
    signed_areas = form_areas(document, form)
    stamps = (stamp for seal in shown for stamp in _stamps(seal, signed_areas))
    return replace(file, stamps=(*file.stamps, *stamps))


def with_drawn_seals(file: PackageFile, document: Document, form: Form, source: tuple[bytes, str]) -> PackageFile:
    """The file of a form that never was paper, with the seals that are drawn on its pages and belong to no signature. `source`:
    its bytes and their media type."""
    from parsers.ocr.render import Pages

    signed_areas = form_areas(document, form)
    try:
        with Pages([source]) as pages:
            numbers = sorted({page for area in signed_areas for page, _ in area.parts if page <= len(pages)})
            told = [page for page in numbers if pages.pictured(page)]
            here = [area for area in signed_areas if area.parts and all(page in told for page, _ in area.parts)]
            found = detect_stamps(pages.draw, here) if here else ()
    except Unreadable:
        return file
    known = {stamp.area for stamp in file.stamps}
    drawn = [one for one in found if one.kind == StampKind.SEAL and one.state == StampState.SEEN and one.area not in known]
    seals = tuple(ElectronicSeal(SealSort.PICTURE, SealCheck.UNCHECKED, one.place, PICTURED) for one in drawn)
    stamps = (replace(one, note=seal.words) for one, seal in zip(drawn, seals, strict=True))
    return replace(
        file, stamps=(*file.stamps, *stamps), electronic=(*file.electronic, *seals), notes=(*file.notes, *seal_notes(seals))
    )


def form_areas(document: Document, form: Form) -> tuple[Area, ...]:
    """The signed parts of a form on the pages of its document."""
    lines = [
        Line(p.place.page, p.place.box, p.text)
        for p in paragraphs(document.blocks)
        if p.place.page is not None and p.place.box is not None
    ]
    heights: dict[int, int] = {}
    for line in lines:
        heights[line.page] = max(heights.get(line.page, _HIGH), line.box[3])
    return areas(lines, form, heights) if lines else ()


def _stamps(seal: ElectronicSeal, signed_areas: tuple[Area, ...]) -> Iterator[Stamp]:
    box = seal.place.box or (0, 0, 0, 0)
    middle = (box[1] + box[3]) / 2
    for area in signed_areas:
        if any(page == seal.place.page and part[1] <= middle < part[3] for page, part in area.parts):
            seen = _like_a_seal(box) and seal.check != SealCheck.BROKEN
            state = StampState.SEEN if seen else StampState.CANNOT_TELL
            yield Stamp(area.key, StampKind.SEAL, state, seal.place, seal.words)
            if not _like_a_seal(box):
                yield Stamp(area.key, StampKind.SIGNATURE, StampState.CANNOT_TELL, seal.place, seal.words)


def _like_a_seal(box: tuple[int, int, int, int]) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return wide >= _SEAL[0] and _SEAL[1] <= high / wide <= _SEAL[2]
