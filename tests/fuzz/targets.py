"""The targets of fuzzing: the seeds of each, and what must hold whatever the bytes are."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from config.model import LimitSettings
from intake.mime import Part, parse
from intake.unpack import unpack
from parsers.formats.registry import read, sniff
from parsers.formats.sniff import PDF
from parsers.model.file import Unreadable
from tests import installation
from tests.intake import packers
from tests.malformed import CASES
from tests.samples.make import packing, pdf, projects, word

LIMITS = LimitSettings(
    mail_bytes=8 << 20, archive_bytes=32 << 20, archive_members=200, file_bytes=16 << 20, archive_seconds=5, pages=20)
SEED_BYTES = 400_000
SAMPLES = Path(__file__).parent / "samples"
NAMES = ("a.zip", "a.rar", "a.7z", "winmail.dat", "a.msg", "a.tar.gz")


@dataclass(frozen=True)
class Target:
    """`seeds` are made when they are wanted; `check` raises where something does not hold."""

    seeds: Callable[[], list[bytes]]
    check: Callable[[bytes], None]
    words: tuple[bytes, ...]


def check_mime(raw: bytes) -> None:
    """A mail is always read, and its names and fields control nothing."""
    head, parts = parse(raw, LIMITS)
    for text in (head.subject, head.sender, head.sender_name, *head.to, *(part.name for part in parts)):
        assert not {unicodedata.category(c) for c in text} & {"Cc", "Cf", "Cs"}, "a name or a field with invisible signs"
    assert all("/" not in part.name and "\\" not in part.name for part in parts), "a name that is a path"


def check_unpack(raw: bytes) -> None:
    """Whatever is in an archive comes out as files, within our limits."""
    name = NAMES[len(raw) % len(NAMES)]
    files = unpack((Part(name, raw, "application/octet-stream"),), LIMITS)
    assert files, "what was sent is named"
    assert sum(len(file.data) for file in files) <= 3 * LIMITS.archive_bytes, "more came out than we allow"


def check_word(raw: bytes) -> None:
    """A Word file is read, or says why it cannot be."""
    _read(raw, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def check_pdf(raw: bytes) -> None:
    """A PDF is read, or says why it cannot be."""
    _read(raw, PDF)


def _read(raw: bytes, media_type: str) -> None:
    sniff(raw)
    try:
        read(raw, media_type)
    except Unreadable:
        return


# --- seeds -------------------------------------------------------------------------------------------------------------------


def _shared(folder: str) -> Iterator[bytes]:
    """Files other people made, where they are at hand."""
    place = installation.SHARED / "real" / folder
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.is_file() and path.stat().st_size <= SEED_BYTES:
            yield path.read_bytes()


def _samples(target: str) -> Iterator[bytes]:
    yield from (path.read_bytes() for path in sorted(SAMPLES.glob(f"{target}-*")))


@cache
def _form() -> bytes:
    return word.docx("exchange", projects.values(Random(1), "conference"))


def mime_seeds() -> list[bytes]:
    """The table of malformed mails, and real ones."""
    return [*_samples("mime"), *(case.raw for case in CASES if len(case.raw) < 20_000), *_shared("mail")]


def unpack_seeds() -> list[bytes]:
    """Archives of all kinds."""
    files = {"申报书.docx": _form()[:2000], "夹/证明.txt": b"text" * 50}
    made = [packing.archive(list(files.items())), packers.tarred(list(files.items()), "w:gz")]
    made += [packers.packed(kind, files) for kind in ("7z", "zip", "gzip")[:2] if packers.program()]
    return [*_samples("unpack"), *made, *_shared("archives")]


def word_seeds() -> list[bytes]:
    """Forms as we fill them, and documents of all sorts."""
    return [*_samples("word"), _form(), word.letter("推荐函", ["同意推荐。"]), *(d for d in _shared("docx") if d[:2] == b"PK")]


def pdf_seeds() -> list[bytes]:
    """A form as text, and documents of all sorts."""
    written = pdf.text_pdf("exchange", projects.values(Random(1), "conference"))
    return [*_samples("pdf"), written, *_shared("pdf")]


TARGETS: dict[str, Target] = {
    "mime": Target(mime_seeds, check_mime, (
        b"\r\n\r\n", b"--=_b\r\n", b"Content-Type: multipart/mixed; boundary=b\r\n", b"=?gb2312?B?", b"?=", b"filename*0*=",
        b"%E7", b"Content-Transfer-Encoding: base64\r\n", b"begin 644 a\r\n", b"<a href=https://pan.baidu.com/s/1>",
        b"\x1b$)A\x0e", b"~{")),
    "unpack": Target(unpack_seeds, check_unpack, (
        b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c", b"../", b"\xff\xff\xff\xff",
        b"\x78\x9f\x3e\x22", b"\xd0\xcf\x11\xe0", b"\x1f\x8b\x08")),
    "word": Target(word_seeds, check_word, (
        b"<w:tbl>", b"</w:tc>", b"<w:tc><w:tcPr><w:gridSpan w:val=\"99999999\"/></w:tcPr>", b"<w:vMerge/>", b"<w:p>" * 50,
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<w:sym w:char=\"F0FE\"/>", b"w:val=\"-1\"", b"<mc:AlternateContent>")),
    "pdf": Target(pdf_seeds, check_pdf, (
        b"endobj\n", b"<< /Type /Page >>", b"/Kids [1 0 R]", b"/Length -1", b"stream\n", b"/Count 99999999", b"/Parent 1 0 R",
        b"/MediaBox [0 0 1e9 1e9]", b"/Rotate 45", b"startxref\n0\n", b"/FontMatrix [0 0 0 0 0 0]", b"q " * 200)),
}
