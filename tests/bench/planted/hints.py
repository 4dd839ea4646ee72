# ruff: noqa: E501  (ways of writing read better a line a kind)
"""Plants every hint of the guide, from the guide itself: a sentence with one of its words, which must be the one quoted; for
hints about something missing, texts without any of the words."""

from __future__ import annotations

from random import Random

from config.model import Guide, Rule
from tests.bench.planted.defects import Defect
from tests.bench.planted.sent import Sent

FILLER = "有关"
EMPTY = "本项目符合要求，按计划推进，力争取得良好成绩，为全省发展作出贡献。"


def hints(guide: Guide) -> tuple[Defect, ...]:
    """A defect a hint, and one more where the hint tells of a lack."""
    found = [rule for rule in guide.rules if rule.kind == "hint"]
    return tuple(_said(rule, guide) for rule in found) + tuple(_lacking(rule, guide) for rule in found if rule.arguments.get("lacking"))


def _fields(rule: Rule, form: str, guide: Guide) -> tuple[str, ...]:
    shape = guide.form(form)
    assert shape is not None
    known = {slot.field for slot in shape.slots}  # what the form does not print, a Word file cannot say
    texts = [field.key for field in shape.fields if field.kind == "long_text"]
    return tuple(key for key in rule.arguments.get("fields") or texts if key in known)


def _said(rule: Rule, guide: Guide) -> Defect:
    def plant(rng: Random, sent: Sent) -> Sent:
        words, beside = rule.arguments["words"], rule.arguments.get("beside")
        years = rule.arguments.get("years")
        said = rng.choice(words).replace("…", FILLER) + (rng.choice(beside) if beside else "")
        keys = _fields(rule, sent.form, guide)
        quiet = {key: EMPTY for key in keys if key not in ("applicant_unit", "partner_units", "project_name")}
        key = rng.choice(keys)
        told = said if key not in quiet else f"{EMPTY}\n{f'{years[1]}年' if years else ''}{said}，{rng.choice(('成效明显', '进展顺利'))}。"
        return sent.says(**quiet | {key: told})

    return Defect(rule.id, rule.severity, plant, *_scope(rule), alone=True)


def _lacking(rule: Rule, guide: Guide) -> Defect:
    def plant(rng: Random, sent: Sent) -> Sent:
        return sent.says(**dict.fromkeys(_fields(rule, sent.form, guide), EMPTY)).without(*sent.papers)

    return Defect(rule.id, "lacking", plant, *_scope(rule), alone=True)


def _scope(rule: Rule) -> tuple[str, str]:
    return rule.forms[0] if len(rule.forms) == 1 else "", rule.categories[0] if rule.categories else ""
