"""Finds the true type of a file from its bytes alone. Names and declared types are never used: a Word file renamed .pdf is a
Word file, and a .wps of today is a Word 97 file."""

from __future__ import annotations

import io
import re
import zipfile

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PDF = "application/pdf"
DOC = "application/msword"
OCTETS = "application/octet-stream"
RTF = "text/rtf"
HTML = "text/html"
MHT = "multipart/related"
ODT = "application/vnd.oasis.opendocument.text"
ODT_TEMPLATE = ODT + "-template"
FLAT_ODT = ODT + "-flat-xml"
FLAT_WORD = "application/vnd.ms-word2006ml"
WORD_2003 = "application/vnd.ms-wordml"
WORKS = "application/vnd.ms-works"
UOF = "application/vnd.uof"
OFD = "application/ofd"
COMPOUND = "application/x-ole-storage"
ENCRYPTED_OOXML = "application/x-encrypted-ole"
DRM = "application/x-drm"
"""Encrypted by the software with which a unit guards its own documents: only its own machines can open them."""
TEXT = "text/plain"
OFFICE = "application/vnd.openxmlformats-package"
"""An Office package of unknown kind: cut off before its parts, or of a program we do not know."""
PAGES = "application/vnd.apple.pages"
XPS = "application/vnd.ms-xpsdocument"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"{\\rtf", RTF),
    (b"Rar!\x1a\x07", "application/x-rar-compressed"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xdb\xa5", DOC),  # Word 2
    (b"%TSD-Header-###%", DRM),
)
_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_OPC_PARTS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
# Stream names that only one program writes, most telling first: an encrypted package also carries none of the others.
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED_OOXML),
    ("\tDRMContent", ENCRYPTED_OOXML),
    ("WordDocument", DOC),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("MatOST", WORKS),
)
_HEAD = re.compile(rb"(?:received|from|to|subject|date|message-id|mime-version|return-path|delivered-to|x-[\w-]+)\s*:", re.I)
_TRAVELLED = {b"received", b"to", b"cc", b"bcc", b"message-id", b"return-path", b"delivered-to", b"reply-to", b"dkim-signature"}
_PAGE = re.compile(
    rb"(?:<!--.*?-->\s*|<[!?][^>]*>\s*)*<(?:!doctype html|html|head|body|meta|title|style|script|link|base|table|div|p|span|font"
    rb"|center|h[1-6]|b|strong|br|ul|ol|form)\b",
    re.DOTALL,
)


def sniff(data: bytes) -> str:
    """The media type of these bytes; "application/octet-stream" where nothing is recognised. Never raises."""
    head = data[:4096]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04")):
        return _zip(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(data)
    if head[257:262] == b"ustar" or _old_tar(head):  # before PDF: its first member may be a PDF
        return "application/x-tar"
    if b"%PDF-" in head[:1024]:
        return PDF
    if media_type := next((kind for magic, kind in _MAGIC if head.startswith(magic)), None):
        return media_type
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if b"E-SafeNet\0" in head[:512]:
        return DRM
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in _BRANDS else "video/mp4"
    return _text(head)


def _old_tar(head: bytes) -> bool:
    """Whether this begins with a tar header of before 1988, which has no signature but its checksum."""
    checksum = head[148:156].strip(b" \0")
    if len(head) < 512 or not re.fullmatch(rb"[0-7]{1,7}", checksum) or not head[0]:
        return False
    return sum(head[:148]) + 8 * 32 + sum(head[156:512]) == int(checksum, 8)


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:100].decode("ascii", "replace") if names[:1] == ["mimetype"] else ""
    except Exception:  # a broken directory: the local headers still say what it was meant to be
        names = _local_names(data)
        mimetype = _mimetype(data) if names[:1] == ["mimetype"] else ""
    names = [name.replace("\\", "/") for name in names]  # as some programs write them
    if mimetype.startswith("application/vnd.oasis.opendocument."):
        return mimetype.strip()
    if any(name.lower() == "ofd.xml" for name in names):
        return OFD
    if "uof.xml" in names:
        return UOF
    if "Index/Document.iwa" in names or "Index.zip" in names:
        return PAGES
    if "FixedDocSeq.fdseq" in names:
        return XPS
    if any(name in ("[Content_Types].xml", "_rels/.rels") for name in names):
        return next((kind for part, kind in _OPC_PARTS if any(n.lower().startswith(part) for n in names)), OFFICE)
    return "application/zip"


def _local_names(data: bytes, most: int = 200) -> list[str]:
    """Names in the local headers of a zip whose directory is lost."""
    names: list[str] = []
    at = data.find(b"PK\x03\x04")
    while at >= 0 and len(names) < most:
        length = int.from_bytes(data[at + 26 : at + 28], "little")
        names.append(data[at + 30 : at + 30 + length].decode("utf-8", "replace"))
        at = data.find(b"PK\x03\x04", at + 30)
    return names


def _mimetype(data: bytes) -> str:
    """The content of the first file of a zip, which is not packed."""
    return data[38 : 38 + int.from_bytes(data[22:26], "little")][:100].decode("ascii", "replace")


def _ole(data: bytes) -> str:
    """Which program wrote a compound file. Directory entries are 128 bytes on a 128-byte boundary: name, then its length."""
    for name, kind in _OLE_STREAMS:
        written = name.encode("utf-16-le")
        at = data.find(written)
        for _ in range(1000):
            if at < 0:
                break
            if at % 128 == 0 and int.from_bytes(data[at + 64 : at + 66], "little") == len(written) + 2:
                return kind
            at = data.find(written, at + 2)
    return WORKS if b"CHNKWKS" in data else COMPOUND


def _text(head: bytes) -> str:
    if not head.strip():
        return OCTETS
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, as Word also saves web pages and XML
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    low = start[:1024].lower()
    if low.startswith((b"<?xml", b"<w:worddocument", b"<pkg:package", b"<office:document")):
        return _xml(start.lower())
    if _PAGE.match(low):
        return HTML
    if _HEAD.match(start):
        return MHT if _saved_page(start) else "message/rfc822"
    if b"\0" in head or sum(c < 32 and c not in b"\t\r\n\f\x1b" for c in head):
        return OCTETS
    return TEXT if _decodes(head) else OCTETS


def _xml(low: bytes) -> str:
    if b"word.document" in low or b"wordml" in low or b"2006/xmlpackage" in low:
        return FLAT_WORD if b"2006/xmlpackage" in low else WORD_2003
    if b"opendocument:xmlns:office" in low:
        return FLAT_ODT if b"opendocument.text" in low or b"office:document" not in low else "application/xml"
    if b"<uof:" in low:
        return UOF
    return HTML if b"<html" in low else "application/xml"


def _saved_page(start: bytes) -> bool:
    """A web page saved in one file has the shape of a mail, but no header that a sent mail would have."""
    headers = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0].lower()
    fields = set(re.findall(rb"^([\w-]+):", headers, re.MULTILINE))
    page = re.search(rb"^content-type:\s*(?:multipart/related|text/html)", headers, re.MULTILINE)
    return page is not None and not fields & _TRAVELLED


def _decodes(head: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):  # the sample may end inside a character
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
