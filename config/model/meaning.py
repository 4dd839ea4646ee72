"""What a field of a form means to the program, whatever its key and label are."""

from __future__ import annotations

from enum import StrEnum


class Meaning(StrEnum):
    """What a field means. Behaviour depends on a field's meaning, never on its key. Each meaning is given at most once in a
    form."""

    APPLICANT = "applicant"
    """The unit that applies: names the case in sheets and letters; told apart from the recommender; compared with seals."""
    CATEGORY = "category"
    """The ticked kind of project: its options' keys are the guide's categories; rules, sheets and sums go by it."""
    PROJECT = "project"
    """The project's name: tells cases apart; taken from folder, archive or subject where the form does not print it."""
    RECOMMENDER = "recommender"
    """The recommending unit: taken from the signed part, a seal or the sender; the route and its rules depend on it."""
    LEADER = "leader"
    """Who leads the project: with its texts tells projects of one unit apart; searched for on the index of cases."""
    CONTACT = "contact"
    """Whom to ask: shown on the case's page and the index, hidden from experts."""
    LEGAL_REPRESENTATIVE = "legal-representative"
    """Who represents the unit by law: searched for on the index, hidden from experts."""
    CONTACT_PHONE = "contact-phone"
    """The contact's number: searched for on the index; says which application a scan belongs to."""
    LEADER_PHONE = "leader-phone"
    """The leader's number: searched for on the index."""
    UNIT_PHONE = "unit-phone"
    """The unit's number: searched for on the index."""
    UNIT_NATURE = "unit-nature"
    """What the unit says it is: shown beside the class that its name gives it."""
    CREDIT_CODE = "credit-code"
    """The unit's credit code: its region is evidence for the province; letters may show it; hidden from experts."""
    ACCOUNT_NAME = "account-name"
    """Whose account it is: hidden from experts."""
    BANK = "bank"
    """Where the account is: hidden from experts."""
    AREAS = "areas"
    """The ticked areas of work: a column of the overview."""
    MONEY_ASKED = "money-asked"
    """A text that says how much money is asked for: the sum is taken from it where the form has no schedule."""
    CONTENT = "content"
    """What the project does: the first text by which two forms are recognised as the same project."""
    GOALS = "goals"
    """What it should reach: the second of these texts."""
    NOVELTY = "novelty"
    """What is new in it: one of these texts."""
    BASIS = "basis"
    """What it builds upon: one of these texts."""


NEEDED = (Meaning.APPLICANT, Meaning.PROJECT)
"""Without these a case has no name, or no project to be recognised by: every form must give them."""

NEEDED_OR_LACKING = (Meaning.RECOMMENDER,)
"""Without these a case has no route: every form gives them, or says under `lacks` that its call has none."""

PRIVATE = (Meaning.ACCOUNT_NAME, Meaning.BANK, Meaning.CREDIT_CODE, Meaning.CONTACT, Meaning.LEGAL_REPRESENTATIVE)
"""Hidden from experts: every form gives them, or says under `lacks` that it does not ask for them."""
