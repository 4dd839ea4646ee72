"""package-name-mismatch: the folder must be named 申报单位名称+项目名称 (R116)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from config.model import Meaning
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.package import PackageShape
from parsers.packages.project_naming import without_unit
from parsers.values.names import bare, near

NO_FOLDER = "没有文件夹"


def package_name(
    subject: Subject, *, project_from: Literal["folder", "unit-only"] = "folder", without_folder: bool = False,
) -> Iterator[Hit]:
    """Offers {name}, {missing} and {what}, which says both in words. Applies only to packages that have a name of their own and
    whose unit is known; with `without_folder` also to attachments in no folder or archive, all of them read: {name} is "". With
    `project_from` "unit-only" the project's name is needed only where the form prints it (X2)."""
    name, unit, project = subject.package.name, subject.text_of(Meaning.APPLICANT), subject.of(Meaning.PROJECT)
    in_no_folder = subject.package.shape == PackageShape.SEPARATE and not any(f.trouble for f in subject.package.files)
    if without_folder and unit and in_no_folder:
        yield Hit(words={"name": "", "missing": NO_FOLDER, "what": f"现有材料为散装附件，{NO_FOLDER}"})
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
        missing = "和".join(lacks)
        yield Hit(words={"name": name, "missing": missing, "what": f"当前名称“{name}”中未识别到{missing}"})


KIND = Kind(package_name, offers=("name", "missing", "what"), package=True)
