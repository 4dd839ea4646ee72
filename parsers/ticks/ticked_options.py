"""Returns which options of a field are ticked, found by words in them."""

from __future__ import annotations


def ticked(chosen: object, part: str) -> bool:
    """Whether an option that holds the words `part` is among the chosen."""
    return isinstance(chosen, list) and any(part in str(item) for item in chosen)
