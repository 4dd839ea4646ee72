"""What is wrong with a guide's folder, as far as one wrong part tells: rendering all letters each time would take a minute."""

from __future__ import annotations

from pathlib import Path

from config.load import load_guide
from config.model import Guide, WrongSettings
from intake.operations.checked_settings import problems_by_part


def faults(folder: Path) -> str:
    """The problems of the first part of the guide that has any, a line each."""
    try:
        return "\n".join(first_faults(load_guide(folder)))
    except WrongSettings as wrong:
        return "\n".join(wrong.problems)


def first_faults(guide: Guide) -> list[str]:
    """The same of a guide that could be loaded."""
    return next((lines for lines in problems_by_part(guide) if lines), [])
