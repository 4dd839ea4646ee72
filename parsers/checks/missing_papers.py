"""Finds out which papers of a package are missing."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Subject
from parsers.model.package import Role
from parsers.values.width import folded


def missing_papers(subject: Subject, *, roles: tuple[Role, ...] = (), words: tuple[str, ...] = ()) -> Iterator[Hit]:
    """One hit where no file of the package, and no unassigned file of its mail, has one of the roles, or one of the words in its
    name or at the beginning of its text."""
    files = subject.package.files + subject.circumstances.unassigned
    if any(file.role in roles for file in files):
        return
    for file in files if words else ():
        beginning = file.name + "\n" + file.text_start if not file.role.startswith("form_") else ""
        if any(word in beginning for word in words) or any(word in folded(beginning) for word in words):
            return
    yield Hit()
