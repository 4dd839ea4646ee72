"""The product's own samples: the demo mailbox is what its generator makes, and every file in it is what its truth says."""

from __future__ import annotations

import email
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from pathlib import Path
from random import Random
from typing import Any

import docx
import pdfplumber
import pypdfium2
import pytest
from stdnum.cn import uscc

from tests.samples.make import demo_mailbox, made_with, mailbox, packing, paper, pdf, projects, word
from tests.samples.make.forms import CONTENTS, Dialect

HERE = Path(__file__).resolve().parents[1] / "samples"
TRUTH: dict[str, Any] = json.loads((HERE / "mailbox.json").read_text(encoding="utf-8"))
TOLD = {mail["file"]: mail for mail in TRUTH["mails"]}
PATHS = sorted((HERE / "mailbox").glob("*.eml"))


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return dict(demo_mailbox(TRUTH["seed"]))


# --- the mailbox is what the generator makes ------------------------------------------------------------------------


def test_committed_mailbox_is_what_the_generator_makes(made: dict[str, bytes]) -> None:
    """Bytes are compared where zlib, Pillow, PDFium, python-docx and reportlab are those it was made with: another version may
    compress or draw a little differently without anything being wrong. What the bytes mean is compared everywhere."""
    assert [p.name for p in PATHS] == sorted(made) == [mail["file"] for mail in TRUTH["mails"]]
    for path in PATHS:
        assert essence(path.read_bytes()) == essence(made[path.name]), path.name
        if made_with() == TRUTH["made_with"]:
            assert path.read_bytes() == made[path.name], path.name


def test_mailbox_is_small_enough_to_ship() -> None:
    assert sum(p.stat().st_size for p in PATHS) < 3_000_000
    assert len(PATHS) >= 14


def test_truth_adds_up() -> None:
    """The summary of a pass follows from the mails told of."""
    applications = [a for mail in TRUTH["mails"] for a in mail["applications"]]
    cases = {a["case"] for a in applications}
    assert TRUTH["pass"]["cases"] == len(cases) == sum(TRUTH["pass"]["cases_by_prefix"].values())
    assert TRUTH["pass"]["cases"] + TRUTH["pass"]["later_revisions"] + TRUTH["pass"]["duplicate_mails"] == len(applications)
    assert {a["category"] for a in applications} >= {"conference", "cooperation", "domestic_base", "overseas_station"}
    units = {a["case"]: a["fields"].get("applicant_unit", a["case"]) for a in applications}
    assert len(set(units.values())) == len(units), "one applicant, one unit: else the mailbox reads as if by chance"
    assert [m["received"] for m in TRUTH["mails"]] == sorted(m["received"] for m in TRUTH["mails"])


# --- every mail ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_mail_parses_and_holds_what_is_told(path: Path) -> None:
    raw, told = path.read_bytes(), TOLD[path.name]
    message = email.message_from_bytes(raw)
    assert not message.defects and raw.count(b"\n") == raw.count(b"\r\n")
    assert message["Message-ID"] == told["message_id"]
    assert message["To"] == "hnkxgjb@126.com"
    sizes = [len(data) for _, data in attachments(raw)]
    assert bool(sizes) == any(a["files"] for a in told["applications"])
    promised = Counter(name for a in told["applications"] for names in a["files"].values() for name in names)
    assert promised == Counter(n for n, _ in files(raw))


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_documents_open_and_say_what_is_told(path: Path) -> None:
    """Word opens with python-docx and holds every value as text; scans have pictures and no text, text PDFs have text."""
    if "locked" in path.stem:
        return
    found = dict(files(path.read_bytes()))
    for application in TOLD[path.name]["applications"]:
        for role, names in application["files"].items():
            for name in names:
                look(role, name, found[name], application["fields"])


def look(role: str, name: str, data: bytes, fields: dict[str, Any]) -> None:
    if role == "refused":
        with pytest.raises(zipfile.BadZipFile):
            zipfile.ZipFile(io.BytesIO(data))
    elif role == "form_word":
        text = word_text(data)
        assert "湖南省科协" in text
        assert all(v in text for k, v in fields.items() if isinstance(v, str) and "\n" not in v and k not in UNASSIGNED)
    elif name.endswith(".docx"):
        assert docx.Document(io.BytesIO(data)).paragraphs
    elif name.endswith(".pdf"):
        scan = role in ("form_scan", "non_secret_certificate")
        assert (characters(data) == 0) == scan
        count = len(pypdfium2.PdfDocument(data))
        assert role != "form_scan" or (1 <= count <= 2 if "盖章页" in name else count >= 3)
    else:
        assert data.startswith(b"\xff\xd8")


