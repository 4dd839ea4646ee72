"""The letter that tells of cases whose receipts were held back: what it says of each kind of case."""

from __future__ import annotations

from dataclasses import replace

from reports.letters.compose import numbers_letter
from reports.states import Status
from tests.reports.sample_desk import OFFICE, SEAL, case, formless, guide, missing

GUIDE = guide()
FORM = GUIDE.form("exchange")
assert FORM is not None
ADDRESS = missing(FORM.field("address"))
CLEAN = case(GUIDE, findings=(SEAL,))
LACKING = replace(case(GUIDE, findings=(ADDRESS,)), case_no="GJ2024-0002")
UNCLEAR = replace(CLEAN, case_no="GJ2024-0003", status=Status.UNCLEAR)
NOTHING, LOOK = "自动初步检查没有发现必须补正的内容", "材料中有些内容需要由工作人员查看"


def test_each_group_is_told_what_is_true_of_it() -> None:
    told = numbers_letter([CLEAN, LACKING, UNCLEAR, formless()], OFFICE, GUIDE)
    assert told.subject == "【已收到，请补正】GJ2024-0002 等4个项目 申报材料"
    asked, clean, looked = (told.text.index(word) for word in ("请补正以下内容（共1项）", NOTHING, LOOK))
    first, second, third = (told.text.index(number) for number in ("GJ2024-0002", "GJ2024-0001", "GJ2024-0003"))
    assert first < asked < second < clean < third < looked
    assert f"GJ2024-0003、{formless().case_no}" in told.text and told.text.count("您暂时不必再做什么") == 2
    assert all(word in told.html for word in ("请补正以下内容（共1项）", NOTHING, LOOK, "GJ2024-0002"))
    assert "印章" not in told.text and "来信中的材料" not in told.text


def test_where_nothing_must_be_corrected_nothing_is_asked() -> None:
    told = numbers_letter([CLEAN, replace(CLEAN, case_no="GJ2024-0004")], OFFICE, GUIDE)
    assert told.subject == "【已收到】GJ2024-0001 等2个项目 申报材料"
    assert "GJ2024-0001、GJ2024-0004" in told.text and "补正以下" not in told.text and LOOK not in told.text
    assert "怎样补正" not in told.text
