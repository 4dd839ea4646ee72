"""The types that rules use: what a rule checks (Subject), what it reports (Hit), and what its kind declares (Kind)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as setting
from types import MappingProxyType
from typing import Any, NamedTuple

from config.model import Field, FieldKind, Form, Guide, Meaning
from parsers.checks.field_labels import plain, printed_labels
from parsers.model.document import Medium, Place
from parsers.model.finding import Severity
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record, Value


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is not in the package itself. `received` is the arrival of the case's first complete revision and `deadline` the end
    of the call, both ISO 8601 with zone, None where unknown or not set; `sender` and `sender_name` are those of the newest mail;
    `unassigned` are files of the same mail that fit no package for certain (this one's scan may be among them);
    `before` are the values of the case's earlier revisions, oldest first, with what staff corrected in each."""

    received: str | None = None
    deadline: str | None = None
    sender: str = ""
    sender_name: str = ""
    unassigned: tuple[PackageFile, ...] = ()
    before: tuple[Mapping[str, Value], ...] = ()


_NO_WORDS: Mapping[str, str | int | float] = MappingProxyType({})


class Hit(NamedTuple):
    """One thing that a rule reports. `severity` lowers the rule's own (never raises it); `label` replaces the printed label of
    the field; `medium` is what the hit is based on (that of the field's value where not given); `words` fill the placeholders of
    the message; `quote` is the applicant's sentence that a hint is based on; `discriminator` distinguishes it from others of the
    same rule, field and file by the applicant's text, never by our wording; `possibly_there`: what is said to be missing may be
    there, though it was not found. It is a tuple, because one is made for every finding,
    and a frozen dataclass takes seven times as long to make."""

    field: str | None = None
    document: str = ""
    place: Place | None = None
    severity: Severity | None = None
    medium: Medium | None = None
    label: str = ""
    words: Mapping[str, str | int | float] = _NO_WORDS
    quote: str = ""
    discriminator: str = ""
    possibly_there: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule checks: the package, the record that counts and its form (None where no form was read)."""

    package: Package
    guide: Guide
    circumstances: Circumstances = Circumstances()
    record: Record | None = None
    form: Form | None = None
    kept: dict[Any, Any] = setting(default_factory=dict, compare=False, repr=False)
    """What rules of one kind compute once and share while this subject is checked."""
    case_no: str = ""
    """The number of its case, for rules that look at all of them; "" while it is checked alone."""

    @property
    def category(self) -> str | None:
        """Key of the ticked category, or of the one that a form without such a choice has; None where it is not certain."""
        value = self.of(Meaning.CATEGORY)
        return self.guide.category_of(self.form.key if self.form else None, value.value if value is not None else None)

    def key_of(self, meaning: Meaning) -> str:
        """The key of the field with this meaning; "" where the form has none."""
        return self.guide.key_of(self.form.key if self.form else None, meaning)

    def of(self, meaning: Meaning) -> Value | None:
        """The value of the field with this meaning; None where the form has no such field, or no form was read."""
        return self.value(self.key_of(meaning))

    def text_of(self, meaning: Meaning) -> str:
        """The text of the field with this meaning; "" where it is blank, missing or unreadable."""
        return self.text(self.key_of(meaning))

    def value(self, key: str) -> Value | None:
        """The field's value, None where this form has no such field or none was read."""
        return self.record.values.get(key) if self.record else None

    def text(self, *keys: str) -> str:
        """The texts of these fields, one a line; blank, missing and unreadable ones are left out."""
        values = self.record.values if self.record else {}
        return "\n".join([value.text for key in keys if (value := values.get(key)) is not None and value.text])

    def filled(self, key: str) -> Value | None:
        """The field's value if it is not blank, else None."""
        value = self.record.values.get(key) if self.record else None
        return value if value is not None and value.text is not None and value.text.strip() else None

    def printed(self, key: str) -> bool:
        """Whether this document prints a label of the field. False where the form does not, or where the label is gone: then the
        field is not certainly blank or without a tick."""
        if self.record is None or self.form is None:
            return False
        labels, lost = printed_labels(self.form).get(key, frozenset()), self.record.missing_labels
        return bool(labels - {plain(label) for label in lost} if lost else labels)

    def fields(self, *kinds: FieldKind) -> tuple[Field, ...]:
        """The fields of the form (of these kinds, where any are given), in the form's order; none where no form was read."""
        if self.form is None:
            return ()
        return self.form.of_kind(*kinds) if kinds else self.form.fields


Question = Callable[..., Iterator[Any]]
"""question(subject, **settings), which yields each Hit: its keyword-only parameters are the settings that a guide may give under
`with`. Of a kind that looks at all cases, question(subjects, **settings), which yields (index of the case, Hit)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule. `offers` are the placeholders that its messages may use besides {label}, {document}, {where} and {topic}.
    `package`: it checks the package and is not run on a single document. `whole`: its findings are certain only where every file
    could be read. `absent`: it reports a missing file, which may still arrive while parts of a package sent in several mails have
    not. `across`: it looks at all cases of the call together (parsers.checks.across), never at one alone, and reports nothing
    that is more than `verify`."""

    question: Question
    offers: tuple[str, ...] = ()
    package: bool = False
    whole: bool = False
    absent: bool = False
    across: bool = False


COMMON = ("label", "document", "where", "topic")


def hit(key: str, value: Value | None, severity: Severity | None = None, **words: str | int | float) -> Hit:
    """A hit on a field, with the document, place and medium of its value."""
    if value is None:
        return Hit(key, severity=severity, words=words)
    return Hit(key, value.document, value.place, severity, value.medium, words=words)


def about(file: PackageFile, severity: Severity | None = None, **words: str | int | float) -> Hit:
    """A hit on a whole file."""
    return Hit(document=file.name, severity=severity, words=words)


