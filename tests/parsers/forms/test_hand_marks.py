"""An ellipse, a line or a struck option is a mark that a person made: nobody is told that nothing is ticked there, and nothing is
guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.formats.word.reader import read
from parsers.forms.fill import fill
from parsers.forms.hand_marks import DRAWN
from parsers.model.record import Record
from tests import installation
from tests.parsers.rules.builders import package, severities
from tests.parsers.wordml import docx, para, run, table

FORM = next(f for f in installation.guide().forms if f.key == "exchange")
ONE, OTHER = "国际科技交流会议", "国际与区域合作"
OVAL = run('<w:pict><v:oval style="position:absolute" filled="f"/></w:pict>')
LINE = run('<w:pict><v:line from="1pt,2pt" to="30pt,2pt"/></w:pict>')


def drawing(inside: str = "") -> str:
    text = f"<wps:txbx><w:txbxContent>{para(inside)}</w:txbxContent></wps:txbx>"
    shape = f'<wps:wsp><wps:spPr><a:prstGeom prst="ellipse"/></wps:spPr>{text}</wps:wsp>'
    return run(f"<w:drawing><wp:anchor><a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>")


def record(*cover: str, period: str = "一年", fields: str = "□先进制造 □新能源") -> Record:
    """The exchange form with this line of options on its cover, and these in its table."""
    lines = para("申报书") + para("项目类别：", *cover) + para("项目期限：", period) + para("联系人：")
    return fill(read(docx(lines + table([["合作领域", fields], ["法人代表", ""]]))), FORM)


def found(filled: Record) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(piece.text, piece.field, piece.near) for piece in filled.unclaimed]


@pytest.mark.parametrize("mark", [OVAL, LINE, drawing(), run("（ ）", "<w:strike/>")])
def test_a_shape_at_options_of_which_none_is_ticked_leaves_them_in_doubt(mark: str) -> None:
    filled = record(f"（ ）{ONE}", mark, f"（ ）{OTHER}")
    value = filled.values["project_category"]
    assert (value.value, value.doubt, value.blank) == (None, "unsure", False)
    assert found(filled) == [(DRAWN, "project_category", ())]


def test_a_shape_may_be_anchored_in_the_line_below() -> None:
    filled = record(f"（ ）{ONE}（ ）{OTHER}", period=OVAL + run("一年"))
    assert (found(filled), filled.values["project_category"].doubt) == ([(DRAWN, None, ("project_category",))], "unsure")


def test_a_struck_option_in_a_cell() -> None:
    struck = para("□先进制造 ", run("□新能源", "<w:dstrike/>"), " □生物医药")
    value = record(fields=f"<w:tc>{struck}</w:tc>").values["cooperation_fields"]
    assert (value.value, value.doubt) == ([], "unsure")


def test_of_a_doubtful_category_a_person_is_told_and_no_applicant() -> None:
    doubted = record(f"（ ）{ONE}", OVAL, f"（ ）{OTHER}")
    whole = package()
    files = tuple(
        replace(file, record=replace(
            file.record, values=file.record.values | {"project_category": doubted.values["project_category"]},
            unclaimed=doubted.unclaimed)) if file.record else file for file in whole.files
    )  # fmt: skip
    told = replace(whole, files=files)
    assert severities(told, "tick-unsure") == ["verify"]
    assert [severities(told, rule) for rule in ("category-unticked", "field-unreadable", "category-ambiguous")] == [[], [], []]


# --- shapes that say nothing ----------------------------------------------------------------------------------------------


def test_a_shape_beside_what_is_ticked_says_nothing() -> None:
    filled = record(f"（√）{ONE}", LINE, f"（ ）{OTHER}")
    assert (filled.values["project_category"].value, found(filled)) == ("conference", [])


def test_a_shape_with_words_is_a_text_box() -> None:
    filled = record(f"（√）{ONE}（ ）{OTHER}", drawing("注"))
    assert found(filled) == [] and "注" in (filled.values["project_category"].text or "")


def test_a_blank_field_of_words_beside_a_drawn_option_is_still_blank() -> None:
    filled = record(f"（ ）{ONE}（ ）{OTHER}", OVAL, period="")
    assert filled.values["project_period"].blank and not filled.unclaimed_at("project_period")


def test_a_line_in_a_blank_cell_may_be_its_answer() -> None:
    filled = fill(read(docx(table([["法人代表", f"<w:tc>{para(LINE)}</w:tc>"], ["地址", ""]]))), FORM)
    assert filled.unclaimed_at("legal_representative") and not filled.unclaimed_at("address")
