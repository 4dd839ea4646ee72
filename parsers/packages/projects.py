"""Which forms of one mail are the same project, and which of several counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz

from parsers.model import PackageFile, Record
from parsers.names import bare, near
from parsers.naming import tidy

ALIKE = 60.0
"""Similarity (0–100) of two forms' long texts from which they are two versions of one project."""
_BODY = ("main_content", "expected_goals", "highlights", "cooperation_basis", "overview", "funding")
_FINAL = re.compile(r"最终|终稿|终版|定稿|最新|final|修改|修订|更新|正式", re.IGNORECASE)
_VERSION = re.compile(
    r"(?:v|第|\(|_|-)\s*(\d{1,3}|[一二三四五六七八九])\s*(?:版|稿|\)|$|(?=\W))|(?:稿|版)(\d{1,2})$", re.IGNORECASE
)
_DATE = re.compile(r"(20\d{2})[-./_年]?(1[0-2]|0?[1-9])[-./_月]?([12]\d|3[01]|0?[1-9])")


def text(record: Record, key: str) -> str:
    """A field's text, "" where it is blank, unknown or was not read."""
    value = record.values.get(key)
    return value.text.strip() if value is not None and value.text else ""


def empty(record: Record) -> bool:
    """True for a form that nobody filled in: neither unit nor leader, nor any of the long texts."""
    return not any(text(record, key) for key in ("applicant_unit", "project_leader", "project_name", *_BODY))


def same_project(one: Record, other: Record) -> bool:
    """Whether two records are of one application: form and unit, and then the project's name, or its leader and text.

    Two projects of one unit and leader stay two when their texts differ: better two cases than one lost in the other.
    """
    units = text(one, "applicant_unit"), text(other, "applicant_unit")
    if one.form != other.form or (all(units) and not near(*units)):
        return False
    names = text(one, "project_name"), text(other, "project_name")
    if all(names):
        return bare(names[0]) == bare(names[1]) or fuzz.ratio(bare(names[0]), bare(names[1])) >= 90
    leaders = bare(text(one, "project_leader")), bare(text(other, "project_leader"))
    bodies = tuple(bare("".join(text(record, key) for key in _BODY))[:3000] for record in (one, other))
    alike = fuzz.ratio(*bodies) if all(bodies) else None
    if leaders[0] and leaders[0] == leaders[1]:
        return alike is None or alike >= ALIKE
    return alike is not None and alike >= 90


def clusters(forms: Sequence[PackageFile]) -> list[list[PackageFile]]:
    """Forms of the same project together, in order of their first."""
    found: list[list[PackageFile]] = []
    for file in forms:
        assert file.record is not None
        home = next((c for c in found if any(m.record and same_project(m.record, file.record) for m in c)), None)
        if home is None:
            found.append([file])
        else:
            home.append(file)
    return found


def newest_first(forms: Sequence[PackageFile]) -> list[PackageFile]:
    """The forms of one project, the one that counts first: by the date, the version or 定稿 in its name, else the last sent."""
    order = sorted(enumerate(forms), key=lambda pair: (*_version(pair[1].name), pair[0]), reverse=True)
    return [file for _, file in order]


def stem(file: PackageFile) -> str:
    """What a file's own name says without numbers, dates and states, for comparison."""
    return bare(tidy(file.name.rsplit("/", 1)[-1]))


def _version(name: str) -> tuple[int, int, int]:
    plain = re.sub(r"\.\w{2,5}$", "", unicodedata.normalize("NFKC", name.rsplit("/", 1)[-1]))
    dates = [int(y) * 10000 + int(m) * 100 + int(d) for y, m, d in _DATE.findall(plain)]
    numbers = [_number(a or b) for a, b in _VERSION.findall(_DATE.sub("", plain))]
    return max(dates, default=0), max(numbers, default=0), 1 if _FINAL.search(plain) else 0


def _number(written: str) -> int:
    return int(written) if written.isdigit() else "零一二三四五六七八九".index(written)
