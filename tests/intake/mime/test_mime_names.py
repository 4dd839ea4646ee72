"""File names in every spelling mail programs use: the right one comes out, as data and nothing else."""

from __future__ import annotations

import base64
import unicodedata
from urllib.parse import quote

import pytest

from intake.mime import parse
from tests.intake.mails import LIMITS, attached, word

NAME = "湖南省某学会+国际会议申报书（喆镕）.docx"


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
