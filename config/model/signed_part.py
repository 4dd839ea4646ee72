"""The parts of a form that somebody signs and stamps, by what they are to the program."""

from __future__ import annotations

from enum import StrEnum


class SignedPart(StrEnum):
    """Behaviour hangs on what a part is, never on its label. Each stands at most once in a form."""

    COMMITMENT = "commitment"
    """The applicant's pledge: its seal, signature and date are looked for; its clauses are compared with the form's `pledge`."""
    APPLICANT_OPINION = "applicant_opinion"
    """Where the applicant signs for its opinion: its seal, signature and date are looked for."""
    RECOMMENDER_OPINION = "recommender_opinion"
    """Where the recommending unit signs: its text or seal names the recommender."""
    OFFICE_OPINION = "office_opinion"
    """Where the office writes: applicants leave it blank, and no seal is looked for."""
