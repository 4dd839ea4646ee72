"""A scan that somebody pasted into the Word form: nobody is told that it is missing."""

from __future__ import annotations

import hashlib
import io

import pytest
from docx import Document
from PIL import Image

from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.formats.image.picture_sizes import PAGES_INSIDE
from parsers.model.file import File
from parsers.model.mail import Head
from parsers.packages.gather import packages_of
from tests import installation
from tests.tales import piece


def with_picture(width: int, height: int) -> bytes:
    picture, out = io.BytesIO(), io.BytesIO()
    Image.new("L", (width, height), 230).save(picture, "PNG")
    document = Document(io.BytesIO(piece("word", "one")))
    document.add_picture(picture)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("size", "told"), [
    ((1240, 1754), "verify"), ((1754, 1240), "verify"), ((600, 850), "verify"), ((300, 424), "fix"),
    ((1200, 500), "fix"), ((900, 900), "fix"),
])  # fmt: skip
def test_a_page_inside_keeps_the_scan_from_being_missing_for_certain(size: tuple[int, int], told: str) -> None:
    data, guide = with_picture(*size), installation.guide()
    packages, _ = packages_of([File("申报书.docx", data, hashlib.sha256(data).hexdigest(), len(data))], Head(), guide)
    (scan,) = [f for f in check(packages[0], guide, Circumstances()) if f.rule == "scan-missing"]
    assert scan.severity == told and (PAGES_INSIDE in packages[0].files[0].notes) is (told == "verify")
