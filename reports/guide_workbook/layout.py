"""Says which sheets the workbook of a guide has, what each column is, and which key of the guide's files it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reports.guide_workbook.condition_cells import ABOUT as CONDITION_HELP


class Holds(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes or no"
    LIST = "list"
    LOW = "low"
    HIGH = "high"
    ORDER = "order"
    CONDITIONS = "conditions"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head; the key it holds ("host.name" is a key in a table); what its cells hold, and whose names (`terms`);
    `about` and `example` stand at the head; `default`: what holds where nothing is written."""

    head: str
    key: str
    about: str
    example: str = ""
    holds: Holds = Holds.TEXT
    terms: str = ""
    default: Any = None
    width: int = 16


class Where(StrEnum):
    """Where the entries of a sheet stand."""

    FORM = "the keys of each form's file"
    IN_FORM = "a list in each form's file"
    OPTIONS = "the options of each field"
    MAIN = "a list in guide.toml"
    RULES = "the rules, in any file beside guide.toml"
    CHOICES = "the places where the guide is unclear: only their value is changed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `table` is the list of the files that its rows are; `names` the columns that a row is known by."""

    name: str
    about: str
    where: Where
    table: str
    columns: tuple[Column, ...]
    names: tuple[str, ...]


T, N, L, LOW, HIGH = Holds.TEXT, Holds.NUMBER, Holds.LIST, Holds.LOW, Holds.HIGH
SEVERAL = "几项之间用“；”隔开，或一行一项。"
ORDER = Column("顺序", "", "按此数排列；移动一行就改此数，留空的排在上一行之后。", "3.5", Holds.ORDER, width=12)
FORM = Column("申报书", "", "属于哪一种申报书。", "", T, "form", width=28)

BASICS: tuple[Column, ...] = (
    Column("指南代号", "id", "指南的短名，通常是年份。", "2025"),
    Column("年度", "year", "项目编号中的年份。", "2025", N),
    Column("名称", "title", "本次申报的全称，写在表格和回信中。", "2025年度某某项目"),
    Column("项目期限最早年份", "years", "项目起止年限不能早于这一年。", "2025", LOW),
    Column("项目期限最晚年份", "years", "项目起止年限不能晚于这一年。", "2027", HIGH),
    Column("受理单位全称", "host.name", "向谁申报。", "某某基金会"),
    Column("受理单位简称", "host.short", "回信中怎样称呼，第一个为常用的。" + SEVERAL, "基金会", L),
    Column("受理单位会员的名称结尾", "host.members", "各市县、行业的会员怎样命名。" + SEVERAL, "分会；办事处", L),
    Column("省份", "province", "申报单位所在的省的全称。", "某省"),
    Column("表示本省的词", "province_words", "不写省名而表示本省的词。" + SEVERAL, "省内；本地", L),
    Column("市州名单", "cities_list", "哪个名单是本省的市州。", "地市", T, "list"),
    Column("推荐单位名单", "recommender_lists", "哪些名单中的单位可以推荐。" + SEVERAL, "推荐名单", L, "list"),
    Column("来信人名单", "senders_list", "按来信人认出推荐单位时用哪个名单。", "推荐名单", T, "list"),
    Column("取消资格年数", "sanction_years", "被取消推荐资格的年数。", "3", N),
    Column("未读出申报书的编号开头", "prefix_without_form", "没有读出申报书的项目，编号以此开头。", "WB"),
    Column("纸质申报书份数", "paper.copies", "每个项目交几份纸质申报书；不要纸质的写0。", "6", N),
    Column("纸质证明份数", "paper.certificates", "每个项目交几份纸质证明；不要的写0。", "2", N),
    Column("纸质证明名称", "paper.certificate", "那份证明叫什么。", "单位证明"),
    Column("公示工作日", "notice.days", "公示几个工作日。", "5", N),
    Column("公示当日计入", "notice.start_counts", "公示的第一天是否计入。", "是", Holds.YES_NO),
)
"""The rows of 基本信息."""

