"""Whether the names of a package are those of a case."""

from __future__ import annotations

import pytest

from intake.matching.candidates import Candidate, Traits
from intake.matching.similarity import names_another
from parsers.model.mail import Head
from parsers.model.package import Package
from tests import installation

GUIDE = installation.guide()
THIS, OTHER = "湖南省机械工程学会+智能制造国际研讨会", "湖南省水稻研究所+杂交水稻海外推广"


@pytest.mark.parametrize(("named", "another"), [
    ([THIS], False), ([OTHER], True), ([THIS, OTHER], False), ([OTHER, THIS], False), ([], False), (["盖章扫描件"], False),
])  # fmt: skip
def test_of_a_case_without_a_form_one_name_that_is_its_own_is_enough(named: list[str], another: bool) -> None:
    formless = Candidate(1, "GJ2024-0001", Traits(None, "", "", "", ""), names=tuple(named))
    assert names_another(Package((), name=THIS), Head(subject="申报材料"), formless, GUIDE) is another
