"""Turns the mails of a case into the one that letters of a decision answer: the newest that brought the application itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from intake.ledger import cases as case_rows
from intake.ledger.cases import Revision, Touch
from parsers.model.package import Role

FORMS = (frozenset({Role.FORM_WORD, Role.FORM_PDF}), frozenset({Role.FORM_SCAN}))
"""What makes a mail the one that brought the application; a scan alone only where no mail brought the typed form, for whoever
recommends an application often sends its stamped pages later."""


def answered_mails(connection: Connection, numbers: Collection[str]) -> dict[str, Touch]:
    """Case number → the mail that a letter of a decision on this case answers; none for cases that no mail with an address
    brought."""
    ids = case_rows.ids_of(connection, numbers)
    touched = case_rows.mails_of_cases(connection, set(ids.values()))
    found = {}
    for number, case_id in ids.items():
        mails = [mail for mail in touched.get(case_id, ()) if mail.sender]
        one_sender = len({mail.sender.lower() for mail in mails}) == 1
        chosen = mails[-1] if one_sender else _of_the_form(case_rows.history(connection, case_id), mails)
        if chosen is not None:
            found[number] = chosen
    return found


def _of_the_form(history: Sequence[Revision], mails: Sequence[Touch]) -> Touch | None:
    """The newest mail that brought the form and whose sender our provider does not disprove; of a case without a form, the first
    one whose sender it does not disprove; else the newest."""
    by_digest = {mail.mail: mail for mail in mails}
    sound = [revision for revision in history if not revision.disproved and revision.mail in by_digest]
    for roles in FORMS:
        for revision in reversed(sound):
            if any(file.role in roles for file in revision.own.files):
                return by_digest[revision.mail]
    return by_digest[sound[0].mail] if sound else mails[-1] if mails else None
