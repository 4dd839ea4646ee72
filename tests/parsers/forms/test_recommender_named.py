"""Who recommends: a unit that signs below its opinion, or one that the opinion's sentence names."""

from __future__ import annotations

import pytest

from parsers.forms.answer_regions import Piece, Region
from parsers.forms.signed_parts import NO_UNIT_READ, recommender
from parsers.model.document import Place
from parsers.model.record import Value
from tests import installation

HOST = installation.guide().host
APPLICANT = "湖南湘芯智能装备有限公司"
SOCIETY = "湖南省机械工程学会"


def named(*lines: str) -> str | None:
    return recommender(Region(tuple(Piece(line, Place()) for line in lines), Place()), APPLICANT, HOST).text


@pytest.mark.parametrize("said", [
    "{}同意推荐该项目。", "经{}审核，同意推荐。", "经审核，{}予以推荐", "该项目由{}推荐", "我会（{}）同意推荐",
    "{}经研究，认为可行，同意推荐。",
    f"同意{APPLICANT}申报该项目，{{}}推荐。", "按照通知要求，{}特此推荐。", "{}推荐意见：同意",
])  # fmt: skip
def test_a_sentence_names_the_unit(said: str) -> None:
    assert named(said.format(SOCIETY)) == SOCIETY
    assert named(said.format("湖南大学科学技术协会")) == "湖南大学科学技术协会"


def test_who_signs_is_named_before_who_is_spoken_of() -> None:
    assert named("衡阳市科协推荐我会审核，同意。", SOCIETY) == SOCIETY
    assert named(SOCIETY, "经衡阳市科协审核，同意推荐。") == SOCIETY


def read(*lines: str) -> Value:
    """The same, recognised on paper."""
    return recommender(Region(tuple(Piece(line, Place(), confidence=0.97) for line in lines), Place()), APPLICANT, HOST)


def test_a_seals_characters_behind_a_recognised_name_are_not_of_it() -> None:
    told = read("同意推荐。", f"{SOCIETY}验")
    assert (told.text, told.confidence) == (SOCIETY, 0.88)
    assert named(f"{SOCIETY}验") == "", "in a typed document they are somebody's words"


def test_words_on_paper_that_name_no_unit_are_unreadable_and_no_blank() -> None:
    told = read("同意推荐。", "株洲巾科字扳木协佘")
    assert (told.text, told.value, told.confidence) == (None, None, 0.0) and told.note == NO_UNIT_READ
    for said in ("同意推荐。", "同意推荐。2024年3月19日", "同意推荐 王小明"):
        assert read(said).text == "", said


# --- sentences that name nobody -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [
    "同意推荐。", f"同意{APPLICANT}申报。", f"{APPLICANT}推荐意见", "该项目与新加坡南洋理工大学合作基础扎实，同意推荐",
    "建议湖南省科协予以支持",
    "同意推荐至湖南省科学技术协会", "经专家委员会评审，同意推荐。", "经我院学术委员会审议，同意推荐",
    "湖南省科学技术协会同意", "本研究院同意推荐",
])  # fmt: skip
def test_other_sentences_name_nobody(said: str) -> None:
    assert named(said) == ""
