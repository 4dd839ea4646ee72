"""Finds which part of a mail each package of its new reading is, so that case numbers stay with their applications.

A new reader, or a person who says what a file is, may give a mail more packages, fewer, or others in another order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from config.model import Guide
from parsers.model.mail import Reading
from parsers.model.package import Package
from parsers.packages.same_project import same_project

SAME_PROJECT, SAME_FORM = 1000, 100
"""Weights beside which a file that both have counts 1: what a form says, and that it is the same file."""


def parts_of(reading: Reading, earlier: Mapping[int, Package], guide: Guide) -> dict[int, Package]:
    """Part of the mail → its package. `earlier`: what its parts brought when it was read before. A package that is like none of
    them gets a number of its own; a part that no package is now keeps its files, as they are read now."""
    again, free = _again(reading.packages, earlier, guide), max(earlier, default=-1) + 1
    parts: dict[int, Package] = {}
    for at, package in enumerate(reading.packages):
        parts[again.get(at, free)] = package
        free += at not in again
    read = {file.sha256: file for file in (*reading.unassigned, *(f for package in reading.packages for f in package.files))}
    left = {part: old for part, old in earlier.items() if part not in parts}
    return parts | {part: replace(old, files=tuple(read.get(f.sha256, f) for f in old.files)) for part, old in left.items()}


def _again(packages: Sequence[Package], earlier: Mapping[int, Package], guide: Guide) -> dict[int, int]:
    """Number of a package → the part that it was, the likest first. One that is like none keeps its place where that is free,
    unless both have forms."""
    pairs = ((_likeness(package, old, guide), -at, -part) for at, package in enumerate(packages) for part, old in earlier.items())
    again: dict[int, int] = {}
    for weight, at, part in sorted(pairs, reverse=True):
        if weight and -at not in again and -part not in again.values():
            again[-at] = -part
    for at, package in enumerate(packages):
        if at not in again and at in earlier and at not in again.values() and not (package.records and earlier[at].records):
            again[at] = at
    return again


def _likeness(package: Package, old: Package, guide: Guide) -> int:
    """How much a package is one that was; 0 for another application, whatever papers the two share."""
    project = any(same_project(one, other, guide) for one in package.records for other in old.records)
    forms = len(_forms(package) & _forms(old))
    if package.records and old.records and not (project or forms):
        return 0
    shared = {file.sha256 for file in package.files} & {file.sha256 for file in old.files}
    return SAME_PROJECT * project + SAME_FORM * forms + len(shared)


def _forms(package: Package) -> set[tuple[str, int]]:
    return {(file.sha256, file.part) for file in package.files if file.record is not None}
