# ruff: noqa: E501  (ways of writing read better a line a kind)
"""Correct answers in other ways of writing: other forms of dates and numbers, notes beside an answer, blanks and widths, more
rows and columns than the form prints. None of it may lead to a request for correction."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from tests.bench.planted.sent import Draw, Sent

Way = Callable[[str], str]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
PHONE: tuple[Way, ...] = (
    lambda s: f"{s[:3]} {s[3:7]} {s[7:]}" if len(s) == 11 and s.isdigit() else s, lambda s: "+86 " + s.lstrip("0"),
    lambda s: s + "（微信同号）", lambda s: "手机：" + s, lambda s: s + " / 0731-80000001", lambda s: s + "、13900001111",
    lambda s: s.replace("-", "—"), lambda s: s + "\n0731-80000001", lambda s: "张老师 " + s, lambda s: s.translate(WIDE),
    lambda s: s.replace("-", " "), lambda s: s + "；400-820-0000",
)  # fmt: skip
CODE: tuple[Way, ...] = (
    str.lower, lambda s: " ".join((s[:8], s[8:17], s[17:])), lambda s: s.translate(WIDE), lambda s: s + "（三证合一）",
    lambda s: "代码：" + s, lambda s: f"{s[:2]}-{s[2:8]}-{s[8:]}", lambda s: s[:9] + "\n" + s[9:],
)  # fmt: skip
POSTCODE: tuple[Way, ...] = (lambda s: " ".join(s), lambda s: s.translate(WIDE), lambda s: s + "（本部）", lambda s: "邮编" + s)
EMAIL: tuple[Way, ...] = (
    lambda s: s.replace("@", "＠"), lambda s: s.upper(), lambda s: s + "；second@mail.example.org", lambda s: s + "（王老师）",
    lambda s: s.replace("@", " @ "), lambda s: s.replace(".", "。"), lambda s: f"{s}\nbackup@example.com", lambda s: "邮箱：" + s,
)  # fmt: skip
PERSON: tuple[Way, ...] = (
    lambda s: "　".join(s), lambda s: s + "（女）", lambda s: s + " 博士", lambda s: s + "、欧阳思远", lambda s: s + "\n（主持）",
    lambda s: s + "（Anna Müller）",
)  # fmt: skip
ADDRESS: tuple[Way, ...] = (
    lambda s: s.removeprefix("湖南省"), lambda s: s + "（产业园3栋）", lambda s: s + "，410000", lambda s: s.replace("市", "市 ", 1),
)  # fmt: skip
ACCOUNT: tuple[Way, ...] = (
    lambda s: " ".join(s[i : i + 4] for i in range(0, len(s), 4)), lambda s: s.translate(WIDE), lambda s: s + "（基本户）",
    lambda s: "-".join(s[i : i + 4] for i in range(0, len(s), 4)),
)  # fmt: skip
BANK: tuple[Way, ...] = (lambda s: s + "（基本户）", lambda s: s.replace("中国", "", 1), lambda s: s.replace("银行", "银行 ", 1))
PERIOD = (
    "2024年3月1日至2024年12月31日", "2024.3-2024.12", "2024-04—2024-12", "2024/3/1-2024/12/31", "202403-202412", "2024.1-12",
    "2024年4月起至2025年3月止", "2024年4—12月", "2024年3月—次年2月", "2024年4月-2025年3月（12个月）", "2024年全年",
    "二〇二四年三月至二〇二四年十二月", "2024 年 4 月—2024 年 12 月", "起：2024年4月 止：2024年12月", "Apr 2024 - Dec 2024",
)  # fmt: skip
KEYS: dict[str, tuple[Way, ...]] = {
    "contact_phone": PHONE, "unit_phone": PHONE, "leader_phone": PHONE, "uscc": CODE, "postal_code": POSTCODE, "email": EMAIL,
    "contact_person": PERSON, "legal_representative": PERSON, "project_leader": PERSON, "address": ADDRESS,
    "bank_account_number": ACCOUNT, "bank_name": BANK,
}  # fmt: skip
ANSWERS: dict[str, tuple[str, ...]] = {
    "fax": ("/", "无", "—", "同电话"), "support": ("无。", "暂无", "/", "无，拟争取所在园区配套。"), "leader_title": ("/教授", "教授/博导、院长"),
    "unit_nature": ("民办非企业单位", "事业法人", "私营", "国有企业（央企）"),
}  # fmt: skip


def varied(rng: Random, sent: Sent) -> Sent:
    """The same application in other writing: most answers as they were, some otherwise, and now and then another table."""
    values: dict[str, Any] = {}
    for key, ways in KEYS.items():
        said = sent.values.get(key)
        if said and rng.random() < 0.3:
            values[key] = rng.choice(ways)(said)
    for key, answers in ANSWERS.items():
        if key in sent.values and rng.random() < 0.2:
            values[key] = rng.choice(answers)
    if rng.random() < 0.4:
        values["project_period"] = {"text": rng.choice(PERIOD)}
    if "schedule" in sent.values and rng.random() < 0.4:
        values["schedule"] = [_stage(rng, row) for row in sent.values["schedule"]]
        values["project_period"] = {"text": "2024年1月—2025年3月"}
    draws = [draw for draw in DRAWS if rng.random() < 0.12]
    return sent.says(**values).drawing(*draws)


def _stage(rng: Random, row: dict[str, Any]) -> dict[str, Any]:
    months = re.findall(r"(\d+)月", row["stage"])
    ways = ("2024.{a}-2024.{b}", "2024年{a}月至{b}月", "第一阶段（2024年{a}月—{b}月）", "2024年{a}月上旬-{b}月底", "{a}-{b}月")
    return row | {"stage": rng.choice(ways).format(a=months[0], b=months[-1])}


# --- what is done to the Word file -----------------------------------------------------------------------------------


def paragraphs(document: WordDocument) -> Iterator[Any]:
    """All paragraphs, those in cells and text boxes too."""
    yield from document.element.body.iter(qn("w:p"))


def text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def write(paragraph: Any, words: str) -> None:
    """Puts these words in place of a paragraph's own."""
    nodes = list(paragraph.iter(qn("w:t")))
    for number, node in enumerate(nodes):
        node.text = words if number == 0 else ""
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def squeezed(words: str) -> str:
    return re.sub(r"[\s：:]", "", words)


