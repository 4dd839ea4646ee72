"""Tells from a printed label whether the applicant fills it or the office that receives the form."""

from __future__ import annotations

import re

from parsers.forms.labels import squeeze
from parsers.pairs.label_weights import core_of

_NUMBERS = re.compile(
    r"(?:项目|课题|申请|申报|立项|受理|档案|登记|收件|资助)?(?:编号|批准号|受理号)"
    r"|(?:收件|受理|立项|审批)(?:日期|时间|人|部门)"
)
_OPINION = re.compile(
    r"(?:评审|评议|审批|审核|审查|审定|初审|复审|终审|专家|评委|学术委员会|主管部门|管理部门|资助机构)"
    r".{0,12}(?:意见|结论|结果|得分)|^(?:审批|审核|评审)$|意见$"
)
_OWN = re.compile(r"^(?:对|我|本人|申请人|申报人)|身份证|证书|学生|专利|论文")
_PART = re.compile(
    r"(?:管理|主管|评审|审批|受理)(?:部门|机构|单位)?(?:专用|填写|用)"
    r"|[由供].{0,14}(?:部门|机构|单位|办公室)填写|办公室填写"
)


def office_only(label: str, section: str = "") -> bool:
    """True where the office answers: numbers that it gives, opinions, and parts whose heading says that it fills them."""
    words = squeeze(core_of(label) or label)
    if _PART.search(squeeze(label)) or _PART.search(squeeze(section)):
        return True
    return _OWN.search(words) is None and bool(_NUMBERS.fullmatch(words) or _OPINION.search(words))
