"""Archives as they come: names in four encodings, folders, archives in archives, mails in mails, folders on disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from config.model import LimitSettings
from intake.mime import Part
from intake.unpack import files_from_path, unpack
from tests.intake.mime.test_signed_parts import encrypted, signed
from tests.intake.zips import LIMITS, TEXT, names, opened, troubles, word_file, zipped

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
    assert troubles(files) == ["limit"]


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


@pytest.mark.parametrize(("eml", "packed"), [("x.eml", "y.zip"), ("x.EML", "y.ZIP"), ("x.Eml", "y.Zip")])
def test_a_mail_and_an_archive_are_opened_whatever_case_their_ending_has(eml: str, packed: str) -> None:
    """An archive behind some strange bytes is known by its name alone."""
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.com", "x"
    message.add_attachment(TEXT, "application", "octet-stream", filename="内.txt")
    files = opened(zipped([(eml, message.as_bytes(policy=SMTP)), (packed, b"\0strange" + zipped([("表.txt", TEXT)]))]))
    assert names(files) == ["材料/x/内.txt", "材料/y/表.txt"]


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


def test_the_leavings_of_systems_and_editors_are_no_files_of_anybody() -> None:
    names = ["Thumbs.db", ".DS_Store", "desktop.ini", "~$申报书.docx", "~WRL0003.tmp", ".~lock.申报书.odt#", "._申报书.docx"]
    inside = zipped([(f"材料/{name}", b"x") for name in names] + [("__MACOSX/材料/._a.docx", b"x"), ("材料/a.txt", b"1")])
    parts = [Part(name, b"x", "application/octet-stream") for name in names] + [Part("材料.zip", inside, "application/zip")]
    assert [file.name for file in unpack(parts, LimitSettings())] == ["材料/材料/a.txt"]


def test_a_forwarded_mail_gives_its_subject_where_its_file_name_says_nothing() -> None:
    mail = "Subject: 某大学+某项目\r\nContent-Type: application/octet-stream; name=a.txt\r\n\r\n1".encode()
    for name, folder in (("转发的邮件.eml", "某大学+某项目"), ("湖南大学+研讨会.eml", "湖南大学+研讨会")):
        assert [file.name for file in unpack([Part(name, mail, "message/rfc822")], LimitSettings())] == [f"{folder}/a.txt"]


# --- signed files -----------------------------------------------------------------------------------------------------


def test_signed_files_and_mails_in_an_archive_are_opened() -> None:
    mail = b"Subject: x\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain; name=a.txt\r\n" \
           b"Content-Disposition: attachment; filename=a.txt\r\n\r\nwords\r\n--q--\r\n"
    form = word_file()  # made once: it has the time in it
    word, text = signed(form), signed(TEXT, Encoding.PEM)
    files = opened(zipped([("form.docx.p7m", word), ("smime.p7m", signed(mail)), ("b.TXT.P7M", text)]))
    assert names(files) == ["材料/form.docx", "材料/smime/a.txt", "材料/b.TXT"]
    assert [file.data for file in files] == [form, b"words", TEXT]


@pytest.mark.parametrize("data", [encrypted(TEXT), b"\x30\x80" * 999, b"", b"-----BEGIN PKCS7-----", signed(b"")])
def test_what_says_it_is_signed_and_cannot_be_opened_stays_a_file(data: bytes) -> None:
    assert names(opened(zipped([("form.docx.p7m", data)]))) == ["材料/form.docx.p7m"]


def test_signatures_around_signatures_end_at_the_depth_of_archives() -> None:
    data = TEXT
    for _ in range(LIMITS.archive_depth + 8):
        data = signed(data)
    (file,) = opened(zipped([("a.txt" + ".p7m" * 20, data)]))
    assert file.name.endswith(".p7m") and (file.trouble is None or file.trouble.kind == "limit")
