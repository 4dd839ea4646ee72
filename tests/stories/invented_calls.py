"""Three invented calls of different build, as blank and as filled forms: one without categories, one with tables of people, one
with five categories. Word files are made by python-docx, so that nothing of our own readers' making is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH


@dataclass(frozen=True)
class CallForm:
    """What a form prints: a line above the title, the title, lines of the cover, a tick line, rows of two label/answer pairs, a
    table of people by its heads, long texts, signed parts, a note at the end."""

    above: str
    title: str
    maker: str
    cover: tuple[str, ...]
    ticks: tuple[str, tuple[str, ...]] | None
    rows: tuple[tuple[str, ...], ...]
    people: tuple[str, tuple[str, ...]] | None
    texts: tuple[str, ...]
    signed: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass(frozen=True)
class Filling:
    """Label → answer; the option that is ticked; the rows of people."""

    words: Mapping[str, str] = field(default_factory=dict)
    ticked: str = ""
    people: Sequence[Sequence[str]] = ()


ONE = CallForm(
    "云岭市科学技术协会", "青年科技人才托举项目申报书", "云岭市科学技术协会制",
    ("项目名称", "申报单位", "申报人", "联系电话", "申报日期"), None,
    (("姓名", "性别"), ("出生年月", "民族"), ("学历", "职称"), ("通讯地址", "邮政编码"), ("电子邮箱", "身份证号")),
    None, ("主要研究内容", "创新点", "预期成果"),
    (("申报人承诺", "本人保证所填内容真实、准确，不存在弄虚作假，如有不实，愿承担相应责任。"), ("申报单位意见", ""),
     ("推荐单位意见", "")),
    "注：本表一式三份，双面打印。",
)
PEOPLE = CallForm(
    "松江大学", "教学团队建设项目申请表", "松江大学教务处制",
    ("团队名称", "所在学院", "团队负责人", "手机号码"), ("项目类别", ("重点项目", "一般项目")),
    (("项目名称", "起止时间"), ("申请经费（万元）", "电子邮箱")),
    ("团队主要成员", ("姓名", "职称", "所在单位", "承担任务", "签名")), ("团队概况", "建设目标", "建设方案"),
    (("学院意见", ""), ("教务处意见", "")),
)
FIVE = CallForm(
    "东海省民营企业联合会", "科技服务示范项目申报书", "东海省民营企业联合会印制",
    ("申报单位", "项目名称", "联系人", "联系电话"),
    ("申报类别", ("技术转移", "检验检测", "创业孵化", "科技金融", "知识产权")),
    (("单位名称", "统一社会信用代码"), ("法定代表人", "法人电话"), ("开户银行", "银行账号"), ("单位地址", "邮政编码")),
    None, ("单位简介", "服务内容", "服务成效", "附件清单"),
    (("申报单位承诺", "我单位承诺申报材料真实有效，并对其真实性负责，愿意接受监督检查。"), ("主管部门推荐意见", "")),
    "本申报书一式五份。",
)
CALLS = {"one": ONE, "people": PEOPLE, "five": FIVE}

_PERSON = {"姓名": "周明远", "性别": "男", "出生年月": "1990年5月", "民族": "汉族", "学历": "博士研究生", "职称": "副研究员",
           "通讯地址": "云岭市滨河路18号", "邮政编码": "650118", "电子邮箱": "zhou@example.org", "身份证号": "110101199003070035"}
FILLED = {
    "one": Filling({
        "项目名称": "高原湖泊蓝藻预警模型研究", "申报单位": "云岭市生态环境研究所", "申报人": "周明远",
        "联系电话": "13812345678", "申报日期": "2026年3月2日", **_PERSON,
        "主要研究内容": "围绕高原湖泊开展蓝藻水华的遥感监测与预警研究。",
        "创新点": "提出多源数据融合的预警方法。", "预期成果": "发表论文三篇，建成预警平台一个。",
    }),
    "people": Filling({
        "团队名称": "材料力学教学团队", "所在学院": "土木工程学院", "团队负责人": "何秋实", "手机号码": "13987654321",
        "项目名称": "材料力学一流课程建设", "起止时间": "2026年3月至2028年2月", "申请经费（万元）": "5",
        "电子邮箱": "he@example.org",
        "团队概况": "团队现有教师六名，长期承担力学基础课程的教学工作。", "建设目标": "建成一门省级一流课程。",
        "建设方案": "分三个阶段修订大纲、录制视频并开展混合式教学。",
    }, "重点项目", (("何秋实", "教授", "土木工程学院", "总体设计", ""), ("林小雨", "讲师", "土木工程学院", "视频录制", ""))),
    "five": Filling({
        "申报单位": "东海蓝海检测有限公司", "项目名称": "海洋装备检验检测公共服务", "联系人": "沈若溪",
        "联系电话": "0580-2345678",
        "单位名称": "东海蓝海检测有限公司", "统一社会信用代码": "91330900MA28K0XX0C", "法定代表人": "陆海波",
        "法人电话": "13700001111", "开户银行": "中国工商银行东海支行", "银行账号": "6222021234567890123",
        "单位地址": "东海省舟城市海港路9号", "邮政编码": "316000", "单位简介": "公司成立于2012年，专业从事海洋装备检验检测。",
        "服务内容": "为中小企业提供第三方检验检测服务。", "服务成效": "累计服务企业两百余家。",
        "附件清单": "营业执照、资质证书。",
    }, "检验检测"),
}  # fmt: skip


def word(form: CallForm, filling: Filling | None = None) -> bytes:
    """The form as a Word file, blank where there is no filling."""
    filling, document = filling or Filling(), Document()
    for line in (form.above, form.title):
        _centred(document, line)
    for label in form.cover:
        document.add_paragraph(f"{label}：{filling.words.get(label, '')}")
    _centred(document, form.maker)
    document.add_page_break()
    if form.ticks:
        label, options = form.ticks
        boxes = "　".join(f"{'☑' if option == filling.ticked else '□'}{option}" for option in options)
        table = document.add_table(rows=1, cols=2, style="Table Grid")
        table.cell(0, 0).text, table.cell(0, 1).text = label, boxes
        document.add_paragraph("")
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for left, right in form.rows:
        cells = table.add_row().cells
        for n, label in enumerate((left, right)):
            cells[2 * n].text, cells[2 * n + 1].text = label, filling.words.get(label, "")
    if form.people:
        _people(document, *form.people, filling.people)
    for label in form.texts:
        table = document.add_table(rows=1, cols=2, style="Table Grid")
        table.cell(0, 0).text, table.cell(0, 1).text = label, filling.words.get(label, "") or "\n\n"
        document.add_paragraph("")
    for label, pledge in form.signed:
        table = document.add_table(rows=1, cols=2, style="Table Grid")
        table.cell(0, 0).text, table.cell(0, 1).text = label, f"{pledge}\n\n签字（盖章）：\n年　　月　　日"
        document.add_paragraph("")
    document.add_paragraph(form.note)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _people(document: Made, name: str, heads: Sequence[str], people: Sequence[Sequence[str]]) -> None:
    document.add_paragraph(name)
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for n in range(max(4, len(people))):
        for cell, words in zip(table.add_row().cells, people[n] if n < len(people) else [""] * len(heads), strict=True):
            cell.text = words
    document.add_paragraph("")


def _centred(document: Made, words: str) -> None:
    document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.CENTER
