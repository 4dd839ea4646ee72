"""Bytes of one file → what in it could harm whoever opens it, in the words of `parsers.formats.risks`. Nothing is followed or
run."""

from parsers.dangers.detect import dangers
from parsers.dangers.programs import what_runs

__all__ = ["dangers", "what_runs"]
