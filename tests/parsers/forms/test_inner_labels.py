"""A narrower label printed beside a label (项目负责人 | 姓名 | 张三) is no answer; the answer is beside it."""

from __future__ import annotations

import pytest

from parsers.formats.word.reader import read
from parsers.forms.fill import fill
from parsers.model.record import Record
from tests import installation
from tests.parsers.wordml import cell, docx, row, table

FORM = next(f for f in installation.guide().forms if f.key == "exchange")
MERGED, GOES_ON = cell("项目负责人", props='<w:vMerge w:val="restart"/>'), cell(props="<w:vMerge/>")


def record(*rows: list[str] | str) -> Record:
    return fill(read(docx(table(rows))), FORM)


@pytest.mark.parametrize("inner", ["姓名", "姓  名：", "姓名/Name", "（姓名）", "名字 (Name)"])
def test_the_answer_stands_beside_the_narrower_label(inner: str) -> None:
    filled = record(row(MERGED, inner, "何雨晓", "职务/职称", "教授"), row(GOES_ON, "联系电话", "17771516204"))
    answers = [filled.values[key].text for key in ("project_leader", "leader_title", "leader_phone")]
    assert answers == ["何雨晓", "教授", "17771516204"]
    assert filled.unclaimed == ()


@pytest.mark.parametrize(("cells", "field", "answer"), [
    (["单位名称", "全称", "某某协会"], "applicant_unit", "某某协会"), (["地址", "通讯地址", "长沙市"], "address", "长沙市"),
    (["合作单位名称", "单位全称（中英文）", "MIT"], "partner_units", "MIT"),
    (["法人代表", "姓名：何伟"], "legal_representative", "何伟"),
    (["联系电话", "号码", "13800000000"], "contact_phone", "13800000000"),
    (["联系电话", "座机：84882900"], "contact_phone", "座机：84882900"),
    (["邮政编码", "邮编：410000"], "postal_code", "410000"), (["职务/职称", "职务/职称：教授"], "leader_title", "教授"),
])  # fmt: skip
def test_each_kind_of_answer_has_its_narrower_labels(cells: list[str], field: str, answer: str) -> None:
    assert record(["联系人", "张三"] if field == "contact_phone" else ["", ""], cells).values[field].text == answer


# --- what is no narrower label, and what is blank -------------------------------------------------------------------------


@pytest.mark.parametrize("cells", [["项目负责人", "姓名", ""], ["项目负责人", "姓名"], ["项目负责人", "姓名："]])
def test_a_narrower_label_alone_is_a_blank_field(cells: list[str]) -> None:
    filled = record(cells)
    assert (filled.values["project_leader"].text, filled.unclaimed) == ("", ())


@pytest.mark.parametrize(("cells", "field", "answer"), [
    (["单位性质", "名称"], "unit_nature", ""), (["单位性质", "学校", "备注"], "unit_nature", "学校"),
    (["项目负责人", "全称", "何伟"], "project_leader", "全称"), (["邮政编码", "邮编"], "postal_code", "邮编"),
    (["合作交流基础", "名称", "MIT"], "cooperation_basis", "名称\nMIT"),
])  # fmt: skip
def test_other_words_are_an_answer(cells: list[str], field: str, answer: str) -> None:
    assert record(cells).values[field].text == answer
