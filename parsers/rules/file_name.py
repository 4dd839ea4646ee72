"""file-name: a package or a file is not named as the call asks (单位名称+负责人姓名)."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from parsers.checks.field_labels import spoken
from parsers.checks.rule import Hit, Kind, Subject, about
from parsers.model.package import Role
from parsers.values.names import bare

CATEGORY = "category"


def file_name(subject: Subject, *, pattern: str, roles: tuple[Role, ...] = (), exact: bool = False) -> Iterator[Hit]:
    """Offers {name}, {wanted} and {missing}, the parts that it lacks. Blanks, width and signs do not count. Nothing is asked of a
    name while a field of the pattern is blank or unreadable, or of a package that has no name of its own."""
    parts = _parts(subject, pattern)
    if parts is None:
        return
    wanted = "".join(text for text, _ in parts)
    named = [(about(file), file.name.rpartition("/")[2].rpartition(".")[0] or file.name) for file in
             (subject.package.of_role(*roles) if roles else ())]
    named += [(Hit(), subject.package.name.rpartition("/")[2])] if not roles and subject.package.name else []
    for hit, name in named:
        missing = _missing(bare(name), parts, exact)
        if missing:
            yield hit._replace(words={"name": name, "wanted": wanted, "missing": "、".join(missing)})


def _missing(name: str, parts: list[tuple[str, str]], exact: bool) -> list[str]:
    missing, at = [], 0
    for text, what in parts:
        if not bare(text):
            continue
        place = name.find(bare(text), at)
        at = at if place < 0 else place + len(bare(text))
        missing += [what] if place < 0 else []
    whole = "".join(bare(text) for text, _ in parts)
    return missing or (["多余的文字"] if exact and name != whole else [])


def _parts(subject: Subject, pattern: str) -> list[tuple[str, str]] | None:
    """Each part of the name with what it is; None where one of them is not known."""
    parts: list[tuple[str, str]] = []
    for literal, key, _, _ in Formatter().parse(pattern):
        parts += [(literal, f"“{literal.strip()}”")] if literal else []
        if key is None:
            continue
        category = subject.guide.category(subject.category)
        text = (category.name if category else "") if key == CATEGORY else subject.text(key).strip()
        if not text:
            return None
        parts.append((text, "小类名称" if key == CATEGORY or subject.form is None else spoken(subject.form, key)))
    return parts


KIND = Kind(file_name, offers=("name", "wanted", "missing"), package=True)
