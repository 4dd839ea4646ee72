"""The words that people read for our one-word codes, and how a moment is shown: the only table of such words.

Texts that belong to one year's call (fields, categories, rules) are in the guide, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from config.model import SignedPart
from parsers.model.document import Medium
from parsers.model.file import TroubleKind
from parsers.model.finding import Severity
from parsers.model.mail import MailKind
from parsers.model.package import Role
from parsers.model.record import Doubt
from parsers.model.seal import StampKind
from reports.states import EditState, LetterState, MailState, Status

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has known no daylight saving time since 1991, so a fixed offset is exact and needs no time zone database."""

STATUS: Mapping[str, str] = {
    Status.COMPLETE: "齐全", Status.INCOMPLETE: "需补正", Status.UNCLEAR: "待人工",
    Status.SUPERSEDED: "已被替代", Status.DUPLICATE: "重复", Status.WITHDRAWN: "撤回",
}

STATUS_MEANING: Mapping[str, str] = {
    Status.COMPLETE: "没有必改项。核验、提醒不影响此状态，仍请人工查看。",
    Status.INCOMPLETE: "至少有一项必改，申报人已（或将）收到通知。",
    Status.UNCLEAR: "没有必改项，但没有读到申报书，有必填栏目无法读取，或有材料、栏目未找到而可能就在来信中："
                    "须先由人查看，机器不下结论。",
    Status.SUPERSEDED: "同一项目有了更新的提交，以新的为准。",
    Status.DUPLICATE: "与已有提交内容完全相同。",
    Status.WITHDRAWN: "申报单位已撤回。",
}

STAMP: Mapping[str, str] = {StampKind.SEAL: "公章", StampKind.SIGNATURE: "签字", StampKind.DATE: "日期"}

SEVERITY: Mapping[str, str] = {Severity.FIX: "必改", Severity.VERIFY: "核验", Severity.REMIND: "提醒", Severity.NOTE: "信息"}

SEVERITY_MEANING: Mapping[str, str] = {
    Severity.FIX: "机器能够确定的缺项或错误，写入给申报人的回执。",
    Severity.VERIFY: "只是线索，须由人判断；从不作为错误告知申报人。",
    Severity.REMIND: "请留意，不影响是否齐全；是否写入回执由管理员设定。",
    Severity.NOTE: "供评审和经办人参考。",
}

ROLE: Mapping[str, str] = {
    Role.FORM_WORD: "申报书Word版", Role.FORM_SCAN: "申报书扫描件", Role.FORM_PDF: "申报书PDF", Role.EVIDENCE: "佐证材料",
    Role.NON_SECRET_CERTIFICATE: "非涉密证明", Role.RECOMMENDATION: "推荐材料", Role.OTHER: "其他文件", Role.REFUSED: "未能打开",
}

MEDIUM: Mapping[str, str] = {
    Medium.WORD: "Word", Medium.PDF: "PDF文字", Medium.OCR: "扫描识别", Medium.MAIL: "邮件", Medium.STAFF: "人工更正",
}

MAIL_KIND: Mapping[str, str] = {
    MailKind.SUBMISSION: "申报", MailKind.SUPPLEMENT: "补充材料", MailKind.ENQUIRY: "咨询", MailKind.AUTOMATIC: "自动邮件",
    MailKind.OTHER: "其他",
}

MAIL_STATE: Mapping[str, str] = {
    MailState.SETTLED: "已处理", MailState.WAITING: "等待处理", MailState.SHELVED: "搁置待人工",
    MailState.BLOCKED: "已拦截", MailState.NOT_APPLICATION: "非申报邮件",
}

LETTER_KIND: Mapping[str, str] = {
    "receipt": "回执", "unread": "简短回执", "correction": "补正通知", "accepted": "初审通过", "refused": "不予受理",
    "numbers": "编号告知",
}

LETTER_STATE: Mapping[str, str] = {
    LetterState.QUEUED: "待发送", LetterState.HELD: "暂缓", LetterState.SENDING: "发送中", LetterState.SENT: "已发送",
    LetterState.FAILED: "发送失败", LetterState.UNKNOWN: "结果不明", LetterState.DROPPED: "作废",
}

EDIT_STATE: Mapping[str, str] = {
    EditState.ACTIVE: "生效", EditState.CONFLICT: "冲突", EditState.REFUSED: "未采用", EditState.STALE: "待确认",
    EditState.SETTLED: "已了结",
}

