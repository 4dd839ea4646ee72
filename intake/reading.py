"""From raw bytes to a Reading: the whole way that runs inside a worker. Pure but for what it is handed."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import Guide, LimitSettings
from intake.mime import parse
from intake.unpack import unpack
from parsers.model import File, Reading
from parsers.packages import packages_of


def read_mail(raw: bytes, guide: Guide, limits: LimitSettings) -> tuple[Reading, Sequence[File]]:
    """Everything one mail said, and the files it carried, to be kept under their digests.

    Depends on its arguments and the reader's version only, so it can be cached, repeated and run anywhere.
    Raises nothing of the applicant's making; any exception is our fault.
    """
    head, parts = parse(raw, limits)
    files = unpack(parts, limits)
    packages, loose = packages_of(files, head, guide)
    return Reading(head, packages, loose, guide=guide.digest), files
