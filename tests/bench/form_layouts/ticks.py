"""Options in the many ways forms print them, and what is ticked."""

from __future__ import annotations

from tests.bench.form_layouts import labels
from tests.bench.form_layouts.model import Cell, Layout, Para, Run

OPTIONS: dict[str, tuple[str, ...]] = {
    "项目类别": ("重点项目", "一般项目", "自筹项目"), "申报级别": ("国家级", "省级", "校级"), "申报类别": ("创新训练",
    "创业训练", "创业实践"),
    "是否涉密": ("是", "否"), "参赛形式": ("个人", "团队"), "成果类别": ("论文", "专著", "研究报告", "软件", "专利"),
    "支持类别": ("A类", "B类", "C类"),
    "申请类型": ("新申请", "延续资助"), "单位类型": ("高等院校", "科研院所", "企业", "社会组织"), "是否同意调剂": ("是", "否"),
    "作品类别": ("图书", "视频", "展品", "课程"), "学位类型": ("学术型", "专业型"),
}
MANY = ("成果类别", "作品类别")
STYLES: dict[str, tuple[str, str, str]] = {
    "boxes": ("☑", "□", "{sign}{option}"), "filled": ("■", "□", "{sign} {option}"), "square": ("[√]", "[ ]", "{sign}{option}"),
    "round": ("（√）", "（ ）", "{sign}{option}"), "behind": ("（√）", "（  ）", "{option}{sign}"), "behind-box": ("☑", "□",
    "{option}{sign}"),
    "tick-box": ("√", "□", "{sign}{option}"), "ascii": ("(√)", "( )", "{sign} {option}"), "crossed": ("☒", "☐", "{sign}{option}"),
    "control": ("☒", "☐", "{sign}{option}"), "tick-after": ("□√", "□", "{sign}{option}"),
}


def option_line(layout: Layout, label: str) -> tuple[list[Run], str]:
    """The runs of a line of options, and what is ticked ("" if none)."""
    options, kind = OPTIONS[label], layout.rng.choice(tuple(STYLES))
    layout.parts.append(f"ticks:{kind}")
    yes, no, form = STYLES[kind]
    count = 0 if layout.chance(labels.BLANK_SHARE) else 2 if label in MANY and layout.chance(0.4) else 1
    lot = layout.rng.sample(options, count)
    chosen = [option for option in options if option in lot]
    gap, runs = layout.rng.choice(("  ", " ", "    ")), []
    number = layout.chance(0.15)
    for at, option in enumerate(options):
        sign = yes if option in chosen else no
        shown = f"{'ABCDE'[at]}.{option}" if number else option
        before, after = form.split("{option}")
        for part, look in ((before, "c" if kind == "control" else ""), (shown, ""), (after, "")):
            if part:
                runs.append(Run(part.format(sign=sign), look, False))
        runs.append(Run(gap))
    value = "、".join(chosen)
    if layout.chance(0.15) and label not in ("是否涉密", "是否同意调剂", "参赛形式") and count < 2:
        words = layout.one("科普活动", "联合申报", "校企合作")
        if not chosen:
            runs += [Run(form.format(sign=no, option="其他：")), Run("      ", "u")]
        elif layout.chance(0.5):
            runs = [Run(run.text.replace(yes, no), run.look) if run.look != "c" else Run(no, "c") for run in runs]
            runs += [Run(form.format(sign=yes, option="其他")), Run("："), Run(words, "u", True)]
            value = f"其他：{words}"
        else:
            runs += [Run(form.format(sign=no, option="其他：")), Run("      ", "u")]
    return layout.ticked(runs, value, (yes, no), options)


def want(layout: Layout, label: str, value: str) -> None:
    """Notes a choice: several ticked words may be parted in any way."""
    numbered = "、".join(f"{'ABCDE'[OPTIONS[label].index(one)]}.{one}" for one in value.split("、") if one in OPTIONS[label])
    also = (numbered, *(sign.join(value.split("、")) for sign in ("；", ";", ",", "，", " ", "\n")))
    if value.startswith("其他："):
        also += (value[3:], "其他（" + value[3:] + "）")
    layout.want("plain", label, value, also=also)


def option_rows(layout: Layout, table: list[list[Cell]], columns: int) -> None:
    """One to three rows of options at the end of a table."""
    for label in labels.choose(layout, OPTIONS, layout.rng.choice((1, 2,
    3))):
        runs, value = option_line(layout, label)
        want(layout, label, value)
        table.append([labels.label_cell(layout, label), Cell([Para(runs)], columns - 1)])
