"""Turns the signatures of an OFD file into what is known of them: where they are shown, and whether the parts that they sign are
still the same. The signature itself is not verified: most are SM2, by certificates that only their issuers can vouch for."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from parsers.formats.ofd.geometry import Box, box_of
from parsers.formats.ofd.package import ROOT, OfdPackage, text_of
from parsers.formats.word.opc_package import attribute, child
from parsers.model.document import Place
from parsers.model.electronic_seal import ElectronicSeal, SealCheck, SealSort
from parsers.model.file import Unreadable

MOST_SIGNATURES, MOST_REFERENCES, MOST_STAMPS = 100, 10_000, 1_000
MOST_SEAL = 4 << 20
NOT_VERIFIED = "仅核对了所签内容的摘要，签名值与证书未核验"
SIGNED_AGAIN = "其后文件又另行签名"
ALTERED, LOST = "签名后内容有改动", "签名所指的部件已缺失"
UNTOLD = "摘要算法本机不能核对"
UNREADABLE = "签名数据无法读取"
_METHODS = {
    "1.2.156.10197.1.401": "sm3", "sm3": "sm3", "1.3.14.3.2.26": "sha1", "sha1": "sha1", "sha-1": "sha1", "md5": "md5",
    "1.2.840.113549.2.5": "md5", "2.16.840.1.101.3.4.2.1": "sha256", "sha256": "sha256", "sha-256": "sha256",
    "2.16.840.1.101.3.4.2.3": "sha512", "sha512": "sha512",
}  # fmt: skip
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")


@dataclass(frozen=True, slots=True)
class SealPicture:
    """A seal as it is shown: the ID of its page, its place in millimetres, and the bytes of its picture (b"": none found)."""

    page: str
    box: Box
    data: bytes


@dataclass(frozen=True, slots=True)
class _Signature:
    """One signature: its part's name, its signed part, and its sort as the list of signatures says it. `lists`: parts that change
    with every further signature, where there are several."""

    name: str
    info: etree._Element | None
    sort: SealSort
    lists: tuple[str, ...] = ()


def electronic_seals(data: bytes) -> tuple[ElectronicSeal, ...]:
    """All signatures of an OFD file. Never raises on broken ones: they are told as such."""
    try:
        package = OfdPackage(data)
        bodies = package.documents()
    except Unreadable:
        return ()
    found: list[ElectronicSeal] = []
    before = 0
    for body in bodies:
        order = _order(package, body)
        for signature in _signatures(package, body) if len(found) < MOST_SIGNATURES else ():
            check, note = _checked(package, signature)
            found += _placed(signature, check, note, order, before)
        before += len(order)
    return tuple(found[:MOST_SIGNATURES])


def seal_pictures(package: OfdPackage, body: etree._Element) -> Iterator[SealPicture]:
    """The pictures of the seals on the pages of one document."""
    left = MOST_STAMPS
    for signature in _signatures(package, body):
        shown = _stamps(signature)[:left]
        left -= len(shown)
        data = _picture(package, signature) if shown else b""
        yield from (SealPicture(page, box, data) for page, box in shown)


def _signatures(package: OfdPackage, body: etree._Element) -> Iterator[_Signature]:
    try:
        listed = package.located(text_of(body, "Signatures"), "")
        root = package.xml(listed) if listed else None
    except Unreadable:
        return
    entries = list(root.iterchildren("{*}Signature"))[:MOST_SIGNATURES] if root is not None else []
    lists = (listed, ROOT) if len(entries) > 1 else ()
    for entry in entries:
        sort = SealSort.SIGNATURE if (attribute(entry, "Type") or "Seal").lower() == "sign" else SealSort.SEAL
        try:
            name = package.located(attribute(entry, "BaseLoc") or "", listed)
            part = package.xml(name) if name else None
            yield _Signature(name, child(part, "SignedInfo"), sort, lists)
        except Unreadable:
            yield _Signature("", None, sort)


def _checked(package: OfdPackage, signature: _Signature) -> tuple[SealCheck, str]:
    """Whether the parts that a signature refers to are as it says."""
    listed = child(signature.info, "References")
    if listed is None:
        return SealCheck.UNCHECKED, UNREADABLE
    method = _METHODS.get((attribute(listed, "CheckMethod") or "md5").strip().lower())
    if method is None or method not in hashlib.algorithms_available:
        return SealCheck.UNCHECKED, UNTOLD
    note = NOT_VERIFIED
    for reference in list(listed.iterchildren("{*}Reference"))[:MOST_REFERENCES]:
        name = package.located(attribute(reference, "FileRef") or "", "")
        if not name:
            return SealCheck.BROKEN, LOST
        try:
            wanted = base64.b64decode(text_of(reference, "CheckValue"))
            given = hashlib.new(method, package.bytes(name), usedforsecurity=False).digest()
        except (Unreadable, binascii.Error, ValueError):
            return SealCheck.UNCHECKED, UNREADABLE
        if wanted != given and name not in signature.lists:
            return SealCheck.BROKEN, ALTERED
        note = note if wanted == given else SIGNED_AGAIN
    return SealCheck.UNCHECKED, note


def _placed(
    signature: _Signature, check: SealCheck, note: str, order: dict[str, tuple[int, Box]], before: int
) -> list[ElectronicSeal]:
    """The signature at each place where it is shown; once without a place where it is shown nowhere."""
    places = [
        Place(page=before + order[page][0], box=_thousandths(box, order[page][1]))
        for page, box in _stamps(signature) if page in order
    ]  # fmt: skip
    sort = SealSort.SEAL if places else signature.sort
    return [ElectronicSeal(sort, check, place, note) for place in places or [Place()]]


def _stamps(signature: _Signature) -> list[tuple[str, Box]]:
    stamps = signature.info.iterchildren("{*}StampAnnot") if signature.info is not None else ()
    few = islice(stamps, MOST_STAMPS)
    read = ((attribute(stamp, "PageRef") or "", box_of(attribute(stamp, "Boundary"))) for stamp in few)
    return [(page, box) for page, box in read if box is not None]


def _order(package: OfdPackage, body: etree._Element) -> dict[str, tuple[int, Box]]:
    """The number of each page of a document by its ID, and its size."""
    try:
        name = package.located(text_of(body, "DocRoot"), "")
        root = package.xml(name) if name else None
        listed = child(root, "Pages")
        order = {}
        for number, page in enumerate(listed.iterchildren("{*}Page") if listed is not None else (), 1):
            part = package.located(attribute(page, "BaseLoc") or "", name)
            order[attribute(page, "ID") or ""] = (number, _size(package, part) or _size_of(child(root, "CommonData"), "PageArea"))
        return order
    except Unreadable:
        return {}


def _size(package: OfdPackage, part: str) -> Box | None:
    root = package.xml(part) if part else None
    area = child(root, "Area")
    return box_of(text_of(area, "PhysicalBox")) if area is not None else None


def _size_of(common: etree._Element | None, name: str) -> Box:
    area = child(common, name)
    return (box_of(text_of(area, "PhysicalBox")) if area is not None else None) or Box(0, 0, 210, 297)


def _thousandths(box: Box, page: Box) -> tuple[int, int, int, int]:
    wide = page.width or 210.0
    left, top = box.x - page.x, box.y - page.y
    a, b, c, d = (round(1000 * v / wide) for v in (left, top, left + box.width, top + box.height))
    return a, b, c, d


def _picture(package: OfdPackage, signature: _Signature) -> bytes:
    """The picture within the seal of a signature, which is ASN.1 (GB/T 38540): the bytes from where a picture begins."""
    seal = child(signature.info, "Seal")
    names = (package.located(text_of(seal, "BaseLoc"), signature.name) if seal is not None else "", _value(package, signature))
    for name in filter(None, names):
        try:
            data = package.bytes(name)[:MOST_SEAL]
        except Unreadable:
            continue
        starts = [at for magic in _PICTURES if (at := data.find(magic)) >= 0]
        if starts:
            return data[min(starts) :]
    return b""


def _value(package: OfdPackage, signature: _Signature) -> str:
    parent = signature.info.getparent() if signature.info is not None else None
    return package.located(text_of(parent, "SignedValue"), signature.name) if parent is not None else ""
