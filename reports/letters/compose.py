"""Composes letters to applicants: a mail and its cases in, subject, text and HTML out. Who gets one, and when, is decided
elsewhere.

A letter says only what is certain: `fix` findings (and `remind` ones that the office wants), never a `verify`; never a phone or
bank number of an applicant; and "received" never means "accepted" (guide, parts 四 and 六). The wording is the guide's; its
templates get a View of each case, with limited values on one line each, never a Case.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from jinja2 import TemplateError, TemplateSyntaxError

from config.language import say
from config.model import MASKED, FieldKind, Guide, Meaning, OfficeSettings
from parsers.checks.finding_kind import is_kind, kind_of
from parsers.model.file import TroubleKind
from parsers.model.finding import Finding, Severity
from parsers.model.mail import Head
from parsers.model.package import PackageFile, Role
from parsers.model.rule_kind import RuleKind
from parsers.packages.mail_parts import outstanding
from reports import display
from reports.case import Case, Letter
from reports.guide_words.roles import offered_roles, role_word
from reports.letters import sample_cases
from reports.letters.contact_words import LINK, without_contacts
from reports.letters.others_files import OTHERS, without_others_names
from reports.letters.templates import render
from reports.state_words import spoken
from reports.states import Status

Reminders = bool | Collection[str]
"""Which reminders a letter carries: all, none, or those of these rules."""
PARTS = ("receipt.subject", "receipt.txt", "receipt.html")
BARE = ("bare.subject", "bare.txt", "bare.html")
DECISIONS = tuple(f"{kind}.{part}" for kind in ("accepted", "correction", "refused") for part in ("subject", "txt", "html"))
MOST_ASKS, MOST_NAMES, MOST_CASES = 40, 8, 60
NAME_LENGTH, SENTENCE_LENGTH = 60, 300
UNOPENED, BEHIND_A_LINK = "已收到、暂未能自动打开的文件", "尚未收到的文件（来信中只有下载链接）"

_LINK = re.compile(r"(?:https?|ftp)://[^\s。，；]+|www\.[^\s。，；]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ask:
    """What one rule found in one or more places, numbered from `first`, and what to do. `todo` is "" for several blank
    fields: the template itself says what to do about all of them. `kind` is the rule's kind (RuleKind)."""

    first: int
    lines: tuple[str, ...]
    todo: str
    rule: str
    kind: str


@dataclass(frozen=True, slots=True)
class Files:
    """The received files of one role: its name in words, how many, the first names."""

    role: str
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One case as a template gets it. `look`: a person must check before anything more can be said. `asks` holds what must
    be corrected, `fixes` is their number, of which `fixes_left_out` are not listed; `parts`: the writer sends the application in
    several mails, and more may come."""

    number: str
    unit: str
    project: str
    category: str
    revision: int
    state: Literal["new", "updated", "duplicate", "replaced", "formless"]
    look: bool
    files: tuple[Files, ...]
    asks: tuple[Ask, ...]
    fixes: int
    fixes_left_out: int
    hints: tuple[Ask, ...]
    parts: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """The mail that a receipt answers: its head, its arrival (ISO 8601 with zone), and its files that belong to no case."""

    head: Head
    received: str
    unassigned: tuple[PackageFile, ...] = ()


def receipt(mail: Arrived, cases: Sequence[Case], office: OfficeSettings, guide: Guide, reminders: Reminders) -> Letter:
    """The one receipt of a mail, with all its cases.

    `cases`: one or more, with their numbers. `reminders`: which `remind` findings it has too.
    Raises jinja2.TemplateError where the guide's templates are wrong, ValueError where there is no case to confirm.
    """
    if not cases:
        raise ValueError("a receipt needs at least one case")
    return _letter(guide, PARTS, _facts(mail, cases, office, guide, reminders))


def bare_receipt(received: str, office: OfficeSettings, guide: Guide, unproven: bool = True) -> Letter:
    """The answer that says that a mail arrived, and nothing of its content or case, not even its subject: where the provider says
    that it does not come from the address it names (`unproven`), or where we could not read it. Raises jinja2.TemplateError."""
    facts = {"received": spoken(received), "office": office, "guide": guide, "unproven": unproven}
    return _letter(guide, BARE, facts)


def says_unread(guide: Guide) -> bool:
    """Whether the guide's bare letter has words for a mail that we could not read; those of earlier releases have not."""
    return all("unproven" in guide.letters.get(name, "") for name in BARE[1:])


