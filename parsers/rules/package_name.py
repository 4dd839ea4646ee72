"""package-name-mismatch: the folder must be named 申报单位名称+项目名称 (R116)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from config.model import Meaning
from parsers.checks.rule import Hit, Kind, Subject
from parsers.packages.project_naming import without_unit
from parsers.values.names import bare, near


def package_name(subject: Subject, *, project_from: Literal["folder", "unit-only"] = "folder") -> Iterator[Hit]:
    """Offers {name} and {missing}. Applies only to packages that have a name of their own and whose unit is known. With
    `project_from` "unit-only" the project's name is needed only where the form prints it (X2)."""
    name, unit, project = subject.package.name, subject.text_of(Meaning.APPLICANT), subject.of(Meaning.PROJECT)
    if not name or not unit:
        return
    lacks, plain = [], bare(name)
    if bare(unit) not in plain and without_unit(name, unit, subject.guide) is None:
        lacks.append("申报单位名称")
    written = (project.text if project is not None else "") or ""
    asked = project_from == "folder" or subject.printed(subject.key_of(Meaning.PROJECT))
    if asked and not (written and (bare(written) in plain or near(written, without_unit(name, unit, subject.guide) or name))):
        lacks.append("项目名称")
    if lacks:
        yield Hit(words={"name": name, "missing": "和".join(lacks)})


KIND = Kind(package_name, offers=("name", "missing"), package=True)
