"""Stories of `check --debug`: pages as pictures with what was found on them boxed, where they are written, what goes wrong."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from random import Random

import cv2
import pytest

from tests.samples.make import pdf, word
from tests.samples.make.projects import values
from tests.stories.test_command_line import call

VALUES = values(Random(4), "conference")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A text PDF of a form, under a name that would lead out of any folder."""
    path = tmp_path / "..申报书;$(x).pdf"
    path.write_bytes(pdf.text_pdf("exchange", VALUES))
    return path


def test_every_page_of_a_form_is_drawn_and_told(tmp_path: Path, paper: Path) -> None:
    folder = tmp_path / "new" / "pictures"
    result = call(tmp_path, "check", paper, "--json", "--debug", folder)
    assert result.returncode == 0, result.stderr
    [case] = json.loads(result.stdout)["cases"]  # what is told of the pictures is not in the way of a program
    drawn = sorted(folder.iterdir())
    assert [path.name[:9] + path.name[17:] for path in drawn] == [
        f"form_pdf-{end}" for n in range(1, case["documents"][0]["pages"] + 1) if (end := f"-{n:02}.png")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in drawn} == {0o600}
    lines = [line for line in result.stderr.splitlines() if line.startswith(str(folder))]
    assert [line.split("  ")[0] for line in lines] == list(map(str, drawn))
    assert "勾选" in lines[0] and "签章栏" in lines[-1]
    blue = cv2.imread(str(drawn[1]))
    assert blue is not None
    assert (blue == (181, 90, 0)).all(axis=2).sum() > 1000  # the frames of fields


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_word_file_has_no_pages_to_draw(tmp_path: Path) -> None:
    path = tmp_path / "申报书.docx"
    path.write_bytes(word.docx("exchange", VALUES))
    result = call(tmp_path, "check", path, "--debug", tmp_path / "pictures")
    assert result.returncode == 0
    assert "没有画图" in result.stderr and not list((tmp_path / "pictures").iterdir())


def test_a_folder_that_is_a_file_is_wrong_usage(tmp_path: Path, paper: Path) -> None:
    result = call(tmp_path, "check", paper, "--debug", paper)
    assert result.returncode == 64
    assert "--debug" in result.stderr
