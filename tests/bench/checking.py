"""`python -m tests.bench.checking [--count N] [--seed N] [--json FILE]`: CPU of asking every rule of the guide against reading
the docx it is asked of, side by side: every case is read and checked in turn, and the median ratio of five rounds is told.

Reading is what the product does with the file: opening it, finding out which form it is, and filling the record.
Checked is a whole package: the form in Word, its scan as recognition gives it (with the slips it makes), and two papers.
"""

from __future__ import annotations

import hashlib
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from config.load import load_guide
from config.model import Guide
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.model.file import File
from parsers.packages.read_file import read_file
from tests.bench.planted.manners import varied
from tests.bench.planted.sent import complete, drawn, packed
from tests.bench.report import Report, Row, options

AIM = 0.10
ROUNDS = 5


def measured(count: int, seed: int, guide: Guide) -> tuple[float, float]:
    """CPU seconds of reading and of checking these cases, taking turns. Every case is read once only, so that nothing that was
    worked out for a text is there when it comes again."""
    spent = [_once(Random(f"{seed}/checking/{number}"), guide) for number in range(count)]
    return sum(one for one, _ in spent), sum(other for _, other in spent)


def _once(rng: Random, guide: Guide) -> tuple[float, float]:
    sent = varied(rng, complete(rng))
    data = drawn(sent)
    file = File("申报书.docx", data, hashlib.sha256(data).hexdigest(), len(data))
    spent, word = _cpu(lambda: read_file(file, guide))
    whole, unassigned = packed(sent, guide)
    told = Circumstances(sent.received, sent.deadline, sent.head.sender, "", unassigned)
    whole = replace(whole, files=tuple(word if one.role == "form_word" else one for one in whole.files))
    return spent, _cpu(lambda: check(whole, guide, told))[0]


def _cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.thread_time()
    result = work()
    return time.thread_time() - began, result


def main() -> None:
    """Prints the table, and writes it where it is asked to."""
    parser = options("tests.bench.checking", __doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    guide = load_guide(Path("2024"))
    measured(24, chosen.seed - 1, guide)  # the first cases also load what later ones share
    rounds = [measured(chosen.count, chosen.seed + n, guide) for n in range(ROUNDS)]
    ratio = statistics.median(checking / reading for reading, checking in rounds)
    floor, ours = (1000 * statistics.median(column) / chosen.count for column in zip(*rounds, strict=True))
    Report("checking", [Row("asking all rules / reading the docx", ours, floor, ratio, AIM, "ms")]).keep(chosen.json)


if __name__ == "__main__":
    main()
