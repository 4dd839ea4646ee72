"""Which case a package belongs to. Merging two applications loses one; keeping one twice costs a clerk a look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.cases import Known, Traits, Verdict, assign, plain, traits
from parsers.model import Head, Package, PackageFile, Record, Value

UNIT, PROJECT, LEADER, TEXT = "湖南省机械工程学会", "智能制造国际研讨会", "王小明", "围绕我省先进制造领域举办国际研讨会，" * 20


def package(unit: str = UNIT, project: str = PROJECT, leader: str = LEADER, text: str = TEXT, sha: str = "a") -> Package:
    values = {"applicant_unit": unit, "project_name": project, "project_leader": leader, "main_content": text}
    record = Record("exchange", {key: Value(words, words) for key, words in values.items()}, {}, {})
    return Package((PackageFile("申报书.docx", sha * 64, 1, "form_word", "x", record=record),))


def scan(name: str = "盖章扫描件.pdf", sha: str = "b", folder: str = "") -> Package:
    return Package((PackageFile(name, sha * 64, 1, "form_scan", "application/pdf", text_layer=False),), name=folder)


def known(number: str = "GJ2024-0001", sender: str = "a@unit.example", **changes: str) -> Known:
    mine = replace(traits(package()), **{key: plain(value) for key, value in changes.items()})
    return Known(int(number[-4:]), number, mine, frozenset([sender]), frozenset(["<first@unit.example>"]), frozenset(["a" * 64]),
                 frozenset(["print-1"]))


FIRST = known()
SENDER = Head(sender="a@unit.example", subject="申报材料")
STRANGER = Head(sender="someone@qq.com", subject="申报材料")
REPLY = Head(sender="other@163.com", in_reply_to="<first@unit.example>")


def verdict(this: Package, head: Head, *cases: Known, fingerprint: str = "print-2") -> Verdict:
    return assign(this, fingerprint, head, cases)


def test_the_first_package_opens_a_case() -> None:
    assert verdict(package(), SENDER) == Verdict("new")


def test_the_same_files_join_the_case_that_has_them_whoever_sends_them() -> None:
    assert verdict(package(), STRANGER, FIRST).relation == "same"
    assert verdict(package(sha="c"), STRANGER, FIRST, fingerprint="print-1") == Verdict("same", 1)


def test_a_corrected_package_from_the_same_address_is_a_revision() -> None:
    assert verdict(package(sha="c", text="全部重写" * 50), SENDER, FIRST) == Verdict("revision", 1)
    assert verdict(package(sha="c", project=""), SENDER, FIRST) == Verdict("revision", 1), "leader and text match too"


def test_a_colleague_of_the_same_domain_and_an_answer_in_the_thread_are_known() -> None:
    colleague = Head(sender="b@unit.example")
    assert verdict(package(sha="c"), colleague, FIRST) == Verdict("revision", 1)
    assert verdict(package(sha="c"), REPLY, FIRST) == Verdict("revision", 1)


def test_a_public_mail_provider_is_no_common_domain() -> None:
    mine = known(sender="x@qq.com")
    assert verdict(package(sha="c"), STRANGER, mine) == Verdict("new", suspects=("GJ2024-0001",))


def test_a_stranger_with_the_same_project_opens_a_case_that_is_suspected() -> None:
    assert verdict(package(sha="c"), STRANGER, FIRST) == Verdict("new", suspects=("GJ2024-0001",))


def test_another_project_of_the_same_sender_is_another_case() -> None:
    other = package(sha="c", project="海外人才引进培训", leader="李四", text="完全不同的内容。" * 30)
    assert verdict(other, SENDER, FIRST) == Verdict("new")
    assert verdict(other, REPLY, FIRST) == Verdict("new")


def test_the_same_project_name_of_another_unit_never_merges() -> None:
    """A city association recommends several units; a common project name must not cost one of them its application."""
    assert verdict(package(sha="c", unit="长沙理工大学", leader="李四"), SENDER, FIRST).relation == "new"


def test_two_candidates_are_no_candidate() -> None:
    second = known("GJ2024-0002")
    assert verdict(package(sha="c"), SENDER, FIRST, second) == Verdict("new", suspects=("GJ2024-0001", "GJ2024-0002"))


def test_a_scan_sent_later_supplements_the_case_of_its_sender() -> None:
    assert verdict(scan(), SENDER, FIRST) == Verdict("supplement", 1)
    assert verdict(scan(), REPLY, FIRST) == Verdict("supplement", 1)


def test_among_several_cases_the_one_whose_unit_or_project_is_named() -> None:
    second = known("GJ2024-0002", project="另一个项目的名称")
    assert verdict(scan(f"{UNIT}+另一个项目的名称.pdf"), SENDER, FIRST, second) == Verdict("supplement", 2)
    undecided = verdict(scan(), SENDER, FIRST, second)
    assert undecided == Verdict("new", suspects=("GJ2024-0001", "GJ2024-0002"), elsewhere=True)


def test_a_typed_case_number_alone_never_touches_a_case() -> None:
    typed = Head(sender="someone@qq.com", subject="补充 GJ2024-0001 的盖章扫描件")
    assert verdict(scan(), typed, FIRST) == Verdict("new")
    second = known("GJ2024-0002", project="另一个项目的名称")
    assert verdict(scan(), replace(typed, sender="a@unit.example"), FIRST, second) == Verdict("supplement", 1)


def test_a_number_inside_another_word_is_no_case_number() -> None:
    second = known("GJ2024-0002", project="另一个项目的名称")
    head = Head(sender="a@unit.example", subject="文号 XGJ2024-00015")
    assert verdict(scan(), head, FIRST, second).relation == "new"


def test_the_readable_version_of_an_encrypted_archive_joins_the_case_it_answers() -> None:
    locked = Known(7, "WD2024-0007", Traits(None, "", "", "", ""), frozenset(["a@qq.com"]), frozenset(["<first@unit.example>"]))
    assert verdict(package(), REPLY, locked) == Verdict("revision", 7)
    alone = verdict(package(), Head(sender="a@qq.com"), locked)
    assert alone == Verdict("new", elsewhere=True), "it may be another project; or its files lie there"


@pytest.mark.parametrize("text", ["湖南省（机械）工程 学会", "湖南省(机械)工程学会", "湖南省机械工程学会。"])
def test_names_are_compared_without_brackets_blanks_and_points(text: str) -> None:
    assert plain(text) == UNIT
