"""Everything that asks a clerk for something now: the desk in, a line for each thing out, in the order in which it presses.

Sheet 今日 and the head of the index show the same lines. What asks for nothing is not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from config.model import Guide, Meaning
from parsers.model.finding import Severity
from parsers.model.mail import MailKind
from parsers.model.rule_kind import RuleKind
from reports import display
from reports.case import Case, Desk, LetterRow, MailRow
from reports.state_words import LETTER_KIND, moment
from reports.states import EditState, LetterState, MailState, Status
from reports.workdays import UnknownYear, working

LIVE = (Status.COMPLETE, Status.INCOMPLETE, Status.UNCLEAR)
VERDICT = "staff_verdict"
"""The column of 总览 in which a verdict stands."""
FAR = 14
"""How many days are looked back for the last working day."""
OVERDUE, RETURNED, UNSENT = "逾期未补正", "退信", "未发出的信"
LETTERS_TO_DO = {
    RETURNED: (LetterState.SENT, LetterState.UNKNOWN), UNSENT: (LetterState.FAILED, LetterState.UNKNOWN),
    "待批准的信": (LetterState.HELD,),
}
"""Sort of task → states of the letters that may belong to it."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `sort` is its heading; `key` tells it from the others of its sort: the number of a case, or the key of a
    mail, a letter or a change; `what` names it and `todo` says what to do, both in Chinese; `since` is when it came up (ISO
    8601); contact and phone are those of the case's form."""

    sort: str
    key: str
    what: str
    todo: str
    since: str = ""
    number: str = ""
    contact: str = ""
    phone: str = ""


def tasks(desk: Desk, guide: Guide) -> tuple[Task, ...]:
    """All of them. New and renewed cases are those since the beginning of the working day before the desk was made."""
    begin = _last_working_day(desk.made)
    return tuple(chain(
        _mailbox(desk), _letters(desk, guide), _late(desk, guide), _unclear(desk, guide), _overdue(desk, guide),
        _open_changes(desk), _mails(desk), _new(desk, guide, begin)))


def _last_working_day(made: str) -> datetime | None:
    """Midnight in China before the last working day that is over; the day before where holidays of the year are unknown."""
    now = moment(made)
    if now is None:
        return None
    midnight = now.replace(hour=0, minute=0, second=0)
    days = (midnight - timedelta(days=n) for n in range(1, FAR))
    try:
        return next((day for day in days if working(day.date())), midnight - timedelta(days=1))
    except UnknownYear:
        return midnight - timedelta(days=1)


def _of_case(sort: str, case: Case, guide: Guide, todo: str, since: str | None = None) -> Task:
    return Task(
        sort, case.case_no or "", display.unit(case, guide) or case.sender or "", todo, since or case.received or "",
        case.case_no or "", display.text_of(case, guide, Meaning.CONTACT), display.text_of(case, guide, Meaning.CONTACT_PHONE))


def _decided(desk: Desk) -> frozenset[str]:
    """Cases on which a verdict counts."""
    return frozenset(
        edit.row for edit in desk.edits
        if edit.column == VERDICT and edit.value and edit.state == EditState.ACTIVE)


def _undecided(desk: Desk) -> Iterator[Case]:
    done = _decided(desk)
    return (case for case in desk.cases if case.status in LIVE and case.case_no not in done)


def _mailbox(desk: Desk) -> Iterator[Task]:
    if desk.holding:
        yield Task("信件暂停", "holding", desk.holding.splitlines()[0], "请管理员查明原因后用 letters approve --breaker 放行")
    told = set(desk.holding.splitlines())
    yield from (Task("邮箱欠收", f"alert-{n}", line, "请管理员查看邮箱和上次运行的输出")
                for n, line in enumerate(desk.alerts, 1) if line not in told)


