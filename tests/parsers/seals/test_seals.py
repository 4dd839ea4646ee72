"""Seals and signatures on scanned paper: what is seen, what is not, and what cannot be told."""

from __future__ import annotations

import base64
from random import Random
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydantic import TypeAdapter

from parsers.model.seal import Stamp
from parsers.seals import Area, Line, areas, detect_stamps
from parsers.seals.candidates import _on_sheet
from parsers.seals.colour import sheet
from parsers.seals.detect import THUMBNAIL
from parsers.seals.ink import Printed, wipe
from parsers.seals.owner import closest, whose
from parsers.seals.red_shapes import find
from parsers.seals.ring_text import unrolled
from parsers.seals.seal_geometry import Seal
from tests.bench.seals import told
from tests.parsers.rules.builders import guide
from tests.parsers.seals import WITH, WITHOUT, crops, ring, square
from tests.parsers.seals.paper import DPM, PRINT, SIGN_HERE, Paper, unit_seal

SEED = 2024


def test_seals_are_found_and_red_print_is_none() -> None:
    """A crop of every kind; `python -m tests.bench.seals` looks at 200 and more."""
    looked = [(crop.kind, crop.truth, told(crop)) for crop in crops(SEED, len(WITH) + len(WITHOUT))]
    assert [one for one in looked if (one[1] == "seen") != (one[2] == "seen")] == []
    assert {said for kind, _, said in looked if kind.startswith("gray")} == {"cannot tell"}


def test_parts_begin_with_their_labels_and_run_over_a_page_end() -> None:
    form = guide().form("exchange")
    assert form is not None
    words = [Line(1 if y < 150 else 2, (100, y, 300, y + 20), text) for text, y in PRINT]
    found = {area.key: area for area in areas(words, form, {1: 1414, 2: 1414})}
    assert list(found) == ["commitment", "applicant_opinion", "recommender_opinion"]
    assert [page for page, _ in found["commitment"].parts] == [1]
    assert [page for page, _ in found["applicant_opinion"].parts] == [1, 2]
    assert found["applicant_opinion"].parts[1][1][1] == 0, "what goes on begins at the page's upper edge"
    assert [line.text for line in found["commitment"].after] == ["四、审查意见"]


def test_a_misread_label_is_still_the_label() -> None:
    form = guide().form("exchange")
    assert form is not None
    words = [Line(1, (100, y, 300, y + 20), text.replace("推荐单位意见", "推存单位意见")) for text, y in PRINT]
    assert [area.key for area in areas(words, form, {1: 1414})] == ["commitment", "applicant_opinion", "recommender_opinion"]


def test_a_seal_belongs_to_the_part_in_which_its_middle_lies() -> None:
    paper = Paper()
    paper.press(unit_seal(), 60, 165)
    seen = paper.seen()
    assert seen["applicant_opinion", "seal"].state == "seen"
    assert seen["recommender_opinion", "seal"].state == "not seen"
    assert seen["commitment", "seal"].state == "not seen"
    place = seen["applicant_opinion", "seal"].place
    assert place.page == 1
    assert place.box is not None
    assert abs((place.box[0] + place.box[2]) / 2 - 60 * 1000 / 210) < 8


def test_two_seals_that_overlap_are_two() -> None:
    paper = Paper()
    paper.press(unit_seal(), 55, 160)
    paper.press(ring("湖南省机械工程学会", 42, 42, (200, 30, 60), Random(3)), 60, 192)
    seen = paper.seen()
    assert seen["applicant_opinion", "seal"].state == seen["recommender_opinion", "seal"].state == "seen"


def test_without_colour_a_seal_can_be_neither_seen_nor_missed() -> None:
    paper = Paper()
    paper.press(unit_seal(), 60, 165)
    gray = np.repeat(np.asarray(paper.picture.convert("L"))[:, :, None], 3, axis=2)
    assert {stamp.state for (_, kind), stamp in paper.seen(gray).items() if kind == "seal"} == {"cannot tell"}


def test_a_persons_square_seal_alone_is_not_the_units() -> None:
    paper = Paper()
    paper.press(square(20, (214, 40, 48), Random(2)), 60, 165)
    stamp = paper.seen()["applicant_opinion", "seal"]
    assert (stamp.state, "方形" in stamp.note) == ("cannot tell", True)


def test_a_pen_is_a_signature_in_black_and_in_blue() -> None:
    for ink in ("#202030", "#2030a0"):
        paper = Paper()
        paper.sign(ink)
        assert paper.seen()["commitment", "signature"].state == "seen", ink


