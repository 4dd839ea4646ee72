"""hint-package-shape: how the package was put together (R115); hint-other-email: another address than the sender's (F2-13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values import email

SHAPES = {"folder": "材料在一个文件夹内", "archive": "材料在压缩包内，没有文件夹", "loose": "材料为散装附件，未打包"}


def shape(subject: Subject) -> Iterator[Hit]:
    """Offers {told}. All shapes are accepted as they come."""
    if subject.package.shape in SHAPES:
        yield Hit(words={"told": SHAPES[subject.package.shape]})


def other_email(subject: Subject, *, field: str) -> Iterator[Hit]:
    """The address in the form is not the one the mail came from. Neither is told: letters go to the sender alone (X12)."""
    value, sender = subject.filled(field), subject.circumstances.sender.lower()
    written = re.findall(r"[\w.%+'=-]+@[\w.-]+\w", email(value.text or "").lower()) if value is not None else []
    if sender and written and sender not in written:
        yield hit(field, value)


SHAPE = Kind(shape, offers=("told",), package=True)
OTHER_EMAIL = Kind(other_email)
