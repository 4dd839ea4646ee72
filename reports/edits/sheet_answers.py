"""Answers what staff typed on the sheets of files, mails, letters and changes, where its effect is not plain to see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from config.model import Guide
from parsers.model.package import PackageFile, Role
from reports.case import Edit
from reports.edits.answer import Answer, Standing
from reports.edits.choices import CHOICES
from reports.guide_words.roles import roles_by_word
from reports.left_out import why_left_out
from reports.state_words import LETTER_STATE, TROUBLE, word_of
from reports.states import LetterState
from reports.workbook.build_plan import OWN_ROW
from reports.workbook.columns import BLOCK_DOMAIN, CHANGES, FILES, LETTERS, MAILS
from reports.workbook.sheets.notice import AWARDED, NOTICE
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.sheets.paper_copies import PAPER
from reports.workbook.sheets.recommenders import RECOMMENDERS
from reports.workbook.typed_values import typed_count, typed_date

NEVER_CLASSED = "此文件{trouble}，程序没有读到内容，不能改分类；请向发件人另要一份可以打开的文件"
NO_CASE = "已按“{word}”归类；但仍不知它属于哪个项目，未列入任何项目，请向发件人核实"
NOT_YET = "尚未按“{word}”归类：来信重新读取后生效"
TOO_LATE = "此信{state}，“{word}”不起作用"
RECORD_ONLY = "此列只作记录，程序不照办。改文件分类请填“附件”表“改分类”，批准或暂缓回信请填“回复”表，结论请填“总览”表"
NOBODYS_DOMAIN = "此来信的域名是公共邮箱或无法识别，不能整体拦截，未作任何改变。请改选“拦截地址”"
NO_SENDER = "此来信没有写明发件人，或写了不止一个，不能拦截，未作任何改变"
KEPT_UNREAD = "因此拦截，现有{n}封来信未读取；要读取请选“解除拦截”"
NOTHING_WAITS = "此行不等待处理，未作任何改变。要撤回填写，请清空原处的格"
REFUSED = "未采用的填写不能在此采用，未作任何改变。请按那一行的说明，在原处重新填写"
NO_DATE = "“{text}”不是日期，未据此推算。请按2024-06-03的样子填写"
NO_COUNT = "“{text}”不是份数，未据此核对。请只填数字"
LEFT_OUT = "已标记；但此项目不列入公示：{why}"
DAYS = {(NOTICE.name, "staff_start"), (RECOMMENDERS.name, "staff_since"), (PAPER.name, "staff_received")}
COUNTS = {(PAPER.name, "staff_copies"), (PAPER.name, "staff_certificates")}
"""Cells of the staff in which the machine reckons with a day, or with a number."""
GONE_TOO_FAR = (LetterState.SENDING, LetterState.SENT, LetterState.FAILED, LetterState.UNKNOWN, LetterState.DROPPED)
NEVER_SENT = (LetterState.FAILED, LetterState.UNKNOWN, LetterState.DROPPED)
LONGEST = 20
RELEASE, HOLD = "批准", "暂缓"
ORDERS = tuple(dict.fromkeys(word for words in CHOICES.values() for word in words if len(word) > 1))
"""The words of every drop-down: who writes one of them into a column of remarks may expect that it is done."""


def sheet_answers(edits: Sequence[Edit], standing: Standing) -> Iterator[Answer]:
    """The answers to the cells of these sheets that count by now."""
    states = {letter.key: letter.state for letter in standing.letters}
    placed = {file.sha256: file for case in standing.cases for file in case.package.files}
    unassigned = {file.sha256: file for files in standing.unassigned.values() for file in files}
    numbers = {edit.id for edit in edits}
    for edit in (edit for edit in edits if edit.value and not edit.row.startswith(OWN_ROW)):
        if edit.sheet == FILES.name and edit.column == "staff_role":
            yield from _of_role(edit, placed, unassigned, standing.guide)
        elif edit.sheet == LETTERS.name and edit.column == "staff_release":
            yield from _of_release(edit, states)
        elif edit.sheet == MAILS.name and edit.column == "staff_opinion" and any(word in edit.value for word in ORDERS):
            yield Answer(edit.id, RECORD_ONLY, counts=True)
        elif edit.id in standing.unblockable:
            yield Answer(edit.id, NOBODYS_DOMAIN if edit.value == BLOCK_DOMAIN else NO_SENDER)
        elif count := standing.kept_unread.get(edit.id):
            yield Answer(edit.id, KEPT_UNREAD.format(n=count), counts=True)
        elif (edit.sheet, edit.column) in DAYS and typed_date(edit.value) is None:
            yield Answer(edit.id, NO_DATE.format(text=edit.value[:LONGEST]))
        elif (edit.sheet, edit.column) in COUNTS and typed_count(edit.value) is None:
            yield Answer(edit.id, NO_COUNT.format(text=edit.value[:LONGEST]))
        elif edit.sheet == CHANGES.name and edit.column == "staff_choice" and edit.row.isdigit():
            if int(edit.row) in standing.refused:
                yield Answer(edit.id, REFUSED)
            elif int(edit.row) in numbers:
                yield Answer(edit.id, NOTHING_WAITS)


def award_answers(edits: Sequence[Edit], standing: Standing, verdicts: Mapping[str, str]) -> Iterator[Answer]:
    """What is said of 拟立项 on a case that goes into no notice. `verdicts`: case number → its verdict."""
    cases = {case.case_no: case for case in standing.cases}
    for edit in edits:
        marked = (edit.sheet, edit.column, edit.value) == (OVERVIEW.name, "staff_award", AWARDED)
        case = cases.get(edit.row) if marked else None
        if case is not None and (why := why_left_out(case, standing.guide, verdicts.get(edit.row, ""))):
            yield Answer(edit.id, LEFT_OUT.format(why=why), counts=True)


def _of_role(
    edit: Edit, placed: Mapping[str, PackageFile], unassigned: Mapping[str, PackageFile], guide: Guide
) -> Iterator[Answer]:
    """A file that could not be opened, which keeps its role; one that belongs to no case; one that is not read again yet."""
    sha256 = edit.row.partition("|")[2].partition("|")[0]
    file = placed.get(sha256) or unassigned.get(sha256)
    role = roles_by_word(guide).get(edit.value)
    if file is None or role is None:
        return
    if file.role == Role.REFUSED:
        yield Answer(edit.id, NEVER_CLASSED.format(trouble=word_of(TROUBLE, file.trouble.kind if file.trouble else "")))
    elif file.role != role:
        yield Answer(edit.id, NOT_YET.format(word=edit.value))
    elif sha256 not in placed:
        yield Answer(edit.id, NO_CASE.format(word=edit.value), counts=True)


def _of_release(edit: Edit, states: Mapping[str, LetterState]) -> Iterator[Answer]:
    """A letter that cannot be held any more, or that a release does not bring back."""
    state = states.get(edit.row)
    if state is not None and state in {HOLD: GONE_TOO_FAR, RELEASE: NEVER_SENT}.get(edit.value, ()):
        yield Answer(edit.id, TOO_LATE.format(state=word_of(LETTER_STATE, state), word=edit.value))