def labels(document: WordDocument, *names: str) -> list[Any]:
    """The paragraphs that say one of these labels and nothing else."""
    return [p for p in paragraphs(document) if squeezed(text(p)) in names]


def row_of(paragraph: Any) -> Any:
    """The row of a table a paragraph stands in, or None."""
    while paragraph is not None and paragraph.tag != qn("w:tr"):
        paragraph = paragraph.getparent()
    return paragraph


LABELS = ("单位名称", "地址", "单位地址", "邮政编码", "联系电话", "项目负责人", "统一社会信用代码", "电子信箱", "法人代表", "单位性质")


def required(document: WordDocument) -> None:
    for paragraph in labels(document, *LABELS):
        write(paragraph, text(paragraph) + "（必填）")


def starred(document: WordDocument) -> None:
    for paragraph in labels(document, *LABELS):
        write(paragraph, "*" + text(paragraph))


def synonyms(document: WordDocument) -> None:
    for name, other in (("邮政编码", "邮编"), ("开户银行", "开户行"), ("电子信箱", "电子邮箱"), ("合作单位名称", "境外合作单位名称")):
        for paragraph in labels(document, name):
            write(paragraph, other)


def blank_row(document: WordDocument) -> None:
    for table in document.tables:
        if len(table.rows) > 5:
            empty = copy.deepcopy(table.rows[-1]._tr)
            for paragraph in empty.iter(qn("w:p")):
                write(paragraph, "")
            table.rows[3]._tr.addnext(empty)


def remark_column(document: WordDocument) -> None:
    """One more column at the end of the schedule: 备注."""
    for table in document.tables:
        inside = False
        for row in table.rows:
            cells = row._tr.tc_lst
            head = squeezed("".join(map(text, cells[0].iter(qn("w:p")))))
            inside = head == "时间阶段" or (inside and len(cells) == 3)
            if inside:
                more = copy.deepcopy(cells[-1])
                write(next(more.iter(qn("w:p"))), "备注" if head == "时间阶段" else "")
                row._tr.append(more)


def header(document: WordDocument) -> None:
    document.sections[0].header.paragraphs[0].text = "联系电话：0731-80000000  统一社会信用代码："
    document.sections[0].footer.paragraphs[0].text = "第 1 页 共 8 页"


def appendix(document: WordDocument) -> None:
    for line in ("附：项目组成员名单", "姓名：李伟  联系电话：13800001111  职务/职称：教授", "填表说明：项目类别请打√。"):
        document.add_paragraph(line)
    table = document.add_table(2, 4)
    for row, words in zip(table.rows, (("姓名", "职务/职称", "联系电话", "单位名称"), ("李伟", "教授", "13800001111", "湖南某大学")), strict=True):
        for cell, said in zip(row.cells, words, strict=True):
            cell.text = said


def pledge_blanks(document: WordDocument) -> None:
    for paragraph in paragraphs(document):
        if "我单位保证" in text(paragraph):
            write(paragraph, "　　" + text(paragraph).replace("，", ", ").replace("。", "。 "))


def stamped_name(document: WordDocument) -> None:
    for paragraph in paragraphs(document):
        if re.match(r"申\s*报\s*单\s*位[：:].", text(paragraph)) and not list(paragraph.iter(qn("w:txbxContent"))):
            write(paragraph, text(paragraph) + "（盖章）")


DRAWS: tuple[Draw, ...] = (
    required, starred, synonyms, blank_row, remark_column, header, appendix, pledge_blanks, stamped_name,
)  # fmt: skip
