"""account-changed: a later revision of a case has another account, credit code or unit than the one before (R123)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rapidfuzz import fuzz

from config.model import FieldKind, Meaning
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.document import Medium
from parsers.model.record import Value
from parsers.values import bare_writing

MISREAD = 80
"""A ratio of 100: two readings at least so like each other may be one text, of which recognition misread some characters."""


_BARE: Mapping[FieldKind, Callable[[str], str]] = {
    FieldKind.ACCOUNT: bare_writing.account, FieldKind.ORGANISATION: bare_writing.unit}


def changed(subject: Subject, *, fields: tuple[str, ...]) -> Iterator[Hit]:
    """A hit on each of these fields that says something else than it last said in an earlier revision. Offers {old} and {new}.
    What a person typed is theirs to know, and from then on it alone is what stood before; a field that is blank now has a rule of
    its own."""
    for key in fields:
        value = subject.filled(key)
        if value is None or value.medium == Medium.STAFF:
            continue
        bare = _bare(subject, key)
        for one in reversed(subject.circumstances.before):
            old = one.get(key)
            if old is None or not old.text or not bare(old.text):
                continue
            if told := _another(old, value, bare):
                found = hit(key, value, old=old.text.strip(), new=(value.text or "").strip())
                yield found._replace(discriminator=told)
                break
            if old.medium == Medium.STAFF:
                break


def _bare(subject: Subject, key: str) -> Callable[[str], str]:
    """How the field's text is reduced to what distinguishes it from others."""
    if key == subject.key_of(Meaning.CREDIT_CODE):
        return bare_writing.credit_code
    asked = subject.form.field(key) if subject.form else None
    return _BARE.get(asked.kind, bare_writing.plain) if asked else bare_writing.plain


def _another(one: Value, other: Value, bare: Callable[[str], str]) -> str:
    """What two values say, both of them filled in, where it differs; "" where it does not. The same number at another bank is
    another account."""
    first, second = bare(one.text or ""), bare(other.text or "")
    if first == second:
        if bare is not bare_writing.account or not bare_writing.other_bank(one.text or "", other.text or ""):
            return ""
        first, second = bare_writing.plain(one.text or ""), bare_writing.plain(other.text or "")
    elif Medium.OCR in (one.medium, other.medium) and fuzz.ratio(first, second) >= MISREAD:
        return ""
    return f"{first} → {second}"


KIND = Kind(changed, offers=("old", "new"))
