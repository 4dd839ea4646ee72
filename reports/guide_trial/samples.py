"""Sentences and letters of a guide as people will read them: each rule's sentence once, each letter once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from config.model import Guide, OfficeSettings, Rule
from parsers.model.mail import Head
from parsers.model.package import Package
from reports.case import Case, Letter
from reports.letters.compose import Arrived, bare_receipt, receipt
from reports.letters.decision_letters import decision
from reports.state_words import SEVERITY, VERDICT_LETTER
from reports.states import Status
from reports.workbook.rule_titles import filled

RECEIVED, TERM, REASON = "2026-01-05T09:30:00+08:00", 10, "（这里是工作人员写的意见）"
APPLICANT, EXPERTS = "applicant", "experts"


def sentences(guide: Guide, cases: Sequence[Case]) -> Iterator[tuple[Rule, str, str]]:
    """Each rule, its sentence (a real one where a form of the trial gave it), and for whom it is, in words."""
    said = {finding.rule: finding for case in reversed(cases) for finding in case.findings}
    for rule in guide.rules:
        finding = said.get(rule.id)
        whom = "" if rule.audience == APPLICANT else "，给专家" if rule.audience == EXPERTS else "，给工作人员"
        told = f"{SEVERITY[rule.severity]}{whom}"
        yield rule, " ".join(filter(None, (finding.message, finding.todo))) if finding else filled(rule), told


def letters(guide: Guide, office: OfficeSettings, blanks: Mapping[str, Case]) -> Iterator[tuple[str, Letter]]:
    """Each letter once: the receipt of a form that lacks everything, of one that lacks nothing, of a mail without one, and the
    letters of decisions. Raises jinja2.TemplateError."""
    mail = Arrived(Head(subject="申报材料"), RECEIVED)
    number = f"{guide.prefix_without_form}{guide.year}-0001"
    none = Case(case_no=number, package=Package(files=()), findings=(), status=Status.UNCLEAR)
    first = next(iter(blanks.values()), none)
    for case in blanks.values():
        form = guide.form(case.form)
        yield f"回执：一份空白的《{form.name if form else ''}》", receipt(mail, [case], office, guide, reminders=False)
    clean = replace(first, findings=(), status=Status.COMPLETE)
    yield "回执：没有问题的材料", receipt(mail, [clean], office, guide, reminders=False)
    yield "回执：没有认出申报书", receipt(mail, [none], office, guide, reminders=False)
    yield "只说收到的信", bare_receipt(RECEIVED, office, guide)
    for name, kind in VERDICT_LETTER.items():
        yield f"结论：{name}", decision(kind, first, REASON, TERM, office, guide)
