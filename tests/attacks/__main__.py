"""Writes docs/attacks.md from the stories."""

from __future__ import annotations

from config.load import PROJECT
from tests.attacks.table import document

(PROJECT / "docs" / "attacks.md").write_text(document(), "utf-8")
