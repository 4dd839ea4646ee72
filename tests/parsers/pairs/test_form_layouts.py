"""A few of the generated layouts of other bodies' forms, as Word files: what the whole bench measures does not fall here."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.bench.form_layouts.__main__ import read
from tests.bench.form_layouts.as_word import docx
from tests.bench.form_layouts.compose import layout
from tests.bench.form_layouts.measure import Score, score
from tests.bench.form_layouts.model import Layout, Wanted

NUMBERS = (5, 7, 9, 12, 13, 14, 21, 23, 30, 33, 36, 40)
"""Layouts of seed 1 that between them have nearly every kind of part."""
FLOORS = {"plain": 0.98, "path": 0.98, "text": 0.94, "blank": 0.96, "no false label": 0.98}


def test_layouts_are_read_no_worse_than_they_were() -> None:
    right, every = Counter[str](), Counter[str]()
    for number in NUMBERS:
        made = layout(number)
        found = score(made, read(docx(made)))
        right += found.right
        every += found.all
    assert not {kind: right[kind] / every[kind] for kind, floor in FLOORS.items() if right[kind] < floor * every[kind]}


def test_a_seed_gives_the_same_forms_again() -> None:
    assert docx(layout(3)) == docx(layout(3)) != docx(layout(3, seed=2))


# --- what counts as right ---


def judged(*wanted: Wanted, read: dict[str, str]) -> Score:
    made = layout(0)
    made.wanted, made.blocks, made.free = list(wanted), [], set()
    return score(made, {"pairs": read})


@pytest.mark.parametrize(("wanted", "read", "right"), [
    (Wanted("plain", "姓名", "张三"), {"姓名": "张 三"}, True),
    (Wanted("plain", "项目简介（500字以内）", "很好。"), {"一、项目简介": "很好"}, True),
    (Wanted("plain", "姓名", "张三"), {"姓名#2": "张三"}, False),
    (Wanted("path", "导师/姓名", "李四"), {"姓名/导师": "李四"}, True),
    (Wanted("path", "导师/姓名", "李四"), {"姓名": "李四"}, False),
    (Wanted("blank", "姓名", ""), {"姓名": ""}, True),
    (Wanted("blank", "姓名", ""), {}, False),
    (Wanted("text", "简介", "第一段。\n第二段。"), {"简介": "第一段。第二段。"}, True),
    (Wanted("text", "简介", "第一段。\n第二段。"), {"简介": "第一段。"}, False),
    (Wanted("text", "简介", "第一段。"), {"简介": "第一段。" + "别的文字" * 20}, False),
])  # fmt: skip
def test_a_pair_is_right_under_its_whole_label_alone(wanted: Wanted, read: dict[str, str], right: bool) -> None:
    assert judged(wanted, read=read).right[wanted.kind] == right


def test_labels_that_no_field_has_are_counted() -> None:
    found = judged(Wanted("plain", "姓名", "张三"), read={"姓名": "张三", "张三": "男"})
    assert (found.right["no false label"], found.all["no false label"]) == (1, 2)


def test_typed_words_that_went_nowhere_are_counted() -> None:
    made: Layout = layout(2)
    lost = score(made, {"pairs": {}, "unclaimed": []})
    assert lost.right["coverage"] == 0 < lost.all["coverage"]
