"""Mail as it is really sent: names in every spelling, charsets that lie, structures that break. Nothing raises or is lost."""

from __future__ import annotations

import base64
import unicodedata
from email.header import Header
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP, compat32
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.model import LimitSettings
from intake.mime import arrival_time, parse
from intake.unpack import unpack
from parsers.model import Trouble

LIMITS = LimitSettings()
REAL = Path(__file__).resolve().parents[2] / "../shared/real/mail"
NAME = "湖南省某学会+国际会议申报书（喆镕）.docx"


def word(text: str, charset: str, kind: str = "B", claim: str = "") -> str:
    raw = text.encode(charset)
    body = base64.b64encode(raw).decode() if kind == "B" else "".join(f"={byte:02X}" for byte in raw)
    return f"=?{claim or charset}?{kind}?{body}?="


def attached(disposition: bytes, content_type: bytes = b"application/octet-stream") -> bytes:
    """A mail of two parts, the second with these two headers."""
    return (
        b'From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="=_b"\r\n\r\npreamble\r\n'
        b"--=_b\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n" + "正文".encode("gb18030") + b"\r\n"
        b"--=_b\r\nContent-Type: " + content_type + b"\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: " + disposition + b"\r\n\r\n" + base64.encodebytes(b"content" * 20) + b"\r\n--=_b--\r\n"
    )


def head_of(**fields: str) -> object:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return parse(lines.encode("utf-8") + b"\r\nbody", LIMITS)[0]


# --- names --------------------------------------------------------------------------------------------------------------


def rfc2231(charset: str = "utf-8", claim: str = "utf-8''") -> bytes:
    return f"attachment; filename*={claim}{quote(NAME.encode(charset), safe='')}".encode()


def in_pieces(text: str) -> bytes:
    coded = quote(text, safe="")
    pieces = [coded[at : at + 50] for at in range(0, len(coded), 50)]
    return b"attachment;" + b";".join(
        f"\r\n filename*{n}*={'utf-8' + chr(39) * 2 if n == 0 else ''}{piece}".encode() for n, piece in enumerate(pieces)
    )


def cut_inside_a_character() -> bytes:
    raw = NAME.encode("gb18030")
    words = [f"=?gb2312?B?{base64.b64encode(part).decode()}?=" for part in (raw[:7], raw[7:14], raw[14:])]
    return b'attachment; filename="' + "\r\n ".join(words).encode() + b'"'


def cut_inside_base64() -> bytes:
    coded = base64.b64encode(NAME.encode("gb18030")).decode()
    return f'attachment; filename="=?GBK?B?{coded[:17]}?= =?GBK?B?{coded[17:]}?="'.encode()


