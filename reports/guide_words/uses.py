"""Tells what a guide's call uses: a sheet or a column about anything else is left out of what people read."""

from __future__ import annotations

from config.model import FieldKind, Guide, Meaning, SignedPart
from parsers.model.package import Role


def recommends(guide: Guide) -> bool:
    """Whether somebody recommends applications: a form has a part for it or asks who, or the guide has classes of such
    units."""
    printed = (form.key_of(Meaning.RECOMMENDER) in {slot.field for slot in form.slots if slot.field} for form in guide.forms)
    signed = (form.part(SignedPart.RECOMMENDER_OPINION) is not None for form in guide.forms)
    return bool(guide.recommender_classes) or any(printed) or any(signed)


def has_areas(guide: Guide) -> bool:
    """Whether a form asks for areas of work."""
    return any(form.field_of(Meaning.AREAS) for form in guide.forms)


def has_money(guide: Guide) -> bool:
    """Whether a form asks for money, by stages or in words."""
    return any(form.of_kind(FieldKind.SCHEDULE) or form.field_of(Meaning.MONEY_ASKED) for form in guide.forms)


def has_several_forms(guide: Guide) -> bool:
    """Whether there is more than one form to apply with."""
    return len(guide.forms) > 1


def has_several_categories(guide: Guide) -> bool:
    """Whether applications are of different categories."""
    return len(guide.categories) > 1


def wants_copies(guide: Guide) -> bool:
    """Whether copies of the application are handed in on paper."""
    return guide.paper.copies > 0


def wants_certificates(guide: Guide) -> bool:
    """Whether certificates are handed in on paper beside them."""
    return guide.paper.certificates > 0 and bool(guide.paper.certificate)


def wants_paper(guide: Guide) -> bool:
    """Whether anything is handed in on paper."""
    return wants_copies(guide) or wants_certificates(guide)


def tells_experts(guide: Guide) -> bool:
    """Whether a rule has hints for experts."""
    return any(rule.audience == "experts" for rule in guide.rules)


def has_role(guide: Guide, role: Role) -> bool:
    """Whether the call knows papers of this role. Forms, proof and other papers come to every call."""
    if role == Role.NON_SECRET_CERTIFICATE:
        asked = (rule.arguments.get("roles", ()) for rule in guide.rules)
        return wants_certificates(guide) or any(role in roles for roles in asked if isinstance(roles, list | tuple))
    return role != Role.RECOMMENDATION or recommends(guide)
