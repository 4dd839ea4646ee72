"""Lists the findings of a case page by severity. Several hints that rest on one sentence stand beneath it, so that it is read
once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from config.model import Guide
from parsers.model.document import Place
from parsers.model.finding import Finding
from reports import display
from reports.guide_words.clauses import places, quoted
from reports.pages.page_content import CaseFile
from reports.state_words import SEVERITY, SEVERITY_MEANING

MOST_FINDINGS = 300


class Shown(Protocol):
    """The part of a page's files and pictures that is needed here."""

    links: dict[str, str]
    digests: dict[str, str]

    def masked(self, text: str) -> str:
        """The text with bank accounts hidden."""

    def spot(self, document: str, place: Place | None, label: str) -> dict[str, Any] | None:
        """The link to a place on a page picture."""


def groups(file: CaseFile, guide: Guide, shown: Shown) -> list[dict[str, Any]]:
    """One group for each severity, with its findings in order."""
    form = guide.form(file.case.form)
    findings = display.by_severity(file.case.findings, form)[:MOST_FINDINGS]
    topics = {rule.id: rule.topic for rule in guide.rules}
    return [
        {"key": key, "name": word, "meaning": SEVERITY_MEANING[key],
         "findings": [_entry(alike, shown, guide, file, topics) for alike in _by_sentence(findings, key)]}
        for key, word in SEVERITY.items() if any(f.severity == key for f in findings)
    ]


def _by_sentence(findings: Sequence[Finding], severity: str) -> list[list[Finding]]:
    """The findings of a severity; those that quote the same sentence of the same place are together."""
    by_sentence: dict[object, list[Finding]] = {}
    for n, one in enumerate(findings):
        if one.severity == severity:
            by_sentence.setdefault((one.document, one.field, one.place, one.quote) if one.quote else n, []).append(one)
    return list(by_sentence.values())


def _entry(alike: Sequence[Finding], shown: Shown, guide: Guide, file: CaseFile, topics: Mapping[str, str]) -> dict[str, Any]:
    first, form = alike[0], guide.form(file.case.form)
    label = display.field_label(form, first.field)
    where = " ".join(part for part in (
        display.base_name(first.document), first.place.chinese() if first.place else "") if part)
    return {"field": label, "message": shown.masked(first.message if len(alike) == 1 else f"“{first.quote}”"),
            "hints": ([(shown.masked(_about(one, topics)), places(guide, one.clause), quoted(guide, one.clause)) for one in alike]
                      if len(alike) > 1 else []),
            "todo": shown.masked(first.todo), "where": where, "clause": places(guide, first.clause) if len(alike) == 1 else "",
            "words": quoted(guide, first.clause),
            "spot": None if file.closed else shown.spot(first.document, first.place, label or "发现"),
            "link": shown.links.get(shown.digests.get(first.document, ""), "")}


def _about(hint: Finding, topics: Mapping[str, str]) -> str:
    """The topic of a hint, without the sentence."""
    return topics.get(hint.rule, "") or hint.message.partition("：“")[0]
