"""Names kinds of files as the guide does: its certificate by the certificate's own name, and none that its call does not know."""

from __future__ import annotations

from config.model import Guide
from parsers.model.package import Role
from reports.guide_words.uses import has_role
from reports.state_words import ROLE, word_of


def role_word(guide: Guide, role: Role | str) -> str:
    """What a file of this role is called. A paper of a role that the call does not know is proof like any other."""
    if role in tuple(Role) and not has_role(guide, Role(role)):
        return ROLE[Role.EVIDENCE]
    named = guide.paper.certificate if role == Role.NON_SECRET_CERTIFICATE else ""
    return named or word_of(ROLE, role)


def offered_roles(guide: Guide) -> tuple[str, ...]:
    """The words from which staff choose, in the order of the roles."""
    return tuple(dict.fromkeys(role_word(guide, role) for role in ROLE if role != Role.REFUSED))


def roles_by_word(guide: Guide) -> dict[str, Role]:
    """Word → role, with the words of other guides, in which staff may have written before."""
    general = {word: Role(role) for role, word in ROLE.items()}
    own = {role_word(guide, role): Role(role) for role in ROLE if has_role(guide, Role(role))}
    return {word: role for word, role in (general | own).items() if role != Role.REFUSED}
