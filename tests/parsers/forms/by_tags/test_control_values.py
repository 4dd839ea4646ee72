"""A fillable form comes back in ways that nobody planned: nothing typed is lost, and no tag is believed against what one sees."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from lxml import etree

from config.load import PROJECT, load_guide
from parsers.formats.word import reader
from parsers.forms.by_tags.tags import START, column_part, option_part, tag
from parsers.forms.fill import fill
from parsers.model.record import Doubt, Record
from reports.blank_form.word_file import blank_form
from tests.bench.blanks.answers import Answers
from tests.bench.blanks.filling import W, changed, controls, filled, tick, write

EXCHANGE = load_guide(PROJECT / "config" / "guides" / "2024").forms[0]
BLANK = blank_form(EXCHANGE)
ANSWERS: Answers = {
    "applicant_unit": "湘源理工大学", "contact_person": "李静", "address": "长沙市岳麓区学府路1号",
    "main_content": "预期目标：\n联系电话：见附件\n三、申报单位承诺", "project_period": ("2024年3月", "2024年12月"),
    "schedule": [{"时间阶段": "3-6月", "经费预算（万元）": "5", "目标内容": "合计培训60人"}],
}

Change = Callable[[etree._Element], None]


def record(change: Change | None = None, given: Answers = ANSWERS) -> Record:
    data = filled(BLANK, EXCHANGE, given)
    return fill(reader.read(changed(data, change) if change else data), EXCHANGE)


def of(root: etree._Element, key: str, part: str = "", place: int = 1) -> etree._Element:
    return controls(root, tag(EXCHANGE, key, place, part))[0]


def behind(control: etree._Element, words: str) -> None:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t").text = words
    control.addnext(run)


def left(made: Record) -> str:
    return " ".join(piece.text for piece in made.unclaimed)


def test_words_that_look_like_labels_and_chapters_stay_in_their_answer() -> None:
    made = record()
    assert made.values["main_content"].value == ANSWERS["main_content"]
    assert made.values["expected_goals"].value == "" and made.values["contact_phone"].value == ""
    assert made.values["schedule"].value == [{"stage": "3-6月", "budget_wan": 5.0, "goal": "合计培训60人"}]
    assert made.values["project_period"].value["end"] == "2024-12"
    assert not made.unclaimed and not made.missing_labels


def test_where_an_answer_stands_is_told() -> None:
    made = record()
    assert made.values["address"].place.text() == "table 1, row 4, cell 2" and made.values["address"].text == ANSWERS["address"]


def test_words_beside_a_filled_control_are_left_over_at_their_field() -> None:
    made = record(lambda root: behind(of(root, "contact_person"), "（另有王老师）"))
    assert "王老师" in left(made) and made.unclaimed[0].field == "contact_person"
    assert made.values["contact_person"].value == "李静"


def test_words_beside_an_empty_control_are_the_answer() -> None:
    made = record(lambda root: behind(of(root, "postal_code"), "410000"))
    assert made.values["postal_code"].value == "410000"


def test_an_emptied_control_is_blank() -> None:
    made = record(lambda root: write(of(root, "address"), ""))
    assert made.values["address"].value == "" and not made.unclaimed


@pytest.mark.parametrize("prompt", ["________", "  "])
def test_a_prompt_without_its_mark_is_blank(prompt: str) -> None:
    assert record(lambda root: write(of(root, "address"), prompt)).values["address"].value == ""


def test_two_controls_of_one_tag_that_differ_are_not_believed() -> None:
    def twice(root: etree._Element) -> None:
        one = of(root, "address")
        another = copy.deepcopy(one)
        write(another, "株洲市天元区2号")
        one.addnext(another)

    value = record(twice).values["address"].value
    assert "学府路1号" in value and "天元区2号" in value  # as on any form: all that stands there


def test_tags_that_are_no_forms_say_nothing() -> None:
    def strange(root: etree._Element) -> None:
        for number, one in enumerate(root.iter(f"{W}tag")):
            one.set(f"{W}val", ("exchange.nothing", "exchange.", "haizhi.email", "x" * 5000, "=cmd|'/c calc'!A1")[number % 5])

    made = record(strange)
    assert made.values["applicant_unit"].value == "湘源理工大学" and made.values["contact_person"].value == "李静"


def test_a_control_around_others_takes_nothing_of_them() -> None:
    def wrap(root: etree._Element) -> None:
        inner = of(root, "contact_person")
        outer = copy.deepcopy(inner)
        mark = outer.find(f"{W}sdtPr/{W}tag")
        content = outer.find(f"{W}sdtContent")
        assert mark is not None and content is not None
        mark.set(f"{W}val", tag(EXCHANGE, "address"))
        inner.addprevious(outer)
        content[:] = [inner]

    made = record(wrap)
    assert made.values["contact_person"].value == "李静" and made.values["address"].value == ANSWERS["address"]


def test_a_tick_typed_beside_a_box_is_seen() -> None:
    first, second = (option_part(option) for option in EXCHANGE.field("project_category").options)  # type: ignore[union-attr]

    def typed(root: etree._Element) -> None:
        of(root, "project_category", second).addprevious(etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:t>√</w:t></w:r>'))

    made = record(typed).values["project_category"]
    assert made.value is None or made.value == "cooperation"
    assert made.doubt != Doubt.UNTICKED

    def both(root: etree._Element) -> None:
        tick(of(root, "project_category", first))
        tick(of(root, "project_category", second))

    assert record(both).values["project_category"].doubt == Doubt.AMBIGUOUS


def test_half_a_period_is_not_understood_and_not_blank() -> None:
    made = record(lambda root: write(of(root, "project_period", START), "2024年3月"), {}).values["project_period"]
    assert not made.blank and made.doubt == Doubt.NOT_UNDERSTOOD


def test_a_row_typed_below_without_controls_counts() -> None:
    def another(root: etree._Element) -> None:
        cells = controls(root, tag(EXCHANGE, "schedule", 1, column_part("目标内容")))
        row = next(cells[-1].iterancestors(f"{W}tr"))
        plain = copy.deepcopy(row)
        for cell, words in zip(plain.iter(f"{W}tc"), ("7-9月", "3", "签订协议"), strict=True):
            paragraph = cell.find(f"{W}p")
            assert paragraph is not None
            paragraph[:] = [etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:t>{words}</w:t></w:r>')]
        section = next(up for up in row.iterancestors(f"{W}sdt") if up.getparent().tag == f"{W}tbl")  # type: ignore[union-attr]
        section.addnext(plain)

    rows = record(another).values["schedule"].value
    assert [row["stage"] for row in rows] == ["3-6月", "7-9月"]


def test_more_controls_than_a_form_has_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_CONTROLS", 5)
    assert record().values["contact_person"].value == "李静"
