"""Tables with heads: people as rows or columns, numbered rows, two storeys of heads, budgets with sums, units, nested tables."""

from __future__ import annotations

from tests.bench.form_layouts import labels
from tests.bench.form_layouts.model import Cell, Layout, Para, Table, plain, typed
from tests.bench.form_layouts.texts import any_text, long_text
from tests.bench.form_layouts.words import PERSON, amount, number, of

PEOPLE = ("项目组成员", "课题组主要成员", "团队成员", "主要参加人员", "其他完成人")
HEADS = ("姓名", "性别", "出生年月", "职称", "专业", "学号", "所在院系", "工作单位", "联系电话", "学位", "年级")
ITEMS = ("设备费", "材料费", "测试化验加工费", "差旅费", "会议费", "劳务费", "专家咨询费", "印刷出版费", "管理费", "图书资料费")
REASONS = ("购置采样器2台", "试剂与耗材", "赴三地调研", "论文版面费", "研究生助研", "问卷印制", "租车与住宿", "聘请专家3人次")
STAGE = of("完成调研", "建成样机", "撰写报告")
TASK, REASON = of("总体设计", "数据采集", "撰写报告", "程序实现", "样品测试"), of(*REASONS)
THING = of("宣传手册", "专家咨询", "显示器", "会议", "印刷", "交通", "样品瓶", "展板")
GOODS = (("宣传手册", "份"), ("专家咨询", "次"), ("显示器", "台"), ("会议", "天"), ("印刷", "册"), ("交通", "人次"), ("样品瓶",
         "个"))


def _heads(layout: Layout, count: int) -> list[str]:
    rest = layout.rng.sample(HEADS[1:], count - 1)
    return ["姓名", *rest]


