"""Decides which case a package belongs to: new, a revision, a supplement, or the same files again (contract, section 4).

Pure: a package, the head of its mail and the possible cases go in, a Verdict comes out. The two possible mistakes are not equal:
to merge two applications loses one of them, to keep one twice only costs a clerk a moment. So in doubt: a new case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from config.model import Guide
from intake.matching.candidates import Candidate, Relation, Traits, Verdict, plain, traits, typed
from intake.matching.organisations import organisation
from intake.matching.similarity import close, in_thread, likeness, names_another, same_project, same_sender, similar
from intake.matching.trust import BELIEVED, WriterTrust
from intake.mime.mail_kind import own_words
from parsers.model.mail import Head
from parsers.model.package import Package, Role
from parsers.packages.mail_parts import fellows, part_number, unmarked
from parsers.packages.project_naming import generic, tidy, without_unit
from parsers.values.names import near
from parsers.values.names import organisation as is_organisation

MOST_SUSPECTS = 8
"""The most case numbers named to a clerk for one package that may belong to any of a city's thirty."""


def assign(
    package: Package, fingerprint: str, head: Head, candidates: Sequence[Candidate], guide: Guide, trust: WriterTrust = BELIEVED
) -> Verdict:
    """The case this package belongs to. `candidates` come from the ledger; more than the ones that matter do no harm. Who is
    disproved gets a case of his own, beside the one that he named; unless an organisation that the case knows handed the mail
    on, which could have sent the same in its own name."""
    verdict = _assigned(package, fingerprint, head, candidates, guide, trust)
    if not trust.disproved or verdict.case_id is None:
        return verdict
    named = [k for k in candidates if k.case_id == verdict.case_id]
    if any(_handed_on(k, trust) for k in named):
        return verdict
    return Verdict(Relation.NEW, suspects=_numbers(named))


def _handed_on(case: Candidate, trust: WriterTrust) -> bool:
    """Whether the case knows an organisation that handed the mail on."""
    return not trust.relays.isdisjoint(organisation(sender, trust.domains) for sender in case.senders)


def _assigned(
    package: Package, fingerprint: str, head: Head, candidates: Sequence[Candidate], guide: Guide, trust: WriterTrust
) -> Verdict:
    known = [
        k for k in candidates
        if close(head, k, trust.domains) or _handed_on(k, trust) or (in_thread(head, k) and _means(package, head, k, guide))
    ]  # fmt: skip
    own = frozenset(f.sha256 for f in package.files)
    shared = any(f.part for f in package.files)  # the other applications of that file have its digest too
    again = [k for k in candidates if fingerprint in k.fingerprints or (own <= k.files and not shared and package.form)]
    again += [k for k in known if own <= k.files and not shared]
    if mine := [k for k in known if k in again]:
        return Verdict(Relation.SAME, mine[0].case_id)
    if package.form is None:
        verdict = _supplement(package, head, candidates, known, guide, trust)
    elif typed(package):
        verdict = _revision(package, head, candidates, known, guide)
    else:
        verdict = _scan(package, head, candidates, known, guide, trust)
    if verdict.relation != Relation.NEW:
        return verdict
    answered = [k for k in candidates if in_thread(head, k) and k not in known and _may_mean(package, k, guide)]
    suspects = dict.fromkeys((*verdict.suspects, *_numbers(again), *_numbers(answered)))  # the same bytes are not the same person
    elsewhere = verdict.elsewhere or (not typed(package) and bool(answered))
    return replace(verdict, suspects=tuple(suspects)[:MOST_SUSPECTS], elsewhere=elsewhere)


def _means(package: Package, head: Head, case: Candidate, guide: Guide) -> bool:
    """Whether a package in an answer to somebody else's mail is of that person's case: the same project, or papers of which
    nothing says that they are another's. Whoever writes to the office and to another one would have that one's application in his
    case otherwise; a case without a form yet has nothing to tell that by."""
    if case.traits.form is None:
        return False
    mine = traits(package, guide)
    if package.form is not None and typed(package):
        return same_project(mine, case.traits, one_thread=False)
    alike, different = likeness(mine, case.traits)  # one of them may be misread
    return different <= min(alike, 1) and not _names_others(package, head, case, guide)


