"""Files attached inside an OFD file become files of their own beside it."""

from __future__ import annotations

from config.model import LimitSettings
from intake.unpack.budget import Budget
from intake.unpack.pdf_attachments import members
from tests.parsers.ofds import SPACE, Ofd, page, words


def attached(entries: str, **parts: bytes) -> list[tuple[str, bytes, bool]]:
    listed = f'<ofd:Attachments xmlns:ofd="{SPACE}">{entries}</ofd:Attachments>'
    held = {f"Doc_0/Attachs/{name.replace('_', '.')}": data for name, data in parts.items()}
    after = "<ofd:Attachments>Attachs/A.xml</ofd:Attachments>"
    ofd = Ofd([page(words("正文", 20, 20))], after=after, parts={"Doc_0/Attachs/A.xml": listed, **held})
    return [(name, data, trouble is not None) for name, data, trouble in members(ofd.data(), Budget(LimitSettings()))]


def test_what_is_attached_is_taken_out_under_its_name() -> None:
    entries = ('<ofd:Attachment ID="1" Name="扫描件"><ofd:FileLoc>a.pdf</ofd:FileLoc></ofd:Attachment>'
               '<ofd:Attachment ID="2" Name="../表.xml"><ofd:FileLoc>/Doc_0/Attachs/b.xml</ofd:FileLoc></ofd:Attachment>'
               '<ofd:Attachment ID="3" Name="无"><ofd:FileLoc>../../etc/passwd</ofd:FileLoc></ofd:Attachment>')  # fmt: skip
    assert attached(entries, a_pdf=b"%PDF-x", b_xml=b"<x/>") == [("扫描件.pdf", b"%PDF-x", False), (".._表.xml", b"<x/>", False)]


def test_a_file_without_attachments_or_broken_ones_gives_none() -> None:
    assert attached("") == []
    assert list(members(b"PK\x03\x04 broken", Budget(LimitSettings()))) == []
