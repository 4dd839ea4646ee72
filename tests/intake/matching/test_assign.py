"""Which case a package belongs to. Merging two applications loses one; keeping one twice only costs a clerk a moment."""

from __future__ import annotations

from dataclasses import replace

import hypothesis
import pytest
from hypothesis import strategies as st

from intake.matching.assign import WriterTrust, assign
from intake.matching.candidates import Candidate, Traits, Verdict, plain, traits
from intake.matching.organisations import Domains
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record, Value
from tests import installation

GUIDE = installation.guide()
UNIT, PROJECT, LEADER, TEXT = "湖南省机械工程学会", "智能制造国际研讨会", "王小明", "围绕我省先进制造领域举办国际研讨会，" * 20


def package(unit: str = UNIT, project: str = PROJECT, leader: str = LEADER, text: str = TEXT, sha: str = "a") -> Package:
    values = {"applicant_unit": unit, "project_name": project, "project_leader": leader, "main_content": text}
    record = Record("exchange", {key: Value(words, words) for key, words in values.items()}, {}, {})
    return Package((PackageFile("申报书.docx", sha * 64, 1, "form_word", "x", record=record),))


def scan(name: str = "盖章扫描件.pdf", sha: str = "b", folder: str = "") -> Package:
    return Package((PackageFile(name, sha * 64, 1, "form_scan", "application/pdf", text_layer=False),), name=folder)


def known(number: str = "GJ2024-0001", sender: str = "a@unit.example", **changes: str) -> Candidate:
    mine = replace(traits(package(), GUIDE), **{key: plain(value) for key, value in changes.items()})
    messages, files = frozenset(["<first@unit.example>"]), frozenset(["a" * 64])
    return Candidate(int(number[-4:]), number, mine, frozenset([sender]), messages, files,
                 frozenset(["print-1"]), letters=frozenset(["<receipt-1@office.example>"]))


FIRST = known()
SENDER = Head(sender="a@unit.example", subject="申报材料")
STRANGER = Head(sender="someone@qq.com", subject="申报材料")
REPLY = Head(sender="other@163.com", in_reply_to="<first@unit.example>")
ANSWER = Head(sender="other@163.com", in_reply_to="<receipt-1@office.example>")


def verdict(this: Package, head: Head, *cases: Candidate, fingerprint: str = "print-2") -> Verdict:
    return assign(this, fingerprint, head, cases, GUIDE)


def test_the_first_package_opens_a_case() -> None:
    assert verdict(package(), SENDER) == Verdict("new")


def test_the_same_files_join_the_case_that_has_them_from_whom_it_knows() -> None:
    assert verdict(package(), SENDER, FIRST) == Verdict("same", 1)
    assert verdict(package(sha="c"), REPLY, FIRST, fingerprint="print-1") == Verdict("same", 1)


def test_the_same_files_from_a_stranger_are_a_case_of_their_own() -> None:
    """The office's blank form, or what an adviser gave to two: the bytes say nothing of who sends them."""
    double = Verdict("new", suspects=("GJ2024-0001",))
    assert verdict(package(), STRANGER, FIRST) == double
    assert verdict(package(sha="c"), STRANGER, FIRST, fingerprint="print-1") == double
    blank = package(unit="", project="", leader="", text="")
    assert verdict(blank, STRANGER, known(unit="", project="", leader="", body="")) == double


@pytest.mark.parametrize("head", [SENDER, ANSWER, Head(sender="b@unit.example")])
@pytest.mark.parametrize("this", [package(), package(sha="c"), scan()], ids=["the same", "corrected", "a scan"])
def test_whom_the_provider_disproves_touches_no_case(this: Package, head: Head) -> None:
    """Whatever it names: it becomes a case of its own, beside the one it named."""
    forged = replace(head, subject="补交 GJ2024-0001 " + PROJECT)
    of = [assign(this, "print-2", forged, (FIRST,), GUIDE, WriterTrust(disproved=word)) for word in (False, True)]
    believed, disproved = of
    assert believed.case_id == 1
    assert disproved == Verdict("new", suspects=("GJ2024-0001",))


def test_whom_the_provider_disproves_opens_a_case_where_none_is_named() -> None:
    assert assign(package(), "print-2", STRANGER, (), GUIDE, WriterTrust(disproved=True)) == Verdict("new")


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
    assert verdict(scan(), ANSWER, FIRST) == Verdict("supplement", 1)


