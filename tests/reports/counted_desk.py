"""A desk in which every count differs from every other, written by hand: no file is read, and nothing is left to a formula.

The case on which the tests look is GJ2024-0002, the second on the desk: 2 必改, 3 核验, 1 提醒, 4 hints, 6 files, revision 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parsers.model.document import Place
from parsers.model.file import Trouble
from parsers.model.finding import Finding
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record, Value
from parsers.model.seal import Stamp
from reports.case import Case, Desk, LetterRow, MailRow
from tests.reports.counted_words import EDITS, HISTORY
from tests.reports.stamps import picture

WORD = "申报书.docx"
SCAN = "盖章件.pdf"
UNIT, OFFICE, SOCIETY = "湘潭大学", "湘潭市科学技术协会", "湖南省农学会"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PICTURE = picture("seal", "cannot tell", UNIT, 7)


def sha(letter: str, n: int) -> str:
    """A digest of which file it is, and of which case."""
    return f"{n:04}" + letter * 60


# --- GJ2024-0002 ----------------------------------------------------------------------------------------------------


def _value(text: str | None, value: object = None, row: int = 1, **more: object) -> Value:
    return Value(text, text if value is None else value, Place(table=1, row=row, cell=2), document=WORD,
        **more)  # type: ignore[arg-type]


STAGES = [{"stage": "春", "budget_wan": 12.5, "goal": "筹备"}, {"stage": "秋", "budget_wan": 6, "goal": "开会"}]
VALUES = {
    "unit": _value(UNIT, row=2),
    "kind": _value("☑国际合作", "cooperation", 3),
    "project": _value("杂交水稻合作", row=5),
    "recommender": _value(OFFICE, row=6),
    "areas": _value("☑农业 ☑能源", ["农业", "能源"], 7),
    "address": _value("", "", 4),
    "phone": _value("13873112345", row=8),
    "account": _value("6222 0000 1111 4321", row=9),
    "period": Value(None),
    "stages": _value("春12.5秋6", STAGES, 10),
    "content": _value("", "", 11),
}
AS_READ = Value("1387311234", "1387311234", Place(page=4, note="header"), "pdf", 0.87, WORD, note="末位不清")
ON_PAPER = Value("13873112354", "13873112354", Place(page=9), "ocr", 0.8, SCAN)
STAMPS = (
    Stamp("commitment", "seal", "not seen", Place(page=6), "页面太淡", "", PICTURE),
    Stamp("applicant_opinion", "seal", "seen", Place(page=7), "", UNIT, ""),
    Stamp("applicant_opinion", "date", "seen", Place(page=8), "", "2024年4月1日", ""),
)
FINDINGS = (
    Finding("county", "verify", "recommender", "不接收县区推荐。", "R82", SCAN, Place(page=10)),
    Finding("money-range", "remind", "stages", "经费合计18.5万元。", "R5 R6 R7", WORD, Place(table=2, row=7, cell=3),
        "请核对经费。"),
    Finding("hint-posts", "note", "content", "在国际组织任职：见原文", "R46 R49", WORD, Place(table=3, row=12),
        quote="任学会执委"),
    Finding("locked-file", "fix", None, "材料.rar打不开，账号6222000011114321", "R113", "附/材料.rar", None, "请取消密码。"),
    Finding("word-and-paper", "verify", "phone", "联系电话不一致。", "R121", SCAN, Place(page=9), kind="word-scan-mismatch"),
    Finding("hint-events", "note", "content", "近三年办过活动：办会两次", "R48", WORD, Place(table=3, row=13),
        discriminator="甲"),
    Finding("hint-events", "note", "content", "近三年办过活动：办展一次", "R48", WORD, Place(table=3, row=14),
        discriminator="乙"),
    Finding("hint-events", "note", "content", "近三年办过活动：访问三次", "R48", WORD, Place(table=3, row=15),
        discriminator="丙"),
    Finding("blank-field", "fix", "address", "通讯地址未填写。", "R94", WORD, Place(table=1, row=4, cell=2), "请补填通讯地址。"),
    Finding("seal-missing", "verify", "commitment", "未识别到公章。", "R97", SCAN, Place(page=6), kind="seal"),
)
FALSE_ALARM = Finding("blank-field", "fix", "content", "主要内容未填写。", "R94", WORD, Place(table=1, row=11, cell=2),
    "请补填。")
FILES = (
    PackageFile(WORD, sha("a", 2), 48_213, "form_word", DOCX, "水稻.zip", 5, True, Record("exchange", VALUES, {}, {})),
    PackageFile(SCAN, sha("b", 2), 3_482_113, "form_scan", "application/pdf", "水稻.zip", 10, False,
                Record("exchange", {"phone": ON_PAPER}, {}, {}, medium="ocr"), stamps=STAMPS),
    PackageFile("水稻/佐证/协议.pdf", sha("c", 2), 912_113, "evidence", "application/pdf", "水稻.zip", 3, True,
                notes=("倒置一页", "缺第2页")),
    PackageFile("附/材料.rar", sha("d", 2), 2_000_000, "other", "application/vnd.rar", trouble=Trouble("encrypted", "需要密码")),
    PackageFile("证明.jpg", sha("e", 2), 812_113, "non_secret_certificate", "image/JPEG"),
    PackageFile("空.txt", sha("f", 2), 0, "refused", "text/plain"),
)  # fmt: skip
MAIN = Case(
    "GJ2024-0002", Package(FILES, "水稻"), FINDINGS, "incomplete", "cooperation", 5, received="2024-04-05T09:15:40+00:00",
    sender="chen@xtu.edu.cn", mails=(sha("m", 2), sha("n", 2), sha("o", 2)), letter="held", read={"phone": AS_READ},
    silenced=(FALSE_ALARM,), progress="补正通知待批准",
)  # fmt: skip


def _older(revision: int, phone: str, files: tuple[PackageFile, ...]) -> Case:
    record = Record("exchange", {**VALUES, "phone": _value(phone, row=8)}, {}, {})
    return replace(
        MAIN, package=Package((replace(FILES[0], sha256=sha("a", 90 + revision), name="初稿.docx", record=record), *files)),
        findings=FINDINGS[:3] + FINDINGS[4:], status="unclear", revision=revision, received=f"2024-04-0{revision}T01:20:00+00:00")


OLDER = (_older(4, "13873112399", FILES[1:]), _older(3, "13873112399", FILES[1:3]))


# --- the other cases ------------------------------------------------------------------------------------------------


def _plain(n: int, status: str, money: float, category: str = "cooperation", findings: tuple[Finding, ...] = ()) -> Case:
    """A case of one file in which only its number, its money and its findings differ from the next one's."""
    first = category == "conference"
    stages = [{"stage": "全年", "budget_wan": money, "goal": "完成"}]
    values = {
        "unit": _value(f"单位{n}"), "kind": _value(category), "project": _value(f"项目{n}"),
        "recommender": _value(SOCIETY if first else OFFICE), "stages": _value("全年", stages),
    }
    files = (PackageFile(WORD, sha("a", n), 1024, "form_word", DOCX, record=Record("exchange", values, {}, {})),)
    return Case(
        f"GJ2024-{n:04}", Package(files), findings, status, category, mails=(sha("m", n),), letter="sent",
            # type: ignore[arg-type]
        received=f"2024-04-07T0{n % 10}:00:00+00:00", sender="keji@xtu.edu.cn")


