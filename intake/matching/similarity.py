"""Measures how alike two applications are, by their names and texts."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from config.model import Guide
from intake.matching.candidates import Candidate, Traits, thread
from intake.matching.organisations import KEPT, Domains, organisation
from parsers.model.mail import Head
from parsers.model.package import Package, Role
from parsers.packages.project_naming import pair
from parsers.values.names import alike, near

SAME_NAME = 90  # ratio of 100: 有限公司 against 股份有限公司 is 92.9, so a name alone never merges
SAME_TEXT = 85
SIMILAR = 75.0
"""From here on two names may be the same: one read from a scan, or changed by its writer."""
DIFFERENT = 55.0


def same_project(mine: Traits, theirs: Traits, one_thread: bool) -> bool:
    """Same form and unit, and the project's name, or its leader and text. In a thread a text that is still blank does not
    contradict, nor does another leader of the same text; a leader that is blank never does: we ask for it. Where a unit's name
    was shorter before, its leader must be the same."""
    if mine.form != theirs.form:
        return False
    one_leader = bool(mine.leader) and mine.leader == theirs.leader
    if fuzz.ratio(mine.unit, theirs.unit) < SAME_NAME and not (one_leader and near(mine.unit, theirs.unit)):
        return False
    if mine.project and theirs.project and alike(mine.project, theirs.project):
        return True
    if mine.project and theirs.project and (not one_leader or _another_number(mine.project, theirs.project)):
        return False
    if not one_leader and not one_thread and mine.leader and theirs.leader:
        return False
    return _same_text(mine, theirs) if mine.body and theirs.body else one_thread and one_leader


def _same_text(mine: Traits, theirs: Traits) -> bool:
    return bool(mine.body and theirs.body) and fuzz.ratio(mine.body, theirs.body) >= SAME_TEXT


def _another_number(one: str, other: str) -> bool:
    """第二期 beside 第三期: names so similar that only their numbers tell them apart."""
    return fuzz.ratio(one, other) >= SAME_NAME and not alike(one, other)


def similar(mine: Traits, theirs: Traits) -> bool:
    """Whether two projects of one unit have names that a clerk should compare, or one has none and they have the same text."""
    if fuzz.ratio(mine.unit, theirs.unit) < SAME_NAME:
        return False
    if not (mine.project and theirs.project):
        return mine.form == theirs.form and _same_text(mine, theirs)
    return fuzz.ratio(mine.project, theirs.project) >= SIMILAR


def likeness(mine: Traits, theirs: Traits) -> tuple[int, int]:
    """How many of unit, project and leader are alike, and how many quite different, where both are known."""
    pairs = ((mine.unit, theirs.unit), (mine.project, theirs.project), (mine.leader, theirs.leader))
    ratios = [fuzz.ratio(*pair) for pair in pairs if all(pair)]
    return sum(ratio >= SIMILAR for ratio in ratios), sum(ratio < DIFFERENT for ratio in ratios)


def names_another(package: Package, head: Head, case: Candidate, guide: Guide) -> bool:
    """Whether folder, subject or scan is named 单位+项目 with a unit or a project that is not this case's. Proofs are not used:
    they are named after partners, too. Of a case without a form only names are known."""
    scans = (file.name for file in package.files if file.role in (Role.FORM_SCAN, Role.REFUSED, Role.OTHER))
    mine = _pairs((package.name, head.subject, *scans), guide)
    unit, project = case.traits.unit, case.traits.project
    if unit:
        return any(_others(pieces, unit, project) for pieces in mine)
    theirs = _pairs((*case.subjects, *case.names), guide)
    return bool(mine and theirs) and not any(near("".join(one), "".join(other)) for one in mine for other in theirs)


def _others(pieces: tuple[str, str], unit: str, project: str) -> bool:
    rest = [piece for piece in pieces if not near(piece, unit)]
    return len(rest) == 2 or (len(rest) == 1 and project != "" and not near(rest[0], project))


def _pairs(names: Iterable[str], guide: Guide) -> list[tuple[str, str]]:
    return [pieces for name in names if (pieces := pair(name.rpartition("/")[2], guide))]


def close(head: Head, case: Candidate, domains: Domains = KEPT) -> bool:
    """Whether the case knows the writer: same address, same organisation's domain, or an answer to our letter about it, which
    only its applicant has, and whoever had it from him."""
    if same_sender(head, case) or not case.letters.isdisjoint(thread(head)):
        return True
    own = organisation(head.sender, domains)
    return own != "" and own in {organisation(sender, domains) for sender in case.senders}


def one_sender(one: str, other: str, domains: Domains = KEPT) -> bool:
    """Whether two addresses are one, or of one organisation."""
    own = organisation(one, domains)
    return one != "" and (one.lower() == other.lower() or (own != "" and own == organisation(other, domains)))


def same_sender(head: Head, case: Candidate) -> bool:
    """Whether the mail comes from an address of the case, in whatever capitals a program writes it."""
    return head.sender != "" and head.sender.lower() in {sender.lower() for sender in case.senders}


def in_thread(head: Head, case: Candidate) -> bool:
    """Whether the mail answers one of the case's mails, or a letter of ours about it."""
    return not (case.messages | case.letters).isdisjoint(thread(head))