SPELLINGS = {
    "utf-8 word in quotes": f'attachment; filename="{word(NAME, "utf-8")}"'.encode(),
    "gb18030 word in quotes": f'attachment; filename="{word(NAME, "gb18030")}"'.encode(),
    "gb2312 claimed, gb18030 meant": f'attachment; filename="{word(NAME, "gb18030", claim="gb2312")}"'.encode(),
    "cp936 claimed": f'attachment; filename="{word(NAME, "gb18030", claim="CP936")}"'.encode(),
    "quoted-printable word": f'attachment; filename="{word(NAME, "utf-8", "Q")}"'.encode(),
    "word without quotes": f"attachment; filename={word(NAME, 'utf-8')}".encode(),
    "raw utf-8": f'attachment; filename="{NAME}"'.encode(),
    "raw gbk": f'attachment; filename="{NAME}"'.encode("gb18030"),
    "raw gbk without quotes": f"attachment; filename={NAME}".encode("gb18030"),
    "rfc 2231": rfc2231(),
    "rfc 2231, gbk": rfc2231("gb18030", "GBK'zh-CN'"),
    "rfc 2231 without charset": rfc2231("utf-8", ""),
    "rfc 2231 in quotes": f"attachment; filename*=\"utf-8''{quote(NAME, safe='')}\"".encode(),
    "rfc 2231 in pieces": in_pieces(NAME),
    "percent alone": f'attachment; filename="{quote(NAME)}"'.encode(),
    "words cut inside a character": cut_inside_a_character(),
    "words cut inside the base64": cut_inside_base64(),
    "full windows path": f'attachment; filename="C:\\\\Users\\\\a\\\\{NAME}"'.encode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_chinese_name_in_every_spelling(spelling: str) -> None:
    head, parts = parse(attached(SPELLINGS[spelling]), LIMITS)
    assert [part.name for part in parts] == [NAME]
    assert parts[0].data == b"content" * 20 and head.body == "正文" and head.attachments == 1


def test_a_name_in_content_type_alone() -> None:
    kind = f'application/msword; name="{word(NAME, "gb18030")}"'.encode()
    assert parse(attached(b"attachment", kind), LIMITS)[1][0].name == NAME


def test_a_garbled_file_name_yields_to_the_sound_one() -> None:
    kind = f'application/msword; name="{word(NAME, "utf-8")}"'.encode()
    assert parse(attached(b'attachment; filename="????.docx"', kind), LIMITS)[1][0].name == NAME


def test_big5_names() -> None:
    assert parse(attached(f'attachment; filename="{word("申請書.pdf", "big5")}"'.encode()), LIMITS)[1][0].name == "申請書.pdf"


def test_a_part_without_a_name_gets_one() -> None:
    assert parse(attached(b"attachment", b"application/pdf"), LIMITS)[1][0].name == "附件1.pdf"


@pytest.mark.parametrize("evil", ["../../etc/passwd", "/etc/passwd", "a\\..\\passwd", "x\x00\x1b[2Jpasswd", "passwd\u202etxt"])
def test_a_name_is_never_a_path_and_never_controls_anything(evil: str) -> None:
    name = parse(attached(f"attachment; filename*=utf-8''{quote(evil, safe='')}".encode()), LIMITS)[1][0].name
    assert "/" not in name and "\\" not in name and ".." not in name and "passwd" in name
    assert all(unicodedata.category(c) not in ("Cc", "Cf") for c in name)


def test_a_long_name_keeps_its_suffix() -> None:
    name = parse(attached(f"attachment; filename*=utf-8''{quote('长' * 400 + '.docx')}".encode()), LIMITS)[1][0].name
    assert len(name) == 200 and name.endswith(".docx")


# --- head ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_subject_and_sender_in_words_and_raw(charset: str) -> None:
    raw = "From: 张三 <zhang@example.cn>\r\nSubject: 申报\r\n 材料\r\n\r\n".encode(charset)
    head, _ = parse(raw, LIMITS)
    assert (head.sender_name, head.sender, head.subject) == ("张三", "zhang@example.cn", "申报 材料")
    words = [word(text, charset) for text in ("张三", "申报", "材料")]
    head, _ = parse("From: {} <zhang@example.cn>\r\nSubject: {}\r\n {}\r\n\r\n".format(*words).encode(), LIMITS)
    assert (head.sender_name, head.sender, head.subject) == ("张三", "zhang@example.cn", "申报材料")


@pytest.mark.parametrize(
    ("said", "sender"),
    [
        ("a@example.com", "a@example.com"),
        ('"b@evil.cn" <a@example.com>', "a@example.com"),
        ("b@evil.cn <a@example.com>", "a@example.com"),
        ("a@example.com (Zhang)", "a@example.com"),
        ('"Zhang, San" <a@example.com>', "a@example.com"),
        ("alice@example.org)bob@evil.cn", ""),
        ("alice@example.org,bob@evil.cn", ""),
        ("<a@example.com> <b@evil.cn>", ""),
        ("<a@example.com>, <b@evil.cn>", ""),
        ("a@example.com b@evil.cn", ""),
        ("a@localhost", ""),
        ("undisclosed-recipients:;", ""),
        ("(" * 3000 + "a@example.com", ""),
        ("", ""),
    ],
)
def test_exactly_one_address_or_none(said: str, sender: str) -> None:
    head, _ = parse(f"From: {said}\r\n\r\n".encode(), LIMITS)
    assert head.sender == sender


def test_two_from_fields_are_no_sender() -> None:
    head, _ = parse(b"From: a@example.com\r\nFrom: b@example.com\r\n\r\n", LIMITS)
    assert head.sender == "" and head.notes == ("发件人不止一个地址",)


def test_recipients_threads_and_ids() -> None:
    raw = (
        b"To: hnkxgjb@126.com, =?utf-8?B?5byg5LiJ?= <a@example.com>\r\nCc: Office: b@example.com, c@example.com;\r\n"
        b"Message-ID: <1@x>\r\nIn-Reply-To: <0@x> (yours)\r\nReferences: <a@x>\r\n\t<0@x>\r\nReturn-Path: <>\r\n\r\n"
    )
    head, _ = parse(raw, LIMITS)
    assert head.to == ("hnkxgjb@126.com", "a@example.com", "b@example.com", "c@example.com")
    assert (head.message_id, head.in_reply_to, head.references) == ("<1@x>", "<0@x>", ("<a@x>", "<0@x>"))
    assert head.return_path == "" and parse(b"Subject: x\r\n\r\n", LIMITS)[0].return_path is None


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("Tue, 05 Mar 2024 10:00:00 +0800 (CST)", "2024-03-05T10:00:00+08:00"),
        ("Tue, 05 Mar 2024 10:00:00 CST", "2024-03-05T10:00:00+08:00"),
        ("5 Mar 2024 10:00", "2024-03-05T10:00:00+08:00"),
        ("Tue, 05 Mar 2024 02:00:00 GMT", "2024-03-05T02:00:00+00:00"),
        ("the day before yesterday", ""),
        ("Tue, 99 Mar 2024 10:00:00 +0800", ""),
        ("Tue, 05 Mar 99999 10:00:00 +9999", ""),
    ],
)
def test_dates(date: str, told: str) -> None:
    assert parse(f"Date: {date}\r\n\r\n".encode(), LIMITS)[0].date == told


