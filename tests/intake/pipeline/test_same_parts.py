"""Which part of a mail a package of its new reading is, where a mail is read again."""

from __future__ import annotations

from collections.abc import Sequence

from intake.pipeline.same_parts import parts_of
from parsers.model.mail import Head, Reading
from parsers.model.package import Package, PackageFile
from tests import installation
from tests.parsers.rules.builders import file, record

GUIDE = installation.guide()


def form(name: str, project: str) -> PackageFile:
    return file(name, "form_word", record=record("exchange", project_name=project, project_leader=f"{project}负责人"))


def paper(name: str) -> PackageFile:
    return file(name, "evidence")


def again(before: Sequence[Package], now: Sequence[Package]) -> list[int]:
    """The part of each package of the new reading."""
    parts = parts_of(Reading(Head(), tuple(now)), dict(enumerate(before)), GUIDE)
    return [next(part for part, one in parts.items() if one == package) for package in now]


def package(*files: PackageFile) -> Package:
    return Package(files)


def test_projects_keep_their_parts_in_another_order() -> None:
    one, two = package(form("a.docx", "储能国际研讨会")), package(form("b.docx", "杂交水稻国际合作"))
    assert again([one, two], [two, one]) == [1, 0] and again([one, two], [one, two]) == [0, 1]


def test_one_record_of_the_same_project_is_enough() -> None:
    """The scan of a package was read as another project than its Word file, whose words are what counts."""
    one = package(form("a.docx", "储能国际研讨会"), form("scan.pdf", "杂交水稻国际合作"))
    two = package(form("b.docx", "智能制造交流活动"), paper("c.pdf"))
    new_one, new_two = package(form("a2.docx", "储能国际研讨会")), package(form("b2.docx", "智能制造交流活动"))
    assert again([one, two], [new_two, new_one]) == [1, 0]


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_package_that_is_like_none_gets_a_part_of_its_own() -> None:
    one, other = package(form("a.docx", "储能国际研讨会")), package(form("b.docx", "杂交水稻国际合作"))
    assert again([one], [one, other]) == [0, 1] and again([one], [other, one]) == [1, 0]


def test_without_forms_the_files_that_both_have_decide() -> None:
    one, two = package(paper("a.pdf")), package(paper("b.pdf"), paper("c.pdf"))
    assert again([one, two], [package(paper("c.pdf")), package(paper("a.pdf"))]) == [1, 0]


def test_a_part_that_no_package_is_now_keeps_its_files() -> None:
    one, two = package(form("a.docx", "储能国际研讨会")), package(form("b.docx", "杂交水稻国际合作"))
    assert parts_of(Reading(Head(), (two,)), {0: one, 1: two}, GUIDE) == {1: two, 0: one}