def _blank(field: str) -> Finding:
    return Finding("blank-field", "fix", field, f"{field}未填写。", "R94", WORD)


SEVENTH = (_blank("project"), FINDINGS[0], _blank("kind"), _blank("period"))
BASE_VALUES = {
    "name": _value("单位10"), "class": _value("海智基地", "base"), "title": _value("基地10"), "by": _value(SOCIETY),
    "money": _value("拟申请省科协专项经费4.25万元。"),
}
BASE = Case(
    "HZ2024-0010", Package((PackageFile(WORD, sha("a", 10), 2048, "form_word", DOCX, record=Record("haizhi", BASE_VALUES, {},
    {})),)),
    (_blank("name"),), "incomplete", "base", mails=(sha("m", 10),), received="2024-04-07T10:00:00+00:00",
    sender="js@hnnx.org")  # fmt: skip
FORMLESS = Case("WD2024-0011", Package(()), (), "unclear", mails=(sha("m", 11),))
CASES = (
    _plain(1, "complete", 9.75, "conference", FINDINGS[1:2]), MAIN, _plain(3, "complete", 10), _plain(4, "complete", 11),
    _plain(5, "complete", 12.25), _plain(6, "complete", 7), _plain(7, "incomplete", 9, findings=SEVENTH), _plain(8, "unclear", 0),
    _plain(9, "superseded", 50), BASE, FORMLESS,
)  # fmt: skip


