"""What people type round an answer, and before a label: colons, dots, notes, numbers; none of it is a part of the answer."""

from __future__ import annotations

import pytest

from tests.parsers.forms.test_fill import field, record
from tests.parsers.wordml import para, table


@pytest.mark.parametrize(("label", "key", "answer"), [
    ("邮政编码", "postal_code", "410000"), ("项目负责人", "project_leader", "何雨晓"), ("地址", "address", "长沙市韶山南路1号"),
    ("账号", "bank_account_number", "6222020000000001"), ("法人代表", "legal_representative", "王伟"),
])  # fmt: skip
@pytest.mark.parametrize("before", ["：", ": ", "　："])
def test_a_colon_typed_into_the_answers_cell_is_no_part_of_it(label: str, key: str, answer: str, before: str) -> None:
    assert field(table([[label, before + answer]]), key).value == answer


@pytest.mark.parametrize("note", ["（盖章）", "(公章)", "（单位盖章） ", "（加盖公章）"])
def test_a_unit_is_named_without_the_words_that_ask_for_its_seal(note: str) -> None:
    assert field(para("申报书") + para("申报单位：某某大学", note), "applicant_unit").value == "某某大学"
    assert field(table([["合作单位名称", f"某某大学{note}"]]), "partner_units").value == "某某大学"


def test_other_words_in_brackets_are_part_of_a_units_name() -> None:
    assert field(table([["合作单位名称", "某某大学（筹）"]]), "partner_units").value == "某某大学（筹）"


@pytest.mark.parametrize("dots", ["…………{}…………", "......{}......", "·····{}", "…{}"])
def test_dots_that_lead_to_an_answer_are_no_part_of_it(dots: str) -> None:
    assert field(para("申报书") + para("联系人：" + dots.format("何雨晓")), "contact_person").value == "何雨晓"


def test_the_last_dots_of_a_text_stay() -> None:
    said = "签订协议三份，互访多次……"
    assert field(table([["合作交流基础（或成功案例）", said]]), "cooperation_basis").value == said


def test_a_mark_between_an_answer_and_the_next_label_is_no_part_of_it() -> None:
    filled = record(table([["银行账户信息", "开户名：某某大学；开户银行：长沙银行；账号：6222020000000001。"]]))
    assert [filled.values[key].value for key in ("bank_account_name", "bank_name")] == ["某某大学", "长沙银行"]


# --- labels with a number, and labels misspelled ----------------------------------------------------------------------


def test_the_number_of_a_label_is_a_part_of_it() -> None:
    filled = record(para("申报书") + para("1、联系人：何雨晓") + para("（2）联系电话：13800000000"))
    assert (filled.values["contact_person"].value, filled.unclaimed) == ("何雨晓", ())


def test_words_before_a_label_that_are_no_number_of_it_stay_unclaimed() -> None:
    assert [piece.text for piece in record(para("申报书") + para("7706 联系人：何雨晓")).unclaimed] == ["7706"]


def test_a_label_of_many_characters_is_known_with_one_wrong_wherever_it_stands() -> None:
    rows = [["统一社会信用代玛", "12430000444877401X"], ["法人代表", "王伟"], ["地址", "长沙"]]
    assert field(table(rows), "uscc").value == "12430000444877401X"