def _letters(desk: Desk, guide: Guide) -> Iterator[Task]:
    cases = {case.case_no: case for case in desk.cases}
    of_mail = {mail.sha256: mail.case_nos[0] for mail in desk.mails if mail.case_nos}

    def task(sort: str, letter: LetterRow, todo: str) -> Task:
        number = letter.case_no or of_mail.get(letter.mail, "")
        what, since = f"{letter.recipient}　{letter.subject}", letter.changed or letter.created
        if number not in cases:
            return Task(sort, letter.key, what, todo, since)
        return replace(_of_case(sort, cases[number], guide, todo, since), key=letter.key, what=what)

    for sort, states in LETTERS_TO_DO.items():
        for letter in desk.letters:
            kind = LETTER_KIND.get(letter.kind, letter.kind)
            if letter.state not in states or (sort == RETURNED and not letter.came_back):
                continue
            todo = {RETURNED: f"没有送到（{letter.returned}）：请用其他方式通知",
                    UNSENT: f"{letter.why or '没有发出'}，请管理员处理"}
            yield task(sort, letter, f"{kind}：{todo.get(sort, '看信后选“批准”或“暂缓”')}")


def _late(desk: Desk, guide: Guide) -> Iterator[Task]:
    for case in _undecided(desk):
        late = next((one for one in case.findings if one.kind == RuleKind.LATE), None)
        if late is not None:
            yield _of_case("迟到", case, guide, f"{late.message.removesuffix('，请人工核对。')}：请决定是否受理")


def _unclear(desk: Desk, guide: Guide) -> Iterator[Task]:
    for case in _undecided(desk):
        if case.status == Status.UNCLEAR:
            yield _of_case("待人工", case, guide, _why_unclear(case))


def _why_unclear(case: Case) -> str:
    """What keeps a case from being told complete: no form, something that may be there, something that was not read."""
    if case.form is None:
        return "没有读到申报书，请打开原件看是什么"
    doubts = [one for one in case.findings if one.severity == Severity.VERIFY]
    first = [one for one in doubts if one.possibly_there or one.kind in (RuleKind.FIELD_UNREADABLE, RuleKind.TICK)]
    return next((one.message for one in (*first, *doubts)), "有栏目不能确定，请看原件")


def _overdue(desk: Desk, guide: Guide) -> Iterator[Task]:
    return (_of_case(OVERDUE, case, guide, f"{case.progress}：请联系申报单位或作出结论")
            for case in desk.cases if case.progress.startswith(OVERDUE))


def _open_changes(desk: Desk) -> Iterator[Task]:
    """Cells whose words wait for a person: in conflict, or resting on what has changed since."""
    for state, sort in ((EditState.CONFLICT, "填写有冲突"), (EditState.STALE, "填写待确认")):
        for edit in desk.edits:
            if edit.state == state:
                number = edit.row.partition("|")[0]
                yield Task(sort, str(edit.id), f"{edit.sheet}　{number}", edit.why or "请在“改动”表选择", edit.seen, number)


def _mails(desk: Desk) -> Iterator[Task]:
    yield from (_of_mail("未能处理的邮件", mail, f"请管理员处理：{mail.trouble or mail.why or '程序没有读完'}")
                for mail in desk.mails if mail.state == MailState.SHELVED)
    yield from (_of_mail("咨询未答", mail, "请回复或电话答复") for mail in desk.mails
                if mail.kind == MailKind.ENQUIRY and not mail.case_nos and not mail.answered and mail.state != MailState.BLOCKED)


def _of_mail(sort: str, mail: MailRow, todo: str) -> Task:
    return Task(sort, mail.sha256, f"{mail.sender_name or mail.sender}　{mail.subject or '（无主题）'}", todo, mail.received)


def _new(desk: Desk, guide: Guide, begin: datetime | None) -> Iterator[Task]:
    cases = [case for case in _undecided(desk) if begin is None or ((at := moment(case.received)) is not None and at >= begin)]
    yield from _counted("新收", (case for case in cases if case.revision == 1), guide)
    yield from _counted("更新", (case for case in cases if case.revision > 1), guide)


def _counted(sort: str, cases: Iterable[Case], guide: Guide) -> Iterator[Task]:
    for case in cases:
        counts = [(sum(one.severity == severity for one in case.findings), word)
                  for severity, word in ((Severity.FIX, "处必改"), (Severity.VERIFY, "处核验"))]
        found = "、".join(f"{count}{word}" for count, word in counts if count)
        first = "初审" if sort == "新收" else f"看第{case.revision}版改了什么"
        yield _of_case(sort, case, guide, f"{first}（{found or '没有发现问题'}）")