TROUBLE: Mapping[str, str] = {
    TroubleKind.ENCRYPTED: "有密码", TroubleKind.DAMAGED: "文件损坏", TroubleKind.UNSUPPORTED: "本系统暂不能读取",
    TroubleKind.LIMIT: "超出处理上限", TroubleKind.TIMEOUT: "处理超时", TroubleKind.DANGEROUS: "含危险内容",
    TroubleKind.EXTERNAL: "只有网盘链接", TroubleKind.INCOMPLETE: "分卷不全", TroubleKind.EMPTY: "空文件",
}

DOUBT: Mapping[str, str] = {
    Doubt.UNTICKED: "未勾选", Doubt.AMBIGUOUS: "多选，不能确定", Doubt.UNSURE: "勾选位置不清", Doubt.NOT_UNDERSTOOD: "未能理解",
}

FILL: Mapping[str, str] = {"filled": "已填", "blank": "空白", "unreadable": "无法读取", "doubt": "待核实"}

MEDIA_TYPE: Mapping[str, str] = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (docx)",
    "application/vnd.ms-word.document.macroenabled.12": "Word含宏 (docm)",
    "application/msword": "Word旧版 (doc)", "application/vnd.ms-works": "WPS文字 (wps)", "application/rtf": "RTF",
    "text/rtf": "RTF", "application/vnd.oasis.opendocument.text": "OpenDocument (odt)", "application/vnd.uof": "UOF (标文通)",
    "application/vnd.oasis.opendocument.text-flat-xml": "OpenDocument (fodt)", "multipart/related": "网页 (mht)",
    "application/vnd.oasis.opendocument.text-template": "OpenDocument模板 (ott)", "application/vnd.ms-wordml": "Word XML",
    "application/vnd.ms-word2006ml": "Word XML", "application/x-encrypted-ole": "加密的Office文件",
    "application/x-drm": "单位加密文件", "application/x-ole-storage": "Office旧版文件",
    "application/vnd.openxmlformats-package": "Office文件", "application/vnd.apple.pages": "苹果Pages",
    "application/vnd.ms-xpsdocument": "XPS",
    "application/pdf": "PDF", "application/ofd": "OFD", "image/jpeg": "图片 (jpg)", "image/png": "图片 (png)",
    "image/tiff": "图片 (tiff)",
    "application/zip": "压缩包 (zip)", "application/x-rar-compressed": "压缩包 (rar)", "application/vnd.rar": "压缩包 (rar)",
    "application/x-7z-compressed": "压缩包 (7z)", "message/rfc822": "邮件 (eml)", "text/plain": "文本", "text/html": "网页",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (xlsx)",
    "application/vnd.ms-excel": "Excel旧版 (xls)",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "幻灯片 (pptx)",
    "application/octet-stream": "未知", "": "未知",
}

AREA: Mapping[str, str] = {
    SignedPart.COMMITMENT: "申报单位承诺", SignedPart.APPLICANT_OPINION: "申报单位意见",
    SignedPart.RECOMMENDER_OPINION: "推荐单位意见", SignedPart.OFFICE_OPINION: "审定意见",
}
"""What a signed part is called where no form says it."""


def word_of(words: Mapping[str, str], code: str) -> str:
    """The word for a code; a code without a word is shown unchanged, because an unknown state must stay visible."""
    return words.get(code, code)


def moment(iso: str | None) -> datetime | None:
    """An ISO 8601 time as Beijing's wall clock, without zone (as Excel wants it). None where it is empty or cannot be read.
    A time without zone is taken as Beijing's."""
    try:
        read = datetime.fromisoformat(iso or "")
    except ValueError:
        return None
    try:
        return (read if read.tzinfo else read.replace(tzinfo=SHANGHAI)).astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0)
    except OverflowError:
        return None


def spoken(iso: str | None) -> str:
    """An ISO 8601 time as a letter writes it: "2024年3月15日 10:20"; "" where it cannot be read."""
    at = moment(iso)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}" if at else ""


UNASSIGNED = "未归入项目"
"""What stands in place of a case number beside a file that belongs to no case."""
REFUSAL = "不予受理"
VERDICT_LETTER: Mapping[str, str] = {"通过": "accepted", "补正": "correction", REFUSAL: "refused"}
"""Verdict in 总览 → kind of its letter."""
