"""Turns raw bytes into a Reading: all that runs inside a worker. Pure except for the objects passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import process_time

from config.model import NO_SCANS, Guide, LimitSettings, ScanSettings
from intake.mime import parse
from intake.sandbox.reading_cache import Remembered
from intake.unpack import unpack
from intake.unpack.page_limit import within_pages
from parsers.formats.legacy.batch import together
from parsers.model.file import File
from parsers.model.mail import Head, Reading
from parsers.model.package import Role
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import FileReader, packages_of
from parsers.packages.page_sets import read_set
from parsers.packages.read_file import read_file


def read_mail(
    raw: bytes, guide: Guide, limits: LimitSettings, scans: ScanSettings = NO_SCANS,
    vet: Callable[[Sequence[File]], Sequence[File]] | None = None, reader: FileReader | None = None,
    roles: Mapping[str, Role] | None = None,
) -> tuple[Reading, Sequence[File]]:
    """Everything one mail said, and its files, which the caller keeps under their digests.

    Depends only on its arguments and the reader's version, so it can be cached, repeated and run anywhere. The exception are the
    seconds that `scans` allows: where they cut the reading of a scan short, the reading says so. Without `scans` no picture is
    read. The applicant's bytes raise nothing; any exception is our fault. `vet` may give files a trouble before they are read;
    `reader` reads a file as `read_file` does, or returns the same from a cache; `roles`: sha256 of a file → the role that staff
    gave it.
    """
    head, parts = parse(raw, limits)
    files: Sequence[File] = unpack(parts, limits, guide)
    if vet is not None:
        files = vet(files)
    files = within_pages(files, limits)
    fresh = [f.data for f in files if f.trouble is None and not (isinstance(reader, Remembered) and reader.knows(f))]
    with together(fresh):
        budget, sets = scan_budget(scans, guide, process_time), reader.together if isinstance(reader, Remembered) else read_set
        packages, unassigned = packages_of(files, head, guide, budget, reader or read_file, roles, sets)
    return Reading(head, packages, unassigned, guide=guide.digest), files


def read_one_file(file: File, guide: Guide, scans: ScanSettings = NO_SCANS) -> None:
    """Reads one file as `read_mail` does, only to find out whether it can be read."""
    packages_of((file,), Head(), guide, scan_budget(scans, guide, process_time))