# --- mails and letters ----------------------------------------------------------------------------------------------


def _mails() -> Iterator[MailRow]:
    """13 settled, 2 waiting, 3 shelved and 5 others; on 5 April six, of which three began a case and two added to one."""
    yield MailRow(sha("o", 2), "2024-04-05T09:15:40+00:00", "chen@xtu.edu.cn", "陈向东", "水稻项目补正", 4_000_000, "settled",
                  "supplement", "补充或更正材料", ("GJ2024-0002", "GJ2024-0007"), "held", "附件一读取超时",
                  "2024-04-06T03:30:00Z")
    yield MailRow(sha("n", 2), "2024-04-05T04:00:00+00:00", "chen@xtu.edu.cn", "", "", 1, "settled")
    yield MailRow(sha("q", 1), "2024-04-05T02:00:00+00:00", "zhang@qq.com", "张三", "何时截止", 2_000, "not_application",
        "enquiry")
    for n, at in ((5, "05T01:00"), (4, "04T23:00"), (3, "04T16:30"), (2, "03T01:00"), (1, "02T01:00")):
        yield MailRow(sha("m", n), f"2024-04-{at}:00+00:00", "keji@xtu.edu.cn", "", f"申报{n}", 900, "settled", "submission")
    for n in range(6, 12):
        yield MailRow(sha("m", n), "2024-04-07T01:00:00+00:00", "keji@xtu.edu.cn", "", f"申报{n}", 900, "settled", "submission")
    for n, state in enumerate(("waiting",) * 2 + ("shelved",) * 3 + ("not_application",) * 4):
        yield MailRow(sha("r", n), "2024-04-08T15:59:00+00:00", "x@qq.com", "", f"来信{n}", 900, state)


def _letters() -> Iterator[LetterRow]:
    """6 sent, of which 4 came back; 3 failed; 2 held, of which 1 came back; 1 queued. The one of the row comes third."""
    for n, state in enumerate(("sent",) * 2 + ("held",) + ("sent",) * 4 + ("failed",) * 3 + ("held", "queued")):
        why, back = {1: "250 OK", 5: "补发一次"}.get(n, ""), "信箱已满" if n in (1, 3, 4, 5) else ""
        yield LetterRow(f"receipt-{n}", sha("m", 1), "receipt", "keji@xtu.edu.cn", f"已收到{n}", state, why,  # type: ignore[arg-type]
                        "2024-04-05T09:00:00Z", "2024-04-05T09:01:00Z", back)


LETTER = LetterRow("correction-2", sha("n", 2), "correction", "chen@xtu.edu.cn", "请补正水稻项目", "held", "等待批准",
                   "2024-04-05T10:20:30Z", "2024-04-06T11:40:00Z", "地址不存在", "GJ2024-0002", 5)
MAILS = tuple(_mails())
LETTERS = tuple(LETTER if letter.key == "receipt-2" else letter for letter in _letters())
LINKS = {
    "GJ2024-0002": "pages/GJ2024-0002.html", sha("o", 2): "mails/o.eml", sha("a", 2): "files/a.docx", sha("b", 2): "files/b.pdf",
    sha("c", 2): "files/c.pdf", sha("d", 2): "files/d.rar",
}  # fmt: skip
DESK = Desk(CASES, MAILS, LETTERS, "2024-04-09T09:30:00+08:00", 128, (("回信方式", "全部等待批准"),), LINKS, EDITS, HISTORY,
    older=OLDER)
