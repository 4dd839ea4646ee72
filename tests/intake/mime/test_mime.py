"""The structure of mails, sound, broken and hostile: nothing raises, nothing is lost, everything is limited."""

from __future__ import annotations

import base64
import unicodedata
from email.header import Header
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP, compat32
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.model import LimitSettings
from intake.mime import parse
from intake.unpack import unpack
from parsers.model.file import Trouble
from tests.intake.mails import LIMITS, attached, word

REAL = Path(__file__).resolve().parents[3] / "../shared/real/mail"


def test_a_nested_mail_in_base64_is_a_part_named_after_its_subject() -> None:
    inner = f"Subject: {word('转发的申报', 'utf-8')}\r\n\r\nhello".encode()
    raw = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(inner)
    assert [(part.name, part.data) for part in parse(raw, LIMITS)[1]] == [("转发的申报.eml", inner)]


def test_a_multipart_in_base64_and_one_without_boundary_are_still_read() -> None:
    inner = b"--b\r\n\r\none\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\ntwo\r\n--b--\r\n"
    raw = b"Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(inner)
    for said in (raw, b"Content-Type: multipart/mixed\r\n\r\n" + inner):
        assert [(part.name, part.data) for part in parse(said, LIMITS)[1]] == [("a.txt", b"two")]


def test_parts_after_a_closing_line_are_kept_and_a_missing_one_is_noted() -> None:
    raw = attached(b"attachment; filename=a.bin")
    early = raw.replace(b"--=_b\r\nContent-Type: app", b"--=_b--\r\n--=_b\r\nContent-Type: app")
    assert len(parse(early, LIMITS)[1]) == 1
    head, parts = parse(raw.replace(b"--=_b--\r\n", b""), LIMITS)
    assert parts[0].data == b"content" * 20 and head.notes == ("邮件结尾不完整，附件可能被截断",)


@pytest.mark.parametrize(
    ("coded", "meant"),
    [
        (b"QUJD\r\nREVG", b"ABCDEF"),
        (b"QUJDRA", b"ABCD"),
        (b"QUJD!@RE(VG)\x80", b"ABCDEF"),
        (b"QUI=\r\nQ0Q=\r\n", b"ABCD"),
        (b"QUI=\r\n\r\n_____\r\nlist footer\r\n", b"AB"),
        (b"QUJDR", b"ABC"),
        (b"", b""),
    ],
)
def test_base64_as_it_comes(coded: bytes, meant: bytes) -> None:
    raw = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + coded
    assert parse(raw, LIMITS)[1][0].data == meant


def test_deep_and_many_parts_stop_at_our_limits() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(5000))
    head, parts = parse(deep, LIMITS)
    assert [part.trouble for part in parts] == [Trouble("limit", "邮件嵌套过深")]
    assert "邮件嵌套超过20层，更深处未读取" in head.notes
    many = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\nContent-Type: application/pdf\r\n\r\nx\r\n" * 200_000
    head, parts = parse(many, LIMITS)
    assert len(parts) == LIMITS.mail_parts and parts[-1].trouble == Trouble("limit", "邮件部件过多，此后的附件未读取")


def test_beyond_the_size_limits_parts_are_named_and_not_read() -> None:
    raw = attached(b"attachment; filename=a.docx")
    head, parts = parse(raw, LimitSettings(mail_bytes=100))
    assert (parts[0].name, parts[0].data, parts[0].trouble) == ("a.docx", b"", Trouble("limit", "邮件超过大小限制"))
    assert head.body == "正文" and head.notes
    assert parse(raw, LimitSettings(file_bytes=10))[1][0].trouble == Trouble("limit", "文件超过0MB")


@pytest.mark.parametrize(("kind", "trouble"), [("partial", "incomplete"), ("external-body", "external")])
def test_parts_that_are_elsewhere(kind: str, trouble: str) -> None:
    part = parse(f"Content-Type: message/{kind}\r\n\r\nx".encode(), LIMITS)[1][0]
    assert part.trouble is not None and part.trouble.kind == trouble


