"""How labels are printed and answers are typed in one form, and which labels it asks for."""

from __future__ import annotations

from collections.abc import Collection
from random import Random

from tests.bench.form_layouts.model import Cell, Layout, Para, Run
from tests.bench.form_layouts.words import Maker

BLANK_SHARE = 0.12
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")


def style(rng: Random) -> dict[str, str]:
    """A form's own habits: looks of labels and answers, whether labels are spread, shaded, in the middle."""
    return {
        "label": rng.choice(("", "", "b", "b")), "shade": rng.choice(("", "", "y")), "typed": rng.choice(("", "", "", "k")),
        "spread": rng.choice(("", "y", "y")), "labels": rng.choice(("left", "center", "center")),
        "values": rng.choice(("left", "left", "center")), "colon": rng.choice(("：", "：", ":")),
        "font": rng.choice(FONTS), "size": rng.choice(("10.5", "12", "10.5")),
        "head": rng.choice(("", "", "", "湘南师范大学科研项目申请书", "启明教育基金会")),
        "foot": rng.choice(("", "#", "#", "— # —", "第#页")),
    }


def spread(layout: Layout, label: str) -> str:
    """The label with blanks between its characters, as short ones are often printed."""
    if layout.style["spread"] and len(label) in (2, 3, 4) and label.isalpha() and not label.isascii() and layout.chance(0.6):
        return layout.one(" ", "  ", "　").join(label) if len(label) < 4 else " ".join(label)
    return label


def choose(layout: Layout, makers: Collection[str], count: int, again: bool = False) -> list[str]:
    """Labels that this form does not have yet; with `again` such as it has may come a second time."""
    left = [label for label in makers if again or label not in layout.used]
    taken = layout.rng.sample(left, min(count, len(left)))
    layout.used.update(taken)
    return taken


def filled(layout: Layout, maker: Maker, blank: float = BLANK_SHARE) -> str:
    """An answer, or nothing."""
    return layout.answer("" if layout.chance(blank) else maker(layout.rng), maker)


def label_cell(layout: Layout, label: str, span: int = 1, down: int = 1) -> Cell:
    """A cell with a printed label; a long one may be broken by hand."""
    text, look = spread(layout, label), layout.style["label"]
    parts = [text]
    if len(label) in (6, 8) and layout.chance(0.25) and "（" not in label:
        parts = [label[: len(label) // 2], label[len(label) // 2 :]]
    elif "（" in label and layout.chance(0.5):
        at = label.index("（")
        parts = [label[:at], label[at:]]
    paras = [Para([Run(part, look)], layout.style["labels"]) for part in parts]
    return Cell([*paras], span, down, bool(layout.style["shade"]))


def value_cell(layout: Layout, value: str, span: int = 1, down: int = 1) -> Cell:
    """A cell with a typed answer."""
    look = layout.style["typed"]
    paras = [Para([Run(line, look, True)], layout.style["values"]) for line in value.split("\n")]
    return Cell([*paras], span, down)


def head_cell(layout: Layout, text: str, span: int = 1, down: int = 1) -> Cell:
    """A cell with the head of a column or row."""
    return Cell([Para([Run(spread(layout, text), layout.style["label"])], "center")], span, down, bool(layout.style["shade"]))


def choose_word(layout: Layout, *words: str) -> str:
    """One of these words that this form does not have yet, or any."""
    left = [word for word in words if word not in layout.used]
    word = layout.rng.choice(left or words)
    layout.used.add(word)
    return word
