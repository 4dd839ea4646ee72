"""Plants one to three defects in each of many applications and runs the rules; runs them on complete applications as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from config.model import Guide
from parsers.model.finding import Finding
from tests.bench.planted.defects import DEFECTS, Defect
from tests.bench.planted.hints import hints
from tests.bench.planted.manners import varied
from tests.bench.planted.sent import complete, findings
from tests.bench.planted.shapes import SHAPES

Told = tuple[str, str]
"""A rule and a severity."""
OURS_ALONE = ("possible-duplicate", "sender-unverified", "account-changed", "file-unassigned", "content-unclaimed")
"""Rules that the ledger, the mail's proofs, its other files and our own reading decide, and no defect of a form shows."""
ALWAYS = ("note",)


@dataclass(slots=True)
class Score:
    """`found` and `missed`: planted defects by rule and severity; `alarms`: what is said of complete applications, each counted
    once for each application; `lost` tells each miss with its lot, to be looked at."""

    found: Counter[Told] = field(default_factory=Counter)
    missed: Counter[Told] = field(default_factory=Counter)
    alarms: Counter[Told] = field(default_factory=Counter)
    complete: int = 0
    lost: list[str] = field(default_factory=list)

    def recall(self, *severities: str) -> tuple[int, int]:
        """Found, and planted, of these severities (of all, where none is given)."""
        def count(told: Counter[Told]) -> int:
            return sum(n for (_, severity), n in told.items() if not severities or severity in severities)

        return count(self.found), count(self.found) + count(self.missed)


def trial(count: int, complete_ones: int, seed: int, guide: Guide) -> Score:
    """Every defect in turn, with up to two others that fit, in `count` applications; and what is said of complete ones."""
    score, known = Score(complete=complete_ones), (*DEFECTS, *SHAPES, *hints(guide))
    for number in range(count):
        _plant(known[number % len(known)], Random(f"{seed}/defect/{number}"), number, guide, score)
    for number in range(complete_ones):
        rng = Random(f"{seed}/complete/{number}")
        told = findings(varied(rng, complete(rng)), guide)
        for said in {(f.rule, f.severity) for f in told if f.severity not in ALWAYS}:
            score.alarms[said] += 1
            if said[1] == "fix":
                score.lost.append(f"fix on a complete one ({seed}/complete/{number}): {_told(told)}")
    return score


def _plant(first: Defect, rng: Random, number: int, guide: Guide, score: Score) -> None:
    sent = complete(rng, first.category or rng.choice(_categories(first.form)))
    planted = [first] if first.alone else [first, *_more(first, rng, sent.form, sent.category)]
    for defect in planted:
        sent = defect.plant(rng, sent)
    told = findings(sent, guide)
    for defect in planted:
        hit = _hit(defect, told)
        (score.found if hit else score.missed)[defect.rule, defect.severity] += 1
        if not hit:
            with_these = "、".join(one.rule for one in planted)
            which = f"{defect.rule} {defect.severity} (defect {number}, {with_these}, {sent.category})"
            score.lost.append(f"missed {which}: {_told(told)}")


def _told(told: Sequence[Finding]) -> list[str]:
    return [f"{one.rule} {one.severity} {one.message}" for one in told if one.severity not in ALWAYS]


def _categories(form: str) -> tuple[str, ...]:
    both = {"exchange": ("conference", "cooperation"), "haizhi": ("domestic_base", "overseas_station")}
    return both.get(form) or (*both["exchange"], *both["haizhi"])


def _more(first: Defect, rng: Random, form: str, category: str) -> list[Defect]:
    """None, one or two defects that change nothing the others do."""
    chosen, taken = [], set(first.touches)
    fit = [d for d in (*DEFECTS, *SHAPES) if not d.alone and d.form in ("", form) and d.category in ("", category)]
    for defect in rng.sample(fit, len(fit)):
        if len(chosen) < number_of_more(rng) and not taken & set(defect.touches):
            chosen.append(defect)
            taken |= set(defect.touches)
    return chosen


def number_of_more(rng: Random) -> int:
    return rng.choice((0, 0, 1, 2))


def _hit(defect: Defect, told: Sequence[Finding]) -> bool:
    if defect.severity == "lacking":
        return any(f.rule == defect.rule and not f.quote for f in told)
    return any((f.rule, f.severity) == (defect.rule, defect.severity) for f in told)
