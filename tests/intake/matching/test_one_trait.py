"""Applications that differ in one trait only: each comparison decides alone whether two are one, and each limit is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.matching.assign import MOST_SUSPECTS, assign
from intake.matching.candidates import BODY_LENGTH, Candidate, Traits, Verdict, plain, traits
from intake.matching.similarity import close, likeness, names_another, same_project, similar
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record, Value
from tests import installation

GUIDE = installation.guide()
NAMES = {"applicant_unit": "湖南省机械工程学会", "project_name": "智能制造国际研讨会", "project_leader": "王小明"}
TEXT = "围绕我省先进制造领域举办国际研讨会，邀请境外专家参会。"
MESSAGE = "<first@unit.example>"
OWN = Head(sender="a@unit.example", subject="申报材料")


def package(form: str = "exchange", text: str = TEXT, sha: str = "b", **changes: str) -> Package:
    """An application in Word with these names changed; its longest text has another key in each form."""
    said = NAMES | {"main_content" if form == "exchange" else "overview": text} | changes
    record = Record(form, {key: Value(words, words) for key, words in said.items()}, {}, {})
    return Package((PackageFile("申报书.docx", sha * 64, 1, "form_word", "x", record=record),))


def case(this: Package | None = None, number: int = 1, **more: frozenset[str]) -> Candidate:
    """The case that the first mail opened."""
    head = {"senders": frozenset([OWN.sender]), "messages": frozenset([MESSAGE])}
    return Candidate(number, f"GJ2024-{number:04}", traits(this or package(sha="a"), GUIDE), **(head | more))


def verdict(this: Package, head: Head = OWN, *cases: Candidate) -> Verdict:
    return assign(this, "print", head, cases or (case(),), GUIDE)


# --- one trait alone ---------------------------------------------------------------------------------------------------

SAME, DOUBLE, NEW = Verdict("revision", 1), Verdict("new", suspects=("GJ2024-0001",)), Verdict("new")
ANOTHER_TEXT = "培训青年科技人才，赴海外高校访问学习。" * 2


@pytest.mark.parametrize(("changes", "expected"), [
    ({}, SAME),
    ({"applicant_unit": "长沙理工大学"}, NEW),
    ({"project_name": "海外人才引进培训"}, SAME),  # leader and text say that it is the project under a new name
    ({"project_leader": "李四"}, SAME),
    ({"text": ANOTHER_TEXT}, SAME),
    ({"project_name": "海外人才引进培训", "project_leader": "李四"}, NEW),
    ({"project_name": "海外人才引进培训", "project_leader": ""}, NEW),
    ({"project_name": "海外人才引进培训", "text": ANOTHER_TEXT}, NEW),
    ({"project_name": "海外人才引进培训", "text": ""}, NEW),
    ({"project_name": "", "project_leader": "李四"}, DOUBLE),
    ({"project_name": "", "project_leader": "李四", "text": ANOTHER_TEXT}, NEW),
    ({"project_name": "智能制造国际研讨会（二）"}, SAME),
], ids=str)  # fmt: skip
def test_a_revision_of_the_exchange_form(changes: dict[str, str], expected: Verdict) -> None:
    assert verdict(package(**changes)) == expected


def test_two_forms_with_one_projects_name_are_two_cases() -> None:
    """A unit may ask for an exchange and for a base of the same name: all names agree, and only the form differs."""
    first, second = package("exchange"), package("haizhi")
    assert verdict(second, OWN, case(first)).case_id is None
    assert verdict(first, OWN, case(second)).case_id is None
    assert verdict(second, OWN, case(package("haizhi", sha="a"))) == SAME


@pytest.mark.parametrize(("head", "expected"), [
    (OWN, SAME),
    (Head(sender="b@unit.example"), SAME),  # a colleague
    (Head(sender="A@Unit.Example"), SAME), (Head(sender="B@UNIT.example"), SAME),
    (Head(sender="a@other.example"), DOUBLE),
    (Head(sender="a@sub.unit.example"), SAME),  # an institute of it
    (Head(sender="a@unit.example.net"), DOUBLE), (Head(sender="a@notunit.example"), DOUBLE),
    (Head(sender="a@other.example", in_reply_to=MESSAGE), SAME),
    (Head(sender="a@other.example", references=("<older@x>", MESSAGE, "<newer@x>")), SAME),
    (Head(sender="a@other.example", in_reply_to="<second@unit.example>"), DOUBLE),
    (Head(sender=""), DOUBLE),
])  # fmt: skip
def test_the_same_application_from_another_writer(head: Head, expected: Verdict) -> None:
    assert verdict(package(), head) == expected


@pytest.mark.parametrize(("one", "other"), [("", ""), ("a@", "b@")])
def test_two_mails_without_a_senders_domain_have_none_in_common(one: str, other: str) -> None:
    assert not close(Head(sender=one), case(senders=frozenset([other])))


@pytest.mark.parametrize(("mine", "theirs"), [("wang@qq.com", "Wang@QQ.com"), ("Wang@qq.com", "wang@qq.com")])
def test_an_address_is_one_in_small_letters_and_in_capitals(mine: str, theirs: str) -> None:
    """A telephone writes an address as its owner once typed it, a computer in small letters."""
    held = case(senders=frozenset([theirs]))
    assert verdict(package(), Head(sender=mine), held) == SAME
    assert close(Head(sender="b@unit.example"), case(senders=frozenset(["A@Unit.Example"])))
    part = replace(held, subjects=frozenset(["申报材料（1/2）"]), traits=Traits(None, "", "", "", ""))
    assert verdict(package(), Head(sender=mine, subject="申报材料（2/2）"), part) == SAME


def test_the_same_files_join_a_case_only_when_all_are_there() -> None:
    held = case(files=frozenset(["b" * 64]))
    more = replace(package(), files=(*package().files, PackageFile("佐证.pdf", "c" * 64, 1, "evidence", "application/pdf")))
    stranger = Head(sender="x@other.example")
    assert verdict(package(), OWN, held) == Verdict("same", 1)
    assert verdict(package(), stranger, held) == DOUBLE, "the same bytes are not the same person"
    assert verdict(more, stranger, held) == DOUBLE
    paper = Package((PackageFile("佐证.pdf", "b" * 64, 1, "evidence", "application/pdf"),))
    assert verdict(paper, stranger, held) == NEW, "a paper without a form may be the same in many applications"
    assert verdict(paper, OWN, held) == Verdict("same", 1)


# --- how alike two names are: each limit ---------------------------------------------------------------------------------

TEN, NINE, TWENTY, FOUR = "甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", "甲乙丙丁"


def changed(text: str, characters: int) -> str:
    """The text with so many characters at its end replaced by others: of n characters it is 1 - characters/n alike."""
    return text[: len(text) - characters] + "〇" * characters


def both(mine: str = "", theirs: str = "", trait: str = "unit", **others: str) -> tuple[Traits, Traits]:
    """Two traits with one name each; the rest is the same."""
    common = Traits("exchange", TEN, TEN, "王小明", TEXT)
    common = replace(common, **others)
    return replace(common, **{trait: mine}), replace(common, **{trait: theirs})


@pytest.mark.parametrize(("theirs", "leader", "same"), [
    (changed(TEN, 1), "", True),  # 90 of 100
    (changed(NINE, 1), "", False),  # 88.9
    (changed(NINE, 1), "王小明", True),  # near, and the leader is the same
    (TEN[:5], "", False), (TEN[:5], "王小明", True),  # one within the other
    (changed(TEN, 5), "王小明", False),
])  # fmt: skip
def test_units_are_one_from_ninety_of_a_hundred(theirs: str, leader: str, same: bool) -> None:
    mine = TEN if len(theirs) != 9 else NINE
    assert same_project(*both(mine, theirs, leader=leader), False) is same


@pytest.mark.parametrize(("theirs", "same"), [(changed(TEN, 1), True), (changed(NINE, 1), False)])
def test_projects_are_one_from_ninety_of_a_hundred(theirs: str, same: bool) -> None:
    mine = TEN[: len(theirs)]
    assert same_project(*both(mine, theirs, "project", leader=""), False) is same


@pytest.mark.parametrize(("theirs", "same"), [(changed(TWENTY, 3), True), (changed(TWENTY, 4), False)])
def test_texts_are_one_from_eighty_five_of_a_hundred(theirs: str, same: bool) -> None:
    """85 of 100, and 80."""
    mine, other = both(TWENTY, theirs, "body")
    assert same_project(replace(mine, project=""), other, False) is same


@pytest.mark.parametrize(("mine", "theirs", "thread", "same"), [
    (TEXT, "", True, True), ("", TEXT, True, True), ("", "", True, True), (TEXT, "", False, False), ("", "", False, False),
    (TEXT, ANOTHER_TEXT, True, False),
])  # fmt: skip
def test_a_blank_text_contradicts_nothing_in_a_thread_only(mine: str, theirs: str, thread: bool, same: bool) -> None:
    one, other = both(mine, theirs, "body", project="")
    assert same_project(one, other, thread) is same


@pytest.mark.parametrize(("theirs", "same"), [
    (("第二届湘台科技交流论坛", "第三届湘台科技交流论坛"), False),  # 90 or more alike, and the number differs
    (("第二届湘台论坛", "第三届湘台论坛"), True),  # less than 90: another name of the project of this leader and text
])  # fmt: skip
def test_names_that_differ_in_their_number_alone_are_two_projects(theirs: tuple[str, str], same: bool) -> None:
    assert same_project(*both(*theirs, "project"), False) is same


@pytest.mark.parametrize(("theirs", "told"), [(changed(FOUR, 1), True), (changed("甲乙丙", 1), False), ("", True)])
def test_a_clerk_compares_projects_from_seventy_five_of_a_hundred(theirs: str, told: bool) -> None:
    """And one without a name, whose text is the same."""
    mine = FOUR[: len(theirs) or 4]
    assert similar(*both(mine, theirs, "project")) is told
    assert similar(*both(theirs, mine, "project")) is told


@pytest.mark.parametrize(("theirs", "told"), [(changed(TEN, 1), True), (changed(NINE, 1), False), ("长沙理工大学", False)])
def test_a_clerk_compares_projects_of_one_unit_only(theirs: str, told: bool) -> None:
    assert similar(*both(TEN[: len(theirs)], theirs)) is told


@pytest.mark.parametrize(("theirs", "counts"), [
    (changed(FOUR, 1), (1, 0)),  # 75
    (changed("甲乙丙", 1), (0, 0)),  # 66.7: neither alike nor quite different
    (changed(TWENTY, 9), (0, 0)),  # 55
    (changed(TWENTY, 10), (0, 1)),  # 50
    ("", (0, 0)),
])  # fmt: skip
@pytest.mark.parametrize("trait", ["unit", "project", "leader"])
def test_how_many_names_are_alike_and_how_many_different(theirs: str, counts: tuple[int, int], trait: str) -> None:
    nothing = Traits("exchange", "", "", "", "")
    mine = TWENTY[: len(theirs) or 4]
    assert likeness(replace(nothing, **{trait: mine}), replace(nothing, **{trait: theirs})) == counts


def scan(unit: str, project: str, leader: str) -> Package:
    """A scan alone, and what was read of it."""
    (file,) = package(applicant_unit=unit, project_name=project, project_leader=leader, text="").files
    assert file.record is not None
    return Package((replace(file, name="盖章.pdf", role="form_scan", record=replace(file.record, medium="ocr")),))


@pytest.mark.parametrize(("names", "expected"), [
    (("湖南省机械工程学会", "智能制造国际研讨会", "赵六"), 1),  # two alike
    (("湖南省机械工程学会", "青年储能技术与新材料论坛", "王小明"), 1),
    (("长沙理工大学", "青年储能技术与新材料论坛", "王小明"), None),  # two quite different
    (("长沙理工大学", "智能制造国际研讨会", "赵六"), None),
    (("湖南省机械工程学会", "", ""), 1),  # one alike, and its sender has no other case
])  # fmt: skip
def test_a_scan_that_was_read_joins_by_two_of_three_names(names: tuple[str, str, str], expected: int | None) -> None:
    assert verdict(scan(*names)).case_id == expected


def test_of_two_cases_a_scan_joins_the_one_that_has_two_of_its_names() -> None:
    other = case(package(applicant_unit="湖南省机械工程学会", project_name="海外人才引进培训", project_leader="李四"), 2)
    assert verdict(scan("湖南省机械工程学会", "智能制造国际研讨会", ""), OWN, case(), other) == Verdict("supplement", 1)


# --- a folder's name: unit+project, project+unit, unit+unit ---------------------------------------------------------------

UNIT, PROJECT = NAMES["applicant_unit"], NAMES["project_name"]


@pytest.mark.parametrize(("folder", "another"), [
    (f"{UNIT}+{PROJECT}", False), (f"{PROJECT}+{UNIT}", False), (f"{UNIT}+{UNIT}", False),
    (f"{UNIT}+海外人才引进培训", True), (f"长沙理工大学+{PROJECT}", True), ("长沙理工大学+海外人才引进培训", True),
    ("长沙理工大学+湖南大学", True), (f"{UNIT}+长沙理工大学", True), ("盖章扫描件", False), (UNIT, False),
    ("长沙理工大学", False),
    ("附件+材料/长沙理工大学+海外人才引进培训", True),
])  # fmt: skip
@pytest.mark.parametrize("where", ["folder", "subject", "scan"])
def test_a_name_of_another_unit_or_project_belongs_elsewhere(folder: str, another: bool, where: str) -> None:
    paper = PackageFile(f"{folder}.pdf" if where == "scan" else "盖章.pdf", "s" * 64, 1, "form_scan", "application/pdf")
    this = Package((paper,), folder if where == "folder" else "")
    head = replace(OWN, subject=folder) if where == "subject" else OWN
    assert names_another(this, head, case(), GUIDE) is another
    assert verdict(this, head).case_id == (None if another else 1)


def test_a_proof_is_named_after_partners_and_says_nothing() -> None:
    proof = Package((PackageFile("长沙理工大学+海外人才引进培训.pdf", "s" * 64, 1, "evidence", "application/pdf"),))
    assert verdict(proof) == Verdict("supplement", 1)


@pytest.mark.parametrize(("project", "another"), [("", False), (PROJECT, True)])
def test_of_a_case_whose_project_is_not_known_the_unit_decides(project: str, another: bool) -> None:
    this = Package((PackageFile("盖章.pdf", "s" * 64, 1, "form_scan", "application/pdf"),), f"{UNIT}+海外人才引进培训")
    assert names_another(this, OWN, case(package(project_name=project)), GUIDE) is another


@pytest.mark.parametrize(("names", "joins"), [
    ((f"{UNIT}+{PROJECT}.pdf",), True), ((f"{UNIT}+海外人才引进培训.pdf",), False), ((f"长沙理工大学+{PROJECT}.pdf",), False),
    ((f"{UNIT}.pdf",), False),
])  # fmt: skip
def test_a_word_file_joins_the_scan_that_bears_its_unit_and_its_project(names: tuple[str, ...], joins: bool) -> None:
    waiting = replace(case(), traits=Traits(None, "", "", "", ""), names=names)
    assert (verdict(package(), OWN, waiting) == SAME) is joins


@pytest.mark.parametrize(("trait", "length", "joins"), [
    ("applicant_unit", 3, False), ("applicant_unit", 4, True), ("project_name", 3, False), ("project_name", 4, True),
])  # fmt: skip
def test_a_short_name_that_stands_in_any_text_is_no_witness(trait: str, length: int, joins: bool) -> None:
    name = NAMES[trait][-length:]
    waiting = replace(case(), traits=Traits(None, "", "", "", ""), names=(f"{UNIT}+{PROJECT}.pdf",))
    assert (verdict(package(**{trait: name}), OWN, waiting) == SAME) is joins


# --- counts --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cases", [MOST_SUSPECTS - 1, MOST_SUSPECTS, MOST_SUSPECTS + 1])
def test_so_many_suspects_are_named_the_oldest_first(cases: int) -> None:
    every = [case(number=number) for number in range(cases, 0, -1)]
    told = verdict(package(), OWN, *every)
    assert told.suspects == tuple(f"GJ2024-{number:04}" for number in range(1, min(cases, 8) + 1))


@pytest.mark.parametrize("length", [1199, 1200, 1201])
def test_so_much_of_the_text_is_compared(length: int) -> None:
    assert len(traits(package(text="海" * length), GUIDE).body) == min(length, BODY_LENGTH) == min(length, 1200)


@pytest.mark.parametrize("written", [
    "ＡＩ＋制造 Forum", "ai+制造forum", " AI 制造\nＦＯＲＵＭ ", "AI（制造）Forum", "AI_制造-forum", "AI\u3000制造·Forum"
])  # fmt: skip
def test_names_are_compared_without_width_case_and_signs(written: str) -> None:
    assert plain(written) == "ai制造forum"
    assert verdict(package(project_name=written, project_leader=""), OWN, case(package(project_name="AI制造Forum"))) == SAME
    assert plain(None) == plain("（） 　") == ""