def test_a_pen_under_a_seal_is_a_signature() -> None:
    paper = Paper()
    paper.sign()
    paper.press(unit_seal(), 60, 122)
    seen = paper.seen()
    assert seen["commitment", "signature"].state == seen["commitment", "seal"].state == "seen"


@pytest.mark.parametrize("signed", [True, False])
def test_a_line_that_was_read_with_a_seals_words_hides_no_pen(signed: bool) -> None:
    """The box of （单位盖章） reaches over the line below, because a word of the seal was taken for its end."""
    paper = Paper()
    if signed:
        paper.sign()
    paper.press(unit_seal(), 100, 118)
    left, top, _, bottom = paper.lines[2].box
    paper.lines[2] = Line(1, (left, top - 25, 480, bottom + 60), "（单位盖章）    验")
    assert paper.seen()["commitment", "signature"].state == ("seen" if signed else "not seen")


def test_a_seal_alone_is_no_signature() -> None:
    paper = Paper()
    paper.press(unit_seal(), 62, 120)
    assert paper.seen()["commitment", "signature"].state != "seen"


def test_a_typed_name_is_neither_a_signature_nor_its_absence() -> None:
    paper = Paper()
    paper.write("贺晓华", *SIGN_HERE)
    assert paper.seen()["commitment", "signature"].state == "cannot tell"


@pytest.mark.parametrize(("ink", "state"), [("#26263a", "seen"), ("#262626", "cannot tell")])
def test_a_small_name_in_an_ink_other_than_the_prints_is_a_signature(ink: str, state: str) -> None:
    """As high as print, so that little of it is above and below the line."""
    paper = Paper()
    paper.press(unit_seal(), 60, 165)
    rng, (x, y) = Random(5), SIGN_HERE
    for _ in range(14):
        at = x + rng.uniform(0, 12), y + rng.uniform(1.0, 3.4)
        paper.draw.line([(a * DPM, b * DPM) for a, b in (at, (at[0] + 1.2, at[1] + 0.3))], fill=ink, width=3)
    assert paper.seen()["commitment", "signature"].state == state


def test_a_bracket_behind_stamped_words_is_print() -> None:
    """Read as a narrow one, it is printed as wide as a character."""
    mask = np.ones((60, 300), np.uint8)
    wipe(mask, (0, 0, 300, 60), Printed((0, 10, 280, 50), "(单位盖章)"), 36)
    assert not mask[10:50, : round(5.9 * 36 / 0.9)].any() and mask[10:50, 260:].all(), "what is behind it may be a pen's"


def test_where_nothing_is_written_no_signature_is_seen() -> None:
    paper = Paper()
    paper.press(unit_seal(), 60, 165)
    assert paper.seen()["commitment", "signature"].state == "not seen"


def test_in_black_and_white_a_stroke_may_be_a_seals() -> None:
    paper = Paper()
    paper.sign()
    black = np.where(np.asarray(paper.picture.convert("L")) > 150, 255, 0).astype(np.uint8)
    assert paper.seen(np.repeat(black[:, :, None], 3, axis=2))["commitment", "signature"].state == "cannot tell"


def test_a_page_without_the_words_cannot_be_told() -> None:
    stamps = detect_stamps(lambda _: np.full((1782, 1260, 3), 255, np.uint8), [Area("commitment", ((1, (0, 100, 1000, 400)),))])
    assert {(stamp.kind, stamp.state) for stamp in stamps} == {("seal", "cannot tell"), ("signature", "cannot tell")}


def test_pictures_are_small_and_stamps_survive_json() -> None:
    paper = Paper()
    paper.press(unit_seal(), 60, 165)
    stamp = paper.seen()["applicant_opinion", "seal"]
    data = base64.b64decode(stamp.picture)
    shown = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert shown is not None
    assert max(shown.shape) <= THUMBNAIL
    assert len(data) < 150_000
    adapter = TypeAdapter(Stamp)
    assert adapter.validate_json(adapter.dump_json(stamp)) == stamp


def test_the_ring_of_a_seal_is_unrolled_for_the_engine() -> None:
    paper = Paper()
    paper.press(unit_seal(), 60, 165)
    lines: list[NDArray[np.uint8]] = []

    def engine(line: NDArray[np.uint8]) -> str:
        lines.append(line)
        return " 湖南橘洲数据科技有限公司·"

    form = guide().form("exchange")
    assert form is not None
    stamps = detect_stamps(lambda _: np.asarray(paper.picture), areas(paper.lines, form, {1: 1414}), engine)
    said = next(stamp.text for stamp in stamps if (stamp.area, stamp.kind) == ("applicant_opinion", "seal"))
    assert said == "湖南橘洲数据科技有限公司"
    assert len(lines) == 1
    assert lines[0].shape[1] > 4 * lines[0].shape[0]


