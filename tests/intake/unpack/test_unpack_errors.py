"""Archives that are broken, encrypted, or made to harm: each trouble is named and affects no other file."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import LimitSettings
from intake.mime import Part, parse
from intake.unpack import files_from_path, unpack
from parsers.model.file import Trouble
from tests.intake.mails import attached
from tests.intake.zips import LIMITS, TEXT, names, opened, troubles, zipped

REAL = Path(__file__).resolve().parents[3] / "../shared/real/archives"


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


def test_without_the_program_other_archives_are_named_and_not_guessed_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.unpack.seven_zip.program", lambda: "")
    monkeypatch.setattr("intake.unpack.self_extracting.program", lambda: "")
    for name, data, said in (("材料.rar", b"Rar!\x1a\x07\x01\x00", "unsupported"), ("材料.exe", b"MZ", "dangerous")):
        files = unpack([Part(name, data + b"x" * 50, "application/octet-stream")], LIMITS)
        assert names(files) == [name] and troubles(files) == [said]


def test_what_was_never_read_is_never_taken_for_the_same() -> None:
    first, again, second = (opened(zipped([("../x.docx", TEXT), ("a.txt", data)]))[0] for data in (b"1", b"1", b"2"))
    assert first.sha256 == again.sha256 != second.sha256
    small = LimitSettings(file_bytes=1)
    mails = [attached(b"attachment; filename=a.docx").replace(b"Y29", coded) for coded in (b"Y28", b"Y29")]
    assert len({unpack(parse(mail, small)[1], small)[0].sha256 for mail in mails}) == 2


def test_a_locked_archive_is_kept_for_a_person_and_a_dangerous_file_is_not() -> None:
    locked = encrypted(zipped([("a.docx", TEXT)]))
    assert opened(locked)[0].data == locked
    assert opened(zipped([("../a.docx", TEXT)]))[0].data == b""


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
    files = opened(bytes(raw))
    assert files, "whatever an attachment is, a clerk sees it"
    for file in files:
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
