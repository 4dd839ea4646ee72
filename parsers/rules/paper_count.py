"""paper-count: too few or too many files of a kind (推荐信不少于两份), or none that is required in this case."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.package import PackageFile, Role
from parsers.values.width import folded


def paper_count(
    subject: Subject, *, words: tuple[str, ...] = (), roles: tuple[Role, ...] = (), least: int = 1, most: int = 0,
    by_name: bool = False, per_row: str = "",
) -> Iterator[Hit]:
    """Offers {count}, {least} and {most}. The same bytes count once. Unassigned files of the mail may be one of them: they count
    where too few came. With `per_row` as many are needed as that table has rows, and nothing is asked where it has none."""
    value = subject.filled(per_row) if per_row else None
    rows = len(value.value) if value is not None and isinstance(value.value, list) else 0
    wanted = least * rows if per_row else least
    own = {one.sha256 for one in subject.package.files if _fits(one, words, roles, by_name)}
    beside = {one.sha256 for one in subject.circumstances.unassigned if _fits(one, words, roles, by_name)} - own
    if len(own) + len(beside) < wanted:
        yield Hit(words={"count": len(own) + len(beside), "least": wanted, "most": most})
    elif most and len(own) > most:
        yield Hit(words={"count": len(own), "least": wanted, "most": most})


def _fits(file: PackageFile, words: tuple[str, ...], roles: tuple[Role, ...], by_name: bool) -> bool:
    if file.role in roles or not words:
        return file.role in roles
    form = file.role.startswith("form_")
    beginning = folded(file.name.rpartition("/")[2] + ("" if by_name or form else "\n" + file.text_start))
    return not form and any(folded(word) in beginning for word in words)


KIND = Kind(paper_count, offers=("count", "least", "most"), package=True, whole=True, absent=True)
