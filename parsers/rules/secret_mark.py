"""secret-mark: a file has a classification mark (R122)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, about
from parsers.values.classification_marks import NOTE, marked


def secret(subject: Subject) -> Iterator[Hit]:
    """Files with a classification mark anywhere in them (the reader notes it) or in their names."""
    for file in subject.package.files:
        spoken = "密" in file.text_start or "密" in file.name  # true of few files; only these are searched
        if NOTE in file.notes or (spoken and marked(file.name + "\n" + file.text_start)):
            yield about(file)


KIND = Kind(secret)
