"""What a column and a sheet are, and the sheets that are also read back by name: what each is called, how it is written, and
whose it is.

Who writes the workbook and who reads it back go by this table alone. The first column of every sheet is a hidden stable key,
so that a row is known again after sorting, filtering and editing; columns are known by their heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any, Literal

from config.model import MASKED, Category, Field, FieldKind, Form, Guide, Meaning
from parsers.model.package import Role
from reports.guide_words.labels import called
from reports.guide_words.roles import offered_roles
from reports.state_words import ROLE

Kind = Literal["key", "short", "text", "long", "number", "money", "share", "time"]
"""short is one centred line; text and long are wrapped; money is in 万元; share is 0 to 1; time is Beijing's wall clock."""

Palette = Literal["", "status", "severity", "mail_state", "letter_state", "fill", "trouble", "count", "edit_state", "change",
                  "verdict", "lacking"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` names it in the code, `head` in the sheet; `width` in characters of Excel; `staff`: people write
    here and the machine never does; `choices`: the drop-down; `palette`: which words are coloured. `watch`: a cell that staff
    change is taken as a correction of this field of the row's case ("*": the field stands in the row's key); `basis`: the key
    of the column of the same row that what staff write here rests on, so that a later change of it is seen; `field`: kind of
    the field, where its digits are no number; `called`: the heading as the guide has it, where it is the guide's to say;
    `used`: whether the guide's call has such a thing, where not every call has; `offered`: the drop-down as the guide has it;
    `value`: what stands in it, from one of the things that the sheet lists.

    A staff column is all a sheet has to declare: what is written there is read back, kept and shown again."""

    key: str
    head: str
    width: float
    kind: Kind = "text"
    staff: bool = False
    choices: tuple[str, ...] = ()
    palette: Palette = ""
    watch: str = ""
    basis: str = ""
    field: str = ""
    called: Callable[[Guide], str] | None = None
    used: Callable[[Guide], bool] | None = None
    offered: Callable[[Guide], tuple[str, ...]] | None = None
    value: Callable[[Any], object] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `frozen` counts the columns that stay in sight, the hidden key included; `pages` how many sheets of paper
    it may be wide; `lines` how many lines high a row may become; `tab` is the colour of its tab; `used` is as of a column."""

    name: str
    columns: tuple[Column, ...]
    frozen: int = 2
    pages: int = 1
    lines: int = 4
    tab: str = "#7F8FA6"
    used: Callable[[Guide], bool] | None = None

    def of(self, guide: Guide, written: Collection[str] = ()) -> Sheet:
        """The sheet with the columns that the guide's call uses, under its headings. `written`: keys of columns in which staff
        wrote, which stay whatever the guide uses."""
        kept = (one for one in self.columns if one.used is None or one.used(guide) or (one.staff and one.key in written))
        return replace(self, columns=tuple(_as_called(one, guide) for one in kept))


def _as_called(column: Column, guide: Guide) -> Column:
    """The column with the guide's heading and drop-down."""
    head = column.called(guide) or column.head if column.called else column.head
    return replace(column, head=head, choices=column.offered(guide) if column.offered else column.choices)


Row = dict[str, Any]
"""One row of a sheet: column key → value, `key` always there; a column that is not there stays empty."""

KEY = Column("key", "键", 4, "key")
NUMBER = Column("case_no", "编号", 14)
UNIT = Column("unit", "申报单位", 28, called=called(Meaning.APPLICANT))
NOTE = Column("staff_note", "备注", 24, staff=True)


def staff_column(key: str, head: str, *choices: str, width: float = 12, basis: str = "") -> Column:
    """A column in which people write; `choices` make its drop-down."""
    return Column(key, head, width, staff=True, choices=choices, basis=basis, palette="verdict" if choices else "")


BLOCK_ADDRESS, BLOCK_DOMAIN, UNBLOCK = "拦截地址", "拦截域名", "解除拦截"
"""What staff may have done with further mails of a mail's sender, or of its organisation."""

CHECKS = Sheet("形审", (
    KEY, NUMBER, UNIT,
    Column("severity", "程度", 7, "short", palette="severity"),
    Column("field", "栏目", 16),
    Column("message", "发现的问题", 46, "long"),
    Column("todo", "请申报人做什么", 32, "long"),
    Column("document", "文件", 24),
    Column("place", "位置", 20),
    Column("clause", "依据", 14),
    Column("rule", "规则", 20),
    staff_column("staff_judgement", "认可/误报", "认可", "误报", width=11),
    NOTE,
), frozen=4, lines=8, tab="#C8641B")
"""Key: case number|rule|field|digest of its file and of what tells it apart there; |2 and so on where even that is alike."""

FIELDS = Sheet("字段", (
    KEY, NUMBER, UNIT,
    Column("field", "栏目", 18),
    Column("value", "读到的内容", 48, "long", watch="*", basis="value"),
    Column("staff_value", "更正值", 30, "long", staff=True, basis="value", field=FieldKind.TEXT),
    Column("fill", "填写情况", 11, "short", palette="fill"),
    Column("document", "来源文件", 26),
    Column("place", "位置", 20),
    Column("medium", "来源", 10, "short"),
    Column("confidence", "置信度", 8, "share"),
    Column("note", "说明", 20),
), frozen=4, lines=6, tab="#2E7D6B")
"""Key: case number|field key. The only sheet that shows a bank account in full (R126)."""

FILES = Sheet("附件", (
    KEY, NUMBER, UNIT,
    Column("name", "文件", 36),
    Column("role", "分类", 14),
    Column("type", "真实类型", 18),
    Column("size", "大小（KB）", 10, "number"),
    Column("pages", "页数", 6, "number"),
    Column("layer", "文字层", 8, "short"),
    Column("trouble", "问题", 24, palette="trouble"),
    Column("source", "来自（压缩包 › 文件夹）", 34),
    Column("note", "说明", 22),
    Column("sha256", "SHA-256前16位", 19, "short"),
    replace(staff_column("staff_role", "改分类", *(word for role, word in ROLE.items() if role != Role.REFUSED), width=16),
            offered=offered_roles),
    NOTE,
), frozen=4, lines=3, tab="#5B6FA8")
"""Key: case number|sha256, with |2 and so on for the same bytes under another name."""

MAILS = Sheet("邮件", (
    KEY,
    Column("received", "收到时间", 16, "time"),
    Column("sender", "发件人", 26),
    Column("sender_name", "发件人名称", 16),
    Column("subject", "主题", 44),
    Column("state", "处理情况", 12, "short", palette="mail_state"),
    Column("kind", "类型", 10, "short"),
    Column("cases", "项目编号", 16),
    Column("why", "说明", 30),
    Column("trouble", "系统问题", 30),
    Column("letter", "回信", 10, "short", palette="letter_state"),
    Column("answered", "人工回复时间", 16, "time"),
    Column("size", "大小（KB）", 10, "number"),
    staff_column("staff_opinion", "处理意见", width=28),
    staff_column("staff_block", "拦截", BLOCK_ADDRESS, BLOCK_DOMAIN, UNBLOCK, width=11),
), frozen=3, tab="#6A5D8C")
"""Key: sha256 of the mail."""

LETTERS = Sheet("回复", (
    KEY,
    Column("created", "生成时间", 16, "time"),
    Column("state", "状态", 10, "short", palette="letter_state"),
    Column("kind", "种类", 10, "short"),
    Column("recipient", "收件人", 28),
    Column("subject", "主题", 50),
    Column("returned", "退信原因", 26, palette="trouble"),
    Column("why", "说明", 34),
    Column("changed", "更新时间", 16, "time"),
    Column("mail", "答复的邮件", 14, "short"),
    staff_column("staff_release", "批准发送/暂缓", "批准", "暂缓", width=14),
    NOTE,
), frozen=3, tab="#8C5D74")
"""Key: key of the letter."""

CHANGES = Sheet("改动", (
    KEY,
    Column("seen", "收回时间", 16, "time"),
    Column("who", "填写人", 12),
    Column("sheet", "表", 12),
    Column("row", "行", 24),
    Column("column", "列", 14),
    Column("before", "原值", 30, "long"),
    Column("value", "填写的值", 30, "long"),
    Column("state", "状态", 9, "short", palette="edit_state"),
    Column("why", "说明", 40, "long"),
    Column("source", "来源文件", 24),
    Column("saved", "文件保存时间", 16, "time"),
    staff_column("staff_choice", "处理", "采用此值", "保留现值", width=12),
    NOTE,
), frozen=2, lines=4, tab="#A0522D")
"""Key: number of the change in the ledger."""

ABOUT = "说明"

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
"""What no name of a sheet may have. Excel allows an apostrophe inside one, but links to such a sheet would have to double it."""

_WIDTHS: dict[FieldKind, float] = {
    FieldKind.LONG_TEXT: 44, FieldKind.SCHEDULE: 40, FieldKind.TABLE: 40, FieldKind.ORGANISATION: 26, FieldKind.ADDRESS: 28,
    FieldKind.OPTIONS: 26,
    FieldKind.IDENTITY: 14, FieldKind.DATE: 14, FieldKind.MONEY: 12,
    FieldKind.PERIOD: 18, FieldKind.CODE: 21, FieldKind.ACCOUNT: 14, FieldKind.EMAIL: 24, FieldKind.PHONE: 16,
    FieldKind.POSTCODE: 9, FieldKind.PERSON: 11, FieldKind.CHOICE: 16,
}


def category_sheet(category: Category, form: Form) -> Sheet:
    """The sheet of one category: the form's fields as columns, in the form's order. Key: case number."""
    name = FORBIDDEN.sub("", category.sheet)[:31] or category.key
    fields = tuple(_field_column(field) for field in form.fields if field.key != form.key_of(Meaning.CATEGORY))
    return Sheet(name, (KEY, NUMBER, Column("status", "状态", 9, "short", palette="status"), *fields), frozen=4,
                 pages=max(1, round(sum(column.width for column in fields) / 230)), tab="#4C8C4A")


def _field_column(field: Field) -> Column:
    kind: Kind = "long" if field.kind in (FieldKind.LONG_TEXT, FieldKind.SCHEDULE, FieldKind.TABLE, FieldKind.OPTIONS) else "text"
    watch = "" if field.kind in MASKED else field.key  # a masked number is never taken back
    return Column(f"field_{field.key}", field.label, _WIDTHS.get(field.kind, 18), kind, watch=watch, field=field.kind)


def row_of(sheet: Sheet, thing: object) -> Row:
    """The row of one of the things that a sheet lists, by the `value` of each of its columns."""
    return {column.key: column.value(thing) for column in sheet.columns if column.value is not None}


def row_key(*parts: object) -> str:
    """The stable key of a row from what identifies it."""
    return "|".join("" if part is None else str(part) for part in parts)
