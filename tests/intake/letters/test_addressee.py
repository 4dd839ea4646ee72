"""Which mail of a case a letter of a decision answers."""

from __future__ import annotations

import pytest

from intake.ledger.cases import Revision, Touch
from intake.letters.addressee import _of_the_form
from parsers.model.package import Package, PackageFile, Role
from reports.states import Status


def line(*brought: str) -> tuple[list[Revision], list[Touch]]:
    """Revisions by what their mails brought: w(ord), p(df), s(can), e(vidence); ! disproved, ? without an address."""
    roles = {"w": Role.FORM_WORD, "p": Role.FORM_PDF, "s": Role.FORM_SCAN, "e": Role.EVIDENCE}
    history, mails = [], []
    for n, what in enumerate(brought, 1):
        files = tuple(PackageFile(f"{n}{c}", f"{n}{c}", 1, roles[c], "") for c in what if c in roles)
        own = Package(files)
        history.append(Revision(1, n, str(n), 0, own, own, (), Status.COMPLETE, disproved="!" in what))
        if "?" not in what:
            mails.append(Touch(n, str(n), "", f"{n}@example.org", f"<{n}>"))
    return history, mails


@pytest.mark.parametrize(("brought", "answered"), [
    (("w", "e"), "1"), (("w", "s"), "1"), (("w", "ws"), "2"), (("s", "e"), "1"), (("s", "s", "e"), "2"), (("s", "p", "s"), "2"),
    (("e", "w", "e"), "2"), (("e", "e"), "1"), (("w", "w!"), "1"), (("w!", "e"), "2"), (("w!", "e!"), "2"), (("w", "w?"), "1"),
    (("w?", "s", "e"), "2"), (("w?", "e?"), ""), (("e!", "e", "e"), "2"),
])  # fmt: skip
def test_the_newest_that_brought_the_form_and_is_not_disproved(brought: tuple[str, ...], answered: str) -> None:
    found = _of_the_form(*line(*brought))
    assert (found.mail if found else "") == answered
