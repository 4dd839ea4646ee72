"""Turns the signed fields of a PDF into what is known of its signatures: where each is shown, and how far it could be checked. An
empty field that waits for a signature is none."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from parsers.formats.pdf_signatures.revisions import only_checks_added
from parsers.formats.pdf_signatures.signed_data import Verdict, verify
from parsers.model.document import Place
from parsers.model.electronic_seal import ElectronicSeal, SealCheck, SealSort

MOST_SIGNATURES, MOST_FIELDS, DEEPEST = 40, 2_000, 20
MOST_PAGES = 600
MOST_CONTENTS, MOST_HASHED = 1 << 20, 1 << 30
"""Bytes of all signatures as they are written, which have some 20,000 each; and of all that is digested for one file."""
_TELLING = b"/ByteRange"
"""A signature says which bytes it signs, and so cannot be packed itself: without this word there is none."""
_WRITTEN = re.compile(rb"<[0-9A-Fa-f\s]*>")
_HIDDEN = 0x02 | 0x20
ADDED, ADDED_SIGNED = "签名之后文件又有追加内容", "其后文件又有追加内容并另行签名"
ADDED_CHECKS = "签名之后只追加了供核验用的数据"
RANGE, CUT = "签名没有覆盖全文", "文件不完整"
LIMIT, DAMAGED = "签名过多或文件过大，未逐一核验", "PDF 结构异常，签名未能检查"


@dataclass(frozen=True, slots=True)
class _Signed:
    """A signed field: the bytes that it signs as offsets, the kind of its signature, and the places where it is shown."""

    ranges: tuple[int, ...]
    kind: str
    places: tuple[Place, ...]


def electronic_seals(data: bytes) -> tuple[ElectronicSeal, ...]:
    """All signatures of a PDF, in the order in which they were made. Never raises on broken ones: they are told as such."""
    if _TELLING not in data:
        return ()
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            fields = list(dict.fromkeys(_signed_fields(pdf)))
    except pikepdf.PasswordError:
        return ()
    except Exception as error:  # qpdf and its strings raise many things on hostile bytes
        if isinstance(error, MemoryError):
            raise
        return (ElectronicSeal(SealSort.SIGNATURE, SealCheck.UNCHECKED, note=DAMAGED),)
    fields.sort(key=lambda field: sum(field.ranges[-2:]))
    checks = _checked(data, fields)
    return tuple(seal for field, check in zip(fields, checks, strict=True) for seal in _seals(field, *check))


def _seals(field: _Signed, check: SealCheck, note: str) -> Iterator[ElectronicSeal]:
    if not field.places:
        yield ElectronicSeal(SealSort.SIGNATURE, check, note=note)
    for place in field.places:
        yield ElectronicSeal(SealSort.SEAL, check, place, note)


# --- fields ---------------------------------------------------------------------------------------------------------


def _signed_fields(pdf: Any) -> Iterator[_Signed]:
    """The fields that hold a signature; each with all its places on pages."""
    places: dict[tuple[int, int], list[Place]] = {}
    values: dict[tuple[int, int], Any] = {}
    for number, page in enumerate(pdf.pages[:MOST_PAGES], 1):
        for note in _list(page.obj.get("/Annots"))[:MOST_FIELDS]:
            value = _value(note)
            if value is not None:
                values.setdefault(_key(value), value)
                places.setdefault(_key(value), []).extend(_shown(note, page, number))
    form = pdf.Root.get("/AcroForm")
    left = [(field, 0) for field in reversed(_list(form.get("/Fields") if form is not None else None))]
    for _ in range(MOST_FIELDS):
        if not left:
            break
        field, depth = left.pop()
        if (value := _value(field)) is not None:
            values.setdefault(_key(value), value)
        if depth < DEEPEST:
            left += [(kid, depth + 1) for kid in reversed(_list(_get(field, "/Kids")))]
    for key, value in list(values.items())[:MOST_SIGNATURES]:
        ranges = tuple(int(v) for v in _list(value.get("/ByteRange")))
        if any(ranges):  # a place that is kept for a signature has zeros
            yield _Signed(ranges, str(value.get("/SubFilter", "")), tuple(dict.fromkeys(places.get(key, ()))))


def _key(value: Any) -> tuple[int, int]:
    return value.objgen if value.objgen != (0, 0) else (-1, hash(bytes(value.get("/Contents", b""))[:4000]))


def _value(field: Any) -> Any:
    """The signature in a field, of its own or of its parent; None where it is another field or empty."""
    for _ in range(DEEPEST):
        if not hasattr(field, "get") or not hasattr(field, "keys"):
            return None
        if str(field.get("/FT", "/Sig")) != "/Sig":
            return None
        value = field.get("/V")
        if hasattr(value, "keys") and "/ByteRange" in value:
            return value
        field = field.get("/Parent")
    return None


def _shown(note: Any, page: Any, number: int) -> Iterator[Place]:
    """Where a field is seen on a page, in thousandths of its width; nowhere for one without size or that is hidden."""
    flags, looks, corners = note.get("/F", 0), note.get("/AP"), [float(v) for v in _list(note.get("/Rect"))]
    if int(flags) & _HIDDEN or not hasattr(looks, "keys") or len(corners) != 4:
        return
    left, low, right, high = (float(v) for v in page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 360
    points = [_upright(x - left, y - low, right - left, high - low, turned) for x, y in (corners[:2], corners[2:])]
    wide = (high - low if turned in (90, 270) else right - left) or 1.0
    (x0, x1), (y0, y1) = sorted(x for x, _ in points), sorted(y for _, y in points)
    a, b, c, d = (max(-10_000, min(10_000, round(1000 * v / wide))) for v in (x0, y0, x1, y1))
    if c > a and d > b:
        yield Place(page=number, box=(a, b, c, d))


def _upright(x: float, y: float, wide: float, high: float, turned: int) -> tuple[float, float]:
    """A point of a page, y upwards, on the page as shown, y downwards."""
    return {90: (y, x), 180: (wide - x, y), 270: (high - y, wide - x)}.get(turned, (x, high - y))


def _list(value: Any) -> list[Any]:
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else []


def _get(field: Any, name: str) -> Any:
    return field.get(name) if hasattr(field, "keys") else None


# --- checks ---------------------------------------------------------------------------------------------------------


def _checked(data: bytes, fields: list[_Signed]) -> list[tuple[SealCheck, str]]:
    """How far each signature is right. One after which only a further signature was made, over the whole file, is not broken."""
    end = len(data.rstrip(b"\0\t\n\f\r "))
    hashed, written, checks = 0, 0, list[tuple[SealCheck, str]]()
    for field in fields:
        hashed += sum(field.ranges[1::2])
        written += field.ranges[2] - field.ranges[1] if len(field.ranges) == 4 else 0
        within = hashed <= MOST_HASHED and written <= MOST_CONTENTS
        checks.append(_check(data, field, end) if within else (SealCheck.UNCHECKED, LIMIT))
    if not any(note == ADDED for _, note in checks):
        return checks
    last = sum(fields[-1].ranges[-2:])
    reaches = last >= end or only_checks_added(data, last)
    if checks[-1][1] == ADDED and reaches:
        checks[-1] = SealCheck.UNCHECKED, ADDED_CHECKS
    signed_over = reaches and checks[-1][0] != SealCheck.BROKEN
    return [(SealCheck.UNCHECKED, ADDED_SIGNED) if note == ADDED and signed_over else (check, note) for check, note in checks]


def _check(data: bytes, field: _Signed, end: int) -> tuple[SealCheck, str]:
    if len(field.ranges) != 4 or min(field.ranges) < 0:
        return SealCheck.UNCHECKED, RANGE
    start, before, after, rest = field.ranges
    if after + rest > len(data):
        return SealCheck.BROKEN, CUT
    written = data[before:after]
    if start != 0 or not before < after or _WRITTEN.fullmatch(written) is None:
        return SealCheck.BROKEN, RANGE
    verdict = verify(_unhexed(written), (memoryview(data)[:before], memoryview(data)[after : after + rest]), field.kind)
    if verdict is not Verdict.RIGHT:
        return verdict.check, verdict.note
    return (SealCheck.BROKEN, ADDED) if after + rest < end else (SealCheck.VALID, "")


def _unhexed(written: bytes) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", written)
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
