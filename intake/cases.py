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

from intake.kinds import own_words
from parsers.model import Head, Package
from parsers.names import alike, near
from parsers.naming import pair, tidy
from parsers.parts import fellows, mark

Relation = Literal["new", "revision", "supplement", "same"]

PUBLIC_DOMAINS = frozenset((
    "126.com", "163.com", "yeah.net", "188.com", "vip.126.com", "vip.163.com", "qq.com", "foxmail.com", "vip.qq.com", "sina.com",
    "sina.cn", "sohu.com", "139.com", "189.cn", "wo.cn", "21cn.com", "tom.com", "aliyun.com", "gmail.com", "outlook.com",
    "hotmail.com", "live.com", "msn.com", "yahoo.com", "icloud.com",
))
"""Mail providers for everybody: sharing such a domain says nothing about belonging together."""

SAME_NAME = 90  # ratio of 100: 有限公司 against 股份有限公司 is 92.9, so a name alone never merges
SAME_TEXT = 85
SIMILAR = 75.0
"""From here on two names may be one: read off a scan, or changed by their writer."""
DIFFERENT = 55.0
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
    """A case that could be meant: its newest traits, and every address, message, file and package it was made of. `subjects`
    are its mails' subjects; `names`, of a case without a form, what its files and folders are called."""

    case_id: int
    case_no: str
    traits: Traits
    senders: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    fingerprints: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()


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
    return _revision(package, head, known) if typed(package) else _scan(package, head, known)


def typed(package: Package) -> bool:
    """Whether a form was read from what somebody typed: a scan's words may be misread, and a scan alone is no application."""
    return any(file.record is not None and file.record.medium != "ocr" for file in package.files)


# --- a package without a form -----------------------------------------------------------------------------------------


def _supplement(package: Package, head: Head, known: Sequence[Known]) -> Verdict:
    """A package without a form joins exactly one case: by thread, as another part of one set, by named case, or by sender
    and unit. Names that speak of another unit or project keep it apart."""
    replied = [k for k in known if _in_thread(head, k)]
    close = [k for k in known if _close(head, k)]
    said = _said(package, head)
    numbers = {number for text in said for number in CASE_NUMBER.findall(text)}
    unlike = {k.case_id for k in close if _names_another(package, head, k)}
    fitting = [k for k in close if k.case_id not in unlike]
    for candidates in (replied, _of_one_set(head, close), [k for k in close if k.case_no in numbers], fitting):
        exact = _named_in(said, [k for k in candidates if k.case_id not in unlike] or candidates)
        if len(exact) == 1:
            return Verdict("supplement", exact[0].case_id)
        if exact:
            return Verdict("new", suspects=_numbers(exact), elsewhere=True)
    return Verdict("new", elsewhere=bool(close))


def _said(package: Package, head: Head) -> tuple[str, ...]:
    """What a mail says of its case, the surest first: its names and subject, its writer's own words, then what it quotes. An
    answer's subject is ours and may name one case of several."""
    names = (package.name, *(file.name for file in package.files))
    subject = "" if head.in_reply_to else head.subject
    own = own_words(head.body)
    return " ".join((subject, *names)), own, " ".join((head.subject, head.body))


def _named_in(said: Sequence[str], candidates: list[Known]) -> list[Known]:
    """Those of the candidates whose project or unit is named, by the surest of what is said; all of them where none is."""
    for text in map(plain, said):
        projects = [k for k in candidates if k.traits.project and k.traits.project in text]
        units = [k for k in candidates if k.traits.unit and k.traits.unit in text]
        named = [k for k in projects if k in units] or projects or units
        if len(named) == 1:
            return named
    return candidates


def _names_another(package: Package, head: Head, known: Known) -> bool:
    """Whether folder, subject or scan is named 单位+项目 with a unit or a project that is not this case's. Proofs are named
    after partners, too."""
    unit, project = known.traits.unit, known.traits.project
    forms = (file.name.rpartition("/")[2] for file in package.files if file.role in ("form_scan", "refused", "other"))
    for pieces in filter(None, map(pair, (package.name, head.subject, *forms))):
        others = [piece for piece in pieces if not near(piece, unit)] if unit else []
        if len(others) == 2 or (len(others) == 1 and project and not near(others[0], project)):
            return True
    return False


