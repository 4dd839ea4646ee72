"""Says what a block keeps from being read: at the block itself, at the cases of the people concerned, and on the first sheet. A
blocked domain may silence people who have done nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake.ledger.blocked_mails import blocked_by
from intake.mime.same_mailbox import mailbox_behind
from reports.case import Case, MailRow
from reports.states import MailState

MOST = 5
"""The most blocks and cases that one line names."""


def counted(mails: Sequence[MailRow]) -> dict[str, int]:
    """Blocked address or domain → how many mails are set aside because of it, most first; "" for those of which an older release
    did not say it."""
    found = Counter(blocked_by(mail.why) for mail in mails if mail.state == MailState.BLOCKED)
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def with_owners(mails: Sequence[MailRow]) -> tuple[MailRow, ...]:
    """The mails; those set aside with the cases of their sender, which they may be about."""
    owned: dict[str, set[str]] = defaultdict(set)
    for mail in mails:
        if mail.sender and mail.case_nos:
            owned[mailbox_behind(mail.sender)].update(mail.case_nos)
    return tuple(_with_owner(mail, owned) if mail.state == MailState.BLOCKED and mail.sender else mail for mail in mails)


def _with_owner(mail: MailRow, owned: Mapping[str, set[str]]) -> MailRow:
    numbers = sorted(owned.get(mailbox_behind(mail.sender), ()))
    return replace(mail, why=f"{mail.why}；此发件人已有项目{_some(numbers)}") if numbers else mail


def with_notes(cases: Sequence[Case], mails: Sequence[MailRow]) -> tuple[Case, ...]:
    """The cases; with those whose sender wrote mails that are set aside it is said."""
    aside = Counter(mailbox_behind(mail.sender) for mail in mails if mail.state == MailState.BLOCKED and mail.sender)
    writers: dict[str, set[str]] = defaultdict(set)
    for mail in mails if aside else ():
        if mail.sender and (mailbox := mailbox_behind(mail.sender)) in aside:
            for number in mail.case_nos:
                writers[number].add(mailbox)
    return tuple(_noted(case, sum(aside[one] for one in writers.get(case.case_no or "", ()))) for case in cases)


def _noted(case: Case, count: int) -> Case:
    note = f"有被拦截的来信{count}封，未读取，见“邮件”"
    return replace(case, progress="；".join(part for part in (case.progress, note) if part)) if count else case


def alert(counts: Mapping[str, int]) -> tuple[str, ...]:
    """One line for the first sheet. `counts`: what is blocked → how many mails are set aside because of it."""
    if not counts:
        return ()
    named = _some([f"{name or '此前的拦截'}{count}封" for name, count in counts.items()])
    return (f"因拦截未读取的来信共{sum(counts.values())}封：{named}。误拦的请在“邮件”表“拦截”列选“解除拦截”",)


def _some(words: Sequence[str]) -> str:
    return "、".join(words[:MOST]) + (f"等{len(words)}项" if len(words) > MOST else "")