def numbers_letter(cases: Sequence[Case], office: OfficeSettings, guide: Guide) -> Letter:
    """Tells of cases whose receipt was held back, one or more, in the words of a receipt: with what must be corrected those where
    something must; the others by their numbers alone, those apart that a person has to look at. Raises jinja2.TemplateError."""
    views = [_view(case, guide, False) for case in cases]
    to_correct = tuple(replace(view, files=(), hints=()) for view in views if view.asks)
    others = [view for view in views if not view.asks]
    clean = {view.number for view in others if not view.look and view.state in ("new", "updated")}
    alone = [[view.number for view in others if (view.number in clean) is so] for so in (True, False)]

    def facts(named: Callable[[Sequence[str]], str]) -> dict[str, Any]:
        joined = (View(named(numbers), "", "", "", 1, "new", numbers[0] not in clean, (), (), 0, 0, ())
                  for numbers in alone if numbers)
        listed = (*to_correct, *joined)
        return {"received": "", "mail_subject": "", "cases": listed, "count": len(cases), "unassigned": (),
                "unassigned_left_out": 0, "cases_left_out": 0, "fixes": sum(view.fixes for view in listed), "office": office,
                "guide": guide}

    subject = _letter(guide, PARTS, facts(itemgetter(0))).subject
    return replace(_letter(guide, PARTS, facts("、".join)), subject=subject)


def _letter(guide: Guide, parts: Sequence[str], facts: dict[str, Any]) -> Letter:
    subject, text, html = (render(guide, name, facts) for name in parts)
    return Letter(_cut(" ".join(subject.split()), 120), text + "\n", html + "\n")


def _facts(mail: Arrived, cases: Sequence[Case], office: OfficeSettings, guide: Guide, reminders: Reminders) -> dict[str, Any]:
    """All that a template may use."""
    names = tuple(_file_name(file.name, ()) for file in mail.unassigned)
    views = tuple(_view(case, guide, reminders) for case in cases[:MOST_CASES])
    return {
        "received": spoken(mail.received), "mail_subject": tidy(mail.head.subject, NAME_LENGTH),
        "cases": views, "count": len(cases),
        "unassigned": names[:MOST_NAMES], "unassigned_left_out": len(names[MOST_NAMES:]),
        "cases_left_out": len(cases) - len(views), "fixes": sum(view.fixes for view in views), "office": office, "guide": guide,
    }


def problems(guide: Guide) -> list[str]:
    """What is wrong with the guide's letter templates, one line each, file first; empty where all is well.

    Every template is rendered with awkward values and must name each listed case: otherwise an applicant would be the first to
    find an error.
    """
    if missing := [name for name in (*PARTS, *BARE, *DECISIONS) if name not in guide.letters]:
        return [f"letters/{name}.j2: " + say("没有这个模板", "is missing") for name in missing]
    mail = Arrived(Head(subject=sample_cases.WORDS[2]), "", sample_cases.UNASSIGNED)
    lines: list[str] = []
    for situation, cases in sample_cases.cases(guide).items():
        facts = _facts(mail, cases, OfficeSettings(), guide, True)
        for office in sample_cases.OFFICES:
            bare = {"received": facts["received"], "office": office, "guide": guide}
            lines += (line for name in PARTS for line in tried(guide, name, facts | bare, situation))
            lines += (line for unproven in (True, False) for name in BARE
                      for line in tried(guide, name, bare | {"unproven": unproven}, situation))
    return list(dict.fromkeys(lines))


def tried(guide: Guide, name: str, facts: dict[str, Any], situation: str) -> Iterator[str]:
    """What is wrong with one template in one situation, one line each. `cases` among the facts are those it must name."""
    try:
        text = render(guide, name, facts)
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        frames = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.name == "top-level template code"]
        line = error.lineno if isinstance(error, TemplateSyntaxError) else frames[-1] if frames else 1
        whose = error.name if isinstance(error, TemplateSyntaxError) else name
        yield f"letters/{whose}.j2, line {line}: {situation}: {say('模板出错：', '')}{type(error).__name__}: {error}"
    else:
        listed = facts.get("cases", ())[: 1 if name == "receipt.subject" else None]
        if any(view.number not in text for view in listed):
            yield f"letters/{name}.j2: {situation}: " + say("没有写出项目编号", "does not name the case number")


def tidy(text: str, limit: int, numbers: Sequence[str] = (), keep_codes: bool = False, staffs: bool = False) -> str:
    """A text of an applicant that may be in a letter: one line, no control or direction marks, nothing that leads elsewhere, no
    phone or account numbers, at most `limit` characters. `staffs`: a clerk wrote it, and may name addresses."""
    plain = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text[: 4 * limit])
    plain = " ".join(plain.split())
    plain = _LINK.sub(LINK, plain) if staffs else without_contacts(plain, keep_codes)
    return _cut(display.without_contact_numbers(plain, numbers, keep_codes), limit)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _view(case: Case, guide: Guide, reminders: Reminders) -> View:
    case, numbers = without_others_names(case), display.private_numbers(case, guide, FieldKind.PHONE, *MASKED)
    fixes = _findings_to_tell(case, guide, Severity.FIX)
    asks, left_out = _asks(fixes[:MOST_ASKS], guide, numbers), len(fixes[MOST_ASKS:])
    hints = [f for f in _findings_to_tell(case, guide, Severity.REMIND) if reminders is True or f.rule in (reminders or ())]
    return View(
        number=case.case_no or "", unit=tidy(display.unit(case, guide), NAME_LENGTH, numbers),
        project=tidy(display.project(case, guide), NAME_LENGTH, numbers), category=display.category_name(case, guide),
        revision=case.revision, state=_state(case), look=_look(case),
        files=_files(case, numbers, guide), asks=asks, fixes=sum(len(ask.lines) for ask in asks) + left_out,
        fixes_left_out=left_out, hints=_asks(hints[:MOST_ASKS], guide, numbers), parts=outstanding(case.package.parts),
    )