def test_a_seal_is_cut_open_where_its_name_begins_however_it_was_pressed() -> None:
    """The same seal, upright and pressed askew by a third of a turn, gives the same line: ink is spread alike along it."""
    spread = []
    for turn in (0, 120, -75):
        paper = Paper()
        paper.press(unit_seal().rotate(turn, Image.Resampling.BICUBIC, fillcolor="white"), 60, 165)
        seen = sheet(np.asarray(paper.picture), paper.picture.width)
        [seal] = find(seen)
        line = unrolled(seen, np.asarray(paper.picture), seal)[:, :, 0] < 110
        spread.append(cv2.resize(line.sum(axis=0).astype(np.float32)[None], (24, 1), interpolation=cv2.INTER_AREA)[0])
    assert all(np.corrcoef(spread[0], other)[0, 1] > 0.8 for other in spread[1:])


@pytest.mark.parametrize(("words", "name", "said"), [
    ("湖南省生物医药行业协会", "湖南省生物医药行业协会", "its own"),
    ("药行业协会湖南省生物医", "湖南省生物医药行业协会", "its own"),  # begun in the middle of the ring
    ("湖南省计机学会", "湖南省计算机学会", "its own"),
    ("长沙市科学技术协会", "长沙市科协", "its own"),
    ("湖南大学国际合作处", "湖南大学", "its own"),
    ("湖南大学", "中南大学、湖南大学", "its own"),
    ("合同专用章湖南橘洲数据科技有限公司", "湖南橘洲数据科技有限公司", "its own"),
    ("长沙市科学技术协会", "岳阳市科学技术协会", "another's"),
    ("长沙市科学技术协会", "岳麓区科协", "another's"),
    ("湖南省机械工程学会", "湖南省计算机学会", "another's"),
    ("湖南省机械工程学会", "湖南橘洲数据科技有限公司", "another's"),
    ("衡阳市科学技术协会", "益阳市科学技术协会", "cannot tell"),  # one character: it may be a slip
    ("长沙市岳麓区科学技术协会", "长沙市科协", "cannot tell"),
    ("衡市新技术产研发区管委员会", "衡阳市高新技术产业开发区管理委员会", "cannot tell"),
    ("湖南省肿瘤医院", "湖南省肿瘤医院（湖南省癌症防治研究中心）国际合作交流办公室", "cannot tell"),
    ("市科学", "湖南大学", "cannot tell"), ("", "湖南大学", "cannot tell"), ("湖南省计算机学会", "", "cannot tell"),
])
def test_whose_seal_it_is(words: str, name: str, said: str) -> None:
    assert whose(words, name, guide()) == said


def test_a_known_name_that_was_all_but_read_is_taken_as_it_is_spelt() -> None:
    known = ("长沙市科学技术协会", "岳阳市科学技术协会", "益阳市科学技术协会", "衡阳市科学技术协会", "湖南省机械工程学会")
    assert closest("湖南省机械工理学会", known, guide()) == "湖南省机械工程学会"
    assert closest("益阳市科学技术协会", known, guide()) == "益阳市科学技术协会"
    assert closest("衡阴市科学技术协会", known, guide()) == ""  # it may be another city's
    assert closest("长沙市岳麓区科学技术协会", known, guide()) == closest("", known, guide()) == ""


@pytest.mark.parametrize(("margin", "radius"), [(36, 20.0), (36, 12.5), (48, 23.0)])
def test_of_a_ring_the_same_share_lies_on_the_sheet_at_every_edge(margin: int, radius: float) -> None:
    """Whole within, half at an edge, a quarter at a corner, where a third is the least that counts."""
    share = _on_sheet((300, 300), margin, radius)
    assert np.allclose(share, share.T, atol=1e-5)
    middle, edge = margin + 150, margin
    assert share[middle, middle] == pytest.approx(1.0)
    assert share[middle, edge] == pytest.approx(0.5, abs=0.15)
    assert share[edge, edge] == pytest.approx(0.35, abs=0.05) and share.min() == pytest.approx(0.35)


@pytest.mark.parametrize(("shape", "axes", "turn", "box"), [
    ("square", (50, 30), 0, (50, 70, 150, 130)), ("square", (50, 50), 45, (29, 29, 171, 171)),
    ("round", (50, 50), 45, (50, 50, 150, 150)), ("oval", (50, 30), 90, (70, 50, 131, 150)),
])  # fmt: skip
def test_the_box_of_a_seal_holds_its_corners(shape: Any, axes: tuple[int, int], turn: int, box: tuple[int, ...]) -> None:
    assert Seal(shape, 100, 100, *axes, turn, 1, 0).box == pytest.approx(box, abs=1)