def test_hostile_headers_cost_little() -> None:
    for raw in (
        b"Content-Type: text/plain" + b"; a=b" * 50_000 + b"\r\n\r\nx",
        b"Subject: " + b"=?utf-8?B?QUJD?= " * 20_000 + b"\r\n\r\nx",
        b"To: " + b"a@example.com, " * 20_000 + b"\r\n\r\nx",
        b"References: " + b"<a@b> " * 40_000 + b"\r\n\r\nx",
        b"X: y\r\n" * 500_000 + b"\r\nx",
        b"A" * 1_000_000,
        b"Subject: " + b"=?a?b?" * 40_000 + b"\r\n\r\nx",
        b"\r\n" + b" " * 1_000_000 + b"x",
        b"\r\n" + b"begin 644 x\n" * 200_000,
        b"Content-Type: text/html\r\n\r\n" + ("\u3000" * 500_000).encode(),
        b"Content-Type: text/html\r\n\r\n" + b"<a href=https://pan.baidu.com/s/1>x</a>" * 20_000,
        b"\r\n" + b"https://pan.baidu.com/s/1 " * 20_000,
        b"Content-Disposition: attachment; filename=" + b'"' * 100_000 + b"\r\n\r\nx",
        b"Content-Disposition: attachment; " + b"".join(b"filename*%d*=a;" % n for n in range(20_000)) + b"\r\n\r\nx",
    ):
        head, _ = parse(raw, LIMITS)
        assert len(head.subject) <= 500 and len(head.to) <= 2000 and len(head.references) <= 50


# --- whole mails ----------------------------------------------------------------------------------------------------------


def stdlib_files(raw: bytes) -> list[bytes]:
    message = BytesParser(policy=compat32).parsebytes(raw)
    return [part.get_payload(decode=True) or b"" for part in message.walk() if part.get_filename() and not part.is_multipart()]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.binary(max_size=300)), max_size=4), st.text(max_size=200))
def test_what_the_stdlib_writes_we_read(files: list[tuple[str, bytes]], body: str) -> None:
    message = EmailMessage()
    message["Subject"] = Header("申报", "utf-8").encode()
    message.set_content(body.replace("\r", ""))
    for name, data in files:
        safe = "".join(c for c in name if c.isalnum()) or "x"
        message.add_attachment(data, "application", "octet-stream", filename=safe)
    raw = message.as_bytes(policy=SMTP)
    assert [part.data for part in parse(raw, LIMITS)[1]] == stdlib_files(raw) == [data for _, data in files]


SEED = (
    attached(b'attachment; filename="=?gb2312?B?yeqxqA==?= =?utf-8?Q?=E7=94=B3?="; filename*0*=gbk\'\'%C9;', b"message/rfc822")
    + b"Content-Type: text/html\r\n\r\n<p><a href='https://pan.baidu.com/s/1'>x</a></p>"
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, len(SEED)), st.binary(max_size=8), st.integers(0, 30)), max_size=12), st.binary(max_size=80)
)
def test_nothing_raises_and_names_stay_clean(changes: list[tuple[int, bytes, int]], tail: bytes) -> None:
    raw = bytearray(SEED)
    for at, data, cut in changes:
        raw[at : at + cut] = data
    head, parts = parse(bytes(raw) + tail, LIMITS)
    for file in unpack(parts, LIMITS):
        assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in file.name)
    for text in (head.subject, head.sender, head.sender_name, head.message_id, *head.to, *head.references):
        assert "\n" not in text and "\r" not in text and "\0" not in text


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_noise_never_raises(raw: bytes) -> None:
    parse(raw, LIMITS)


@pytest.mark.skipif(not REAL.is_dir(), reason="the collection of real mails is not here")
def test_real_mails_all_pass_and_lose_no_file() -> None:
    names = {}
    for file in sorted(REAL.iterdir()):
        raw = file.read_bytes()
        head, parts = parse(raw, LIMITS)
        names[file.name] = [part.name for part in parts]
        unpack(parts, LIMITS)
        if not head.notes:
            ours = {part.data.strip() for part in parts}
            assert [data for data in stdlib_files(raw) if data.strip() not in ours] == [], file.name
    assert names["mc_4489-to-field-chinese.eml"] == ["测试费 1009.xls"]
    assert names["rb_japanese_attachment.eml"] == ["てすと.txt"]
    accents = names["dm_eml_with_special_utf_8_chars.eml"]
    assert [unicodedata.normalize("NFC", name) for name in accents] == ["Tèst_àttæchêmęnt_tìtlē.rtf"]
