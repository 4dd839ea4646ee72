"""What a form prints besides its fields: opinions with places to sign, promises, instructions, notes, headings."""

from __future__ import annotations

from tests.bench.form_layouts import labels
from tests.bench.form_layouts.model import Cell, Layout, Para, Run, Table, plain, typed
from tests.bench.form_layouts.words import of

OPINIONS = ("所在单位意见", "学院意见", "推荐单位审核意见", "专家评审意见", "导师意见", "主管部门意见", "科技处审批意见",
            "理事会意见")
SAID = ("同意推荐。", "经审核，材料真实，同意申报。", "该项目基础扎实，方案可行，建议立项。", "同意。", "情况属实，同意上报。")
SIGNS = ("负责人签字：            （盖章）", "负责人（签章）：", "签名：", "单位盖章：", "（公章）")
DATES = ("年    月    日", "    年  月  日", "日期：      年   月   日")
FREE = ("负责人签字", "负责人签字（盖章）", "签字", "签名", "签章", "负责人（签章）", "单位盖章", "盖章", "公章", "日期",
        "申请人签字", "负责人", "年月日",
        "填表人", "申请人（签名）", "承诺人签名", "申请人签名", "项目负责人（签名）", "申请人承诺", "承诺")
RULES = ("本表须如实填写，表达明确、严谨，空缺栏填“无”。", "“所属学科”按一级学科填写，最多三个。", "封面“项目编号”由科技处填写。",
         "表格中的字体为仿宋，小四号字，1.5倍行距。", "本表一律用A4纸双面打印，左侧装订，一式三份。",
         "“起止时间”从立项之日起，至结题为止。",
         "材料报送：纸质版交科研处，电子版发送至指定邮箱。", "格式要求：页边距2.5厘米，不得改变栏目。",
         "凡涉密项目，不得通过网络报送。")
PROMISES = ("本人承诺：所填内容真实、准确，如有不实，愿承担相应责任。",
            "我保证申报材料的真实性，严格遵守有关规定，按计划开展工作，按时报送材料。")
NOTES = ("注：1.按教育部学科目录填写；2.本表可加页。", "备注：本表由学会秘书处负责解释。", "说明：带*的栏目为必填。",
         "*“成果类别”可多选")


def opinions(layout: Layout) -> None:
    """Rows of opinions: some given, some blank, with printed lines to sign."""
    layout.parts.append("opinions")
    rows: list[list[Cell]] = []
    for label in labels.choose(layout, OPINIONS, layout.rng.randint(1,
    3)):
        said = layout.answer(layout.one(*SAID) if layout.chance(0.5) else "", of(*SAID))
        body = typed(said) if said else []
        sign = [Para([Run(layout.one(*SIGNS))], "right"), Para([Run(layout.one(*DATES))], "right")]
        rows.append([labels.label_cell(layout, label), Cell([Para([]), *body, Para([]), *sign])])
        layout.want("plain", label, said)
    layout.free.update(FREE)
    layout.add(Table(rows, [20, 80]))


def promise(layout: Layout) -> None:
    """A printed promise with a place for the name, in the body or a frame."""
    layout.parts.append("promise")
    text, sign = plain(layout.one(*PROMISES)), Para([Run("申请人签名：                日期：    年   月   日")], "right")
    layout.free.update(FREE)
    if layout.chance(0.5):
        layout.add(plain("申请人承诺", "b", "left", 12), text, sign)
    else:
        layout.add(Table([[labels.head_cell(layout, "申请人承诺"), Cell([text, Para([]), sign])]], [18, 82]))


def instructions(layout: Layout) -> None:
    """How to fill in the form, numbered."""
    layout.parts.append("instructions")
    layout.add(plain(layout.one("填 表 说 明", "填表说明", "填写须知"), "b", "center", 14))
    number = layout.one("一二三四五六七", "1234567")
    for at, rule in enumerate(layout.rng.sample(RULES, layout.rng.randint(3, 6))):
        layout.add(plain(f"{number[at]}{'、' if number[0] == '一' else '.'}{rule}"))


def note(layout: Layout) -> None:
    """A line below a table."""
    layout.free.update(("注", "备注", "说明"))
    layout.add(plain(layout.one(*NOTES), "", "left", 9))


def heading(layout: Layout, number: int) -> None:
    """The heading of a part, over the table that follows."""
    words = ("基本情况", "人员信息", "项目情况", "经费预算", "有关资料", "意见与审批", "其他", "附表", "补充", "末项")
    layout.add(plain(f"{'一二三四五六七八九十'[number]}、{words[number]}", "b", "left", 12))