def _state(case: Case) -> Literal["new", "updated", "duplicate", "replaced", "formless"]:
    if case.status == Status.DUPLICATE:
        return "duplicate"
    if case.status in (Status.SUPERSEDED, Status.WITHDRAWN):
        return "replaced"
    if case.form is None:
        return "formless"
    return "updated" if case.revision > 1 else "new"


def _look(case: Case) -> bool:
    """True where something was not read, so that "nothing is wrong" would claim more than we know."""
    unread = any(file.trouble or file.role == Role.REFUSED for file in case.package.files)
    return case.status == Status.UNCLEAR or case.form is None or unread


def _findings_to_tell(case: Case, guide: Guide, severity: str) -> list[Finding]:
    """The findings of this severity that may be told, in the form's order. While no form could be read, only those about
    files: nothing is certain about a form that was not read. Of files without a case the letter has a list of its own."""
    if _state(case) == "replaced":
        return []
    findings = [
        f for f in case.findings
        if f.severity == severity and (case.form or is_kind(f, guide, RuleKind.ATTACHMENT))
        and not is_kind(f, guide, RuleKind.FILE_UNASSIGNED)
    ]
    return display.in_form_order(findings, guide.form(case.form))


def _asks(findings: Sequence[Finding], guide: Guide, numbers: Sequence[str]) -> tuple[Ask, ...]:
    """Each thing once. Neighbours that ask for the same are joined, so that ten blank fields do not make ten equal sentences."""
    codes = guide.keys_of(Meaning.CREDIT_CODE)  # letters may show credit codes
    entries = dict.fromkeys(
        (_line(f, numbers, codes), tidy(f.todo, SENTENCE_LENGTH, numbers, f.field in codes), f.rule, kind_of(f, guide))
        for f in findings
    )
    asks: list[Ask] = []
    for (rule, kind, _), same in groupby(entries, key=lambda one: (one[2], one[3], "" if _blank(one[3]) else one[1])):
        lines, todos, *_ = zip(*same, strict=True)
        first = asks[-1].first + len(asks[-1].lines) if asks else 1
        asks.append(Ask(first, lines, todos[0] if not _blank(kind) or len(lines) == 1 else "", rule, kind))
    return tuple(asks)


def _blank(kind: str) -> bool:
    return kind == RuleKind.FIELD_MISSING


def _line(finding: Finding, numbers: Sequence[str], codes: Collection[str]) -> str:
    said_so = tidy(finding.message, SENTENCE_LENGTH, numbers, finding.field in codes)
    name = _file_name(finding.document, numbers)
    place = tidy(finding.place.chinese(), NAME_LENGTH, numbers) if finding.place else ""
    where = " ".join(part for part in (name if name not in said_so else "", place) if part)
    return f"{said_so.rstrip('。')}（{where}）" if where else said_so


def _files(case: Case, numbers: Sequence[str], guide: Guide) -> tuple[Files, ...]:
    """What was received, by role in the order of the words; then what we could not open, and what is only behind a link."""
    by_group: dict[str, list[PackageFile]] = {word: [] for word in (*offered_roles(guide), UNOPENED, BEHIND_A_LINK)}
    for file in case.package.files:
        external = file.trouble is not None and file.trouble.kind == TroubleKind.EXTERNAL
        unopened = file.trouble is not None or file.role == Role.REFUSED
        if file.sha256 in case.withheld:
            continue
        by_group[BEHIND_A_LINK if external else UNOPENED if unopened else role_word(guide, file.role)].append(file)
    others = sum(file.sha256 in case.withheld for file in case.package.files)
    return tuple(
        Files(word, len(files), tuple(_file_name(f.name, numbers) for f in files[:MOST_NAMES]))
        for word, files in by_group.items() if files
    ) + ((Files(f"{OTHERS}{others}份", 1, ("不在此列出",)),) if others else ())


def _file_name(path: str, numbers: Sequence[str]) -> str:
    return tidy(display.base_name(path), NAME_LENGTH, numbers)
