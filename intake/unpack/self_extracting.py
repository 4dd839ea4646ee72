"""Finds the members of the archive in a Windows program that is a self-extracting archive. The program is never run."""

from __future__ import annotations

from intake.unpack import zips
from intake.unpack.budget import Budget, Members, Refused
from intake.unpack.seven_zip import read_listed
from intake.unpack.seven_zip_listing import Listing, list_archive
from intake.unpack.seven_zip_process import in_memory, program
from parsers.model.file import TroubleKind

_ARCHIVES = ("7z", "Rar", "Rar5", "Cab")


def members(data: bytes, budget: Budget) -> Members:
    """(path, bytes, trouble) of every member. Raises Refused("dangerous") for a program without an archive."""
    if not program():
        raise _plain()
    with in_memory(data) as (path, handles):
        listing = _listing(path, handles, budget)
        if listing.kind == "zip":
            yield from zips.members(data, budget)
        elif listing.kind in _ARCHIVES:
            yield from read_listed(listing, path, handles, len(data), budget)
        else:
            raise _plain()


def _listing(path: str, handles: list[int], budget: Budget) -> Listing:
    try:
        return list_archive(path, handles, budget)
    except Refused as refused:
        raise (_plain() if refused.trouble.kind == TroubleKind.DAMAGED else refused) from refused


def _plain() -> Refused:
    return Refused(TroubleKind.DANGEROUS, "可执行程序，未打开")
