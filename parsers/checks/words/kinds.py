"""Turns a kind of rule into its name for people, what it checks, an example, and the sheet of the guide's workbook it is on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from parsers.model.rule_kind import RuleKind


class Subject(StrEnum):
    """What kinds of rules are about, as the sheets of a guide's workbook are called."""

    FORM = "规则"
    PAPERS = "材料"
    SEALS = "签章"


class KindWords(NamedTuple):
    """The name of a kind, what it checks, an example of a message, and what it is about."""

    name: str
    about: str
    example: str
    subject: Subject = Subject.FORM


_P, _S = Subject.PAPERS, Subject.SEALS

KINDS: Mapping[str, KindWords] = {
    RuleKind.FIELD_MISSING: KindWords("必填栏未填", "必填栏目确定是空白的。", "{label}未填写。"),
    RuleKind.FIELD_UNREADABLE: KindWords("栏目读不出", "找到了栏目，但内容读不出来；从不算作申报单位的错误。",
                                         "{label}一栏未能自动读取，请人工核对原件。"),
    RuleKind.CONTENT_UNCLAIMED: KindWords("有未归入的文字", "栏目处有不属于任何栏目的文字或符号。",
                                          "{label}处有未能归入任何栏目的文字“{text}”，请人工核对原件。"),
    RuleKind.TICK: KindWords("勾选有疑问", "没有勾选、勾选多项或勾选不清楚。", "{label}未勾选，应在“{options}”中勾选一项。"),
    RuleKind.CREDIT_CODE: KindWords("信用代码有误", "统一社会信用代码的位数或校验码不对。", "{label}填写有误：{reason}{hint}。"),
    RuleKind.PHONE: KindWords("电话有误", "不可能是电话号码的文字。", "{label}的号码位数不正确或不是电话号码。"),
    RuleKind.POSTCODE: KindWords("邮编有误", "不是六位，或不以本省的号段开头。", "{label}填写有误：{reason}。"),
    RuleKind.EMAIL: KindWords("邮箱有误", "不是可以寄达的邮箱地址。", "{label}填写的不是有效的邮箱地址。"),
    RuleKind.PERIOD: KindWords("起止年月有误", "先后颠倒、看不懂，或不在指南的年份之内。", "{label}：{reason}。"),
    RuleKind.ACCOUNT_NAME: KindWords("开户名不符", "开户名与申报单位名称不同。", "{label}与申报单位名称不一致。"),
    RuleKind.UNITS_DISAGREE: KindWords("单位名称不一致", "同一栏在各处填写的单位名称不同。",
                                       "{first}与{second}填写的单位名称不一致。"),
    RuleKind.OUTSIDE_PROVINCE: KindWords("未能确认在本省", "地址、邮编、信用代码都未说明在本省。",
                                         "从{label}等信息未能确认申报单位在本省，请人工核对。"),
    RuleKind.FUNDING_RANGE: KindWords("经费超出额度", "申请的经费不在小类的额度之内。",
                                      "{label}中{what}{sum}万元，支持额度为每项{least}—{most}万元。"),
    RuleKind.BUDGET_UNIT: KindWords("经费单位可疑", "数额大得像是以元为单位。", "{label}中的经费单位可能有误。"),
    RuleKind.BUDGET_SUM: KindWords("经费合计不符", "各项之和与总额不同。",
                                   "{label}中各项合计{parts}万元，与总额{total}万元不一致。"),
    RuleKind.LENGTH: KindWords("字数超限", "文字超过允许的字数。", "{label}要求{most}字以内，现约{words}字。"),
    RuleKind.OPTION_TEXT: KindWords("选项未注明", "勾选了需要注明的选项（如“其他”），却没有写。",
                                    "{label}勾选了“{option}”，但未注明具体内容。"),
    RuleKind.COUNTRIES: KindWords("国家或地区太少", "文中的国家或地区不足规定的个数。",
                                  "应来自{least}个及以上的国家或地区，文中识别到{abroad}个。"),
    RuleKind.DELEGATION: KindWords("团组人数不足", "勾选了出访，但写明的人数不足。", "每个团组不少于{least}人，{count}。"),
    RuleKind.MENTIONS: KindWords("未提到", "文中没有出现应当提到的词语。", "{label}中未识别到海归人员的情况。"),
    RuleKind.LEADS: KindWords("需求信息太少", "承诺的需求信息条数不足。", "应提供需求信息{least}条以上，{label}中{count}。"),
    RuleKind.PARTNER_ABROAD: KindWords("没有境外合作方", "没有写出境外的合作单位。", "{label}中未识别到境外合作单位。"),
    RuleKind.TEMPLATE: KindWords("模板被改动", "缺少模板的栏目或承诺条款。", "申报书与规定模板不一致：{what}。"),
    RuleKind.EDITION: KindWords("模板版本不对", "申报书标注的版本不是本次的。", "申报书标注为{found}版，本次使用{wanted}版。"),
    RuleKind.OFFICE_AREA: KindWords("受理单位栏有字", "只由受理单位填写的地方已有文字。",
                                    "{label}栏由受理单位填写，现已有文字。", _S),
    RuleKind.WORD_MISSING: KindWords("缺Word版", "材料中没有Word版申报书。", "未见Word版的项目申报书。", _P),
    RuleKind.SCAN_MISSING: KindWords("缺扫描件", "没有签字盖章后的扫描件。", "未见签字、盖章后的申报书扫描件。", _P),
    RuleKind.SCAN_UNREAD: KindWords("扫描件读不全", "扫描件或其中一页读不出来。", "扫描件“{document}”{what}，请人工核对。", _P),
    RuleKind.SEAL: KindWords("未见公章", "扫描件应盖章处没有看到公章。", "扫描件{label}处{what}{why}，请人工核对。", _S),
    RuleKind.SEAL_NAME: KindWords("公章单位不符", "印章上的名称像是别的单位。",
                                  "{label}处的印章文字为“{words}”，似不是{who}“{name}”的。", _S),
    RuleKind.SIGNATURE: KindWords("未见签字", "扫描件应签字处没有看到签字。", "扫描件{label}处{what}{why}，请人工核对。", _S),
    RuleKind.SIGNATURE_DATE: KindWords("未见签字日期", "扫描件签字处没有日期。", "扫描件{label}处{what}{why}，请人工核对。", _S),
    RuleKind.WORD_SCAN_MISMATCH: KindWords("Word与扫描件不一致", "纸质与Word版内容不同。", "{what}{values}，请人工核对。", _S),
    RuleKind.PAPERS: KindWords("缺材料", "没有某种材料；即使有文件读不出来也报告。", "未单独识别到法人资格证明材料。", _P),
    RuleKind.PAPERS_WHEN_ALL_READ: KindWords("缺材料（全部读出时）", "没有某种材料；有文件读不出来时不作结论。",
                                             "未单独识别到佐证材料。", _P),
    RuleKind.PACKAGE_NAME: KindWords("材料命名不符", "文件夹不是按“申报单位名称+项目名称”命名。",
                                     "文件夹名称应为“申报单位名称+项目名称”，{what}。", _P),
    RuleKind.SEVERAL_FORMS: KindWords("多份申报书", "有几份内容不同的申报书，以其中一份为准。",
                                      "有多份内容不同的申报书：{why}，以“{counts}”为准。", _P),
    RuleKind.RECOMMENDER_MISSING: KindWords("没有推荐单位", "没有写明推荐单位。", "未识别到推荐单位，请人工核对。"),
    RuleKind.ROUTE_UNCLEAR: KindWords("推荐渠道不明", "推荐单位不属于任何一类推荐渠道。",
                                      "推荐单位“{name}”不在已知的推荐渠道之内，请人工核对。"),
    RuleKind.SELF_RECOMMENDED: KindWords("自我推荐", "推荐单位就是申报单位。", "推荐单位与申报单位相同，请人工核对。"),
    RuleKind.RECOMMENDER_INELIGIBLE: KindWords("不得推荐的单位", "由县级科协推荐。",
                                               "推荐单位“{name}”为县（市、区）科协，不能直接推荐。"),
    RuleKind.RECOMMENDER_SANCTIONED: KindWords("被取消推荐资格", "推荐单位在取消资格的名单中。",
                                               "“{name}”在取消推荐资格的名单中{window}，请人工核对。"),
    RuleKind.LATE: KindWords("逾期", "首次齐全的材料晚于截止时间收到。", "收到时间为{received}，晚于截止时间{deadline}。", _P),
    RuleKind.SECRET_MARK: KindWords("有密级标志", "文件带有密级标志。", "文件“{document}”带有密级标志，请立即由专人处理。", _P),
    RuleKind.ATTACHMENT: KindWords("附件不能使用", "附件有密码、损坏、有危险或只有链接。",
                                   "文件“{document}”无法打开（{why}）。", _P),
    RuleKind.FILE_UNASSIGNED: KindWords("文件未归入", "同一邮件中的文件不能确定属于哪个项目。",
                                        "文件“{document}”未能归入任何一个项目（{why}），请人工核对。", _P),
    RuleKind.POSSIBLE_DUPLICATE: KindWords("可能重复", "另有一件可能是同一项目。", "本件与{case_no}可能为同一项目，请人工核对。"),
    RuleKind.SENDER_UNVERIFIED: KindWords("来信人未证实", "邮箱服务商不能证明邮件出自该地址。",
                                          "不能确认本邮件出自所示的发件地址，请人工核对。"),
    RuleKind.ACCOUNT_CHANGED: KindWords("账号等有变更", "后来报送的账号、信用代码或单位与先前不同。",
                                        "{label}与此前报送的不同：原为“{old}”，现为“{new}”，请人工核对。"),
    RuleKind.HINT: KindWords("文中线索", "文中是否提到某些词语，连同原句列出，由人判断。", "{topic}：{told}"),
    RuleKind.DIRECTION: KindWords("活动方向", "按勾选的内容列出所属的活动方向。", "{topic}：{told}"),
    RuleKind.CATEGORY_CONTENTS: KindWords("内容与小类不符", "勾选的合作内容与小类不对应。", "{label}的勾选与项目类别不对应。"),
    RuleKind.OPTIONS_TOO_MANY: KindWords("勾选太多", "勾选的项数多于允许的。", "{label}勾选了多项。"),
    RuleKind.UNIT_CLASS: KindWords("单位类型", "按名称的结尾或名单判断申报单位的类型。", "{topic}：{told}"),
    RuleKind.JOINT_APPLICANTS: KindWords("联合申报", "几个单位一起申报。", "{topic}：{told}"),
    RuleKind.FOREIGN_APPLICANT: KindWords("申报单位似在境外", "名称像是国际或境外组织。",
                                          "{label}似为国际或境外组织，请人工核对。"),
    RuleKind.UNIT_IS_A_PART: KindWords("不是独立法人", "申报单位像是分支机构或内设部门。", "{label}似为分支机构或内设部门。"),
    RuleKind.LISTED_PLACE: KindWords("名单中的地方", "栏目中写有某个名单里的地方。", "{topic}：{told}"),
    RuleKind.COUNTRY_MISSING: KindWords("没有国家或地区", "应写明国家或地区而没有写。", "{label}中未识别到国家或地区。"),
    RuleKind.PATTERN: KindWords("格式不符", "短文字不符合规定的写法。", "{label}的写法似有误。"),
    RuleKind.TOO_SHORT: KindWords("字数太少", "文字少于希望的字数。", "{label}仅{characters}字。"),
    RuleKind.STAGES: KindWords("进度有疑问", "各阶段不在项目期限之内，或互相重叠。", "{label}：{what}。"),
    RuleKind.PLEDGE_DATE: KindWords("落款日期有疑问", "承诺处填写的日期不存在，或早于模板、晚于来信。", "{label}：{what}。", _S),
    RuleKind.PRINTED_TWICE: KindWords("两处填写不同", "同一栏印了两处，填写的内容不同。", "{first}与{second}填写的内容不同。"),
    RuleKind.FUNDING_PARTS: KindWords("经费未写全", "没有写总额，或没有写申请的数额。", "{label}中未识别到{missing}。"),
    RuleKind.PACKAGE_SHAPE: KindWords("材料未打包", "材料不是放在一个文件夹内。", "材料应打包在一个文件夹内，{told}。", _P),
    RuleKind.OTHER_EMAIL: KindWords("邮箱与来信不同", "申报书上的邮箱不是来信的邮箱。", "{label}与来信地址不同。"),
    RuleKind.PAPERS_FOR_OPTION: KindWords("选项缺证明", "勾选了某项，却没有相应的证明材料。",
                                          "勾选了“{option}”，未单独识别到证明。", _P),
    RuleKind.ROUTE: KindWords("推荐渠道", "申报经过谁推荐而来。", "{topic}：{told}"),
    RuleKind.REQUIRED_FIELDS: KindWords("必填（可带条件）", "某些栏目应填写，或至少填写几栏；可以带条件。",
                                        "{fields}未填写，至少应填写{least}栏。"),
    RuleKind.NUMBER_RANGE: KindWords("数值范围", "数或金额不在规定的范围之内。", "{label}为{number}{unit}，{problem}。"),
    RuleKind.SUMS: KindWords("数额关系", "各项之和与总数的关系不对，或占比过高。", "{label}合计{parts}，应为{allowed}。"),
    RuleKind.DATE_ORDER: KindWords("日期先后与间隔", "日期早于或晚于另一个日期，或相隔太短、太长。",
                                   "{label}为{day}，{problem}{against}。"),
    RuleKind.AGE: KindWords("年龄", "年龄不在规定的范围之内，由出生日期、身份证号或所写的年龄算出。",
                            "{label}所示年龄为{age}，{problem}。"),
    RuleKind.ONE_OF: KindWords("限定取值", "内容不是（或正是）规定的几种之一，或名单中的一个。",
                               "{label}填写的“{text}”不在规定的范围之内。"),
    RuleKind.IDENTITY_NUMBER: KindWords("身份证号有误", "身份证号的位数、日期或校验码不对；信中不写号码。",
                                        "{label}填写有误：{reason}。"),
    RuleKind.TEXT_LENGTH: KindWords("字数", "文字太短或太长。", "{label}现约{words}字，{problem}。"),
    RuleKind.TICK_COUNT: KindWords("勾选数量", "勾选的项数太少或太多。", "{label}勾选了{count}项，{problem}。"),
    RuleKind.ITEM_COUNT: KindWords("列举的个数", "一栏中列举的个数太少或太多。", "{label}列举了{count}个，{problem}。"),
    RuleKind.FIELDS_AGREE: KindWords("两栏比对", "两栏的内容应相同、应不同，或其一应在另一列之中。",
                                     "{label}为“{text}”，{other_label}为“{other_text}”。"),
    RuleKind.FORBIDDEN_WORDS: KindWords("不得出现的词", "文中出现了不得出现的词（如匿名评审中的姓名、单位）。",
                                        "{label}中出现了“{found}”。"),
    RuleKind.TABLE_ROWS: KindWords("表格行数与比例", "表格的行太少或太多，或符合条件的行太少或太多。",
                                   "{label}有{rows}行，符合条件的{count}行，{problem}。"),
    RuleKind.TABLE_ROW_INCOMPLETE: KindWords("表格行填写不全", "表格中有一行没有填全。", "{label}第{row}行未填写{missing}。"),
    RuleKind.TABLE_REPEATED: KindWords("表格内重复", "同一内容在表格中出现了两次。", "{label}中“{text}”重复出现。"),
    RuleKind.PAPER_COUNT: KindWords("附件与份数", "某种附件太少或太多，可以按人数计。", "识别到{count}份，应为{least}份。", _P),
    RuleKind.FILE_LIMITS: KindWords("文件大小、页数与格式", "文件太大、页数不符，或格式不在允许之列。",
                                    "文件“{document}”{problem}。", _P),
    RuleKind.FILE_NAME: KindWords("命名规则", "文件或文件夹不是按规定的写法命名。", "应命名为“{wanted}”，当前为“{name}”。", _P),
    RuleKind.LIMIT_ACROSS: KindWords("跨项目限项", "同一单位、同一人或同一推荐单位的项目太多；由人核对。",
                                     "“{text}”共有{count}项，限{most}项，另见{cases}。"),
    RuleKind.CONFLICT_ACROSS: KindWords("跨项目矛盾", "不同项目写了同一内容，而另一栏却不同；由人核对。",
                                        "与{cases}的{label}相同，而所写的单位不同。"),
}
"""Every kind has one; tests/parsers/checks/test_words.py says which is missing."""


def kind_name(kind: str) -> str:
    """What people call this kind; the word of the guide's files where it has no other."""
    words = KINDS.get(kind)
    return words.name if words else kind