_RULE = (
    Column("编号", "id", "规则的短名，不能重复。", "field-missing", width=22),
    Column("规则种类", "kind", "查什么；各种类见表“规则种类”。", "必填栏未填", T, "kind", width=20),
    Column("程度", "severity", "必改写入回信；核验由人判断；提醒不影响状态；信息供参考。", "必改", T, "severity", width=8),
    Column("告诉谁", "audience", "写给工作人员或专家的，程度只能是核验或信息。", "申报单位", T, "audience", "applicant", 10),
    Column("说明", "message", "查出时写的一句话，{label} 等占位符见表“规则种类”。", "{label}未填写。", width=48),
    Column("请申报单位", "todo", "请申报单位做什么，写入回信。", "请补充填写{label}。", width=36),
    Column("主题", "topic", "表格中的小标题；说明以占位符开头的必须写。", "单位类型", width=22),
    Column("申报书", "forms", "只用于这些申报书；不写时都用。" + SEVERAL, "", L, "form", width=18),
    Column("小类", "categories", "只用于这些小类；不写时都用。" + SEVERAL, "", L, "category", width=18),
    Column("栏目", "fields", "只看这些栏目；不写时看种类适用的全部。" + SEVERAL, "", L, "field", width=20),
    Column("条件", "when", "符合这些条件才查，写作：" + CONDITION_HELP, "", Holds.CONDITIONS, width=24),
    Column("依据", "clause", "指南的条款。", "指南六.2", width=12),
    Column("所在文件", "", "写在指南的哪个文件中；不写时为 guide.toml。", "guide.toml", T, "file", width=14),
)
PAIRS = 8
"""How many settings of a rule have columns."""

