"""Tables in which labels and answers take turns: one to four pairs a row, spans, names of groups, units, notes, a photograph."""

from __future__ import annotations

from collections.abc import Mapping

from tests.bench.form_layouts import labels, ticks
from tests.bench.form_layouts.model import Cell, Layout, Para, Picture, Run, Table, plain
from tests.bench.form_layouts.words import BODY, PERSON, PROJECT, Maker, of

GROUPS: dict[str, Mapping[str, Maker]] = {
    "项目负责人": PERSON, "指导教师": PERSON, "申请人信息": PERSON, "第一完成人": PERSON, "导师情况": PERSON, "项目组长": PERSON,
    "申报单位信息": BODY, "依托单位信息": BODY, "合作单位": BODY, "推荐人": PERSON, "项目基本信息": PROJECT, "联系人": PERSON,
}
Pairs = list[tuple[str, str]]


def rows(layout: Layout) -> None:
    """A plain table of one to four pairs a row."""
    makers = layout.rng.choice((PERSON, PROJECT, BODY, {**PERSON, **PROJECT}))
    per_row = layout.rng.choice((1, 2, 2, 3, 3, 4))
    layout.parts.append(f"rows:{per_row}")
    chosen = labels.choose(layout, makers, layout.rng.randint(4, 12), again=layout.chance(0.3))
    photo = layout.chance(0.25) and per_row > 1
    table = [_fill(layout, chunk, per_row, "") for chunk in _chunks(layout, chosen, makers, per_row)]
    if layout.chance(0.5):
        ticks.option_rows(layout, table, 2 * per_row)
    if photo:
        high = min(3, len(table))
        cell = Cell([Picture()] if layout.chance(0.5) else [plain("（贴照片处）"), plain("")], down=high)
        for row in table[high:]:
            row[-1].span += 1
        table[0].append(cell)
    layout.add(Table(table, _widths(per_row, photo)))


def _widths(per_row: int, photo: bool = False) -> list[int]:
    label = 18 if per_row < 3 else 10 if per_row == 3 else 9
    rest = (84 if photo else 100) // per_row - label
    return [label, rest] * per_row + ([16] if photo else [])


def _chunks(layout: Layout, chosen: list[str], makers: Mapping[str, Maker], per_row: int) -> list[Pairs]:
    found: list[Pairs] = []
    for label in chosen:
        value = labels.filled(layout, makers[label])
        alone = len(value) > 18 - 3 * per_row or (per_row > 1 and layout.chance(0.1))
        if alone or not found or len(found[-1]) >= per_row or layout.chance(0.08) or len(found[-1][-1][1]) > 18 - 3 * per_row:
            found.append([])
        found[-1].append((label, value))
    return found


def _fill(layout: Layout, pairs: Pairs, per_row: int, group: str) -> list[Cell]:
    """A row; the last answer reaches to the end of it. Notes the pairs, in a group under its name."""
    row: list[Cell] = []
    for at, (label, value) in enumerate(pairs):
        last = at == len(pairs) - 1
        span = 2 * per_row - 2 * at - 1 if last else 1
        if "（万元）" in label and layout.chance(0.5):
            label = label.replace("（万元）", "")
            row += [labels.label_cell(layout, label), _unit(layout, value, "万元", span)]
            _note(layout, group, label, value, (value + "万元",) if value else ())
            continue
        _note(layout, group, label, value)
        cell = labels.label_cell(layout, label)
        if layout.chance(0.03) and not group:
            first = cell.blocks[-1]
            assert isinstance(first, Para)
            first.runs.append(Run("1", "^"))
        row += [cell, labels.value_cell(layout, value, span)]
    return row


def _unit(layout: Layout, value: str, unit: str, span: int) -> Cell:
    return Cell([Para([Run(value or "      ", layout.style["typed"], bool(value)), Run(" " + unit)], layout.style["values"])],
    span)


def _note(layout: Layout, group: str, label: str, value: str, also: tuple[str, ...] = ()) -> None:
    if group:
        layout.want("path", f"{group}/{label}", value, also=also)
    else:
        layout.want("plain", label, value, also=also)


def groups(layout: Layout) -> None:
    """Two or three groups: the name stands at the left over all rows of the group, or above them over the table's width."""
    per_row = layout.rng.choice((2, 2, 3))
    names = labels.choose(layout, GROUPS, layout.rng.choice((1, 2, 3)))
    above = layout.chance(0.2)
    layout.parts.append("groups:above" if above else "groups:left")
    table: list[list[Cell]] = []
    for name in names:
        makers = GROUPS[name]
        chosen = layout.rng.sample(list(makers), layout.rng.randint(3, 7))
        over = "" if above else name  # a title over rows groups nothing: the second label of the same words is label#2
        body = [_fill(layout, chunk, per_row, over) for chunk in _chunks(layout, chosen, makers, per_row)]
        layout.free.add(name)
        if above:
            body.insert(0, [labels.head_cell(layout, name, 2 * per_row)])
        else:
            body[0].insert(0, _group_cell(layout, name, len(body)))
        table += body
    if not above and layout.chance(0.4):
        row = _fill(layout, _chunks(layout, labels.choose(layout, PROJECT, 1), PROJECT, per_row)[0], per_row, "")
        row[-1].span += 1
        table.insert(0, row)
    widths = _widths(per_row) if above else [8, *(round(w * 0.92) for w in _widths(per_row))]
    layout.add(Table(table, widths))


def _group_cell(layout: Layout, name: str, down: int) -> Cell:
    """The group's name, upright where the column is narrow."""
    parts = list(name) if layout.chance(0.4) and down > 1 else [name[:2], name[2:]] if len(name) > 3 else [name]
    return Cell([*(plain(part, layout.style["label"], "center") for part in parts)], 1, down, bool(layout.style["shade"]))


def inner(layout: Layout) -> None:
    """A label whose cell holds narrower labels with colons, one a line or several."""
    layout.parts.append("inner")
    outer = layout.one("项目起止时间", "联系方式", "银行账户信息", "单位概况")
    chosen = {"项目起止时间": ("项目起始时间", "计划完成时间"), "联系方式": ("固定电话", "移动电话", "电子信箱"),
              "银行账户信息": ("开户名", "开户行", "账号"), "单位概况": ("人员总数", "其中高级职称", "设备总值")}[outer]
    made = {"项目起始时间": "2024年1月", "计划完成时间": "2025年12月", "固定电话": "0731-85556666", "移动电话": "13900012345",
            "电子信箱": "kyc@xnnu.example", "开户名": "湘南师范大学", "开户行": "江州银行学府路支行", "账号": "43050100200300400",
            "人员总数": "86人", "其中高级职称": "31人", "设备总值": "1200万元"}
    together = layout.chance(0.4)
    paras: list[Para] = []
    layout.free.add(outer)
    for label in chosen:
        value = layout.answer("" if layout.chance(labels.BLANK_SHARE) else made[label], of(made[label]))
        runs = [Run(label + layout.style["colon"]), Run(value or "        ", layout.style["typed"], bool(value))]
        if together and paras:
            paras[-1].runs += [Run("    "), *runs]
        else:
            paras.append(Para(runs))
        layout.want("plain", label, value, inside=(outer,))
    layout.add(Table([[labels.label_cell(layout, outer), Cell([*paras])]], [22, 78]))
