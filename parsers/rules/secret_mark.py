"""secret-mark: a file bears a classification mark (R122)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, about
from parsers.values.classification_marks import NOTE, marked


def secret(subject: Subject) -> Iterator[Hit]:
    """Files that carry a mark of secrecy anywhere (the reader notes it) or in their names."""
    for file in subject.package.files:
        spoken = "密" in file.text_start or "密" in file.name  # of few files it is, and only those are looked at closely
        if NOTE in file.notes or (spoken and marked(file.name + "\n" + file.text_start)):
            yield about(file)


KIND = Kind(secret)
