"""Turns the words that a guide's files use for kinds and meanings into those that people read, with a sentence and an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from config.model.form import FieldKind
from config.model.meaning import Meaning
from config.model.severity import Severity
from config.model.signed_part import SignedPart


class Described(NamedTuple):
    """A word for people, what it means in one sentence, and an example of it."""

    name: str
    about: str
    example: str = ""


FIELD_KIND: Mapping[FieldKind, Described] = {
    FieldKind.TEXT: Described("短文字", "一行以内的文字，不作格式检查。", "职务/职称：处长"),
    FieldKind.LONG_TEXT: Described("长文字", "一段或多段叙述，可另设字数规则。", "项目主要内容"),
    FieldKind.ORGANISATION: Described("单位名称", "一个或几个单位的全称；比对时忽略全角半角和括号写法。", "申报单位：某省某大学"),
    FieldKind.PERSON: Described("姓名", "人名。", "联系人：张三"),
    FieldKind.ADDRESS: Described("地址", "通信地址。", "某市某区某路1号"),
    FieldKind.PHONE: Described("电话", "手机或座机号码。", "0731-80000000"),
    FieldKind.EMAIL: Described("邮箱", "电子邮箱地址。", "somebody@example.org"),
    FieldKind.POSTCODE: Described("邮编", "六位邮政编码。", "410000"),
    FieldKind.CODE: Described("代码", "统一社会信用代码等编码；忽略空格和全角。", "统一社会信用代码"),
    FieldKind.ACCOUNT: Described("账号", "银行账号；从不写入回信。", "账号"),
    FieldKind.IDENTITY: Described("身份证号", "身份证号码；从不写入回信，表中只显示末几位。", "身份证号"),
    FieldKind.DATE: Described("日期", "某一天，或某年某月。", "出生年月"),
    FieldKind.MONEY: Described("金额", "一个数额；没有写单位的，按栏目的单位。", "申请经费（万元）"),
    FieldKind.PERIOD: Described("起止年月", "从某年某月到某年某月。", "2024年1月—2025年12月"),
    FieldKind.CHOICE: Described("单选", "只能勾选一项，须在表“选项”中列出选项。", "项目类别"),
    FieldKind.OPTIONS: Described("多选", "可勾选几项，须在表“选项”中列出选项。", "合作领域"),
    FieldKind.SCHEDULE: Described("进度表", "分阶段的时间、经费和目标，表头写在表“申报书”的进度表表头。", "时间阶段"),
    FieldKind.TABLE: Described("表格", "印好表头的几行，表头写在“表头”一列。", "项目组成员：姓名；职称；单位"),
}

SEVERITY: Mapping[Severity, Described] = {
    Severity.FIX: Described("必改", "机器能够确定的缺项或错误，写入给申报人的回执。", "申报单位未填写"),
    Severity.VERIFY: Described("核验", "只是线索，须由人判断；从不作为错误告知申报人。", "印章似不是该单位的"),
    Severity.REMIND: Described("提醒", "请留意，不影响是否齐全；是否写入回执由管理员设定。", "未单独识别到佐证材料"),
    Severity.NOTE: Described("信息", "供评审和经办人参考。", "会议规模"),
}

AUDIENCE: Mapping[str, Described] = {
    "applicant": Described("申报单位", "通常的规则：必改、提醒可写入回信。"),
    "staff": Described("工作人员", "只在表格中给经办人看，程度只能是核验或信息。"),
    "experts": Described("专家", "只在专家参考中出现，程度只能是核验或信息。"),
}

MEANING: Mapping[Meaning, Described] = {
    Meaning.APPLICANT: Described("申报单位", "谁来申报：表格和回信用它称呼项目，并与公章比对。每种申报书必须有。"),
    Meaning.CATEGORY: Described("项目小类", "勾选的项目类别：其选项的代号就是表“小类”的代号。每种申报书必须有。"),
    Meaning.PROJECT: Described("项目名称", "区分同一单位的几个项目。每种申报书必须有。"),
    Meaning.RECOMMENDER: Described("推荐单位", "从推荐意见、公章或来信人得知；推荐渠道由它决定。每种申报书必须有。"),
    Meaning.LEADER: Described("项目负责人", "与正文一起区分同一单位的几个项目。"),
    Meaning.CONTACT: Described("联系人", "显示在项目页和索引中，不给专家看。"),
    Meaning.LEGAL_REPRESENTATIVE: Described("法人代表", "可在索引中查找，不给专家看。"),
    Meaning.CONTACT_PHONE: Described("联系人电话", "可在索引中查找；用来判断扫描件属于哪份申报。"),
    Meaning.LEADER_PHONE: Described("负责人电话", "可在索引中查找。"),
    Meaning.UNIT_PHONE: Described("单位电话", "可在索引中查找。"),
    Meaning.UNIT_NATURE: Described("单位性质", "单位自己填写的性质，与按名称判断的类别并列显示。"),
    Meaning.CREDIT_CODE: Described("信用代码", "其中的地区码可说明是否在本省；不给专家看。"),
    Meaning.ACCOUNT_NAME: Described("开户名", "不给专家看。"),
    Meaning.BANK: Described("开户银行", "不给专家看。"),
    Meaning.AREAS: Described("工作领域", "勾选的领域，是总览的一列；须为多选。"),
    Meaning.MONEY_ASKED: Described("申请经费", "写明申请多少经费的文字；没有进度表时从中取数额。"),
    Meaning.CONTENT: Described("项目内容", "判断两份申报是否同一项目时首先比对。"),
    Meaning.GOALS: Described("项目目标", "判断是否同一项目时其次比对。"),
    Meaning.NOVELTY: Described("创新点", "判断是否同一项目时比对。"),
    Meaning.BASIS: Described("工作基础", "判断是否同一项目时比对。"),
}

SIGNED_PART: Mapping[SignedPart, Described] = {
    SignedPart.COMMITMENT: Described("申报单位承诺", "查公章、签字和日期，并与承诺书原文比对。"),
    SignedPart.APPLICANT_OPINION: Described("申报单位意见", "查公章、签字和日期。"),
    SignedPart.RECOMMENDER_OPINION: Described("推荐单位意见", "其文字或公章说明推荐单位是谁。"),
    SignedPart.OFFICE_OPINION: Described("受理单位意见", "由受理单位填写，申报单位应留空；不查公章。"),
}