def people_rows(layout: Layout) -> None:
    """A row a person: numbered, named by their part, or without a name; the group's name at the left, above, or nowhere."""
    named, place = layout.one("numbers", "parts", "none", "none"), layout.one("left", "left", "above", "none")
    group = labels.choose(layout, PEOPLE, 1)[0]
    heads = _heads(layout, layout.rng.choice((3, 4, 5)) + (named == "none"))
    if layout.chance(0.5):
        heads[-1] = layout.one("项目分工", "签名", "承担任务")
    count, people = len(heads), layout.rng.randint(2, 4)
    layout.parts.append(f"people-rows:{named}:{place}")
    corner = {"numbers": ["序号"], "parts": [layout.one("人员", "负责人及成员", "")], "none": []}[named]
    table = [[labels.head_cell(layout, text) for text in (*corner, *heads)]]
    for at in range(people + layout.rng.choice((0, 1, 2))):
        row = {"numbers": str(at + 1), "parts": ("负责人" if at == 0 else f"成员{at}"), "none": ""}[named]
        cells = [labels.head_cell(layout, row)] if named != "none" else []
        for head in heads:
            value = "" if at >= people or head == "签名" or layout.chance(0.06) else _of_person(layout, head)
            cells.append(labels.value_cell(layout, value))
            if at < people:
                _want_person(layout, (group if place == "left" else "", row, head), at + 1, value)
        table.append(cells)
    if named == "parts" and corner[0]:
        layout.free.add(corner[0])
    layout.free.update((group, "序号", *heads, *(f"成员{n}" for n in range(1, 8)), "负责人", *map(str, range(1, 8))))
    _put(layout, table, group, place, [8] * len(corner) + [88 // count] * count)


def _want_person(layout: Layout, place: tuple[str, str, str], number: int, value: str) -> None:
    group, row, head = place
    path = "/".join(filter(None, (group, row, head)))
    count = "" if row or number == 1 else f"#{number}"
    ways = (f"{number}/{head}", f"{head}{count}", *((f"{group}{number}/{head}", f"{group}/{number}/{head}") if group else ()))
    layout.want("path", path, value, ways=ways if not row or row.isdigit() else (f"{row}/{head}",))


def _of_person(layout: Layout, head: str) -> str:
    maker = PERSON.get(head, TASK)
    return layout.answer(maker(layout.rng), maker)


def _put(layout: Layout, table: list[list[Cell]], group: str, place: str, widths: list[int]) -> None:
    if place == "left":
        cell = Cell([*(plain(part, layout.style["label"], "center") for part in (group[:2], group[2:]))], 1, len(table))
        table[0].insert(0, cell)
        widths = [8, *(round(w * 0.92) for w in widths)]
    elif place == "above":
        table.insert(0, [labels.head_cell(layout, group, len(table[0]))])
    layout.add(Table(table, widths))


def people_columns(layout: Layout) -> None:
    """A column a person; the heads of the rows at the side, a group's name left of them or none."""
    group = layout.one("申请者", "项目组成员", "完成人情况")
    layout.parts.append("people-columns")
    persons = [layout.one("项目组长", "负责人", "第一申请人"), *(f"成员{n}" for n in range(1, layout.rng.choice((3, 4))))]
    used = len(persons) - layout.chance(0.4)
    left = layout.chance(0.6)
    table = [[labels.head_cell(layout, text) for text in (layout.one("", "项目", ""), *persons)]]
    layout.free.update((group, "项目", *persons))
    for head in _heads(layout, layout.rng.choice((3, 4, 5))):
        values = [_of_person(layout, head) if at < used else "" for at in range(len(persons))]
        table.append([labels.head_cell(layout, head), *(labels.value_cell(layout, value) for value in values)])
        layout.free.add(head)
        for person, value in zip(persons, values, strict=True):
            layout.want("path", f"{group}/{person}/{head}" if left else f"{person}/{head}", value, ways=(f"{person}/{head}",))
    _put(layout, table, group, "left" if left else "none", [14] + [84 // len(persons)] * len(persons))


def budget(layout: Layout) -> None:
    """Items with amounts and reasons, numbered or not, and the sum of all."""
    numbered, unit = layout.chance(0.5), layout.one("（元）", "（万元）", "")
    heads = [layout.one("预算科目", "支出科目", "经费科目", "科目"), "金额" + unit, layout.one("计算依据", "用途说明", "备注")]
    layout.parts.append("budget:numbered" if numbered else "budget")
    items = layout.rng.sample(ITEMS, layout.rng.randint(3, 6))
    table = [[labels.head_cell(layout, text) for text in ([*["序号"][:numbered], *heads])]]
    for at, item in enumerate(items):
        money, reason = (amount(layout.rng), layout.one(*REASONS, "")) if layout.chance(0.85) else ("", "")
        money, reason = layout.answer(money, amount), layout.answer(reason, REASON)
        cells = [labels.head_cell(layout, str(at + 1))] if numbered else []
        cells += [labels.head_cell(layout, item), labels.value_cell(layout, money), labels.value_cell(layout, reason)]
        table.append(cells)
        for head, value in ((heads[1], money), (heads[2], reason)):
            layout.want("path", f"{item}/{head}", value, ways=(f"{at + 1}/{head}",))
    total = labels.choose_word(layout, "合计", "合  计", "总计", "合　计")
    sum_of_all = layout.answer("12.5", amount)
    table.append([labels.head_cell(layout, total, 1 + numbered), labels.value_cell(layout, sum_of_all),
                  labels.value_cell(layout, "")])
    layout.want("path", f"{total}/{heads[1]}", sum_of_all, ways=(total,))
    layout.free.update(("序号", total, "1", "2", "3", "4", "5", "6", *heads, *items))
    layout.add(Table(table, [8, 27, 20, 45] if numbered else [30, 25, 45]))


def goods(layout: Layout) -> None:
    """Things typed in, with unit, number and price."""
    layout.parts.append("goods")
    heads = ["名称", layout.one("单位", "计量单位"), "数量", layout.one("单价", "单价（元）")]
    makers = THING, of("份", "次", "台", "册"), number(1, 60), number(50, 1500)
    table = [[labels.head_cell(layout, text) for text in ("序号", *heads)]]
    for at, (thing, unit) in enumerate(layout.rng.sample(GOODS, layout.rng.randint(3, 5))):
        values = [thing, unit, str(layout.rng.randint(1, 60)), str(layout.rng.randint(1, 30) * 50)]
        thing, *values = (layout.answer(value, maker) for value, maker in zip(values, makers, strict=True))
        values = [thing, *values]
        table.append([labels.head_cell(layout, str(at + 1)), *(labels.value_cell(layout, value) for value in values)])
        for head, value in zip(heads, values, strict=True):
            layout.want("path", f"{at + 1}/{head}", value, ways=() if head == "名称" else (f"{thing}/{head}",))
            layout.free.add(thing)
    layout.free.update(("序号", "1", "2", "3", "4", "5", *heads))
    layout.add(Table(table, [10, 35, 15, 20, 20]))


def storeys(layout: Layout) -> None:
    """Heads of columns in two storeys over rows with names."""
    layout.parts.append("storeys")
    upper = layout.rng.choice((("2024年度预算", "2025年度预算"), ("中期目标", "期末目标"), ("上年情况", "本年计划")))
    lower = layout.rng.choice((("拨款", "自筹经费"), ("数量", "金额（万元）")))
    names = layout.rng.sample(("设备费", "差旅费", "培训人次", "论文发表", "科普讲座", "专利申请"), 3)
    first = layout.one("科目", "项目", "指标名称")
    table = [[labels.head_cell(layout, first, down=2), *(labels.head_cell(layout, text, 2) for text in upper)],
             [labels.head_cell(layout, text) for _ in upper for text in lower]]
    for row in names:
        cells = [labels.head_cell(layout, row)]
        for top in upper:
            for low in lower:
                value = labels.filled(layout, amount)
                cells.append(labels.value_cell(layout, value))
                layout.want("path", f"{row}/{top}/{low}", value)
        table.append(cells)
    layout.free.update((first, *upper, *lower, *names))
    layout.add(Table(table, [28, 18, 18, 18, 18]))


def nested(layout: Layout) -> None:
    """A label whose cell has a text and a table of its own within."""
    label = labels.choose_word(layout, "项目进展情况", "进度安排", "已有工作基础")
    layout.parts.append("nested")
    text = layout.answer(long_text(layout.rng, "short"), any_text)
    heads = ["年度", layout.one("主要任务", "工作内容"), "经费"]
    rows = [[labels.head_cell(layout, head) for head in heads]]
    for year in ("2024年", "2025年"):
        values = [layout.answer(maker(layout.rng), maker) for maker in (STAGE, amount)]
        rows.append([labels.head_cell(layout, year), *(labels.value_cell(layout, value) for value in values)])
        for head, value in zip(heads[1:], values, strict=True):
            layout.want("path", f"{label}/{year}/{head}", value, ways=(f"{year}/{head}",))
    layout.free.update((label, *heads, "2024年", "2025年"))
    layout.want("text", label, text)
    layout.add(Table([[labels.label_cell(layout, label), Cell([*typed(text), Table(rows, [15, 30, 20]), Para([])])]], [20, 80]))
