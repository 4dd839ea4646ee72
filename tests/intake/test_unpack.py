"""Archives as they come: names in four encodings, folders, archives in archives, mails in mails, and those made to harm."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import LimitSettings
from intake.mime import Part
from intake.unpack import files_from_path, unpack
from parsers.model import File, Trouble

LIMITS = LimitSettings()
REAL = Path(__file__).resolve().parents[2] / "../shared/real/archives"
TEXT = "国际会议".encode()


def zipped(members: Sequence[tuple[str | bytes, bytes]], flag: bool | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip whose names are these very bytes. `flag`: the utf-8 flag to set, whatever the bytes are; None: set for text."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for number, (_, data) in enumerate(members):
            archive.writestr(f"{number:08d}", data)
    raw = bytearray(buffer.getvalue())
    out, central, offsets = bytearray(), bytearray(), []
    at = 0
    for name, _ in members:
        encoded, utf8 = (name, False) if isinstance(name, bytes) else (name.encode(), True)
        bits = 0x800 if (utf8 if flag is None else flag) else 0
        size = struct.unpack_from("<I", raw, at + 18)[0]
        offsets.append(len(out))
        head = bytearray(raw[at : at + 30])
        struct.pack_into("<H", head, 6, bits)
        struct.pack_into("<H", head, 26, len(encoded))
        out += head + encoded + raw[at + 38 : at + 38 + size]
        at += 38 + size
    for (name, _), offset in zip(members, offsets, strict=True):
        encoded, utf8 = (name, False) if isinstance(name, bytes) else (name.encode(), True)
        head = bytearray(raw[at : at + 46])
        struct.pack_into("<H", head, 8, 0x800 if (utf8 if flag is None else flag) else 0)
        struct.pack_into("<H", head, 28, len(encoded))
        struct.pack_into("<I", head, 42, offset)
        central += head + encoded
        at += 46 + 8
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(members), len(members), len(central), len(out), 0)
    return bytes(out + central + end)


def opened(data: bytes, name: str = "材料.zip", limits: LimitSettings = LIMITS) -> tuple[File, ...]:
    return unpack([Part(name, data, "application/zip")], limits)


def names(files: Sequence[File]) -> list[str]:
    return [file.name for file in files]


def troubles(files: Sequence[File]) -> list[str]:
    return [file.trouble.kind if file.trouble else "" for file in files]


# --- names and folders ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_names_without_the_flag(codec: str) -> None:
    data = zipped([("某学会+会议/申报书（喆）.docx".encode(codec), TEXT), ("某学会+会议/证明.pdf".encode(codec), b"2")])
    files = opened(data)
    assert names(files) == ["材料/某学会+会议/申报书（喆）.docx", "材料/某学会+会议/证明.pdf"]
    assert {file.source for file in files} == {"材料.zip"} and files[0].data == TEXT


def test_names_with_the_flag_and_names_of_old() -> None:
    assert names(opened(zipped([("申报书.docx", b"1")]))) == ["材料/申报书.docx"]
    assert names(opened(zipped([(b"\x80\xff\x80.txt", b"1")]))) == ["材料/Ç\xa0Ç.txt"]


def test_the_encoding_is_decided_for_the_whole_archive() -> None:
    both = [("一".encode("gb18030") + b".txt", b"1"), ("联系方式".encode("gb18030") + b".txt", b"2")]
    assert names(opened(zipped(both))) == ["材料/一.txt", "材料/联系方式.txt"]


def test_the_flag_may_lie() -> None:
    assert names(opened(zipped([("申报书.docx".encode("gb18030"), TEXT)], flag=True))) == ["材料/申报书.docx"]


def test_the_unicode_path_field_counts() -> None:
    raw = "申".encode("gb18030")
    info = zipfile.ZipInfo("xx")
    field = b"\x01" + struct.pack("<I", zlib.crc32(b"xx")) + "申报.txt".encode()
    info.extra = struct.pack("<HH", 0x7075, len(field)) + field
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, raw)
    assert names(opened(buffer.getvalue())) == ["材料/申报.txt"]


def test_two_spellings_of_one_name_do_not_cost_the_file() -> None:
    data = zipped([("申报书.docx".encode("gb18030"), TEXT)])
    at = data.rfind("申报书".encode("gb18030"))
    mixed = data[:at] + b"??????" + data[at + 6 :]
    assert [file.data for file in opened(mixed)] == [TEXT]


def test_folders_and_litter_are_no_files() -> None:
    litter = ["__MACOSX/._a.docx", "a/.DS_Store", "Thumbs.db", "a/~$申报书.docx", "a/desktop.ini", "a/"]
    assert names(opened(zipped([(name, b"") for name in litter] + [("a/申报书.docx", b"1")]))) == ["材料/a/申报书.docx"]


def test_backslashes_separate_folders() -> None:
    assert names(opened(zipped([("会议\\申报书.docx", b"1")]))) == ["材料/会议/申报书.docx"]


# --- archives in archives -------------------------------------------------------------------------------------------------


def test_archives_in_archives_keep_their_way() -> None:
    inner = zipped([("表.docx", TEXT)])
    files = opened(zipped([("甲/甲.zip", inner), ("乙.zip", inner)]))
    assert names(files) == ["材料/甲/甲/表.docx", "材料/乙/表.docx"] and {file.source for file in files} == {"材料.zip"}


def test_too_deep_is_our_limit() -> None:
    data = zipped([("a.txt", b"1")])
    for level in range(4):
        data = zipped([(f"{level}.zip", data)])
    files = opened(data)
    assert troubles(files) == ["limit"] and files[0].data == b""


def word_file() -> bytes:
    return zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")])


def test_a_word_file_is_no_archive_even_when_it_says_so() -> None:
    files = unpack([Part("申报书.zip", word_file(), "application/zip")], LIMITS)
    assert [(file.name, file.data, file.source) for file in files] == [("申报书.zip", word_file(), "")]


def test_a_mail_as_attachment_is_opened_and_its_links_are_told() -> None:
    message = EmailMessage()
    message.set_content("见 https://pan.baidu.com/s/1abcdef 和附件")
    message.add_attachment(zipped([("表.docx", TEXT)]), "application", "zip", filename="内.zip")
    raw = message.as_bytes(policy=SMTP)
    files = unpack([Part("转发.eml", raw, "message/rfc822")], LIMITS)
    assert names(files) == ["转发/内/表.docx", "转发/百度网盘"] and troubles(files) == ["", "external"]
    assert {file.source for file in files} == {"转发.eml"}
    assert names(opened(zipped([("x.eml", raw)])))[0] == "材料/x/内/表.docx"


def test_a_mail_of_words_alone_stays_a_file() -> None:
    raw = b"From: a@example.com\r\nSubject: x\r\n\r\nonly words\r\n"
    assert names(unpack([Part("信.eml", raw, "message/rfc822")], LIMITS)) == ["信.eml"]


# --- errors -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("evil", ["../x.docx", "a/../../x.docx", "/etc/x.docx", "C:\\x.docx", "..\\x.docx", "\\\\host\\x.docx"])
def test_a_path_out_of_the_folder_is_dangerous_and_only_data(evil: str) -> None:
    files = opened(zipped([(evil, TEXT), ("好.docx", TEXT)]))
    assert troubles(files) == ["dangerous", ""] and files[0].data == b"" and files[0].name.endswith("x.docx")


def test_links_are_dangerous() -> None:
    info = zipfile.ZipInfo("link")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("a.txt", "1")
    assert troubles(opened(buffer.getvalue())) == ["dangerous", ""]


def encrypted(data: bytes) -> bytes:
    """The same zip with every member marked as encrypted."""
    raw = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at != -1:
            raw[at + place] |= 1
            at = raw.find(mark, at + 4)
    return bytes(raw)


def test_an_encrypted_archive_is_one_file_with_one_trouble() -> None:
    files = opened(encrypted(zipped([("a.docx", TEXT), ("b.docx", TEXT)])))
    assert names(files) == ["材料.zip"] and files[0].source == ""
    assert files[0].trouble == Trouble("encrypted", "压缩包设有密码")
    inner = opened(zipped([("密.zip", encrypted(zipped([("a.docx", TEXT)]))), ("b.docx", TEXT)]))
    assert names(inner) == ["材料/密.zip", "材料/b.docx"] and troubles(inner) == ["encrypted", ""]
    assert inner[0].source == "材料.zip"


@pytest.mark.parametrize("cut", [30, 100, -1])
def test_a_damaged_archive_is_told_and_keeps_its_digest(cut: int) -> None:
    data = zipped([("a.docx", TEXT * 100)])[:cut]
    files = opened(data)
    assert troubles(files) == ["damaged"] and files[0].size == len(data) and len(files[0].sha256) == 64


def test_one_damaged_member_does_not_cost_the_others() -> None:
    data = bytearray(zipped([("a.docx", bytes(range(256)) * 9), ("b.docx", TEXT)], method=zipfile.ZIP_STORED))
    data[500] ^= 0xFF
    assert troubles(opened(bytes(data))) == ["damaged", ""]


def test_something_else_named_zip_is_damaged_and_nothing_is_empty() -> None:
    assert troubles(opened(b"\x00\x01\x02" * 50)) == ["damaged"]
    assert troubles(opened(zipped([]))) == ["empty"]


def test_a_method_we_do_not_have_is_ours() -> None:
    data = bytearray(zipped([("a.docx", TEXT)]))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.find(mark) + place, 97)
    assert troubles(opened(bytes(data))) == ["unsupported"]


def test_a_bomb_is_dangerous_and_costs_nothing() -> None:
    files = opened(zipped([("a.txt", bytes(50 << 20)), ("b.txt", b"1")]))
    assert troubles(files) == ["dangerous", ""]


def test_a_size_that_lies_is_found_while_reading() -> None:
    data = bytearray(zipped([("a.txt", b"x" * 5000)]))
    struct.pack_into("<I", data, data.find(b"PK\x01\x02") + 24, 10)
    assert troubles(opened(bytes(data))) in (["dangerous"], ["damaged"])


def test_members_that_share_their_bytes_are_dangerous() -> None:
    data = bytearray(zipped([("a.txt", bytes(range(256)) * 20), ("b.txt", bytes(range(256)) * 20)], method=zipfile.ZIP_STORED))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    struct.pack_into("<I", data, data.find(b"PK\x01\x02") + 20, len(data))
    struct.pack_into("<I", data, second + 20, len(data))
    assert troubles(opened(bytes(data))) == ["dangerous"]


def test_count_and_size_stop_at_our_limits() -> None:
    many = zipped([(f"{n}.txt", b"1") for n in range(30)])
    files = opened(many, limits=LimitSettings(archive_members=10))
    assert len(files) == 11 and files[-1].name == "材料.zip" and files[-1].trouble == Trouble("limit", "压缩包内文件超过10个")
    large = zipped([("a.txt", b"x" * 3_000_000), ("b.txt", b"x" * 3_000_000)])
    assert troubles(opened(large, limits=LimitSettings(archive_bytes=4 << 20))) == ["", "limit"]
    assert troubles(opened(large, limits=LimitSettings(file_bytes=1 << 20))) == ["limit", "limit"]


def test_the_limits_are_for_the_whole_mail() -> None:
    part = Part("a.zip", zipped([(f"{n}.txt", b"1") for n in range(8)]), "application/zip")
    assert troubles(unpack([part, part], LimitSettings(archive_members=10))).count("limit") == 1


def test_other_archives_are_named_and_not_guessed_at() -> None:
    files = unpack([Part("材料.rar", b"Rar!\x1a\x07\x01\x00" + b"x" * 50, "application/octet-stream")], LIMITS)
    assert [(file.name, file.trouble.kind if file.trouble else "") for file in files] == [("材料.rar", "unsupported")]


def test_parts_that_were_refused_stay_refused() -> None:
    files = unpack([Part("a.docx", b"", "x/y", False, Trouble("limit", "太大")), Part("l.png", b"1", "image/png", True)], LIMITS)
    assert [(file.name, file.trouble) for file in files] == [("a.docx", Trouble("limit", "太大"))]


SEED = zipped([("会议/申报书.docx".encode("gb18030"), TEXT), ("a.zip", zipped([("b.txt", TEXT)]))])


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SEED)), st.binary(max_size=4)), max_size=8))
def test_nothing_raises(changes: list[tuple[int, bytes]]) -> None:
    raw = bytearray(SEED)
    for at, data in changes:
        raw[at : at + len(data)] = data
    for file in opened(bytes(raw)):
        assert "\n" not in file.name and ".." not in file.name.split("/")


@pytest.mark.skipif(not REAL.is_dir(), reason="the collection of real archives is not here")
def test_real_archives() -> None:
    found = {file.name: files_from_path(file, LIMITS) for file in REAL.iterdir()}
    assert names(found["la_test_read_format_zip_7075_utf8_paths.zip"])[1].endswith("File 2 - ö.txt")
    assert troubles(found["la_test_read_format_zip_encryption_partially.zip"]) == ["", "encrypted"]
    assert troubles(found["la_test_read_format_zip_winzip_aes256.zip"]) == ["encrypted"]
    assert troubles(found["z4j_entry_with_checksum_mismatch.zip"]) == ["damaged"]
    assert troubles(found["tika_test-documents-spanned.zip"]) == ["incomplete"]
    assert troubles(found["tika_testZip_with_DataDescriptor.zip"]) == [""] * 5
    assert troubles(found["z4j_valid_empty_zip_file.zip"]) == ["empty"]


# --- from disk --------------------------------------------------------------------------------------------------------------


def test_a_folder_is_walked_in_order_with_its_own_name(tmp_path: Path) -> None:
    folder = tmp_path / "某学会+会议"
    (folder / "附件").mkdir(parents=True)
    (folder / "申报书.docx").write_bytes(word_file())
    (folder / "附件" / "证明.zip").write_bytes(zipped([("证明.pdf", b"%PDF-1.4")]))
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "出去").symlink_to(tmp_path)
    files = files_from_path(folder, LIMITS)
    assert names(files) == ["某学会+会议/申报书.docx", "某学会+会议/附件/证明/证明.pdf"]
    assert len(files_from_path(folder, LimitSettings(archive_members=1))) == 2


def test_one_file_and_one_archive(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_file())
    (tmp_path / "材料.zip").write_bytes(zipped([("表.docx", TEXT)]))
    assert names(files_from_path(tmp_path / "a.docx", LIMITS)) == ["a.docx"]
    assert names(files_from_path(tmp_path / "材料.zip", LIMITS)) == ["材料/表.docx"]
    assert troubles(files_from_path(tmp_path / "a.docx", LimitSettings(file_bytes=10))) == ["limit"]
    with pytest.raises(FileNotFoundError):
        files_from_path(tmp_path / "none", LIMITS)