SHEETS: tuple[Sheet, ...] = (
    Sheet("待填", "只有人才知道的内容：在“在哪里”所说的地方填好一项，就删去这里的一行。", Where.MAIN, "to_fill", (
        Column("待填的内容", "what", "还缺什么。", "本次申报的全称", width=64),
        Column("在哪里", "at", "指南文件中的位置；写在设置文件中的，请告诉管理员。", "title", width=48),
    ), ("at",)),
    Sheet("申报书", "每种申报书一行：怎样认出它，编号怎样开头。", Where.FORM, "", (
        Column("名称", "name", "申报书在表格中的名称。", "青年项目", width=26),
        Column("代号", "key", "文件名，用英文字母；以后不要改。", "youth", width=12),
        Column("编号开头", "prefix", "项目编号以此开头。", "QN", width=9),
        Column("标题", "titles", "印在封面上、用来认出它的字。" + SEVERAL, "", L, width=36),
        Column("版本", "edition", "印在申报书上的版本。", "2025年3月", width=12),
        Column("章节", "sections", "印在申报书上的各章标题。" + SEVERAL, "", L, width=36),
        Column("承诺书原文", "pledge", "与申报单位所印的比对。", width=48),
        Column("进度表表头", "schedule_columns", "进度表一类栏目的表头。" + SEVERAL, "", L, width=26),
        Column("不问的含义", "lacks", "这种申报书没有问的、不给专家看的含义。" + SEVERAL, "", L, "meaning", width=22),
    ), ("key",)),
    Sheet("小类", "每个小类一行：额度以万元计。", Where.MAIN, "categories", (
        ORDER,
        Column("名称", "name", "小类的名称。", "重点项目", width=24),
        Column("代号", "key", "短名，须与类别栏选项的代号相同；不写时用名称。", "major", width=18),
        Column("申报书", "form", "用哪种申报书。", "", T, "form", width=26),
        Column("表名", "sheet", "工作表的名称；两个小类不能相同，31个字以内。", "重点", width=24),
        Column("最低额度", "money_wan", "每项最低支持多少万元。", "5", LOW, width=10),
        Column("最高额度", "money_wan", "每项最高支持多少万元。", "30", HIGH, width=10),
        Column("最少项数", "awards", "至少支持几项。", "2", LOW, width=10),
        Column("最多项数", "awards", "最多支持几项。", "5", HIGH, width=10),
    ), ("key",)),
    Sheet("支持总数", "指南用一句话写明的、一种申报书合计的项数。", Where.MAIN, "calls", (
        ORDER,
        Column("申报书", "form", "哪种申报书。", "", T, "form", width=26),
        Column("最少项数", "awards", "合计至少支持几项。", "5", LOW, width=10),
        Column("最多项数", "awards", "合计最多支持几项。", "13", HIGH, width=10),
        Column("依据", "clause", "指南的条款。", "", width=12),
    ), ("form",)),
    Sheet("栏目", "申报书问的每一项一行；印在哪里写在表“版面”。", Where.IN_FORM, "fields", (
        FORM, ORDER,
        Column("栏目", "label", "对人怎样称呼这一栏。", "申报单位", width=26),
        Column("代号", "key", "短名，一种申报书内不能重复；不写时用栏目名称。", "unit", width=22),
        Column("种类", "kind", "怎样理解所填的内容。", "短文字", T, "field_kind", "text", 10),
        Column("含义", "meaning", "程序靠含义认出这一栏；每种含义在一种申报书内只写一次。", "申报单位", T, "meaning", width=14),
        Column("必填", "required", "没有填写时是否算缺。", "是", Holds.YES_NO, default=True, width=7),
        Column("算作已答的话", "answers", "没有内容却算已答的话。" + SEVERAL, "无", L, width=18),
        Column("印好的提示语", "hints", "申报书印在这一栏里、不算所填内容的话。" + SEVERAL, "（盖章）", L, width=26),
        Column("表头", "columns", "种类为表格时，印好的表头。" + SEVERAL, "姓名；职称", L, width=22),
    ), ("form", "key")),
    Sheet("选项", "单选、多选栏目的每个选项一行。", Where.OPTIONS, "options", (
        FORM,
        Column("栏目", "", "哪一栏的选项。", "项目类别", T, "field", width=22),
        ORDER,
        Column("选项", "label", "印在选项旁的字。", "重点项目", width=48),
        Column("代号", "key", "类别栏的选项写小类的代号；其他栏不必写。", "major", T, "option", width=18),
        Column("其他写法", "aliases", "申报人可能印成的其他写法。" + SEVERAL, "", L, width=30),
        Column("后面可写字", "text", "勾选后是否要注明（如“其他”）。", "否", Holds.YES_NO, default=False, width=11),
    ), ("form", "field", "label")),
    Sheet("版面", "申报书印出的每个标题一行，按读的先后排列。", Where.IN_FORM, "slots", (
        FORM, ORDER,
        Column("印刷标题", "label", "印在申报书上的字。", "申报单位", width=26),
        Column("栏目", "field", "标题旁填的是哪一栏；只作路标的不写。", "", T, "field", width=24),
        Column("签章处", "area", "从这里开始的是哪一处签章；与栏目只写一个。", "", T, "signed_part", width=16),
        Column("章节", "section", "在哪一章。", "", width=22),
        Column("其他写法", "aliases", "申报人可能印成的其他写法。" + SEVERAL, "", L, width=48),
    ), ("form", "label")),
    Sheet("规则", "查什么、怎样说；种类和占位符见表“规则种类”。", Where.RULES, "rules", _RULE, ("id",)),
    Sheet("材料", "关于文件和纸质材料的规则，写法与表“规则”相同。", Where.RULES, "rules", _RULE, ("id",)),
    Sheet("签章", "关于公章、签字、日期的规则，写法与表“规则”相同。", Where.RULES, "rules", _RULE, ("id",)),
    Sheet("推荐渠道", "推荐单位的种类，按顺序取第一个符合的。", Where.MAIN, "recommender_classes", (
        ORDER,
        Column("种类", "name", "这类单位怎样称呼。", "市州科协", width=26),
        Column("渠道", "route", "其推荐的项目怎样报来。", "市州科协推荐", width=26),
        Column("可直接申报", "direct", "这类单位自己申报时是否不需推荐。", "否", Holds.YES_NO, default=False, width=11),
        Column("名称的写法", "patterns", "正则表达式，一行一个；{cities} 代表该名单中的任一名称。", "", L, width=60),
        Column("名单", "lists", "其中的单位属于这类。" + SEVERAL, "", L, "list", width=22),
        Column("依据", "clause", "指南的条款。", "", width=12),
    ), ("name",)),
    Sheet("评审标准", "专家打分的各项。", Where.MAIN, "criteria", (
        ORDER,
        Column("标准", "name", "打分的项目。", "必要性与创新性", width=26),
        Column("权重", "weight", "在总分中的份量。", "30", N, width=8),
        Column("满分", "most", "最多打几分；不写时为100。", "100", N, default=100, width=8),
        Column("说明", "about", "看什么。", "", width=48),
        Column("小类", "categories", "只用于这些小类；不写时都用。" + SEVERAL, "", L, "category", width=26),
    ), ("name",)),
    Sheet("未明之处", "指南没有说清的地方，按“取值”处理；只能改取值。", Where.CHOICES, "contradictions", (
        Column("编号", "id", "规则的设置写“见X7”时，就用这里的取值。", "X7", width=8),
        Column("何处不明", "what", "（只供查看）", "", width=48),
        Column("取值", "value", "现在怎样处理。", "", width=48),
    ), ("id",)),
)
LISTS, LETTERS, BASIC, READ_ME, KINDS_SHEET, MENUS = "名单", "信件用语", "基本信息", "说明", "规则种类", "选单"
LIST_COLUMNS = 6
"""How many columns of a list have columns."""
