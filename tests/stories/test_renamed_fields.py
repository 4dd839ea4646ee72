"""Code finds fields only by kind and meaning: under guides with every field key replaced by a random word the sample mails give
the same records, checks, letters and traits, except for the keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from config.load import load_guide
from config.model import Guide, OfficeSettings
from intake.matching.candidates import traits
from intake.mime import parse
from intake.operations.checked_settings import guide_problems
from intake.unpack import unpack
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.packages.gather import packages_of
from reports.case import Case
from reports.case_status import status
from reports.export import case_json
from reports.letters.compose import receipt
from tests import installation
from tests.config.renamed import renamed, swapped, words_for

GUIDES = ("2024", "2025-demo")
MAILS = sorted(path.name for path in installation.MAILBOX.glob("*.eml"))


def said_of(mail: str, guide: Guide, tmp_path: Path) -> dict[str, Any]:
    """All that one sample mail comes to under this guide, scans left unread."""
    limits = installation.settings(tmp_path, installation.MAILBOX).limits
    head, parts = parse((installation.MAILBOX / mail).read_bytes(), limits)
    packages, _ = packages_of(unpack(parts, limits), head, guide)
    arrived = Circumstances(head.received or None, sender=head.sender, sender_name=head.sender_name)
    cases = []
    for package in packages:
        findings = check(package, guide, arrived)
        state = status(package, findings, guide.form(package.form))
        cases.append(Case("GJ2024-0001", package, findings, state, package.category(guide), sender=head.sender))
    letter = receipt(head, head.received, tuple(cases), OfficeSettings(), guide, reminders=True) if cases else None
    return {"cases": [case_json(case, guide) for case in cases], "traits": [traits(p, guide) for p in packages], "letter": letter}


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_with_other_keys_is_whole(name: str) -> None:
    guide = load_guide(Path(name))
    assert guide_problems(renamed(guide, words_for(guide))) == []


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("name", GUIDES)
def test_a_mail_says_the_same_under_other_keys(name: str, mail: str, tmp_path: Path) -> None:
    guide = load_guide(Path(name))
    words = words_for(guide)
    told = said_of(mail, renamed(guide, words), tmp_path)
    assert swapped(told, {word: key for key, word in words.items()}) == said_of(mail, guide, tmp_path)
