"""Guesses the kind of a field from the words of its printed label. One table; the first match wins."""

from __future__ import annotations

import re

from config.model import FieldKind
from parsers.pairs.label_weights import core_of, heading

KINDS: tuple[tuple[str, FieldKind], ...] = (
    (r"e-?mail|邮箱|信箱|电子邮件", FieldKind.EMAIL),
    (r"邮编|邮政编码|postcode|zip", FieldKind.POSTCODE),
    (r"电话|手机|传真|联系方式|\btel|phone|mobile|fax", FieldKind.PHONE),
    (r"账号|帐号|账户号|卡号", FieldKind.ACCOUNT),
    (r"信用代码|机构代码|身份证号?|证件号|证书号|编号|学号|工号|税号|护照号|代码$", FieldKind.CODE),
    (r"(?:起止|实施|执行|研究|项目|合作|活动)(?:时间|年月|日期|期限|周期)|^(?:项目)?期限$|周期$|duration", FieldKind.PERIOD),
    (r"(?:单位|机构|公司|学校|院校|部门|组织)(?:全称|名称)?$|^单位名称|户名|开户行|开户银行"
     r"|affiliation|organi[sz]ation", FieldKind.ORGANISATION),
    (r"地址|住址|所在地|通讯处|address", FieldKind.ADDRESS),
    (r"姓名|负责人$|联系人$|申请人$|申报人$|主持人$|法人$|法人代表|代表人$|填表人|经办人|^name$", FieldKind.PERSON),
    (r"现状|价值|建议$|步骤|分工|安排|思路|进展|过程|概述|概况|简介|简历|内容|情况|意见|方案|依据|意义|基础|成果|目标|创新点|亮点|总结|理由|原因|分析|论证|摘要|规划|业绩|特色|条件"
     r"|措施|计划|经历|路线|问题|效益|体会|设计|背景|预测|模式", FieldKind.LONG_TEXT),
)  # fmt: skip
"""Pattern over the label's words → kind; nothing that matches is plain text."""

OPTIONAL = re.compile(r"备注|传真|其他|附件|特长|奖惩|曾用名|(?:如|若)有|选填|可不填|fax|remark", re.IGNORECASE)
"""Labels whose place may be left blank."""

SINGLE = re.compile(r"是否|性别|类别|类型|性质|级别|等级|单选|方式$|形式$")
MANY = re.compile(r"可多选|多选|领域|内容")


_LIMITED = re.compile(r"[（(][^（）()]*(?:\d\s*字|字以内|包括|着重|阐述|说明)[^（）()]*[）)]\s*$")
"""A note behind a label that says how much, or what, is to be told."""

_STORY = re.compile(r"(?:简介|概述|现状|意义|路线|创新点|问题|建议|依据|理由|效益|基础|分工|安排|特色|摘要|总结|计划|考核指标)$")
"""Labels that ask for a text even where a line of options is printed amid it."""


def kind_of(label: str, options: tuple[str, ...]) -> FieldKind:
    """The kind of a field with this label and these boxes to tick."""
    if _LIMITED.search(label) or (options and _STORY.search(core_of(label))):
        return FieldKind.LONG_TEXT
    if options:
        alone = SINGLE.search(label) is not None or (len(options) <= 3 and MANY.search(label) is None)
        return FieldKind.CHOICE if alone and MANY.search(label) is None else FieldKind.OPTIONS
    words = core_of(label)
    otherwise = FieldKind.LONG_TEXT if heading(label) else FieldKind.TEXT
    return next((kind for pattern, kind in KINDS if re.search(pattern, words, re.IGNORECASE)), otherwise)


def is_schedule(heads: tuple[str, ...]) -> bool:
    """True for the heads of a plan: a time, an amount, a goal."""
    asks = (r"时间|阶段|节点|进度", r"经费|预算|金额|资金", r"目标|内容|任务|成果")
    return len(heads) == 3 and all(re.search(ask, head) for ask, head in zip(asks, heads, strict=True))
