"""The page that tells an office what a guide can say is made from the code, and the one in docs/ is of today."""

from __future__ import annotations

from pathlib import Path

from parsers.checks.registry import RULES
from parsers.checks.selection import settings_of
from reports.guide_workbook.reference import reference

PAGE = Path(__file__).resolve().parents[3] / "docs" / "guide-reference.zh.md"


def test_the_page_in_docs_is_what_the_command_prints() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run_intake.py guide reference > docs/guide-reference.zh.md"


def test_it_names_every_kind_and_setting() -> None:
    page = reference()
    for key, kind in RULES.items():
        assert f"（`{key}`）" in page
        assert all(f"（`{name}`）" in page for name in settings_of(kind))
    assert "None" not in page and "SignedPart" not in page