UNASSIGNED = {
    "project_name",
    "project_category",
    "contact_phone",
    "postal_code",
    "unit_phone",
    "leader_phone",
    "bank_account_number",
    "fax",
}
"""Not printed as they stand: a name only the folder has, a key, and codes that one applicant types in full width."""


def test_credit_codes_are_right_but_for_the_one_that_is_not() -> None:
    """All codes carry a right check character; the wrong one is told of as `fix`."""
    codes = [(a["fields"]["uscc"], {"rule": "uscc-invalid", "field": "uscc"} in a["fix"])
             for mail in TRUTH["mails"] for a in mail["applications"] if a["fields"].get("uscc")]
    assert {wrong for _, wrong in codes} == {False, True}
    for code, wrong in codes:
        assert uscc.is_valid(code) != wrong


def test_odd_archives_are_as_odd_as_told() -> None:
    """GBK names carry no flag; the locked zip is encrypted and opens with its password; the repeated zip is the same file."""
    ((_, gbk),) = attachments((HERE / "mailbox" / "02-cooperation-gbk.eml").read_bytes())
    assert all(i.flag_bits & 0x800 == 0 for i in zipfile.ZipFile(io.BytesIO(gbk)).infolist())
    ((_, again),) = attachments((HERE / "mailbox" / "13-again.eml").read_bytes())
    assert again == gbk
    ((_, locked),) = attachments((HERE / "mailbox" / "18-locked.eml").read_bytes())
    archive = zipfile.ZipFile(io.BytesIO(locked))
    assert all(i.flag_bits & 1 for i in archive.infolist())
    with pytest.raises(RuntimeError, match="password"):
        archive.read(archive.namelist()[0])
    assert archive.read(archive.namelist()[0], b"hnkx2024").startswith(b"PK")


# --- the makers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("category", ["conference", "cooperation", "domestic_base", "overseas_station"])
def test_makers_are_pure(category: str) -> None:
    """The same arguments give the same bytes, and other seeds other people."""
    form, values = projects.form_of(category), projects.values(Random("one"), category)
    assert values == projects.values(Random("one"), category) != projects.values(Random("two"), category)
    for make in (word.docx, pdf.text_pdf, pdf.scan_pdf):
        assert make(form, values) == make(form, values)


@pytest.mark.parametrize("tick", ["paren", "box", "square", "symbol", "control", "formcheckbox", "only"])
def test_word_stores_ticks_as_the_dialect_says(tick: Any) -> None:
    values = projects.values(Random("ticks"), "conference")
    xml = part(word.docx("exchange", values, Dialect(tick=tick)), "word/document.xml").decode()
    signs = {
        "paren": "（√）",
        "box": "☑",
        "square": "■",
        "symbol": 'w:char="F052"',
        "control": 'w14:checked w14:val="1"',
        "formcheckbox": "<w:checked",
        "only": "☑",
    }
    assert signs[tick] in xml
    assert (CONTENTS[-1] in xml) and (("国际与区域合作</w:t>" in xml) == (tick != "only"))


def test_text_pdf_has_lines_and_text_for_both_readers() -> None:
    """PDFium and pdfplumber read the same words, and the ruled lines make tables with the values beside their labels."""
    values = projects.values(Random("pdf"), "cooperation")
    data = pdf.text_pdf("exchange", values)
    plain = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    assert values["applicant_unit"] in plain and values["uscc"] in plain and "（√）国际与区域合作" in plain
    with pdfplumber.open(io.BytesIO(data)) as document:
        rows = [row for page in document.pages for table in page.extract_tables() for row in table]
    assert ["法人代表", values["legal_representative"], None, None] in rows
    assert ["邮政编码", values["postal_code"], "联系电话", values["unit_phone"]] in rows


