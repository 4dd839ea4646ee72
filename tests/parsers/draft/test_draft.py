"""Next year's form: from the blank form to a definition with which filled ones are read."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.load import load_form
from config.model import Field, FieldKind, Form, Option, Slot
from parsers.draft import Draft, draft, write
from parsers.draft.kind_guess import kind_of
from parsers.formats.registry import read, sniff
from parsers.forms.fill import fill
from parsers.forms.identify import identify
from parsers.model.document import Document, Paragraph
from tests import installation
from tests.parsers.grids import document, table

SHARED = Path(__file__).resolve().parents[3] / "../shared"
TITLE = "某省科协青年人才项目申报书"


def form(unit: str = "", leader: str = "", phone: str = "", span: str = "", ticks: str = "☐重点 ☐一般", text: str = "",
         plan: str = " |  | ") -> Document:
    """A form that the guide does not know, blank or filled."""
    return document(
        TITLE, f"申报单位：{unit}", f"起止时间：{span}", "2025年1月", "一、基本情况",
        table(f"项目主持人 | {leader} | 手机 | {phone}", f"项目类别 | {ticks} | 传真 | "),
        "二、项目内容",
        table(f"研究方案 | {text}（不少于300字）", number=2), table("时间安排 | 经费（万元） | 主要任务", plan, number=3),
        table("推荐单位意见 | （盖章）\n负责人签字：", number=4),
    )  # fmt: skip


def loaded(made: Draft, folder: Path) -> Form:
    file = folder / "draft.toml"
    file.write_text(write(made), "utf-8")
    return load_form(file)


def test_a_drafted_form_loads_as_it_was_made(tmp_path: Path) -> None:
    made = draft(form(), installation.guide().forms)
    assert loaded(made, tmp_path) == made.form
    assert (made.form.key, made.form.titles, made.form.edition) == ("new_form", (TITLE,), "2025年1月")


@pytest.mark.parametrize("key", ["exchange", "haizhi"])
def test_what_the_guide_says_of_its_fields_and_options_is_written(key: str, tmp_path: Path) -> None:
    true = installation.guide().form(key)
    assert true is not None
    first = true.fields[0].model_copy(update={"options": (
        Option(key="one", label="一", aliases=("甲", "乙")), Option(label="二", text=True), Option(label="三"))})  # fmt: skip
    form = true.model_copy(update={"fields": (first, *true.fields[1:])})
    made = loaded(replace(draft(document("通知"), ()), form=form), tmp_path)
    assert (made.fields, made.slots) == (form.fields, form.slots)


def test_known_labels_keep_their_keys_and_new_ones_get_one() -> None:
    fields = {f.label: (f.key, f.kind, f.required) for f in draft(form(), installation.guide().forms).form.fields}
    assert fields["申报单位"] == ("applicant_unit", "organisation", True)
    assert fields["传真"] == ("fax", "phone", False)
    assert fields["项目主持人"][0].startswith("field_")
    assert fields["项目主持人"][1:] == ("person", True)
    assert fields["起止时间"][1] == "period"
    assert fields["研究方案"][1] == "long_text"
    assert fields["时间安排"] == ("schedule", "schedule", True)


@pytest.mark.parametrize("printed", ["E-mail", "e-MAIL", "E - Mail"])
@pytest.mark.parametrize("own", ["E-mail", "e-mail"])
def test_a_label_in_latin_letters_keeps_its_key_in_capitals_or_small(own: str, printed: str) -> None:
    """It is known from another form of the guide than the one that most labels come from."""
    exchange = installation.guide().form("exchange")
    assert exchange is not None
    line = Field(key="mail_box", label=own, kind=FieldKind.EMAIL)
    other = exchange.model_copy(update={"key": "other", "fields": (line,), "slots": (Slot(label=own, field="mail_box"),)})
    blank = document(TITLE, table("单位名称 | ", "法人代表 | ", f"{printed} | "))
    assert [field.key for field in draft(blank, (exchange, other)).form.fields] == [
        "applicant_unit", "legal_representative", "mail_box"]


def test_a_label_printed_twice_takes_no_key_from_those_between() -> None:
    """联系人 stands at the head of the form, on the cover, and once more below."""
    form = installation.guide().form("haizhi")
    assert form is not None
    labels = [slot.label for slot in form.slots]
    first = labels.index("联系人")
    second = labels.index("联系人", first + 1)
    twice = table(*(f"{label} | " for label in ("联系人", *labels)))
    keys = {slot.label: slot.field for slot in draft(document(TITLE, twice), (form,)).form.slots}
    assert second - first == 8
    assert [keys[label] for label in labels[second - 5 : second]] == [slot.field for slot in form.slots[second - 5 : second]]


def test_filled_forms_are_read_with_it(tmp_path: Path) -> None:
    made = loaded(draft(form(), installation.guide().forms), tmp_path)
    key = {f.label: f.key for f in made.fields}
    filled = form("某大学", "李四", "13812345678", "2025年1月—2026年12月", "☐重点 ☑一般", "分三步实施。", "2025年 | 5 | 调研")
    assert identify(filled, (made,)) == made
    values = {label: fill(filled, made).values[k].value for label, k in key.items()}
    assert values["申报单位"] == "某大学"
    assert values["项目主持人"] == "李四"
    assert values["手机"] == "13812345678"
    assert values["起止时间"] == {"text": "2025年1月—2026年12月", "start": "2025-01", "end": "2026-12"}
    assert values["项目类别"] == "一般"
    assert values["研究方案"] == "分三步实施。"
    assert values["时间安排"] == [{"stage": "2025年", "budget_wan": 5.0, "goal": "调研"}]


def test_signed_parts_are_areas() -> None:
    slots = {s.label: s.area for s in draft(form(), ()).form.slots}
    assert slots["推荐单位意见"] == "recommender_opinion"
    assert "负责人签字" not in slots


def test_what_is_guessed_is_said() -> None:
    made = draft(document(TITLE, table("研究类型 | ☐基础 ☐应用 ☐开发", "特色 | ")), ())
    text = write(made)
    assert "程序判断为单选" in text
    assert text.startswith("# 本文件由空白申报表自动生成")


@pytest.mark.parametrize(("label", "options", "kind"), [
    ("联系电话", (), "phone"), ("电子邮箱", (), "email"), ("项目起止年月", (), "period"), ("身份证号", (), "code"),
    ("开户银行", (), "organisation"), ("项目简介", (), "long_text"), ("政治面貌", (), "text"), ("性别", ("男", "女"), "choice"),
    ("合作领域", ("能源", "材料", "信息", "农业"), "options"),
])  # fmt: skip
def test_kinds_by_words(label: str, options: tuple[str, ...], kind: str) -> None:
    assert kind_of(label, options) == kind


# --- the forms of the guide, drafted anew ---


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared samples")
@pytest.mark.parametrize("key", ["exchange", "haizhi"])
@pytest.mark.parametrize("knowing", [True, False])
def test_the_guides_forms_are_found_again_in_their_blanks(key: str, knowing: bool, tmp_path: Path) -> None:
    data = (SHARED / f"samples/blank-{key}.docx").read_bytes()
    forms = installation.guide().forms if knowing else ()
    made = loaded(draft(read(data, sniff(data)), forms), tmp_path)
    true = installation.guide().form(key)
    assert true is not None
    asked = [s.label for s in true.slots if s.field]
    assert [s.label for s in made.slots if s.field] == asked
    if knowing:
        assert (made.key, {f.key for f in made.fields}) == (key, {f.key for f in true.fields})
    else:
        meant = {f.key: f.label for f in true.fields}
        assert all(f.label in meant[f.key] or meant[f.key] in f.label for f in made.fields if f.key in meant)


# --- the error chapter ---


def test_a_page_without_labels_gives_a_definition_that_says_so(tmp_path: Path) -> None:
    made = draft(document("通知", "请各单位按时报送。"), installation.guide().forms)
    assert loaded(made, tmp_path).fields == ()
    assert "没有认出任何栏目" in write(made)


def test_a_form_of_endless_labels_is_drafted_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.draft.build.MOST_FIELDS", 3)
    made = draft(document(*(f"{word}：" for word in ("姓名", "性别", "籍贯", "学历"))), ())
    assert [field.label for field in made.form.fields] == ["姓名", "性别", "籍贯"]


def test_a_note_of_any_length_is_a_short_line() -> None:
    made = draft(document("姓名："), ())
    written = write(replace(made, notes={made.form.fields[0].key: ("长" * 300 + "\n短",)})).splitlines()
    assert [line for line in written if "长" in line] == ["# 请核对：" + "长" * 200]


def test_other_tables_are_named_in_the_comments() -> None:
    made = draft(document(TITLE, table("姓名 | 姓名 | 分工", " |  | ")), ())
    assert made.tables == (("姓名", "姓名", "分工"),)
    assert "不逐行读取" in write(made)


@settings(max_examples=60, deadline=2000)
@given(st.lists(st.text(min_size=1, max_size=12), min_size=2, max_size=2), st.text(max_size=30))
def test_whatever_a_form_prints_the_definition_is_toml(labels: list[str], note: str) -> None:
    cells = table("姓名 | ", "性别 | ☐男 ☐女").cells
    odd = tuple(replace(cell, blocks=(Paragraph(text + "："),)) for cell, text in zip(cells[::2], labels, strict=True))
    grid = replace(table("姓名 | "), cells=(*odd, *cells[1::2]))
    made = draft(Document("word", (Paragraph(note), grid)), ())
    assert Form.model_validate(tomllib.loads(write(made))) == made.form
