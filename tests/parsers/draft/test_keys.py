"""Keys of drafted fields mean what the label means; who answers it; what this blank prints and no older one."""

from __future__ import annotations

import pytest

from config.model import Field, FieldKind, Form, Option, Slot
from parsers.draft import draft
from parsers.draft.keys import key_of
from parsers.draft.office import office_only
from tests.parsers.grids import document, table

TITLE = "某省科协青年人才项目申报书"
ROWS = ("课题名称 | ", "政治面貌 | ", "外语水平 | ", "合作国别 | ")


def keys(*rows: str) -> dict[str, str]:
    return {f.label: f.key for f in draft(document(TITLE, table(*rows)), ()).form.fields}


def test_one_more_field_changes_no_other_key() -> None:
    before, after = keys(*ROWS), keys(ROWS[0], "最高学位 | ", *ROWS[1:])
    assert before == {label: key for label, key in after.items() if label != "最高学位"}
    assert (after["课题名称"], after["最高学位"]) == ("project_name", "degree")
    assert len(set(after.values())) == 5


@pytest.mark.parametrize(("one", "other"), [("1、研究现状", "3．研究现状"), ("外语水平（必填）", "外语水平"),
                                          ("项目题目", "课题名称")])  # fmt: skip
def test_a_key_holds_no_number_and_no_note(one: str, other: str) -> None:
    assert key_of(one, "", (), ()) == key_of(other, "", (), ())


def test_a_label_again_is_told_by_its_part() -> None:
    first = key_of("姓名", "负责人", (), ())
    second = key_of("姓名", "联系人", (first,), ())
    assert first == "person_name" != second
    assert second == key_of("姓名", "联系人", (first, "education"), ())


def test_a_key_of_the_guide_for_another_label_is_not_taken() -> None:
    assert key_of("课题名称", "", (), {"project_name"}).startswith("field_")


@pytest.mark.parametrize("label", ["项目编号", "受理号", "评审意见", "审批", "专家组意见", "学院审核意见", "立项编号",
                                   "学术委员会审定意见"])  # fmt: skip
def test_the_office_answers(label: str) -> None:
    assert office_only(label)


@pytest.mark.parametrize("label", ["身份证编号", "项目名称", "负责人", "审计报告", "主要内容", "项目类别", "联系人", "编号方式",
                                   "本人意见", "对学院的意见"])  # fmt: skip
def test_the_applicant_answers(label: str) -> None:
    assert not office_only(label)


def test_what_the_office_answers_is_not_required_and_is_said() -> None:
    made = draft(document(TITLE, table("项目编号 | ", "项目名称 | ", "学院审核意见 | ")), ())
    assert {f.label: f.required for f in made.form.fields} == {"项目编号": False, "项目名称": True, "学院审核意见": False}
    assert "程序判断由受理或评审单位填写，不要求申报人填写" in made.notes["project_number"]


def test_options_and_hints_are_those_of_this_blank() -> None:
    old = (Field(key="kind_of", label="项目类别", kind=FieldKind.CHOICE, options=(Option(label="旧一"), Option(label="旧二"))),
           Field(key="story", label="项目概述", kind=FieldKind.LONG_TEXT, hints=("（不少于3000字）",)))  # fmt: skip
    form = Form(key="old", name="旧表", prefix="JB", titles=("旧表",), fields=old,
                slots=tuple(Slot(label=f.label, field=f.key) for f in old))  # fmt: skip
    blank = document(TITLE, table("项目类别 | ", "项目概述 | （不超过800字）"))
    made = draft(blank, (form,)).form
    assert {f.key: (f.options, f.hints) for f in made.fields} == {"kind_of": ((), ()), "story": ((), ("（不超过800字）",))}


def test_a_signature_within_the_form_is_a_landmark() -> None:
    made = draft(document(TITLE, "外语水平：", "申请人签字：", "日期：", "合作国别："), ()).form
    assert "申请人签字" in {s.label for s in made.slots if not s.field}
    assert {f.label for f in made.fields} == {"外语水平", "合作国别"}