def _names_others(package: Package, head: Head, case: Candidate, guide: Guide) -> bool:
    """Whether a file or folder of the package has a unit's name that is not the case's, or its unit with another project."""
    if names_another(package, head, case, guide):
        return True
    unit, project = case.traits.unit, case.traits.project
    for name in filter(None, (package.name, *_papers(package))):
        own = plain(name)
        rest = without_unit(name.rpartition("/")[2], unit, guide) if unit and unit in own else None
        if rest is not None and len(plain(rest)) > 3 and not generic(rest, guide) and project and not near(plain(rest), project):
            return True
        whose = tidy(name.rpartition("/")[2], guide)
        if rest is None and is_organisation(whose) and not near(whose, unit):
            return True
    return False


def _may_mean(package: Package, case: Candidate, guide: Guide) -> bool:
    """Whether a clerk should look if they are one: nothing tells them apart, but that one of them has no form in typed text."""
    return not (typed(package) and case.traits.form) and likeness(traits(package, guide), case.traits)[1] < 2


# --- a package without a form -----------------------------------------------------------------------------------------


def _supplement(
    package: Package, head: Head, cases: Sequence[Candidate], known: Sequence[Candidate], guide: Guide, trust: WriterTrust
) -> Verdict:
    """A package without a form joins exactly one case: by thread, as another part of one set, by a case number, or by sender
    and unit. It joins none where its names are those of another unit or project."""
    mine = [k for k in cases if k in known]
    texts = _texts_of(package, head)
    named = _cases_of_files(package, mine)
    if len({k.traits.unit for k in named}) > 1:  # papers of several cases in one mail
        return Verdict(Relation.NEW, suspects=_numbers(named), elsewhere=True)
    mine = [k for k in named if close(head, k, trust.domains)] or named or mine
    replied = [k for k in mine if in_thread(head, k)]
    unlike = {k.case_id for k in mine if names_another(package, head, k, guide)}
    fitting = [k for k in mine if k.case_id not in unlike]
    for candidates in (replied, _of_one_set(head, mine, guide), [k for k in mine if _numbered(texts, k)], fitting):
        exact = _named_in(texts, [k for k in candidates if k.case_id not in unlike] or candidates)
        if len(exact) == 1:
            return Verdict(Relation.SUPPLEMENT, exact[0].case_id)
        if exact:
            return Verdict(Relation.NEW, suspects=_numbers(exact), elsewhere=True)
    return Verdict(Relation.NEW, elsewhere=bool(mine))


def _papers(package: Package) -> list[str]:
    """Names of the files that an applicant's own paper may be. A proof is named after partners, too."""
    return [file.name for file in package.files if file.role != Role.EVIDENCE]


def _cases_of_files(package: Package, cases: Sequence[Candidate]) -> list[Candidate]:
    """Those of the cases whose unit the files' names have. A unit's name within another's is not named by it."""
    names = [plain(name.rpartition("/")[2]) for name in _papers(package)]
    units = {k.traits.unit for k in cases if len(k.traits.unit) > 3}
    meant = {max(there, key=len) for name in names if (there := [unit for unit in units if unit in name])}
    return [k for k in cases if k.traits.unit in meant]


def _texts_of(package: Package, head: Head) -> tuple[str, ...]:
    """What a mail says of its case, the most reliable first: its names and subject, its writer's own words, then what it quotes.
    An answer's subject is ours and may name one case of several."""
    names = (package.name, *(file.name for file in package.files))
    subject = "" if head.in_reply_to else head.subject
    own = own_words(head.body)
    return " ".join((subject, *names)), own, " ".join((head.subject, head.body))


def _numbered(texts: Sequence[str], case: Candidate) -> bool:
    """Whether the case's number is in `texts`. Cases keep their numbers when the guide's prefixes change, so the pattern of a
    number does not come from a guide."""
    number = re.compile(rf"(?<![A-Za-z0-9]){re.escape(case.case_no)}(?!\d)")
    return any(number.search(text) for text in texts)


