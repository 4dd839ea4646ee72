"""`form pairs` and `form draft` as a person uses them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from config.load import PROJECT, load_form
from tests import installation
from tests.parsers.ocr.test_unknown_form import WANTED, picture
from tests.program import program

LABELS = ("申报单位", "项目名称", "负责人", "联系电话", "电子邮箱", "项目简介")
VALUES = ("某大学", "绿色港口研究", "张三", "13812345678", "a@b.cn", "研究港口节能。")


def call(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    words = {"INTAKE_HOME": str(home), "PATH": os.environ["PATH"], **installation.SETTINGS}
    return program(["form", *arguments], words)


def word(path: Path, values: tuple[str, ...] = ()) -> Path:
    """A form in Word, blank without values."""
    document = Document()
    document.add_paragraph("某省科协港口项目申报书")
    table = document.add_table(len(LABELS), 2)
    for row, label in zip(table.rows, LABELS, strict=True):
        row.cells[0].text = label
    for row, value in zip(table.rows, values, strict=False):
        row.cells[1].text = value
    document.save(str(path))
    return path


def test_pairs_for_programs_and_for_people(tmp_path: Path) -> None:
    file = word(tmp_path / "表.docx", VALUES[:5])
    result = call("pairs", file, "--json", home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == {
        "pairs": dict(zip(LABELS, (*VALUES[:5], ""), strict=True)), "doubts": {}, "unclaimed": []}
    text = call("pairs", file, home=tmp_path).stdout
    assert "表.docx：共 6 项，其中 1 项未填" in text
    assert "负责人    张三" in text
    assert "（空）" in text


def test_several_copies_of_one_form_say_what_is_print(tmp_path: Path) -> None:
    one = word(tmp_path / "甲.docx", VALUES)
    other = word(tmp_path / "乙.docx", ("某学会", "绘制图表", "李四", "139", "c@d.cn", "略"))
    result = call("pairs", one, other, "--json", home=tmp_path)
    assert result.returncode == 0, result.stderr
    said = json.loads(result.stdout)["files"]
    assert [told["file"] for told in said] == ["甲.docx", "乙.docx"]
    assert [told["pairs"]["项目名称"] for told in said] == ["绿色港口研究", "绘制图表"]
    text = call("pairs", one, other, tmp_path / "没有.docx", home=tmp_path)
    assert text.returncode == 1
    assert "甲.docx：共 6 项" in text.stdout
    assert "没有.docx：打不开" in text.stderr


def test_a_draft_is_printed_or_written_and_reads(tmp_path: Path) -> None:
    blank = word(tmp_path / "空白.docx")
    printed = call("draft", blank, home=tmp_path)
    written = call("draft", blank, "--output", tmp_path / "form.toml", home=tmp_path)
    assert (printed.returncode, written.returncode, written.stdout) == (0, 0, "")
    assert printed.stdout == (tmp_path / "form.toml").read_text("utf-8")
    form = load_form(tmp_path / "form.toml")
    filled = word(tmp_path / "已填.docx", VALUES)
    checked = subprocess.run(
        [sys.executable, str(PROJECT / "run_intake.py"), "check", "--json", "--form", str(tmp_path / "form.toml"), str(filled)],
        env={"INTAKE_HOME": str(tmp_path), "PATH": os.environ["PATH"], **installation.SETTINGS}, capture_output=True, text=True,
        timeout=120, check=False)
    assert checked.returncode == 0, checked.stderr
    case = json.loads(checked.stdout)["cases"][0]
    assert case["form"] == form.key
    assert {f.label: case["fields"][f.key] for f in form.fields} == dict(zip(LABELS, VALUES, strict=True))


def test_a_scan_is_read_in_the_sandbox(tmp_path: Path) -> None:
    (tmp_path / "扫描.pdf").write_bytes(picture("PDF"))
    told = json.loads(call("pairs", tmp_path / "扫描.pdf", "--json", home=tmp_path).stdout)
    assert (told["pairs"], told["doubts"]) == (WANTED, {})


def test_paper_without_words_is_no_form(tmp_path: Path) -> None:
    Image.new("RGB", (1240, 1754), "white").save(tmp_path / "白纸.png")
    result = call("pairs", tmp_path / "白纸.png", "--json", home=tmp_path)
    assert (result.returncode, json.loads(result.stdout)["pairs"]) == (1, {})
    assert "没有识别出文字" in json.loads(result.stdout)["error"]


# --- the error chapter ---


@pytest.mark.parametrize(("name", "data", "said"), [
    ("坏.docx", b"PK\x03\x04 broken", "坏.docx："),
    ("空.pdf", b"", "空.pdf：文件是空的"),
    ("程序.exe", b"MZ" + b"\0" * 200, "程序.exe："),
])  # fmt: skip
@pytest.mark.parametrize("command", ["pairs", "draft"])
def test_what_cannot_be_read_is_one_plain_sentence(command: str, name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    result = call(command, tmp_path / name, home=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(("name", "data"), [
    ("坏.docx", b"PK\x03\x04 broken"), ("空.pdf", b""), ("没有.pdf", None), ("纸.png", b"\x89PNG\r\n\x1a\n broken"),
])  # fmt: skip
def test_a_program_is_given_json_whatever_the_file_is(name: str, data: bytes | None, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = call("pairs", tmp_path / name, "--json", home=tmp_path)
    told = json.loads(result.stdout)
    assert (result.returncode, told.pop("error") in result.stderr) == (1, True)
    assert told == {"pairs": {}, "doubts": {}, "unclaimed": []}


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.docx", tmp_path):
        result = call("pairs", path, home=tmp_path)
        assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)


def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    result = call("draft", word(tmp_path / "空白.docx"), "--output", tmp_path / "no" / "form.toml", home=tmp_path)
    assert result.returncode == 1
    assert "写不进去" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("pairs",), ("learn", "x.docx"), ("pairs", "x.docx", "--xml")])
def test_wrong_usage(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert call(*arguments, home=tmp_path).returncode == 64
