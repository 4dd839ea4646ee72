"""`python -m tests.bench.rules [--seed N…] [--count N] [--complete N] [--json FILE] [--lost]`: how many planted defects the rules
find, by rule and severity, and at what rate each rule speaks of complete applications. Every application is a real docx among
real papers, drawn by lot from the project's own generator; `--lost` tells every miss.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from config.load import load_guide
from tests.bench.planted.trial import OURS_ALONE, Score, trial
from tests.bench.report import Report, Row, options

AIMS = (("fix", ("fix",), 0.99), ("all severities", (), 0.97))


def table(score: Score) -> Iterator[str]:
    """A line a rule and severity: planted, found, and how often it speaks of a complete application."""
    yield f"{'rule':32}{'severity':9}{'planted':>8}{'found':>7}{'recall':>9}{'false alarms':>14}"
    for key in sorted({*score.found, *score.missed, *score.alarms}):
        found, planted = score.found[key], score.found[key] + score.missed[key]
        recall = f"{found / planted:9.3f}" if planted else f"{'–':>9}"
        yield f"{key[0]:32}{key[1]:9}{planted:8}{found:7}{recall}{score.alarms[key] / max(score.complete, 1):14.4f}"


def unplanted(score: Score) -> list[str]:
    """Rules of the guide of which no defect was planted."""
    planted = {rule for rule, _ in (*score.found, *score.missed)}
    return [rule.id for rule in load_guide(Path("2024")).rules if rule.id not in planted and rule.id not in OURS_ALONE]


def rows(score: Score, seed: int) -> Iterator[Row]:
    """The sums: recall against its aims, and firm findings on complete applications."""
    for what, severities, aim in AIMS:
        found, planted = score.recall(*severities)
        yield Row(f"recall, {what}, seed {seed}", found, planted, found / max(planted, 1), aim, "", at_least=True)
    firm = sum(n for (_, severity), n in score.alarms.items() if severity == "fix")
    yield Row(f"fix on complete applications, seed {seed}", firm, score.complete, firm / max(score.complete, 1), 0, "")


def main() -> None:
    """Prints the table of every seed, and the sums."""
    parser = options("tests.bench.rules", __doc__)
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--count", type=int, default=360)
    parser.add_argument("--complete", type=int, default=600)
    parser.add_argument("--lost", action="store_true")
    chosen = parser.parse_args()
    sums: list[Row] = []
    for seed in chosen.seed:
        score = trial(chosen.count, chosen.complete, seed, load_guide(Path("2024")))
        print(f"seed {seed}", *table(score), *(score.lost if chosen.lost else ()), sep="\n")
        print(f"never planted: {', '.join(unplanted(score)) or 'none'}")
        sums += rows(score, seed)
    Report("rules", sums).keep(chosen.json)


if __name__ == "__main__":
    main()
