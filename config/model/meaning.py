"""What a field of a form means to the program, whatever its key and label are."""

from __future__ import annotations

from enum import StrEnum


class Meaning(StrEnum):
    """Behaviour hangs on a field's meaning, never on its key. Each meaning stands at most once in a form."""

    APPLICANT = "applicant"
    """The unit that applies: names the case in sheets and letters; told apart from the recommender; compared with seals."""
    CATEGORY = "category"
    """The ticked kind of project: its options' keys are the guide's categories; rules, sheets and sums go by it."""
    PROJECT = "project"
    """The project's name: tells cases apart; taken from folder, archive or subject where the form does not print it."""
    RECOMMENDER = "recommender"
    """The recommending unit: taken from the signed part, a seal or the sender; the route and its rules go by it."""
    LEADER = "leader"
    """Who leads the project: with its texts tells projects of one unit apart; searched for on the index of cases."""
    CONTACT = "contact"
    """Whom to ask: shown on the case's page and the index, left out of what experts see."""
    LEGAL_REPRESENTATIVE = "legal-representative"
    """Who stands for the unit: searched for on the index, left out of what experts see."""
    CONTACT_PHONE = "contact-phone"
    """The contact's number: searched for on the index; says which application a scan belongs to."""
    LEADER_PHONE = "leader-phone"
    """The leader's number: searched for on the index."""
    UNIT_PHONE = "unit-phone"
    """The unit's number: searched for on the index."""
    UNIT_NATURE = "unit-nature"
    """What the unit says it is: told beside the class that its name gives it."""
    CREDIT_CODE = "credit-code"
    """The unit's credit code: its region speaks for the province; letters may show it; left out of what experts see."""
    ACCOUNT_NAME = "account-name"
    """Whose account it is: left out of what experts see."""
    BANK = "bank"
    """Where the account is: left out of what experts see."""
    AREAS = "areas"
    """The ticked areas of work: a column of the overview."""
    MONEY_ASKED = "money-asked"
    """A text that tells the money: the sum asked for is taken from it where the form has no schedule."""
    CONTENT = "content"
    """What the project does: the first text by which two forms are known for the same project."""
    GOALS = "goals"
    """What it is to reach: the second of these texts."""
    NOVELTY = "novelty"
    """What is new in it: one of these texts."""
    BASIS = "basis"
    """What it builds upon: one of these texts."""


NEEDED = (Meaning.APPLICANT, Meaning.CATEGORY, Meaning.PROJECT, Meaning.RECOMMENDER)
"""Without these a case has no name, no category, no project to be known by, or no route: every form must give them."""
