"""Several applications in one document: each with its own values, and none where there is one."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from parsers.formats.word.reader import read
from parsers.forms.fill import fill
from parsers.forms.several_forms import applications_in
from parsers.model.document import Block, Document, Grid, paragraphs
from tests import installation
from tests.parsers.layouts import document
from tests.parsers.wordml import docx, para
from tests.samples.make.projects import form_of, values

FORMS = installation.guide().forms
BLANK: dict[str, Any] = {"cooperation_contents": [], "cooperation_fields": []}


def blocks(seed: int, category: str) -> tuple[Block, ...]:
    return read(document(form_of(category), values(Random(seed), category))).blocks


def joined(*parts: tuple[Block, ...]) -> Document:
    return Document("word", tuple(block for part in parts for block in part), text_layer=True)


def leaders(whole: Document) -> list[tuple[str, str]]:
    """Form and leader of each application; nothing of one may stand in another's record."""
    filled = [(form, fill(part, form)) for form, part in applications_in(whole, FORMS)]
    assert all(record.missing_labels == () for _, record in filled)
    return [(form.key, record.values["project_leader"].text or "") for form, record in filled]


def truth(seed: int, category: str) -> tuple[str, str]:
    return form_of(category), values(Random(seed), category)["project_leader"]


@pytest.mark.parametrize("written", [
    [(1, "conference"), (2, "conference")],
    [(1, "conference"), (2, "domestic_base")],
    [(1, "overseas_station"), (2, "cooperation"), (3, "domestic_base")],
    [(n, ("conference", "domestic_base")[n % 2]) for n in range(12)],
])  # fmt: skip
def test_each_application_is_one(written: list[tuple[int, str]]) -> None:
    assert leaders(joined(*(blocks(*w) for w in written))) == [truth(*w) for w in written]


@pytest.mark.parametrize("written", [(1, "conference"), (2, "cooperation"), (3, "domestic_base"), (4, "overseas_station")])
def test_one_application_is_not_cut(written: tuple[int, str]) -> None:
    assert applications_in(joined(blocks(*written)), FORMS) == ()


def test_a_title_on_every_section_cuts_nothing() -> None:
    """A running head that was typed into the text."""
    own = blocks(1, "conference")
    headed = tuple(block for part in own for block in ((own[0], part) if isinstance(part, Grid) else (part,)))
    assert len(headed) > len(own) and applications_in(Document("word", headed), FORMS) == ()


def untitled(seed: int, category: str) -> tuple[Block, ...]:
    """The second application of a file, whose title somebody left out."""
    whole = blocks(seed, category)
    kept = tuple(b for b in whole if not any("交流项目" in p.text or "申报书" in p.text.replace(" ", "")
                                             for p in list(paragraphs((b,)))[:1]))  # fmt: skip
    assert len(kept) < len(whole)
    return kept


@pytest.mark.parametrize("lines", [0, 22])
def test_a_second_application_without_its_title(lines: int) -> None:
    """Behind a list of contents of any length."""
    contents = read(docx("".join(para(f"第{number}项") for number in range(lines)))).blocks if lines else ()
    written = [(1, "conference"), (2, "cooperation")]
    assert leaders(joined(contents, blocks(1, "conference"), untitled(2, "cooperation"))) == [truth(*w) for w in written]


@pytest.mark.parametrize(("first", "second"), [("conference", "cooperation"), ("domestic_base", "conference")])
def test_a_second_table_without_any_cover(first: str, second: str) -> None:
    """Its first section has lost its heading, too; what the cover says is not read, and nothing of it is in the first one's."""
    whole = blocks(2, second)
    table = next(number for number, block in enumerate(whole) if isinstance(block, Grid))
    found = applications_in(joined(blocks(1, first), whole[table:]), FORMS)
    assert [(form.key, fill(part, form).values["project_leader"].text) for form, part in found] == [
        truth(1, first), truth(2, second)]


@pytest.mark.parametrize("first", [True, False])
def test_a_blank_form_beside_a_filled_one_is_no_application(first: bool) -> None:
    blank = read(document("exchange", BLANK)).blocks
    parts = (blank, blocks(1, "conference")) if first else (blocks(1, "conference"), blank)
    assert leaders(joined(*parts)) == [truth(1, "conference")]


def test_blank_forms_alone_are_none() -> None:
    pair = (read(document("exchange", BLANK)).blocks, read(document("haizhi", BLANK)).blocks)
    assert applications_in(joined(*pair), FORMS) == ()


def test_a_letter_before_the_forms_is_no_form() -> None:
    cover = read(docx(para("关于推荐国际与区域科技合作交流项目的函") + para("现推荐以下两个项目，请予支持。"))).blocks
    written = [(1, "conference"), (2, "domestic_base")]
    assert leaders(joined(cover, *(blocks(*w) for w in written))) == [truth(*w) for w in written]


# --- what goes wrong ----------------------------------------------------------------------------------------------------


def test_a_half_of_a_second_form_stays_with_the_first() -> None:
    """Its cover alone is no application; the first one is told as it was."""
    cover = tuple(block for block in blocks(2, "cooperation") if not isinstance(block, Grid))[:5]
    assert applications_in(joined(blocks(1, "conference"), cover), FORMS) == ()


def test_a_thousand_titles_cost_little() -> None:
    title = blocks(1, "conference")[0]
    whole = joined((title,) * 1000, blocks(1, "conference"))
    assert len(applications_in(replace(whole), FORMS)) <= 1