def test_blank_form_prints_every_label() -> None:
    """No values: the labels stand, and nothing else does."""
    text = word_text(word.docx("haizhi", {}))
    for label in ("项目期限：", "电子信箱", "项目概述", "党委政府或上级主管部门支持情况", "推荐单位意见："):
        assert label in text


def test_seal_is_red_and_a_gray_scan_has_none() -> None:
    values = projects.values(Random("seal"), "domestic_base")
    colour = pdf.scan_pdf("haizhi", values)
    gray = pdf.scan_pdf("haizhi", values, paper=paper.Paper(tone="gray"))
    bare = pdf.scan_pdf("haizhi", values, paper=paper.Paper(tone="colour", seals=False))
    assert reds(colour) > 500
    assert reds(gray) == reds(bare) == 0


def test_zip_crypto_is_what_zipfile_reads() -> None:
    locked = packing.archive([("表格/一.txt", b"one" * 100)], "gbk", "secret")
    assert zipfile.ZipFile(io.BytesIO(locked), metadata_encoding="gbk").read("表格/一.txt", b"secret") == b"one" * 100


def test_generated_mailbox_has_any_number_of_mails_and_is_the_same_again() -> None:
    """Thousands can be made for a trial; here a dozen."""
    first, second = list(mailbox(12, 7)), list(mailbox(12, 7))
    assert first == second and len({raw for _, raw in first}) == 12
    assert [raw for _, raw in mailbox(12, 8)] != [raw for _, raw in first]
    for _, raw in first:
        assert not email.message_from_bytes(raw).defects


# --- helpers ---------------------------------------------------------------------------------------------------------


def attachments(raw: bytes) -> Iterator[tuple[Message, bytes]]:
    """Every attached part with its bytes."""
    for piece in email.message_from_bytes(raw).walk():
        if str(piece.get("Content-Disposition", "")).startswith("attachment"):
            data = piece.get_payload(decode=True)
            assert isinstance(data, bytes)
            yield piece, data


def files(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Every file of a mail by the name the truth uses: names in archives that open, else the attachment's own."""
    for piece, data in attachments(raw):
        archive = opened(data) if (decoded(piece)).endswith(".zip") else None
        if archive is None:
            yield decoded(piece), data
            continue
        for info in archive.infolist():
            flagged = info.flag_bits & 0x800 or info.filename.isascii()
            yield info.filename if flagged else info.filename.encode("cp437").decode("gbk"), archive.read(info)


def opened(data: bytes) -> zipfile.ZipFile | None:
    """The archive, or None where it is broken or locked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return None
    return None if any(i.flag_bits & 1 for i in archive.infolist()) else archive


def decoded(piece: Message) -> str:
    """The attachment's name, in any of the customs of the generator."""
    name = piece.get_filename() or ""
    words = decode_header(name)
    return "".join(w.decode(c or "gb18030") if isinstance(w, bytes) else w for w, c in words)


def essence(raw: bytes) -> list[Any]:
    """What a mail means: its headers and texts, and of every file its name and content, whatever packed it."""
    said: list[Any] = [raw.partition(b"\r\n\r\n")[0]]
    for name, data in files(raw):
        said.append((name, content(data)))
    return said


def content(data: bytes) -> Any:
    """Parts of a docx, texts and page sizes of a PDF, the size of a picture; else the length of what cannot be opened."""
    if data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        return [(page.get_size(), page.get_textpage().get_text_range()) for page in document]
    archive = opened(data)
    return {name: archive.read(name) for name in archive.namelist()} if archive else data[:4]


def part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def word_text(data: bytes) -> str:
    """All text of a docx, tables and content controls included."""
    root = docx.Document(io.BytesIO(data)).element
    return "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in root.iter("{*}p"))


def characters(data: bytes) -> int:
    return sum(page.get_textpage().count_chars() for page in pypdfium2.PdfDocument(data))


def reds(data: bytes) -> int:
    """Clearly red pixels on all pages."""
    raws = [page.render(scale=0.5).to_pil().convert("RGB").tobytes() for page in pypdfium2.PdfDocument(data)]
    return sum(r > 150 and g < 120 and b < 120 for raw in raws for r, g, b in zip(raw[::3], raw[1::3], raw[2::3], strict=True))
