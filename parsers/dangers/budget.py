"""Bounds what is unpacked while one file is searched for dangers."""

from __future__ import annotations

DEEPEST = 3
"""How far files within files are followed."""


class Spent(Exception):
    """More would have to be unpacked than one file may take: what is left is unchecked."""


class SearchBudget:
    """Bytes and parts that may still be unpacked of one file, with all files inside it."""

    def __init__(self, size: int = 96 << 20, parts: int = 10_000) -> None:
        self.size, self.parts = size, parts

    def take(self, size: int) -> None:
        """Counts one part of so many bytes. Raises Spent."""
        self.size -= size
        self.parts -= 1
        if self.size < 0 or self.parts < 0:
            raise Spent
