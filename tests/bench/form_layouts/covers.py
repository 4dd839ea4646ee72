"""Covers: an organisation, a title, and labels with answers in one of the ways covers have them."""

from __future__ import annotations

from tests.bench.form_layouts import labels
from tests.bench.form_layouts.model import Cell, Layout, Para, Run, Table, plain
from tests.bench.form_layouts.words import BODIES, PROJECT

TITLES = ("科研项目申请书", "教学改革研究项目申报书", "大学生创新训练计划项目申报表", "科普作品推荐书", "青年基金资助申请表",
          "学术会议资助申请表",
          "学会科技奖励推荐书", "结题验收报告书", "学科竞赛参赛计划表", "人才培养计划推荐表")
KINDS = ("colon", "underlined", "no-colon", "two-a-line", "table", "table-lines", "table-colon", "bottom", "below", "mixed")


def title(layout: Layout) -> None:
    """The printed head of a form."""
    body, name = layout.rng.choice(BODIES), layout.rng.choice(TITLES)
    if layout.chance(0.4):
        layout.add(plain(f"附件{layout.rng.randint(1, 9)}"))
        layout.never.add("附件")
    if layout.chance(0.6):
        layout.add(plain(body, "b", "center", 18))
    shown = " ".join(name) if layout.chance(0.3) else name
    layout.add(plain(shown, "b", "center", 22))
    if layout.chance(0.3):
        layout.add(plain(f"（{layout.rng.randint(2019, 2025)}年度）", "", "center", 14))


def cover(layout: Layout, kind: str) -> None:
    """A title page of a kind of KINDS."""
    title(layout)
    layout.parts.append(f"cover:{kind}")
    layout.add(plain(""), plain(""))
    chosen = labels.choose(layout, PROJECT, layout.rng.randint(5, 8))
    pairs = [(label, labels.filled(layout, PROJECT[label])) for label in chosen]
    for label, value in pairs:
        layout.want("plain", label, value)
    {"table": _table, "table-lines": _table, "table-colon": _table, "bottom": _table, "below": _below}.get(kind, _lines)(
        layout, kind, pairs)
    layout.add(plain(""))
    foot = layout.rng.choice((f"{layout.rng.choice(BODIES)}制", "二〇二四年三月制", f"{layout.rng.choice(BODIES)}  科研处", ""))
    layout.add(plain(foot, "", "center", 14))
    layout.never.add(foot)


def _lines(layout: Layout, kind: str, pairs: list[tuple[str, str]]) -> None:
    at = 0
    indent = layout.rng.choice((0, 3, 5))
    while at < len(pairs):
        two = kind in ("two-a-line", "mixed") and len(pairs) - at > 1 and layout.chance(0.6)
        runs: list[Run] = []
        for label, value in pairs[at : at + 1 + two]:
            if len(value) > 14:
                two = False
            if runs:
                if not two:
                    break
                runs.append(Run(layout.one("  ", "    ", "\t")))
            runs += _one_line(layout, kind, label, value)
            at += 1
        layout.add(Para(runs, size=14, indent=indent))


def _one_line(layout: Layout, kind: str, label: str, value: str) -> list[Run]:
    printed = labels.spread(layout, label)
    typed = layout.style["typed"]
    if kind == "no-colon" or (kind == "underlined" and layout.chance(0.5)):
        gap = max(2, 22 - 2 * len(value))
        return [Run(printed, layout.style["label"]), Run(layout.one(" ", "  ")), Run("  ", "u"), Run(value, "u" + typed, True),
                Run(" " * gap, "u")]
    colon = layout.style["colon"]
    if kind in ("underlined", "mixed"):
        return [Run(printed + colon, layout.style["label"]), Run(" ", "u"), Run(value, "u" + typed, True),
                Run(" " * max(2, 20 - 2 * len(value)), "u")]
    return [Run(printed + colon, layout.style["label"]), Run(layout.one("", " ")), Run(value or "        ", typed, bool(value))]


def _table(layout: Layout, kind: str, pairs: list[tuple[str, str]]) -> None:
    rows, align = [], layout.one("left", "right", "left")
    for label, value in pairs:
        colon = layout.style["colon"] if kind == "table-colon" else ""
        left = Cell([Para([Run(labels.spread(layout, label) + colon, layout.style["label"])], align, 14)],
                    valign="bottom" if kind == "bottom" else "center")
        right = Cell([Para([Run(value, layout.style["typed"], True)], layout.style["values"], 14)],
                     valign="top" if kind == "bottom" else "center", line=kind in ("table-lines", "bottom"))
        rows.append([left, right])
    layout.add(Table(rows, [25, 55], {"table": "none", "table-colon": "none"}.get(kind, "lines")))


def _below(layout: Layout, kind: str, pairs: list[tuple[str, str]]) -> None:
    for label, value in pairs:
        layout.add(Para([Run(labels.spread(layout, label) + layout.style["colon"], "b")], size=14, indent=2))
        layout.add(Para([Run(value, "u" + layout.style["typed"], True)] if value else [Run(" " * 20, "u")], size=14, indent=4))
