"""papers-when-all-read: papers that belong to the package are missing; not certain while a file could not be read (R107,
R112)."""

from __future__ import annotations

from parsers.checks.missing_papers import missing_papers
from parsers.checks.rule import Kind

KIND = Kind(missing_papers, package=True, whole=True, absent=True)