def test_the_newest_received_header_tells_the_arrival() -> None:
    raw = (
        b"Received: from c by d; broken\r\nReceived: from b by c; Tue, 05 Mar 2024 10:00:05 +0800\r\n"
        b"Received: from a by b; Tue, 05 Mar 2024 10:00:01 +0800\r\nDate: Mon, 04 Mar 2024 09:00:00 +0800\r\n\r\n"
    )
    assert parse(raw, LIMITS)[0].received == arrival_time(raw) == "2024-03-05T10:00:05+08:00"
    assert arrival_time(b"Date: Mon, 04 Mar 2024 09:00:00 +0800\r\n\r\n") == "2024-03-04T09:00:00+08:00"


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: auto-replied", "Precedence: bulk", "Precedence: LIST", "List-Unsubscribe: <x>", "Return-Path: <>",
        "X-Auto-Response-Suppress: DR, OOF", "X-Autoreply: yes", "Content-Type: multipart/report; boundary=x",
        "From: MAILER-DAEMON@example.com", "From: no-reply@example.com", "From: noreply@example.com", "From: postmaster@163.com",
        "From: donotreply+7@example.com", "Subject: =?gb2312?B?19S2r7vYuLQ=?=: hello",
    ],
)  # fmt: skip
def test_signs_of_a_machine(field: str) -> None:
    assert parse(f"{field}\r\n\r\nbody".encode(), LIMITS)[0].automatic


@pytest.mark.parametrize(
    "field",
    ["Auto-Submitted: no", "Precedence: first-class", "Return-Path: <a@b.cn>", "From: reply@x.cn", "Subject: 自动化学会申报"],
)
def test_a_person_wrote_this(field: str) -> None:
    assert not parse(f"{field}\r\n\r\nbody".encode(), LIMITS)[0].automatic


# --- body and links -----------------------------------------------------------------------------------------------------