@pytest.mark.parametrize("this", [
    scan("长沙理工大学+储能论坛.pdf"), scan("长沙理工大学盖章件.pdf"), scan(f"{UNIT}+储能技术与新能源论坛.pdf"),
    scan(f"{UNIT}-储能技术与新能源论坛-申报书扫描件.pdf"), package(unit="长沙理工大学", leader="李四"),
    package(sha="c", project="海外人才引进培训", leader="李四", text=""),
], ids=["another", "another's paper", "another project", "with dashes", "typed", "typed project"])  # fmt: skip
def test_an_answer_to_another_persons_mail_brings_his_case_nothing_that_is_anothers(this: Package) -> None:
    """Who writes to the office and to somebody else would have that one's application."""
    assert verdict(this, REPLY, FIRST).case_id is None


@pytest.mark.parametrize("this", [scan(), package()], ids=["a scan", "typed"])
def test_an_answer_to_a_mail_without_a_form_joins_nothing(this: Package) -> None:
    bait = Candidate(7, "WD2024-0007", Traits(None, "", "", "", ""), frozenset(["a@qq.com"]), FIRST.messages, names=(PROJECT,))
    assert verdict(this, REPLY, bait) == Verdict("new", suspects=("WD2024-0007",), elsewhere=this.form is None)


@pytest.mark.parametrize("name", [f"{UNIT}+{PROJECT}.pdf", f"{PROJECT}盖章件.pdf", f"{UNIT}盖章.pdf", "盖章件.pdf", "护照.pdf",
                                  f"{UNIT[3:]}盖章件.pdf"])
def test_a_colleagues_answer_to_his_mail_joins_his_case(name: str) -> None:
    assert verdict(scan(name), REPLY, FIRST) == Verdict("supplement", 1)


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


@pytest.mark.parametrize("prefix", ["GJ2024", "CX2023", "A2025"])
def test_a_case_is_named_by_its_number_whatever_prefix_the_guide_gives(prefix: str) -> None:
    first, second = known(f"{prefix}-0001"), known(f"{prefix}-0002", project="另一个项目的名称")
    named = replace(SENDER, subject=f"{prefix}-0002 补充材料")
    assert verdict(scan(), named, first, second) == Verdict("supplement", 2)
    longer = replace(SENDER, subject=f"X{prefix}-0002 与 {prefix}-00021 补充材料")
    assert verdict(scan(), longer, first, second).relation == "new"


def test_a_number_inside_another_word_is_no_case_number() -> None:
    second = known("GJ2024-0002", project="另一个项目的名称")
    head = Head(sender="a@unit.example", subject="文号 XGJ2024-00015")
    assert verdict(scan(), head, FIRST, second).relation == "new"


def test_the_readable_version_of_an_encrypted_archive_joins_the_case_it_answers() -> None:
    nobody = Traits(None, "", "", "", "")
    locked = Candidate(7, "WD2024-0007", nobody, frozenset(["a@qq.com"]), letters=FIRST.letters)
    assert verdict(package(), ANSWER, locked) == Verdict("revision", 7)
    alone = verdict(package(), Head(sender="a@qq.com"), locked)
    assert alone == Verdict("new", elsewhere=True), "it may be another project; or its files lie there"


@pytest.mark.parametrize("text", ["湖南省（机械）工程 学会", "湖南省(机械)工程学会", "湖南省机械工程学会。"])
def test_names_are_compared_without_brackets_blanks_and_points(text: str) -> None:
    assert plain(text) == UNIT


# --- scans that were read ---------------------------------------------------------------------------------------------


def read_scan(unit: str, project: str, leader: str, sha: str = "d") -> Package:
    """A package of one scan; its names are what was made out of the picture."""
    said = package(unit, project, leader, "", sha)
    (file,) = said.files
    assert file.record is not None
    return replace(said, files=(replace(file, name="盖章.pdf", role="form_scan", record=replace(file.record, medium="ocr")),))


OTHER = known("GJ2024-0002", project="海外人才引进培训", leader="李四")
MISREAD = read_scan("湖甫省机械工程学会", "智能制造国际研计会", "王小日月")


def test_a_misread_scan_joins_the_case_whose_names_it_bears() -> None:
    assert verdict(MISREAD, SENDER, FIRST, OTHER) == Verdict("supplement", 1)
    assert verdict(MISREAD, REPLY, OTHER, FIRST) == Verdict("supplement", 1)


def test_a_scan_of_which_nothing_was_read_is_as_any_scan() -> None:
    assert verdict(read_scan("", "", ""), SENDER, FIRST) == Verdict("supplement", 1)
    assert verdict(read_scan("", "", ""), SENDER, FIRST, OTHER).relation == "new"


