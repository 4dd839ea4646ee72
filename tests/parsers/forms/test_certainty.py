"""How surely a value recognised on a picture is right: what does not fit makes it unsure, what fits is as sure as its words."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.forms.certainty import DOUBTED, UNFIT, weighed
from parsers.forms.fill import fill
from parsers.model.document import Cell, Document, Grid, Medium, Paragraph
from parsers.model.record import Value
from reports.doubts import SURE, unsurely_read
from tests.installation import guide

SAID = 0.97


def sure(key: str, text: str, doubted: str = "", form: str = "exchange", value: Any = None) -> float:
    """How sure such a value of this field is, of which the words were read at SAID."""
    asked = guide().form(form)
    assert asked is not None
    field = asked.field(key)
    assert field is not None
    return weighed(Value(text, text if value is None else value, confidence=SAID, doubted=doubted), field, asked).confidence


@pytest.mark.parametrize(("key", "text"), [
    ("postal_code", "410208ner"), ("postal_code", "4102080"), ("unit_phone", "18975103846 CamScann"),
    ("unit_phone", "91430400MA4L7Q2X5D"), ("unit_phone", "12345"), ("bank_account_number", "1387496|253"),
    ("unit_phone", "13900001906884000"),
    ("uscc", "9143|0400 MA4L"), ("project_leader", "孔国栋 职务/职称 高级工程师"), ("project_leader", "康静    秘书长"),
    ("address", "湖南省株洲市天    邮政编码    412015"), ("legal_representative", "13800000001"), ("project_leader", "李"),
    ("cooperation_basis", "与德国合作十年。\n合作单位名称    某大学"), ("applicant_unit", "联系电话"),
])  # fmt: skip
def test_what_does_not_fit_is_no_sure_value(key: str, text: str) -> None:
    assert sure(key, text) == UNFIT


@pytest.mark.parametrize(("key", "text", "doubted"), [
    ("postal_code", "412015", "4"),
    ("uscc", "91430400MA4L7Q2X5D", ""), ("uscc", "91430400MA4L7Q2X5", ""),
    ("project_leader", "康静", "静"), ("applicant_unit", "湖南省某某学会\n时空", ""),
    ("main_content", "围绕我省信息技术产业发展需求，在湘举办北斗时空数据国际", ""), ("address", "长沙市岳麓区9\n号", ""),
])  # fmt: skip
def test_a_doubtful_character_that_counts_and_an_answer_that_stops_are_unsure(key: str, text: str, doubted: str) -> None:
    assert sure(key, text, doubted) == DOUBTED


@pytest.mark.parametrize(("key", "text", "doubted"), [
    ("postal_code", "412015", ""), ("postal_code", "412015", "：、"), ("unit_phone", "0731-58623190", ""),
    ("unit_phone", "0731-58623190转801", ""), ("unit_phone", "13973289047、13973289048", ""),
    ("unit_phone", "+86 731 5862 3190", ""),
    ("unit_phone", "0731-58623190-801", ""), ("unit_phone", "(0731)58623190", ""), ("unit_phone", "+33 4 72 10 30 30", ""),
    ("unit_phone", "400-820-8820", ""),
    ("bank_account_number", "1811 7101 0400 06738", ""), ("uscc", "12100000400006223Y", ""), ("uscc", "无", ""),
    ("project_leader", "阿布都热合曼·买买提", ""), ("project_leader", "John A. Smith", ""),
    ("partner_units", "Université de Liège (比利时)、德国弗莱堡大学", ""), ("address", "长沙市岳麓区麓山南路932号", "麓"),
    ("cooperation_basis", "2019年以来与有关国家合作，签署预期目标明确的协议2份。", "签"),
    ("leader_title", "副主任/高级农艺师", "艺"),
    ("main_content", "举办论坛", ""),
])  # fmt: skip
def test_what_fits_stays_as_sure_as_its_words(key: str, text: str, doubted: str) -> None:
    assert sure(key, text, doubted) == SAID


def test_an_address_with_a_digit_among_letters_is_unsure_and_one_behind_them_is_not() -> None:
    assert sure("email", "office@zzd1g-talent.org.cn", form="haizhi") == UNFIT
    assert sure("email", "haizhi140@post0.example.org", form="haizhi") == SAID
    assert sure("email", "haizhi140@post传真", form="haizhi") == UNFIT


def test_ticks_are_unsure_where_a_box_was_read_in_doubt() -> None:
    assert sure("cooperation_fields", "☑新能源", "□", value=["新能源"]) == DOUBTED
    assert sure("cooperation_fields", "☑新能源", "、", value=["新能源"]) == SAID


def test_a_schedule_is_unsure_where_a_row_lacks_a_cell() -> None:
    whole = {"stage": "2024年4月", "budget_wan": 5.5, "goal": "论证"}
    assert sure("schedule", "2024年4月 | 5.5 | 论证", value=[whole]) == SAID
    for key, nothing in (("stage", ""), ("budget_wan", None), ("goal", "")):
        assert sure("schedule", "2024年4月 | 5.5 | 论证", value=[whole, {**whole, key: nothing}]) == DOUBTED


def test_what_the_form_says_of_an_answer_is_not_taken_for_the_answer() -> None:
    printed = "（该项自所需资金总额和主要用途等万面情况，包括本单位或上级部门配套资金、自筹资金情况。）"  # read with two slips
    assert sure("funding", f"{printed}\n总经费8万元，其中申请6万元，自筹2万元。", form="haizhi") == UNFIT
    assert sure("funding", "项目所需资金总额8万元，其中申请6万元，本单位自筹2万元，上级部门配套无。", form="haizhi") == SAID


def test_blank_and_unreadable_places_and_what_is_unsure_already_stay_as_they_are() -> None:
    asked = guide().form("exchange")
    assert asked is not None and (field := asked.field("postal_code")) is not None
    for value in (Value(""), Value(None), Value("xyz", "xyz", confidence=0.7)):
        assert weighed(value, field, asked) is value


def test_only_what_was_read_from_a_picture_is_weighed() -> None:
    """The same words in Word are what somebody typed."""
    def read(medium: Medium) -> Value:
        row = Grid((Cell(0, 0, (Paragraph("邮政编码"),)), Cell(0, 1, (Paragraph("410208ner"),))))
        asked = guide().form("exchange")
        assert asked is not None
        return fill(Document(medium, (row,)), asked, sure=0.6).values["postal_code"]

    assert [read(medium).confidence for medium in (Medium.WORD, Medium.PDF)] == [1.0, 1.0]
    on_paper = read(Medium.OCR)
    assert (on_paper.text, on_paper.confidence) == ("410208ner", UNFIT) and UNFIT < DOUBTED < SURE
    assert unsurely_read(on_paper) and not unsurely_read(read(Medium.WORD)) and not unsurely_read(Value("", medium=Medium.OCR))
