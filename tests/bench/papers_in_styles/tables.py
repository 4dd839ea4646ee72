"""Turns what was read of many papers into two tables: rightness by style, and how far certainty can be believed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from parsers.model.seal import StampKind, StampState
from tests.bench.papers_in_styles.measure import LEAST, SURE, Read, Said
from tests.bench.papers_in_styles.styles import STYLES, TUNED
from tests.bench.scan_accuracy import TICKS

BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995, 1.01)
TOLD = ("right", "open", "wrong")
HEADS = ("fields right", "blank!", "wrong ≥.9", ".6–.9 untold", "ticks", "signatures", "seals", "fix")


def by_style(read: Mapping[str, Sequence[Read]]) -> str:
    """A line a style and one for all: fields right / compared; printed, but said to be blank; wrong at 0.9 or more; wrong from
    0.6 to 0.9 and not said to be unsure; ticks; signatures and seals told rightly; firm findings that rest on the paper."""
    lines = [f"{'style':11}" + "".join(f"{head:>14}" for head in HEADS)]
    for style, papers in [*read.items(), ("all", [paper for some in read.values() for paper in some])]:
        said = [one for paper in papers for one in paper.said]
        stamps = Counter((kind, _told(truth, state)) for paper in papers for kind, truth, state in paper.stamps)
        pen = " pen" if style in STYLES and STYLES[style].wishes.pen else ""
        cells = (
            _share(one.right for one in said),
            str(sum(one.said_blank for one in said) or ""),
            str(sum(wrongly_sure(one) for one in said) or ""),
            str(sum(untold(one) for one in said) or ""),
            _share(one.right for one in said if one.key in TICKS) + pen,
            *("/".join(str(stamps[kind, told]) for told in TOLD) for kind in (StampKind.SIGNATURE, StampKind.SEAL)),
            str(sum(len(paper.fixes) for paper in papers) or ""),
        )
        lines.append(f"{style:11}" + "".join(f"{cell:>14}" for cell in cells))
    lines.append("signatures, seals: told rightly / cannot tell / wrongly")
    return "\n".join(lines)


def wrongly_sure(one: Said) -> bool:
    """A wrong value at 0.9 or more."""
    return one.read and not one.right and one.confidence >= SURE


def untold(one: Said) -> bool:
    """A wrong value from 0.6 to 0.9 of which nobody is told that it is unsure."""
    return one.read and not one.right and LEAST <= one.confidence < SURE and not one.unsure


def calibration(said: Iterable[Said]) -> str:
    """Of values in each bin of certainty how many there are and which share is wrong, on the styles that certainty was set on
    and on those held out."""
    counts: dict[str, Counter[tuple[float, bool]]] = defaultdict(Counter)
    for one in said:
        if one.read:
            low = max(edge for edge in BINS if edge <= one.confidence)
            counts["tuned" if one.style in TUNED else "held out"][low, one.right] += 1
    groups = [*counts, "all"]
    counts["all"] = sum(counts.values(), Counter())
    lines = [f"{'certainty':14}" + "".join(f"{group + ' values':>18}{'wrong':>9}" for group in groups)]
    for low, high in pairwise(BINS):
        row = f"{low:.3f}–{min(high, 1):.3f}  "
        for group in groups:
            right, wrong = counts[group][low, True], counts[group][low, False]
            row += f"{right + wrong:>18}" + (f"{wrong / (right + wrong):>9.2%}" if right + wrong else " " * 9)
        lines.append(row)
    for group in groups:
        some = counts[group]
        sure = {right: sum(n for (low, r), n in some.items() if low >= SURE and r == right) for right in (True, False)}
        right = sum(n for (_, r), n in some.items() if r)
        lines.append(f"{group}: {sum(some.values())} values; at 0.9 or more {sure[False]} of {sum(sure.values())} wrong "
                     f"({sure[False] / max(sum(sure.values()), 1):.2%}); {sure[True] / max(right, 1):.1%} of the right ones")
    return "\n".join(lines)


def _told(truth: bool, state: str) -> str:
    if state == StampState.CANNOT_TELL:
        return "open"
    return "right" if (state == StampState.SEEN) == truth else "wrong"


def _share(right: Iterable[bool]) -> str:
    said = list(right)
    return f"{sum(said)}/{len(said)}"
