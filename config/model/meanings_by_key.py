"""Maps the key of a field to its meaning, for forms written before fields had meanings.

It holds for one version, and only for a form in which no field gives a meaning. No other place names such keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from config.model.meaning import Meaning

MEANINGS_BY_KEY: Mapping[str, Meaning] = MappingProxyType({
    "applicant_unit": Meaning.APPLICANT,
    "project_category": Meaning.CATEGORY,
    "project_name": Meaning.PROJECT,
    "recommender": Meaning.RECOMMENDER,
    "project_leader": Meaning.LEADER,
    "contact_person": Meaning.CONTACT,
    "legal_representative": Meaning.LEGAL_REPRESENTATIVE,
    "contact_phone": Meaning.CONTACT_PHONE,
    "leader_phone": Meaning.LEADER_PHONE,
    "unit_phone": Meaning.UNIT_PHONE,
    "unit_nature": Meaning.UNIT_NATURE,
    "uscc": Meaning.CREDIT_CODE,
    "bank_account_name": Meaning.ACCOUNT_NAME,
    "bank_name": Meaning.BANK,
    "cooperation_fields": Meaning.AREAS,
    "funding": Meaning.MONEY_ASKED,
    "main_content": Meaning.CONTENT,
    "overview": Meaning.CONTENT,
    "expected_goals": Meaning.GOALS,
    "highlights": Meaning.NOVELTY,
    "cooperation_basis": Meaning.BASIS,
})
