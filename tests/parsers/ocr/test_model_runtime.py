"""The two runtimes of the recognition models read the same; whichever is asked for, the other is not loaded."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from config.load import PROJECT
from parsers.ocr import engine, model_runtime
from parsers.ocr.model_runtime import ONNXRUNTIME, OPENVINO
from tests.parsers.seals.ink import font

LINES = ["申报单位：湖南省机械工程学会", "91430000445487391X", "13800138000", "是",
         "国际科技交流会议项目申报书填写说明及注意事项（二〇二四年度）"]  # fmt: skip


@pytest.fixture(params=[OPENVINO, ONNXRUNTIME])
def runtime(request: pytest.FixtureRequest) -> Iterator[str]:
    model_runtime.use(request.param)
    yield request.param
    model_runtime.use(OPENVINO)


def page() -> engine.Gray:
    sheet = Image.new("L", (1240, 900), 255)
    pen = ImageDraw.Draw(sheet)
    for row, words in enumerate(LINES):
        pen.text((90, 60 + 150 * row), words, font=font(34), fill=20)
    return np.asarray(cv2.GaussianBlur(np.asarray(sheet), (3, 3), 0), np.uint8)


def test_lines_are_found_and_read(runtime: str) -> None:
    sheet = page()
    quads = sorted(engine.find_lines(sheet), key=lambda quad: float(quad[0][1]))
    read = engine.read_strips([engine.cut(sheet, quad) for quad in quads])
    assert [line.text.replace(":", "：") for line in read] == LINES
    assert min(line.confidence for line in read) > 0.9


def test_characters_stand_where_they_stand(runtime: str) -> None:
    strip = np.full((48, 1000), 255, np.uint8)
    sheet = Image.fromarray(strip)
    for at in range(6):
        ImageDraw.Draw(sheet).text((20 + 160 * at, 6), "湖南省科学技"[at], font=font(34), fill=10)
    (line,) = engine.read_strips([np.asarray(sheet, np.uint8)])
    assert [glyph.text for glyph in line.glyphs] == list("湖南省科学技")
    assert all(abs(glyph.at * 1000 - (37 + 160 * at)) < 25 for at, glyph in enumerate(line.glyphs)), line


@pytest.mark.parametrize(("asked", "other"), [(OPENVINO, "onnxruntime"), (ONNXRUNTIME, "openvino")])
def test_the_other_runtime_is_not_loaded_and_nothing_reports_home(asked: str, other: str) -> None:
    script = ("import sys, numpy; from parsers.ocr import engine, model_runtime; model_runtime.use(sys.argv[1]);"
              "engine.find_lines(numpy.full((300, 300), 255, numpy.uint8));"
              "engine.read_strips([numpy.full((40, 300), 255, numpy.uint8)]);"
              "print([name for name in sys.argv[2:] if sys.modules.get(name)])")  # fmt: skip
    told = subprocess.run([sys.executable, "-c", script, asked, other, "openvino_telemetry"], cwd=PROJECT, capture_output=True,
                          text=True, check=True)  # fmt: skip
    assert told.stdout.strip() == "[]"


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_without_openvino_it_is_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_runtime, "find_spec", lambda name: None)
    model_runtime.use(OPENVINO)
    assert model_runtime.chosen() == ONNXRUNTIME


@pytest.mark.parametrize("shape", [(1, 1), (3, 2), (48, 1), (2, 900), (700, 4)])
def test_a_strip_of_nothing_gives_no_words(shape: tuple[int, int], runtime: str) -> None:
    assert [line.text.strip() for line in engine.read_strips([np.full(shape, 255, np.uint8)])] in ([""], ["一"], ["-"])