def html(page: str, more: bytes = b"") -> bytes:
    return b"Content-Type: text/html; charset=gb2312\r\n" + more + b"\r\n" + page.encode("gb18030")


def test_html_becomes_lines_of_text() -> None:
    page = "<style>p{}</style><p>您好：</p><div>请问&nbsp;截止日期<br>是哪天？</div><!-- x --><script>alert(1)</script>谢谢"
    assert parse(html(page), LIMITS)[0].body == "您好：\n请问 截止日期\n是哪天？\n谢谢"


def test_deep_and_broken_html_is_no_danger() -> None:
    assert parse(html("<div>" * 50_000 + "深"), LIMITS)[0] and parse(html("<" * 100_000 + "<!--" * 10_000), LIMITS)[0]


def test_a_plain_body_comes_first_and_is_bounded() -> None:
    message = EmailMessage()
    message.set_content("纯文本\n" + "长" * 30_000)
    message.add_alternative("<p>网页</p>", subtype="html")
    body = parse(message.as_bytes(policy=SMTP), LIMITS)[0].body
    assert body.startswith("纯文本") and len(body) == 20_000


def test_cloud_attachments_are_named_with_what_stands_beside_them() -> None:
    page = (
        '<div id="divNeteaseBigAttach"><div>从网易163邮箱发来的超大附件</div><div><a href="https://mail.163.com/large-attachment-'
        'download/index.html?p=X-NETEASE-HUGE-ATTACHMENT&file=abc&title=%E7%94%B3%E6%8A%A5.zip">申报.zip</a>'
        "<span>(25.3M, 2024年4月5日 10:20 到期)</span></div></div>"
        '<a href="https://wx.mail.qq.com/ftn/download?func=3&key=a&code=b">进入下载页面</a>'
        '<a href="https://example.com/">homepage</a> <a href="javascript:alert(1)">x</a>'
    )
    links = parse(html(page), LIMITS)[0].links
    assert [link.provider for link in links] == ["网易邮箱超大附件", "QQ邮箱超大附件"]
    assert (links[0].name, links[0].size, links[0].expires) == ("申报.zip", "25.3M", "2024年4月5日 10:20")


def test_links_in_plain_text() -> None:
    body = "链接：https://pan.baidu.com/s/1AbC_d-9?pwd=x1y2 提取码：x1y2\r\n通过百度网盘分享的文件：申报材料.rar"
    links = parse(b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + body.encode(), LIMITS)[0].links
    assert [(link.provider, link.name) for link in links] == [("百度网盘", "申报材料.rar")]


def test_only_small_pictures_that_the_body_shows_belong_to_a_signature() -> None:
    message = EmailMessage()
    message.set_content("见附件")
    message.add_alternative('<p>见附件<img src="cid:logo"><img src="cid:scan"></p>', subtype="html")
    page = message.get_payload()[1]  # type: ignore[index]
    page.add_related(b"small", "image", "png", cid="<logo>", filename="logo.png")
    page.add_related(b"x" * 100_000, "image", "jpeg", cid="<scan>", filename="scan.jpg")
    message.add_attachment(b"small", "image", "png", filename="other.png")
    head, parts = parse(message.as_bytes(policy=SMTP), LIMITS)
    assert [(part.name, part.inline) for part in parts] == [("logo.png", True), ("scan.jpg", False), ("other.png", False)]
    assert head.attachments == 2 and [file.name for file in unpack(parts, LIMITS)] == ["scan.jpg", "other.png"]


def test_files_uuencoded_into_the_text_are_found() -> None:
    raw = b"Subject: x\r\n\r\nsee below\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\nbye\r\n"
    head, parts = parse(raw, LIMITS)
    assert [(part.name, part.data) for part in parts] == [("a.txt", b"Cat")] and "begin" not in head.body and "bye" in head.body


# --- structure ----------------------------------------------------------------------------------------------------------


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


SEED = attached(SPELLINGS["words cut inside a character"], b"message/rfc822") + html("<p>x</p>")


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