def _scan(package: Package, head: Head, known: Sequence[Known]) -> Verdict:
    """A scan that was read and came without its Word file: a supplement of the case whose names it bears, else of whatever a
    scan that nobody read would be, but never of a case whose names are quite others."""
    mine = traits(package)
    possible = [k for k in known if _likeness(mine, k.traits)[1] < 2]
    matching = [k for k in possible if _likeness(mine, k.traits)[0] > 1 and _close(head, k)]
    if len(matching) == 1:
        return Verdict("supplement", matching[0].case_id)
    verdict = _supplement(package, head, matching or possible)
    return verdict if verdict.case_id is not None or verdict.suspects else _revision(package, head, known)


def _likeness(mine: Traits, theirs: Traits) -> tuple[int, int]:
    """How many of unit, project and leader are alike, and how many quite different, as far as both are known."""
    pairs = ((mine.unit, theirs.unit), (mine.project, theirs.project), (mine.leader, theirs.leader))
    ratios = [fuzz.ratio(*pair) for pair in pairs if all(pair)]
    return sum(ratio >= SIMILAR for ratio in ratios), sum(ratio < DIFFERENT for ratio in ratios)


# --- a package with a form --------------------------------------------------------------------------------------------


def _revision(package: Package, head: Head, known: Sequence[Known]) -> Verdict:
    """A package with a form supersedes a case of the same project only from someone the case knows."""
    mine = traits(package)
    same = [k for k in known if _same_project(mine, k.traits, _in_thread(head, k))]
    trusted = [k for k in same if _close(head, k)]
    if len(trusted) == 1:
        return Verdict("revision", trusted[0].case_id)
    formless = [k for k in known if k.traits.form is None and _close(head, k)]
    if not same:
        for opened in ([k for k in formless if _in_thread(head, k)], _announced(mine, head, formless)):
            if len(opened) == 1:  # what could not be read before, or the scan that came before its Word file
                return Verdict("revision", opened[0].case_id)
    similar = [k for k in known if _similar(mine, k.traits) and _close(head, k)]
    return Verdict("new", suspects=_numbers(trusted or same or similar), elsewhere=bool(formless))


def _announced(mine: Traits, head: Head, formless: Sequence[Known]) -> list[Known]:
    """Cases without a form that wait for this one: parts of the same set, or files named after its unit and project."""
    named = [
        k for k in formless
        if len(mine.unit) > 3 and len(mine.project) > 3
        and any(mine.unit in said and mine.project in said for said in map(plain, (*k.subjects, *k.names)))
    ]  # fmt: skip
    return _of_one_set(head, formless) or named


def _of_one_set(head: Head, known: Iterable[Known]) -> list[Known]:
    """Cases whose mails say, under the same subject, that they are other parts of what this mail is a part of."""
    mine = mark(head.subject)
    if mine is None:
        return []
    return [k for k in known if head.sender in k.senders and any(plain(tidy(s)) == plain(tidy(head.subject)) for s in k.subjects)
            and fellows([mine], [m for s in k.subjects if (m := mark(s))])]  # fmt: skip


def _similar(mine: Traits, theirs: Traits) -> bool:
    """Whether two projects of one unit bear names that a clerk should compare."""
    if fuzz.ratio(mine.unit, theirs.unit) < SAME_NAME or not (mine.project and theirs.project):
        return False
    return fuzz.ratio(mine.project, theirs.project) >= SIMILAR


def _same_project(mine: Traits, theirs: Traits, in_thread: bool) -> bool:
    """Same form and unit, and the project's name, or its leader and text. In a thread a text still blank does not contradict.
    A unit's name that was written shorter before needs its leader to be the same."""
    if mine.form != theirs.form:
        return False
    one_leader = bool(mine.leader) and mine.leader == theirs.leader
    if fuzz.ratio(mine.unit, theirs.unit) < SAME_NAME and not (one_leader and near(mine.unit, theirs.unit)):
        return False
    if mine.project and theirs.project and alike(mine.project, theirs.project):
        return True
    if not one_leader or (mine.project and theirs.project and _another_number(mine.project, theirs.project)):
        return False
    if mine.body and theirs.body:
        return fuzz.ratio(mine.body, theirs.body) >= SAME_TEXT
    return in_thread


def _another_number(one: str, other: str) -> bool:
    """第二期 beside 第三期: names so alike that only their numbers tell them apart."""
    return fuzz.ratio(one, other) >= SAME_NAME and not alike(one, other)


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
