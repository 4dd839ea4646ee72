"""file-limits: a file is too large, has too many or too few pages, or is of a type that the call does not take."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, about
from parsers.model.package import PackageFile, Role


def file_limits(
    subject: Subject, *, roles: tuple[Role, ...] = (), most_mb: float = 0.0, least_pages: int = 0, most_pages: int = 0,
    suffixes: tuple[str, ...] = (),
) -> Iterator[Hit]:
    """Offers {problem}. Files that could not be opened have rules of their own; pages are asked where the format has them."""
    for file in subject.package.files:
        if (roles and file.role not in roles) or file.role == Role.REFUSED or file.trouble is not None:
            continue
        if problem := _problem(file, most_mb, (least_pages, most_pages), suffixes):
            yield about(file, problem=problem)


def _problem(file: PackageFile, most_mb: float, pages: tuple[int, int], suffixes: tuple[str, ...]) -> str:
    suffix = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    if suffixes and suffix not in {one.lower().lstrip(".") for one in suffixes}:
        return f"格式应为{'、'.join(suffixes)}"
    if most_mb and file.size > most_mb * (1 << 20):
        return f"大小为{file.size / (1 << 20):.1f}MB，超过{most_mb:g}MB"
    if file.pages is None or not file.pages:
        return ""
    if file.pages < pages[0]:
        return f"只有{file.pages}页，不足{pages[0]}页"
    return f"有{file.pages}页，超过{pages[1]}页" if pages[1] and file.pages > pages[1] else ""


KIND = Kind(file_limits, offers=("problem",), package=True)
