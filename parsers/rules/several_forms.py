"""several-forms: the package has more than one version of the form, and one of them counts."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, about
from parsers.model.finding import Severity
from parsers.packages.newest_version import BY_NAME, NOTES, UNSURE


def several_forms(subject: Subject) -> Iterator[Hit]:
    """Offers {counts} (the version that does) and {why}. Never certain: a note, or for a person where neither names nor times
    tell which version is the newest."""
    for file in subject.package.files:
        reason = next((note for note in file.notes if note in NOTES), None)
        if reason is None:
            continue
        counts = next((other for other in subject.package.of_role(file.role) if not set(other.notes) & set(NOTES)), file)
        why = "不能确定哪一份较新" if reason == UNSURE else "按文件名所示版本" if reason == BY_NAME else "按文档保存时间"
        own = counts.name.rsplit("/", 1)[-1]
        yield about(file, None if reason == UNSURE else Severity.NOTE, counts=own, why=why)


KIND = Kind(several_forms, offers=("counts", "why"), package=True)
