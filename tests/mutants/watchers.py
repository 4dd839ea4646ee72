"""Which tests look at a module: those that import it, those of its room, then the stories that import it and a few others."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.mutants.places import DEEP

STORIES: Mapping[str, Sequence[str]] = {
    "run_intake": ["stories/test_start_up.py", "stories/test_command_line.py"],
    "config": ["config", "stories/test_guides.py"],
    "config/model": ["config", "stories/test_guides.py"],
    "parsers": ["stories/test_start_up.py"],
    "parsers/checks": ["parsers/rules"],
    "parsers/checks/problems.py": ["config/test_upgrade.py"],
    "parsers/draft": ["intake/commands/test_form_command.py"],
    "parsers/forms": ["parsers/rules/test_renamed_labels.py", "parsers/pairs/test_pairs.py"],
    "parsers/model": ["parsers/packages", "intake/ledger/test_kept_json.py", "stories/test_mail_in_letters_out.py"],
    "parsers/packages": ["stories/test_packages_in_mails.py"],
    "parsers/pairs": ["intake/commands/test_form_command.py"],
    "parsers/ticks": ["parsers/forms/test_fill.py"],
    "reports": ["reports", "stories/test_mail_in_letters_out.py"],
    "reports/edits": ["stories/test_desk_round_trip.py", "stories/test_desk_copies.py", "stories/test_desk_decisions.py"],
    "reports/experts": ["stories/test_experts_and_notice.py"],
    "reports/letters": ["stories/test_mail_in_letters_out.py"],
    "reports/pages": ["intake/publish/test_case_pages_laid_out.py"],
    "reports/workbook": ["stories/test_desk_round_trip.py"],
    "intake": ["stories/test_mailbox_and_ledger.py", "intake/operations/test_doctor.py"],
    "intake/cluster": ["stories/test_cluster_release.py", "stories/test_cluster.py"],
    "intake/commands": ["stories/test_command_line.py", "stories/test_desk_commands.py"],
    "intake/commands/run.py": ["intake/operations/test_operations.py"],
    "intake/edits": ["stories/test_desk_round_trip.py", "stories/test_desk_copies.py", "stories/test_desk_decisions.py"],
    "intake/ledger": ["stories/test_mailbox_and_ledger.py", "stories/test_mail_in_letters_out.py"],
    "intake/letters": ["stories/test_letters_within_limits.py", "stories/test_letters_that_come_back.py"],
    "intake/mailbox": ["stories/test_mailbox_and_ledger.py"],
    "intake/matching": ["stories/test_packages_in_mails.py", "stories/test_mail_in_letters_out.py"],
    "intake/mime": ["stories/test_what_a_mail_is.py"],
    "intake/pipeline": ["stories/test_mailbox_and_ledger.py", "stories/test_mail_in_letters_out.py", "stories/test_slow_mail.py"],
    "intake/pipeline/run.py": ["stories/test_desk_real_mails.py"],
    "intake/publish": ["stories/test_mail_in_letters_out.py"],
    "intake/sandbox": ["stories/test_mail_in_letters_out.py"],
    "intake/store": ["intake/operations/test_backup_and_purge.py"],
}
"""Module or room → tests beside its own that go through it, in the order they are asked; below tests/."""
MOST_STORIES = 2
"""Stories that import a module and are asked too, those first that import least beside it."""
MOST_OTHERS = 6
"""Files of other rooms that import a module and are asked too, those first that import least beside it."""


def watchers(root: Path, file: str) -> list[str]:
    """Files of tests for a module, the likeliest to notice a fault first."""
    room = Path(file).parts[:-1][:DEEP]
    own = [*_tests_below(root, "tests/" + "/".join(room)), *_named_after(root, Path(file))] if room else []
    own = [test for test in own if len(room) == DEEP or _beside(test, Path(file))]
    importing = [test for test in _importing(root, file) if test not in own]
    others = [test for test in importing if not _story(test)][:MOST_OTHERS]
    direct = {test for test in (*own, *others) if _dotted(file) in imports(root / test)}
    first = sorted({*own, *others}, key=lambda test: (test not in direct, test not in own, len(imports(root / test)), test))
    paths = [*STORIES.get(file, ()), *STORIES.get("/".join(room) or Path(file).stem, ())]
    stories = [test for test in importing if _story(test)][:MOST_STORIES]
    return list(dict.fromkeys([*first, *stories, *(test for path in paths for test in _tests_below(root, f"tests/{path}"))]))


def _story(test: str) -> bool:
    return test.startswith("tests/stories/")


def _tests_below(root: Path, path: str) -> list[str]:
    place = root / path
    found = [place] if place.is_file() else sorted(place.rglob("test_*.py"))
    return [test.relative_to(root).as_posix() for test in found]


def _named_after(root: Path, file: Path) -> list[str]:
    """tests/reports/test_display.py for reports/display.py."""
    return [test.relative_to(root).as_posix() for test in sorted((root / "tests" / file.parts[0]).glob(f"test_{file.stem}*.py"))]


def _beside(test: str, file: Path) -> bool:
    """Of the modules beside a top's rooms, only what is named after them is their own."""
    return Path(test).stem.startswith(f"test_{file.stem}")


def _importing(root: Path, file: str) -> list[str]:
    found = [test for test in _every(root) if _dotted(file) in imports(root / test)]
    return sorted(found, key=lambda test: len(imports(root / test)))


@cache
def _every(root: Path) -> Sequence[str]:
    return [test for test in _tests_below(root, "tests") if not test.startswith("tests/mutants/")]


def _dotted(file: str) -> str:
    return ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports(test: Path) -> frozenset[str]:
    """Dotted names that a file of tests imports, wherever in it."""
    return frozenset(_imported(ast.parse(test.read_bytes())))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