def test_a_scan_that_bears_quite_other_names_never_joins() -> None:
    alien = read_scan("长沙理工大学", "储能技术与新能源论坛", "赵六")
    assert verdict(alien, SENDER, FIRST) == Verdict("new")
    assert verdict(alien, REPLY, FIRST) == Verdict("new")


def test_a_strangers_scan_is_suspected_at_most() -> None:
    assert verdict(MISREAD, STRANGER, FIRST).case_id is None


# --- any candidates ---------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["", UNIT, "长沙理工大学", PROJECT, "第二届论坛", "第三届论坛", LEADER, "李四"])
PACKAGES = st.one_of(
    st.builds(package, WORDS, WORDS, WORDS, st.sampled_from(["", TEXT])), st.builds(read_scan, WORDS, WORDS, WORDS),
    st.builds(scan, WORDS.map(lambda word: f"{word}+x.pdf")),
)  # fmt: skip
HEADS = st.builds(
    Head, sender=st.sampled_from(["a@unit.example", "b@unit.example", "x@qq.com", ""]),
    subject=st.sampled_from(["", "申报材料（1/2）", f"{UNIT}+{PROJECT}", "GJ2024-0002", "回复：材料之二"]),
    in_reply_to=st.sampled_from(["", "<first@unit.example>"]),
)  # fmt: skip
KNOWN = st.lists(
    st.builds(
        lambda number, words, form, subject: replace(
            known(f"GJ2024-{number:04}", unit=words[0], project=words[1], leader=words[2]), subjects=frozenset([subject])
        ) if form else Candidate(number, f"WD2024-{number:04}", Traits(None, "", "", "", ""), frozenset(["a@unit.example"])),
        st.integers(1, 99), st.tuples(WORDS, WORDS, WORDS), st.booleans(), st.sampled_from(["", "申报材料（2/2）", "材料之一"]),
    ),
    max_size=5, unique_by=lambda case: case.case_id,
)  # fmt: skip


@hypothesis.settings(max_examples=200, deadline=None)
@hypothesis.given(PACKAGES, HEADS, KNOWN)
def test_any_package_goes_to_one_of_its_candidates_or_to_none_whatever_their_order(
    this: Package, head: Head, cases: list[Candidate]
) -> None:
    answer = assign(this, "print-9", head, cases, GUIDE)
    assert (answer.case_id is None) == (answer.relation == "new")
    assert answer.case_id is None or answer.case_id in {case.case_id for case in cases}
    assert set(answer.suspects) <= {case.case_no for case in cases}
    assert assign(this, "print-9", head, cases[::-1], GUIDE).case_id == answer.case_id or answer.relation == "same"
    if answer.relation in ("revision", "supplement"):
        (chosen,) = (case for case in cases if case.case_id == answer.case_id)
        assert "a@unit.example" in chosen.senders
        assert head.sender.endswith("@unit.example") or head.in_reply_to


@pytest.mark.parametrize(("this", "joins"), [
    (read_scan(UNIT, PROJECT, LEADER), True), (MISREAD, True), (read_scan(UNIT, "", "李四"), True), (read_scan("", "", ""), True),
    (read_scan("长沙理工大学", "", LEADER), True), (read_scan("长沙理工大学", "", ""), False),
    (read_scan(UNIT, "储能技术与新能源论坛", "李四"), False),
])  # fmt: skip
def test_a_read_scan_in_a_colleagues_answer(this: Package, joins: bool) -> None:
    assert (verdict(this, REPLY, FIRST).case_id == 1) is joins


def test_who_has_a_case_of_his_own_of_that_unit_adds_to_it() -> None:
    """Whoever applies in his unit's name and copies it to him gets none of his papers."""
    bait, own = known("GJ2024-0001", sender="thief@evil.example"), known("GJ2024-0002", sender="other@163.com")
    own = replace(own, messages=frozenset(["<own@163.com>"]))
    assert verdict(scan(f"{UNIT}盖章件.pdf"), REPLY, bait, own) == Verdict("supplement", 2)


def test_a_provider_that_the_settings_name_makes_nobody_a_colleague_of_a_baits_writer() -> None:
    bait, own = known("GJ2024-0001", sender="thief@smallmail.cn"), known("GJ2024-0002", sender="me@smallmail.cn")
    own = replace(own, messages=frozenset(["<own@smallmail.cn>"]))
    trust = WriterTrust(domains=Domains(public=frozenset({"smallmail.cn"})))
    head = replace(REPLY, sender="me@smallmail.cn")
    assert assign(scan(f"{UNIT}盖章件.pdf"), "print-2", head, (bait, own), GUIDE, trust) == Verdict("supplement", 2)
