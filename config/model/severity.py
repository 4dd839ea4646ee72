"""The severity of a finding: the word that a rule of the guide gives, and that every finding carries."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """From the heaviest to the lightest. The values are used in guides, in kept JSON and in the output of `check` and
    `export`."""

    FIX = "fix"
    """必改: a machine is sure; it goes to the applicant."""
    VERIFY = "verify"
    """核验: a person decides."""
    REMIND = "remind"
    """提醒: worth checking, changes nothing."""
    NOTE = "note"
    """信息: for whoever reviews the case."""
