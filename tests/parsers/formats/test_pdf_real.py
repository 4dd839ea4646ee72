"""PDFs of other people: whatever they hold, each is read or refused with one word of trouble, in limited memory."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from parsers.formats.pdf import reader as pdf
from parsers.formats.pdf.inspection import members
from parsers.model.document import Document
from parsers.model.file import Unreadable
from parsers.values import code
from tests.parsers import pdfs

FOLDER = pdfs.shared() / "real/pdf"
needs_them = pytest.mark.skipif(not FOLDER.is_dir(), reason="the collected PDFs are not here")

MEGABYTES = 600

OUTCOMES = """
encrypted: pjs_issue6010_1 pjs_print_protection pl_password-is-test qpdf_bad-encryption-length qpdf_enc-R2_V1_U=view_O=view
  tika_testPDF_no_extract_no_accessibility_owner_user
damaged: pjs_REDHAT-1531897-0 pjs_bug1020226 pjs_poppler-395-0-fuzzed qpdf_bad1
empty: pjs_GHOSTSCRIPT-698804-1-fuzzed pjs_PDFBOX-3148-2-fuzzed pjs_poppler-85140-0 tika_testPDF_malformedXFA
"""
"""What is refused and why; every other file is read, as text or as pictures."""

READ = {
    "pjs_SimFang-variant": "联 合 起 来", "pjs_issue20489": "北斗星", "pjs_issue3521": "我们都是黑体字", "pjs_issue8372": "目录",
    "pjs_issue13343": "【要約】", "pjs_noembed-eucjp": "あいうえお", "pjs_checkbox_no_appearance": "☑",
    "pypdf_form_acrobatReader": "Bar", "pjs_hello_world_rotated": "Hello", "pjs_helloworld-bad": "Hello", "qpdf_bad16": "Potato",
}  # fmt: skip
"""Words that must be among what is read."""

PICTURES = """
pjs_ContentStreamCycleType3insideType3 doc_sample_with_rotation_mismatch pjs_images_1bit_grayscale pjs_issue4722 pjs_issue5747
pl_multi-page-images pl_tagged-but-no-text tika_testOCR
"""
"""What has no text that a program could read."""


def expected() -> dict[str, str]:
    kinds: dict[str, str] = {}
    kind = ""
    for word in OUTCOMES.split():
        if word.endswith(":"):
            kind = word[:-1]
        else:
            kinds[word] = kind
    return kinds


def read_apart(file: Path) -> tuple[Document | str, float]:
    """In a process of its own: the document or the word of trouble, and the process's peak in MB so far."""
    found: Document | str
    try:
        found = pdf.read(file.read_bytes())
    except Unreadable as error:
        found = error.trouble.kind
    return found, peak()


def peak() -> float:
    """The most memory this process has held, in MB. Linux lets ru_maxrss begin with the parent's, so that is asked elsewhere."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (line,) = [line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


@pytest.fixture(scope="module")
def reader() -> Iterator[ProcessPoolExecutor]:
    """One process for all files: what the tests before these took is not theirs."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


@needs_them
@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.pdf")) if FOLDER.is_dir() else [], ids=lambda file: file.stem)
def test_each_is_read_or_refused(file: Path, reader: ProcessPoolExecutor) -> None:
    document, megabytes = reader.submit(read_apart, file).result()
    assert megabytes < MEGABYTES
    outcome = document if isinstance(document, str) else "read"
    assert outcome == expected().get(file.stem, "read")
    if not isinstance(document, str):
        assert document.pages
        assert document.blocks or document.text_layer is False
        assert READ.get(file.stem, "") in "\n".join(pdfs.texts(document))
        assert (document.text_layer is False) == (file.stem in PICTURES.split())


@needs_them
def test_a_package_gives_its_members() -> None:
    assert [name for name, _ in members((FOLDER / "pjs_attachment.pdf").read_bytes())] == ["foo.txt"]
    assert len(list(members((FOLDER / "tika_testPDFPackage.pdf").read_bytes()))) == 2


@pytest.mark.skipif(not (pdfs.shared() / "samples/pdf").is_dir(), reason="the sample documents are not here")
def test_codes_and_phones_of_the_samples_are_all_read() -> None:
    files = sorted((pdfs.shared() / "samples/pdf").glob("*.pdf"))
    assert files
    for file in files:
        truth = json.loads(file.with_suffix(".json").read_text("utf-8"))["fields"]
        words = code("".join(pdfs.texts(pdf.read(file.read_bytes()))))
        for key in ("uscc", "postal_code", "contact_phone", "bank_account_number"):
            assert code(str(truth.get(key) or "")) in words, (file.name, key)
