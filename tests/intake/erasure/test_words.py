"""Where words are found: as they are, and in every way that programs write them."""

from __future__ import annotations

import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
import xlsxwriter

from intake.erasure.plan import wrong_word
from intake.erasure.words import Words

AWKWARD = ("欧阳·娜仁", 'O"Neil & <Sons>', "a%b_c'--", "Wang.Wu@Example.ORG", "𠮷野家", "back\\slash")


def letter(word: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = f"关于{word}的回复"
    message.set_content(f"您好，{word}：\n", cte="base64")
    return message.as_bytes()


@pytest.mark.parametrize("word", AWKWARD)
def test_a_word_is_found_however_it_is_written(word: str, tmp_path: Path) -> None:
    words = Words(["某某某", word])
    assert words.finds(f"联系人：{word}。") == words.finds(json.dumps([word])) == words.finds(letter(word)) == {1}
    workbook = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    workbook.add_worksheet().write_string(0, 0, f"甲 {word} 乙")
    workbook.close()
    (tmp_path / "a.eml").write_bytes(letter(word))
    for name, encoding in (("8.txt", "utf-8"), ("16.xls", "utf-16-le"), ("gb.txt", "gb18030")):
        (tmp_path / name).write_bytes(f"甲{word}乙".encode(encoding))
    found = {path.name: words.in_file(path) for path in tmp_path.iterdir()}
    assert found == {name: {1} for name in ("a.xlsx", "a.eml", "8.txt", "16.xls", "gb.txt")}


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    words = Words(["王小明", "a%b"])
    (tmp_path / "a.txt").write_text("王明 小明 aXb", "utf-8")
    (tmp_path / "empty").touch()
    assert not words.finds("王明 小明 aXb a%%b")
    assert not words.in_file(tmp_path / "a.txt") and not words.in_file(tmp_path / "empty")
    assert not Words([]).finds("王小明") and not Words([]).in_bytes(b"a%b")


def test_a_word_that_a_program_cut_into_pieces_is_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("xl/sharedStrings.xml", "<si><r><t>王小</t></r><r><t>明</t></r></si>")
    assert Words(["王小明"]).in_file(tmp_path / "a.xlsx") == {0}


def test_what_cannot_be_looked_into_is_not_called_clean(tmp_path: Path) -> None:
    (tmp_path / "cut.xlsx").write_bytes(b"PK\x03\x04 no archive")
    (tmp_path / "locked.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert [Words(["王小明"]).in_file(tmp_path / name) for name in ("cut.xlsx", "locked.xlsx")] == [None, None]


@pytest.mark.parametrize("word", ["", "王", "长" * 201, "王\n明", "a\0b"])
def test_a_word_that_cannot_be_searched_for_is_refused(word: str) -> None:
    assert wrong_word(word)
