"""Every kind of rule has the file of its name, and that folder holds nothing else."""

from __future__ import annotations

from config.load import PROJECT
from parsers.checks.registry import RULES, file_name
from parsers.model.rule_kind import RuleKind


def test_every_kind_has_the_file_of_its_name_and_no_file_is_without_its_kind() -> None:
    files = {file.stem for file in (PROJECT / "parsers" / "rules").glob("*.py")} - {"__init__"}
    assert files == {file_name(kind) for kind in RuleKind}
    assert list(RULES) == list(RuleKind)


def test_no_kind_leans_on_another() -> None:
    """What several kinds need stands in parsers/checks, so that a kind can be read, changed and removed alone."""
    files = (PROJECT / "parsers" / "rules").glob("*.py")
    assert not [file.name for file in files if "from parsers.rules" in file.read_text("utf-8")]
