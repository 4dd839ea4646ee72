"""Turns the bytes of any file into the digital signatures and electronic seals that it carries in itself."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from parsers.formats.sniff import DOCX, ODT, OFD, PDF, PPTX, XLSX
from parsers.model.electronic_seal import ElectronicSeal, SealCheck, SealSort

MOST_SIGNATURES = 40
NOT_CHECKED = "Office 文件的签名本机不核验"
_OFFICE = re.compile(r"_xmlsignatures/[^/]+\.xml", re.IGNORECASE)
_OPEN = "META-INF/documentsignatures.xml"
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError)


def electronic_seals(data: bytes, media_type: str) -> tuple[ElectronicSeal, ...]:
    """All signatures in a file of this true type. Never raises on what is broken."""
    if media_type == PDF:
        from parsers.formats.pdf_signatures.fields import electronic_seals as in_pdf

        return in_pdf(data)
    if media_type == OFD:
        from parsers.formats.ofd.signatures import electronic_seals as in_ofd

        return in_ofd(data)
    return _in_office(data) if media_type in (DOCX, XLSX, PPTX, ODT) else ()


def _in_office(data: bytes) -> tuple[ElectronicSeal, ...]:
    """Signatures of an Office or OpenDocument file: they are parts of its package."""
    if b"_xmlsignatures/" not in data and _OPEN.encode() not in data:
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name.replace("\\", "/").lstrip("/") for name in package.namelist()]
    except _BROKEN:
        return ()
    signed = [name for name in names if _OFFICE.fullmatch(name) or name == _OPEN]
    return (ElectronicSeal(SealSort.SIGNATURE, SealCheck.UNCHECKED, note=NOT_CHECKED),) * len(signed[:MOST_SIGNATURES])
