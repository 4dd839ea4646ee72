"""The shape on which other programs rely, and a table in which no spreadsheet runs a formula."""

import json
from dataclasses import replace

import pytest

from parsers.model.document import Place
from parsers.model.finding import Finding
from parsers.model.record import Value
from reports.export import case_json, check_json, csv_rows, safe_text
from tests.reports.sample_desk import case, desk, formless, guide

GUIDE = guide()


def test_a_case_has_the_shape_of_the_contract():
    said = case_json(case(GUIDE, findings=(Finding("field-missing", "fix", "address", "地址未填写。", "R94", "a.docx",
                                                   Place(table=1, row=3, cell=2)),)), GUIDE)
    assert list(said) == ["case_no", "form", "category", "fields", "raw", "sources", "unclaimed", "doubts", "findings",
                          "documents", "revision", "status", "message_ids", "received", "sender"]
    assert said["fields"]["project_category"] == "conference"
    assert said["fields"]["project_period"] == {"text": "2024年3月-2024年12月", "start": "2024-03", "end": "2024-12"}
    assert said["fields"]["schedule"][0] == {"stage": "2024年3-6月", "budget_wan": 12.5, "goal": "完成筹备，确定嘉宾"}
    assert said["sources"]["address"] == {"document": "申报书.docx", "page": None, "place": "table 1, row 2, cell 2",
                                          "medium": "word", "confidence": 1.0}
    assert said["findings"] == [{"rule": "field-missing", "severity": "fix", "field": "address", "message": "地址未填写。",
                                 "clause": "R94", "place": "table 1, row 3, cell 2"}]
    assert set(said["documents"][0]) == {"name", "role", "media_type", "sha256", "pages", "text_layer"}
    assert list(said["fields"]) == list(said["raw"]) == list(said["sources"])
    json.dumps(said, allow_nan=False)


def test_blank_and_unreadable_are_never_confused():
    said = case_json(case(
        GUIDE, address=Value("", ""), uscc=Value(None), cooperation_fields=Value("", []), cooperation_contents=Value(""),
        schedule=Value(None), project_period=Value(""), project_category=Value("", None, doubt="unticked"),
    ), GUIDE)
    fields = said["fields"]
    assert (fields["address"], fields["uscc"]) == ("", None)
    assert (fields["cooperation_fields"], fields["cooperation_contents"], fields["schedule"]) == ([], [], None)
    assert fields["project_period"] == {"text": "", "start": None, "end": None}
    assert fields["project_category"] is None
    assert said["raw"]["uscc"] is None


def test_a_finding_without_place_says_so_and_one_on_a_page_names_it():
    plain = Finding("word-missing", "fix", None, "…", "R114")
    paged = replace(plain, place=Place(page=5))
    boxed = replace(plain, place=Place(page=5, box=(1, 2, 3, 4)))
    places = [finding["place"] for finding in case_json(case(GUIDE, findings=(plain, paged, boxed)), GUIDE)["findings"]]
    assert places == [None, "page 5", "page 5, box 1,2,3,4"]


def test_a_package_without_form_is_still_a_case():
    said = check_json([formless()], {"kind": "submission", "reply": True, "why": ""}, GUIDE)
    assert said["schema"] == 1 and said["mail"]["kind"] == "submission"
    assert said["cases"][0]["form"] is None and said["cases"][0]["fields"] == {}


def test_the_table_has_a_row_a_case_and_every_field_of_both_forms():
    rows = csv_rows(desk(GUIDE).cases, GUIDE)
    assert len(rows) == 30
    assert {"case_no", "uscc", "overview", "fix", "findings"} <= set(rows.columns)
    assert rows.set_index("case_no").loc["GJ2024-0030", "fix"] == 100
    assert "GJ2024-0030" in rows.to_csv(index=False)


def test_a_field_called_like_a_column_of_the_table_has_a_column_of_its_own():
    called = {"address": "category", "uscc": "findings", "leader_title": "field.category", "postal_code": "fix"}
    sample = case(GUIDE, address=Value("长沙市"), uscc=Value("91"), leader_title=Value("教授"), postal_code=Value("410000"))
    forms = tuple(form.model_copy(update={"fields": tuple(
        field.model_copy(update={"key": called.get(field.key, field.key)}) for field in form.fields)}) for form in GUIDE.forms)
    files = tuple(replace(file, record=replace(file.record, values={
        called.get(key, key): value for key, value in file.record.values.items()})) if file.record else file
        for file in sample.package.files)
    plain_row = csv_rows([sample], GUIDE).iloc[0]
    rows = csv_rows([replace(sample, package=replace(sample.package, files=files))], GUIDE.model_copy(update={"forms": forms}))
    row = rows.iloc[0]
    assert rows.columns.is_unique and len(row) == len(plain_row)
    assert (row["field.category"], row["field.findings"], row["field.fix"]) == ("长沙市", "91", "410000")
    assert row["field.field.category"] == "教授", "that heading was taken"
    same = ["case_no", "category", "findings", "fix", "project_leader"]
    assert list(row[same]) == list(plain_row[same])


def test_no_cell_of_the_table_is_a_formula():
    rows = csv_rows(desk(GUIDE).cases, GUIDE)
    assert rows.size > 1000
    for column in rows.items():
        for value in column[1]:
            assert not (isinstance(value, str) and value.lstrip()[:1] in set("=+-@＝＋－＠"))


def test_an_empty_table_keeps_its_headings():
    assert list(csv_rows([], GUIDE).columns)[:3] == ["case_no", "form", "category"]


@pytest.mark.parametrize("text", [
    "=1+1", "+86 731", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "\u3000=cmd|' /C calc'!A0",
])
def test_what_a_spreadsheet_would_calculate_is_quoted(text):
    assert safe_text(text) == "'" + text


@pytest.mark.parametrize("text", ["", "长沙", "a=b", "2024-03", " ", "'=1"])
def test_other_text_stays_as_it_is(text):
    assert safe_text(text) == text