def _named_in(texts: Sequence[str], candidates: list[Candidate]) -> list[Candidate]:
    """The candidates whose project or unit is named, by the most reliable text that names any; all of them where none is
    named."""
    for text in map(plain, texts):
        projects = [k for k in candidates if k.traits.project and k.traits.project in text]
        units = [k for k in candidates if k.traits.unit and k.traits.unit in text]
        named = [k for k in projects if k in units] or projects or units
        if len(named) == 1:
            return named
    return candidates


def _scan(
    package: Package, head: Head, candidates: Sequence[Candidate], known: Sequence[Candidate], guide: Guide, trust: WriterTrust
) -> Verdict:
    """A scan that was read and came without its Word file: a supplement of the case whose names it has, else placed like a scan
    that nobody read, but never with a case whose names are quite different."""
    mine = traits(package, guide)
    possible = [k for k in candidates if likeness(mine, k.traits)[1] < 2]
    matching = [k for k in possible if likeness(mine, k.traits)[0] > 1 and k in known]
    if len(matching) == 1:
        return Verdict(Relation.SUPPLEMENT, matching[0].case_id)
    verdict = _supplement(package, head, matching or possible, known, guide, trust)
    return verdict if verdict.case_id is not None or verdict.suspects else _revision(package, head, candidates, known, guide)


# --- a package with a form --------------------------------------------------------------------------------------------


def _revision(
    package: Package, head: Head, candidates: Sequence[Candidate], known: Sequence[Candidate], guide: Guide
) -> Verdict:
    """A package with a form supersedes a case of the same project only from a sender whom the case knows."""
    mine = traits(package, guide)
    same = [k for k in candidates if same_project(mine, k.traits, in_thread(head, k))]
    trusted = [k for k in same if k in known]
    if len(trusted) == 1:
        return Verdict(Relation.REVISION, trusted[0].case_id)
    formless = [k for k in known if k.traits.form is None]
    if not same:
        for opened in ([k for k in formless if in_thread(head, k)], _announced(mine, head, formless, guide)):
            if len(opened) == 1:  # what could not be read before, or the scan that came before its Word file
                return Verdict(Relation.REVISION, opened[0].case_id)
    doubles = [k for k in known if similar(mine, k.traits)]
    return Verdict(Relation.NEW, suspects=_numbers(trusted or same or doubles), elsewhere=bool(formless))


def _announced(mine: Traits, head: Head, formless: Sequence[Candidate], guide: Guide) -> list[Candidate]:
    """Cases without a form that wait for this one: parts of the same set, or files named after its unit and project."""
    named = [
        k for k in formless
        if len(mine.unit) > 3 and len(mine.project) > 3
        and any(mine.unit in text and mine.project in text for text in map(plain, (*k.subjects, *k.names)))
    ]  # fmt: skip
    return _of_one_set(head, formless, guide) or named


def _of_one_set(head: Head, candidates: Iterable[Candidate], guide: Guide) -> list[Candidate]:
    """Cases whose mails say, under the same subject, that they are other parts of the set to which this mail belongs."""
    mine = part_number(head.subject)
    if mine is None:
        return []
    gist = _gist(head.subject, guide)
    return [k for k in candidates if same_sender(head, k) and any(_gist(s, guide) == gist for s in k.subjects)
            and fellows([mine], [m for s in k.subjects if (m := part_number(s))])]  # fmt: skip


def _gist(subject: str, guide: Guide) -> str:
    """The topic of a subject: without Re:, part, state and papers; "" where nothing is left."""
    return "" if generic(unmarked(subject), guide) else plain(tidy(subject, guide))


def _numbers(cases: Iterable[Candidate]) -> tuple[str, ...]:
    """The oldest cases first: the order of their numbers' letters depends on the prefixes of the guide."""
    return tuple(k.case_no for k in sorted(cases, key=lambda k: k.case_id))[:MOST_SUSPECTS]
