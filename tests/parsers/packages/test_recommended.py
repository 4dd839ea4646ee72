"""Who recommends, where the papers of one application differ: the first that names one, a printed name before one on a seal, and
the mail's sender only where no paper names any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from parsers.model.document import Place, PlaceNote
from parsers.model.recommended import recommended
from parsers.model.record import Record
from tests.parsers.rules.builders import guide, record, value

PRINTED, SEAL = Place(table=1), Place(page=1, note=PlaceNote.SEAL)
BLANK = value("", PRINTED)
UNREAD = value(None, PRINTED)
SENDER = value("长沙市科协", medium="mail")


def said(first: Any, *others: Any, form: str = "exchange") -> str | None:
    """The recommender of an application whose papers say these."""
    papers: Sequence[Record] = [record("exchange", recommender=first), *(record(form, recommender=other) for other in others)]
    found = recommended(papers, guide())
    assert found is not None
    return found.values["recommender"].text


@pytest.mark.parametrize("first", [BLANK, SENDER])
def test_what_the_first_paper_leaves_open_another_one_says(first: Any) -> None:
    assert said(first, value("湖南省机械工程学会", PRINTED, "ocr")) == "湖南省机械工程学会"


@pytest.mark.parametrize("first", [value("中南大学科协", PRINTED), UNREAD])
def test_what_the_first_paper_says_or_nobody_can_read_stays(first: Any) -> None:
    assert said(first, value("湖南省机械工程学会", PRINTED)) == first.text


def test_a_printed_name_comes_before_one_on_a_seal() -> None:
    seal, printed = value("湘潭市科协", SEAL, "ocr"), value("湖南省机械工程学会", PRINTED, "ocr")
    assert said(BLANK, seal, printed) == said(BLANK, printed, seal) == "湖南省机械工程学会"
    assert said(BLANK, seal) == "湘潭市科协"


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", [BLANK, UNREAD, value(" \n", PRINTED), SENDER])
def test_papers_that_name_nobody_change_nothing(other: Any) -> None:
    assert said(BLANK, other) == "" and said(SENDER, other) == SENDER.text


def test_another_form_says_nothing_of_this_one_and_no_paper_nothing() -> None:
    assert said(BLANK, value("湖南省机械工程学会", PRINTED), form="haizhi") == "" and recommended((), guide()) is None
