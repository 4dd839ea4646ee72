"""papers: papers that belong to the package are missing; certain even where some files could not be read (R63)."""

from __future__ import annotations

from parsers.checks.missing_papers import missing_papers
from parsers.checks.rule import Kind

KIND = Kind(missing_papers, package=True, absent=True)
