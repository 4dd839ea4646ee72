"""template-outdated: the form is of another edition than this call's (R3)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.values.names import bare


def edition(subject: Subject) -> Iterator[Hit]:
    """Offers {found} and {wanted}. No hit where either edition is not known."""
    if subject.record is None or subject.form is None:
        return
    printed, wanted = subject.record.edition, subject.form.edition
    if printed and wanted and bare(printed) != bare(wanted):
        document = next((value.document for value in subject.record.values.values() if value.document), "")
        yield Hit(document=document, medium=subject.record.medium, words={"found": printed, "wanted": wanted})


KIND = Kind(edition, offers=("found", "wanted"))
