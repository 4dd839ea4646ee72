"""Seals and ink on the pages of a scanned form: seen, not seen, or cannot tell. Suspicions for a person, never a verdict.

Pictures of the upright, straightened pages and the lines of print on them go in; what stands in each signed part comes out.
"""

from __future__ import annotations

from parsers.seals.detect import detect_stamps
from parsers.seals.signed_areas import Area, Line, areas

__all__ = ["Area", "Line", "areas", "detect_stamps"]
