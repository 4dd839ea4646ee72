"""Writes docs/guide-coverage.md: which part of the program covers every requirement and every field of the forms. Guide in,
Markdown out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from config.language import say
from config.model import Coverage, Guide, Meaning
from reports.state_words import SEVERITY, word_of

_NUMBERED = re.compile(r"(\D+)(\d+)")


def markdown(guide: Guide) -> str:
    """The whole document: requirements, fields, then contradictions with their settings."""
    lines = [
        f"# What becomes of every requirement of the guide {guide.id}", "",
        "Written by `run_intake.py guide coverage` from the guide's folder; do not edit. Severities are the highest possible.",
        "", "| id | asks | rules (severity) | letter | setting | sheet | a person decides |", "|---|---|---|---|---|---|---|",
        *(_row(row, guide) for row in guide.coverage),
        "", "## Contradictions and silences", "", "| id | what | now | rules |", "|---|---|---|---|",
        *(f"| {one.id} | {_cell(one.what)} | {_cell(one.handled())} | {' '.join(one.rules)} |" for one in guide.contradictions),
    ]
    return "\n".join(lines) + "\n"


def gaps(guide: Guide) -> list[str]:
    """Requirements, fields of the forms and rules that the coverage does not name, a line each."""
    rows = {row.id for row in guide.coverage}
    fields = {row.field for row in guide.coverage}
    used = {rule for row in guide.coverage for rule in row.rules}
    lines = [say(f"coverage: 要求 {key} 没有说明",
                 f"coverage: {key} is not told of") for key in _requirements(guide) if key not in rows]
    lines += [say(f"coverage: 申报书 {form.key} 的栏目 {field.key} 没有说明",
                  f"coverage: field {field.key} of form {form.key} is not told of")
              for form in guide.forms for field in form.fields if field.key not in fields | {form.key_of(Meaning.RECOMMENDER)}]
    covered = used | {rule for one in guide.contradictions for rule in one.rules}
    return lines + [say(f"coverage: 规则 {rule.id} 不属于任何一条要求",
                        f"coverage: rule {rule.id} belongs to no requirement") for rule in guide.rules if rule.id not in covered]


def _requirements(guide: Guide) -> Iterator[str]:
    """Requirements by number from the first to the last that the coverage has, in each series of numbers (R1, R2 …). A last
    number that is far off is a typing mistake."""
    series: dict[str, list[int]] = defaultdict(list)
    for row in guide.coverage:
        if match := _NUMBERED.fullmatch(row.id):
            series[match[1]].append(int(match[2]))
    for letters, numbers in series.items():
        last = min(max(numbers), min(numbers) + 2 * len(numbers))
        yield from (f"{letters}{n}" for n in range(min(numbers), last + 1))


def _row(row: Coverage, guide: Guide) -> str:
    rules = [rule for name in row.rules if (rule := guide.rule(name)) is not None]
    named = "<br>".join(f"{rule.id}（{word_of(SEVERITY, rule.severity)}）" for rule in rules)
    letter = "<br>".join(dict.fromkeys(rule.todo for rule in rules if rule.todo))
    cells = (row.id, row.asks, named, letter, row.setting, row.sheet, row.person)
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
