"""Which case a package belongs to: new, a revision, a supplement, or the same files again (contract, section 4).

Pure: a package, the head of its mail and the cases that could be meant go in, a Verdict comes out. Two mistakes are possible
and not equal: merging two applications loses one of them, keeping one twice only costs a clerk a look. So in doubt: a new case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from parsers.model import Head, Package

Relation = Literal["new", "revision", "supplement", "same"]

PUBLIC_DOMAINS = frozenset((
    "126.com", "163.com", "yeah.net", "188.com", "vip.126.com", "vip.163.com", "qq.com", "foxmail.com", "vip.qq.com", "sina.com",
    "sina.cn", "sohu.com", "139.com", "189.cn", "wo.cn", "21cn.com", "tom.com", "aliyun.com", "gmail.com", "outlook.com",
    "hotmail.com", "live.com", "msn.com", "yahoo.com", "icloud.com",
))
"""Mail providers for everybody: sharing such a domain says nothing about belonging together."""

SAME_NAME = 90  # ratio of 100: 有限公司 against 股份有限公司 is 92.9, so a name alone never merges
SAME_TEXT = 85
BODY_LENGTH = 1200
CASE_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?:GJ|HZ|WD)\d{4}-\d{4,}(?!\d)")


@dataclass(frozen=True, slots=True)
class Traits:
    """What a package is compared by: names without blanks, brackets and case; `body` is the beginning of its long texts."""

    form: str | None
    unit: str
    project: str
    leader: str
    body: str


@dataclass(frozen=True, slots=True)
class Known:
    """A case that could be meant: its newest traits, and every address, message, file and package it was made of."""

    case_id: int
    case_no: str
    traits: Traits
    senders: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    fingerprints: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a package goes. `suspects` are case numbers it may double; `elsewhere`: the sender has other cases, so what is
    missing here may lie there and is never told as missing."""

    relation: Relation
    case_id: int | None = None
    suspects: tuple[str, ...] = ()
    elsewhere: bool = False


def plain(text: str | None) -> str:
    """A name for comparison: NFKC, without blanks and punctuation, small letters."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or "")).lower()


def traits(package: Package) -> Traits:
    """What this package is compared by. Fields the form does not have are ""."""
    values = package.record.values if package.record else {}

    def text(key: str) -> str:
        return (values[key].text or "") if key in values else ""

    body = "".join(text(key) for key in ("main_content", "expected_goals", "cooperation_basis", "overview"))
    return Traits(package.form, plain(text("applicant_unit")), plain(text("project_name")), plain(text("project_leader")),
                  plain(body)[:BODY_LENGTH])


def thread(head: Head) -> tuple[str, ...]:
    """Message-IDs this mail answers, nearest first, none twice."""
    return tuple(dict.fromkeys(m for m in (head.in_reply_to, *reversed(head.references)) if m))


def assign(package: Package, fingerprint: str, head: Head, known: Sequence[Known]) -> Verdict:
    """The case this package belongs to. `known`: candidates from the ledger, any superset of the ones that matter."""
    own = frozenset(f.sha256 for f in package.files)
    again = [k for k in known if fingerprint in k.fingerprints or (own <= k.files and (package.form or _close(head, k)))]
    if again:
        return Verdict("same", again[0].case_id)
    if package.form is None:
        return _supplement(package, head, known)
    return _revision(package, head, known)


def _supplement(package: Package, head: Head, known: Sequence[Known]) -> Verdict:
    """A package without a form joins exactly one case by thread, by named case, or by sender and unit."""
    said = plain(" ".join((head.subject, head.body, package.name, *(f.name for f in package.files))))
    named = set(CASE_NUMBER.findall(" ".join((head.subject, head.body, package.name, *(f.name for f in package.files)))))
    replied = [k for k in known if _in_thread(head, k)]
    close = [k for k in known if _close(head, k)]
    for candidates in (replied, [k for k in close if k.case_no in named], close):
        exact = _named_in(said, candidates)
        if len(exact) == 1:
            return Verdict("supplement", exact[0].case_id)
        if exact:
            return Verdict("new", suspects=_numbers(exact), elsewhere=True)
    return Verdict("new", elsewhere=bool(close))


def _named_in(said: str, candidates: list[Known]) -> list[Known]:
    """Those of the candidates whose unit or project the mail names; all of them where it names none."""
    projects = [k for k in candidates if k.traits.project and k.traits.project in said]
    units = [k for k in candidates if k.traits.unit and k.traits.unit in said]
    return projects or units or candidates


def _revision(package: Package, head: Head, known: Sequence[Known]) -> Verdict:
    """A package with a form supersedes a case of the same project only from someone the case knows."""
    mine = traits(package)
    alike = [k for k in known if _same_project(mine, k.traits, _in_thread(head, k))]
    trusted = [k for k in alike if _close(head, k)]
    if len(trusted) == 1:
        return Verdict("revision", trusted[0].case_id)
    opened = [k for k in known if k.traits.form is None and _in_thread(head, k)]
    if not alike and len(opened) == 1:  # the readable version of what could not be read, sent in answer to our letter
        return Verdict("revision", opened[0].case_id)
    return Verdict("new", suspects=_numbers(trusted or alike))


def _same_project(mine: Traits, theirs: Traits, in_thread: bool) -> bool:
    """Same form and unit, and the project's name, or its leader and text. In a thread a text still blank does not contradict."""
    if mine.form != theirs.form or fuzz.ratio(mine.unit, theirs.unit) < SAME_NAME:
        return False
    if mine.project and theirs.project and fuzz.ratio(mine.project, theirs.project) >= SAME_NAME:
        return True
    if not mine.leader or mine.leader != theirs.leader:
        return False
    if mine.body and theirs.body:
        return fuzz.ratio(mine.body, theirs.body) >= SAME_TEXT
    return in_thread


def _close(head: Head, known: Known) -> bool:
    """Is the writer someone this case knows: same address, same organisation's domain, or an answer in its thread?"""
    domain = head.sender.rpartition("@")[2]
    domains = {sender.rpartition("@")[2] for sender in known.senders}
    private = bool(domain) and domain not in PUBLIC_DOMAINS and domain in domains
    return (bool(head.sender) and (head.sender in known.senders or private)) or _in_thread(head, known)


def _in_thread(head: Head, known: Known) -> bool:
    return not known.messages.isdisjoint(thread(head))


def _numbers(cases: Iterable[Known]) -> tuple[str, ...]:
    return tuple(sorted(k.case_no for k in cases))
