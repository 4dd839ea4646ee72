"""A table of people or things is a list of rows, and rows in which nobody wrote are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import load_form
from config.model import FieldKind, Form
from parsers.draft import draft, write
from parsers.forms.fill import fill
from parsers.model.document import Document
from reports.display import value_text
from reports.edits.edit_effects import typed
from tests.parsers.grids import document, table

TITLE = "某省科协青年人才项目申报书"
HEADS = "序号 | 成员姓名 | 职称 | 分工"


def paper(*rows: str) -> Document:
    return document(TITLE, table("项目名称 | 甲"), table(HEADS, *rows, number=2), table("外语水平 | 乙", number=3))


@pytest.fixture
def form(tmp_path: Path) -> Form:
    file = tmp_path / "draft.toml"
    file.write_text(write(draft(paper("1 |  |  | ", "2 |  |  | "), ())), "utf-8")
    return load_form(file)


def test_rows_are_read_by_their_heads(form: Form) -> None:
    asked = form.of_kind(FieldKind.TABLE)[0]
    value = fill(paper("1 | 张三 | 教授 | 实验", "2 | 李四 |  | 计算", "3 |  |  | "), form).values[asked.key]
    rows = [{"序号": "1", "成员姓名": "张三", "职称": "教授", "分工": "实验"},
            {"序号": "2", "成员姓名": "李四", "职称": "", "分工": "计算"}]
    assert value.value == rows
    assert value_text(value, asked) == "1 | 张三 | 教授 | 实验\n2 | 李四 |  | 计算"
    assert typed(value_text(value, asked), asked).value == rows


def test_a_blank_table_has_no_row(form: Form) -> None:
    asked = form.of_kind(FieldKind.TABLE)[0]
    value = fill(paper("1 |  |  | ", "2 |  |  | "), form).values[asked.key]
    assert (value.value, value.blank) == ([], True)
