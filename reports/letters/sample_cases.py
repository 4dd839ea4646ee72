"""Awkward cases for testing templates before any applicant gets a letter: every state, every severity, hostile words."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

from config.model import Form, Guide, OfficeSettings
from parsers.model.document import Place
from parsers.model.finding import Finding, Severity
from parsers.model.package import Package, PackageFile, Role
from parsers.model.record import Record, Value
from parsers.model.rule_kind import RuleKind
from reports.case import Case
from reports.states import Status

WORDS = (
    "某省某大学", "{{ 7 * 7 }}{% raw %}", "<script>alert(1)</script>&amp;\"'", "=1+1\r\nBcc: a@example.org", "长" * 5000,
    "😀\u202e\x07", "",
)
UNASSIGNED = tuple(PackageFile(f"a/{word}.pdf", f"{n:064}", 1, Role.OTHER, "application/pdf") for n, word in enumerate(WORDS))
OFFICES = (OfficeSettings(), OfficeSettings(contact="<b>", address="{{ x }}", phone="0", email="a@b.example"))


def cases(guide: Guide) -> dict[str, tuple[Case, ...]]:
    """Named sets of cases that a receipt may have to confirm."""
    plain = tuple(_case(form, n) for n, form in enumerate(guide.forms, 1))
    number = f"{guide.prefix_without_form}{guide.year}"
    package = Package(files=_files(None))
    formless = Case(case_no=f"{number}-0001", package=package, findings=_findings(None), status=Status.UNCLEAR)
    first = plain[0] if plain else formless
    return {
        "several cases": (*plain, formless),
        "no readable form": (formless,),
        "nothing wrong": (replace(first, findings=(), status=Status.COMPLETE),),
        "to be looked at": (replace(first, findings=(), status=Status.UNCLEAR),),
        "one part of three": (replace(first, package=replace(first.package, parts=((1, 3),))),),
        "third revision": (replace(first, revision=3),),
        "duplicate": (replace(first, status=Status.DUPLICATE),),
        "superseded": (replace(first, status=Status.SUPERSEDED),),
        "far too many": tuple(replace(first, case_no=f"{number}-{n:04}", findings=first.findings[:3]) for n in range(1, 101)),
    }


def _case(form: Form, number: int) -> Case:
    words = cycle(WORDS)
    values = {field.key: Value(text := next(words), text) for field in form.fields}
    record = Record(form=form.key, values=values, printed={}, areas={})
    return Case(case_no=f"{form.prefix}2024-{number:04}", package=Package(files=_files(record)), findings=_findings(form),
                status=Status.INCOMPLETE)


def _files(record: Record | None) -> tuple[PackageFile, ...]:
    roles = tuple(Role) * 5
    return tuple(
        PackageFile(name=f"材料/{word}{n}", sha256=f"{n:064}", size=n, role=role, media_type="application/pdf",
                    record=record if n == 0 else None)
        for n, (role, word) in enumerate(zip(roles, cycle(WORDS), strict=False))
    )


def _findings(form: Form | None) -> tuple[Finding, ...]:
    keys = [field.key for field in form.fields] if form else [None]
    return tuple(
        Finding(rule="rule", kind=RuleKind.ATTACHMENT, severity=severity, field=key, message=word, clause="R1", document=word,
                place=Place(page=1, table=1, row=2, cell=3), todo=word)
        for severity in Severity for key in keys for word in WORDS
    )
