"""Finds seals and ink on the pages of a scanned form: seen, not seen, or cannot tell. Hints for a person, never a verdict.

Pictures of the upright, deskewed pages and their lines of print go in; what is in each signed part comes out.
"""

from __future__ import annotations

from parsers.seals.detect import detect_stamps
from parsers.seals.signed_areas import Area, Line, areas

__all__ = ["Area", "Line", "areas", "detect_stamps"]
