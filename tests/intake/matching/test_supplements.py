"""Revisions and supplements, for each sentence of the contract (section 4), through the real pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples.make.packing import Members, archive
from tests.tales import OWN, Tale, application, found, piece, roles, severity, zipped

pytestmark = pytest.mark.usefixtures("either_database")

ONE = application("one").folder
WORD, SCAN, SECRET = "申报书.docx", "盖章扫描件.pdf", "非涉密证明.pdf"


@pytest.fixture
def tale(tmp_path: Path) -> Tale:
    return Tale(tmp_path)


def word(key: str = "one", **edits: str) -> Members:
    return [(WORD, piece("word", key, **edits))]


def scan(key: str = "one", name: str = SCAN) -> Members:
    return [(name, piece("scan", key))]


def whole(key: str = "one") -> Members:
    return [*word(key), *scan(key), (SECRET, piece("secret", key))]


# --- "A revision inherits every file of the one before that it does not replace by role."


def test_a_revision_inherits_what_it_does_not_replace(tale: Tale) -> None:
    tale.mail(ONE, whole())
    tale.mail(ONE, [("申报书（修改）.docx", piece("word", expected_goals="改写后的预期目标"))])
    (case,) = tale.run()
    assert (case["revision"], case["fields"]["expected_goals"]) == (2, "改写后的预期目标")
    assert roles(case) == {"form_word": ["申报书（修改）.docx"], "form_scan": [SCAN], "non_secret_certificate": [SECRET]}
    assert found(case) == []


def test_a_stamped_scan_alone_never_makes_the_word_file_missing(tale: Tale) -> None:
    first = tale.mail(ONE, word())
    (case,) = tale.run()
    assert found(case) == ["scan-missing"]
    second = tale.mail("盖章件", scan(), reply_to=(first,))
    (case,) = tale.run()
    assert (case["revision"], found(case), roles(case)["form_word"]) == (2, [], [WORD])
    assert "未见Word版" not in tale.letters()[second]


# --- "A mail without a form that is a reply, names a case, or matches sender and unit of one case is a supplement"


@pytest.mark.parametrize("sender", [OWN, "colleague@unit.example.org", "someone@qq.com"])
def test_an_answer_to_our_letter_is_a_supplement_whoever_sends_it(tale: Tale, sender: str) -> None:
    first = tale.mail(ONE, word())
    tale.run()
    tale.mail("回复：材料", scan(), sender=sender, reply_to=(first, tale.letter_ids()[first]))
    (case,) = tale.run()
    assert (case["revision"], found(case)) == (2, [])


def test_an_answer_to_a_letter_about_two_cases_goes_where_its_file_belongs(tale: Tale) -> None:
    """The quoted letter names both cases, and our subject one of them: neither says which is meant."""
    two = application("two").folder
    first = tale.mail("两个项目", [(f"{ONE}.docx", piece("word")), (f"{two}.docx", piece("word", "two"))])
    tale.run()
    quoted = "> " + tale.letters()[first].replace("\n", "\n> ")
    letter, said = tale.letter_ids()[first], "回复：【已收到】GJ2024-0001 等2个项目 申报材料"
    tale.mail(said, scan("two", f"{two}（盖章）.pdf"), reply_to=(letter,), body=f"见附件\n{quoted}")
    by_project = {case["fields"]["project_name"]: case for case in tale.run()}
    assert len(by_project) == 2
    assert by_project[application("two").values["project_name"]]["revision"] == 2
    assert by_project[application("one").values["project_name"]]["revision"] == 1


def test_a_mail_that_names_a_case_of_its_sender(tale: Tale) -> None:
    tale.mail(ONE, word())
    tale.mail(application("two").folder, word("two"))
    _, second = tale.run()
    tale.mail(f"补充材料 {second['case_no']}", scan("two"))
    cases = tale.run()
    assert [case["revision"] for case in cases] == [1, 2]
    assert found(cases[1]) == []
    assert found(cases[0]) == ["scan-missing"]


@pytest.mark.parametrize("sender", [OWN, "colleague@unit.example.org"])
def test_sender_and_unit_of_one_case(tale: Tale, sender: str) -> None:
    tale.mail(ONE, word())
    tale.run()
    tale.mail("补交", scan(name=f"{application('one').values['applicant_unit']}盖章页.pdf"), sender=sender)
    (case,) = tale.run()
    assert (case["revision"], found(case)) == (2, [])


def test_the_same_sender_but_another_unit_is_no_supplement(tale: Tale) -> None:
    tale.mail(ONE, word())
    tale.mail("材料", scan("two", f"{application('two').folder}盖章.pdf"))
    first, second = tale.run()
    assert (first["revision"], second["form"]) == (1, None)
    assert severity(second, "word-missing") == "verify", "its Word file may come, and nobody is blamed"


def test_two_cases_of_one_sender_and_a_scan_that_names_neither(tale: Tale) -> None:
    tale.mail(ONE, whole())
    tale.mail(application("two").folder, word("two"))
    tale.mail("补交盖章件", scan("two", "盖章.pdf"))
    first, second, unsure = tale.run()
    assert (first["revision"], second["revision"], unsure["form"]) == (1, 1, None)
    assert sorted(f["message"] for f in unsure["findings"] if f["rule"] == "possible-duplicate") == [
        f"本件与{case['case_no']}可能为同一项目，请人工核对是否为更新或重复报送。" for case in (first, second)
    ]
    assert found(unsure) == []


# --- "A later package supersedes an earlier one only if the project's name, or its leader and text, match *and* the sender,
# --- domain or thread is known for that case; otherwise it is a new case with possible-duplicate."


@pytest.mark.parametrize("sender", [OWN, "other@unit.example.org"])
def test_the_projects_name_and_a_known_sender(tale: Tale, sender: str) -> None:
    tale.mail(ONE, whole())
    tale.mail(ONE, word(expected_goals="全部改写", project_leader="换了的人"), sender=sender)
    (case,) = tale.run()
    assert (case["revision"], case["fields"]["project_leader"]) == (2, "换了的人")


def test_leader_and_text_match_under_another_name(tale: Tale) -> None:
    tale.mail(ONE, whole())
    tale.mail(f"{application('one').values['applicant_unit']}+换了名称的交流项目", word(contact_phone="13800000001"))
    (case,) = tale.run()
    assert (case["revision"], case["fields"]["project_name"]) == (2, "换了名称的交流项目")


def test_a_known_thread_from_an_unknown_address(tale: Tale) -> None:
    first = tale.mail(ONE, whole())
    tale.mail(ONE, word(expected_goals="改"), sender="private@qq.com", reply_to=(first,))
    (case,) = tale.run()
    assert case["revision"] == 2


def test_a_stranger_opens_a_case_that_is_suspected(tale: Tale) -> None:
    tale.mail(ONE, whole(), sender="a@qq.com")
    tale.mail(ONE, word(expected_goals="改"), sender="b@qq.com")
    first, second = tale.run()
    assert severity(second, "possible-duplicate") == "verify"
    assert first["revision"] == second["revision"] == 1


def test_another_issue_of_the_same_series_is_another_project(tale: Tale) -> None:
    unit = application("one").values["applicant_unit"]
    tale.mail(f"{unit}+第二届湘台科技论坛", word(project_leader="甲某", main_content="第二届的内容。" * 20))
    tale.mail(f"{unit}+第三届湘台科技论坛", word(project_leader="乙某", main_content="另一届，办法全不相同。" * 20))
    first, second = tale.run()
    assert (first["revision"], second["revision"]) == (1, 1)
    assert severity(second, "possible-duplicate") == "verify", "a clerk compares them"


# --- "A credit code or a typed case number alone never merges."


def test_a_credit_code_alone_never_merges(tale: Tale) -> None:
    tale.mail(ONE, whole())
    code = application("one").values["uscc"]
    tale.mail(application("two").folder, word("two", uscc=code), sender="x@other.example.net")
    assert [case["revision"] for case in tale.run()] == [1, 1]


def test_a_typed_number_alone_never_merges(tale: Tale) -> None:
    tale.mail(ONE, whole())
    (case,) = tale.run()
    tale.mail(f"补充 {case['case_no']}", scan("two"), sender="x@other.example.net")
    assert [case["revision"] for case in tale.run()] == [1, 1]


# --- "The same files again under another mail join the case that has them."


def test_the_same_files_again_join_their_case(tale: Tale) -> None:
    tale.mail(ONE, whole())
    tale.mail("再发一次", whole())
    tale.mail("只有扫描件，再发一次", scan())
    (case,) = tale.run()
    assert (case["revision"], len(case["message_ids"])) == (1, 3)


# --- "A package that holds no readable form still becomes a case, so that nobody is lost; mail that is no application none."


def test_no_readable_form_is_a_case_and_a_question_is_none(tale: Tale) -> None:
    tale.mail("申报材料", scan())
    tale.mail("咨询", [], body="请问什么时候截止？")
    (case,) = tale.run()
    assert (case["form"], case["case_no"]) == (None, "WD2024-0001")


def test_received_is_the_newest_mails(tale: Tale) -> None:
    tale.mail(ONE, word(), hours=0)
    tale.mail("补交", scan(), hours=30)
    (case,) = tale.run()
    assert case["received"].startswith("2024-03-21")


# --- one application in several mails -------------------------------------------------------------------------------


def test_three_parts_in_one_run_are_one_case_and_no_letter_misses_what_was_to_come(tale: Tale) -> None:
    parts = [word(), scan(), [(SECRET, piece("secret"))]]
    ids = [tale.mail(f"{ONE}（{n}/3）", files) for n, files in enumerate(parts, 1)]
    (case,) = tale.run()
    assert (case["revision"], found(case), case["status"]) == (3, [], "complete")
    assert set(roles(case)) == {"form_word", "form_scan", "non_secret_certificate"}
    assert not any("未见" in tale.letters()[said] for said in ids)


TITLES = [("（1/2）", "（2/2）"), ("之一", "之二"), ("", "（续）"), ("（上）", "（下）"), ("（附件一）", "（附件二）")]


@pytest.mark.parametrize("order", [(2, 3, 1), (3, 1, 2), (2, 1, 3)])
def test_three_parts_in_any_order(tale: Tale, order: tuple[int, ...]) -> None:
    parts = {1: word(), 2: scan(), 3: [(SECRET, piece("secret"))]}
    for number in order:
        tale.mail(f"{ONE}（{number}/3）", parts[number])
    (case,) = tale.run()
    assert (case["revision"], case["form"], found(case), case["status"]) == (3, "exchange", [], "complete")


def test_parts_whose_subjects_name_only_papers(tale: Tale) -> None:
    tale.mail("盖章扫描件（2/2）", scan())
    tale.mail("申报书（1/2）", word())
    (case,) = tale.run()
    assert (case["revision"], found(case)) == (2, [])


@pytest.mark.parametrize("titles", TITLES)
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_parts_hours_apart_in_either_order_are_one_case(tale: Tale, titles: tuple[str, str], order: tuple[int, int]) -> None:
    parts = (word(), scan())
    for number in order:
        said = tale.mail(ONE + titles[number], parts[number])
        cases = tale.run()
        if titles[number]:
            assert "未见" not in tale.letters()[said]
    (case,) = cases
    assert (case["revision"], case["form"], found(case)) == (2, "exchange", [])
    assert set(roles(case)) == {"form_word", "form_scan"}


def test_when_all_parts_are_there_the_letter_says_what_is_missing(tale: Tale) -> None:
    first = tale.mail(f"{ONE}（1/2）", word())
    (case,) = tale.run()
    assert (severity(case, "scan-missing"), case["status"]) == ("verify", "unclear")
    assert "收到后一并检查" in tale.letters()[first]
    last = tale.mail(f"{ONE}（2/2）", [(SECRET, piece("secret"))])
    (case,) = tale.run()
    assert found(case) == ["scan-missing"]
    assert "扫描件" in tale.letters()[last]
    assert "收到后一并检查" not in tale.letters()[last]


def test_two_sets_of_one_sender_under_the_same_subject_stay_apart(tale: Tale) -> None:
    for key in ("one", "two"):
        tale.mail("申报材料（1/2）", word(key))
        tale.mail("申报材料（2/2）", scan(key))
    first, second = tale.run()
    assert (first["revision"], second["revision"]) == (2, 2)
    assert (found(first), found(second)) == ([], [])


def test_a_scan_first_and_then_its_word_file_named_alike(tale: Tale) -> None:
    tale.mail(f"{ONE}盖章扫描件", scan(name=f"{ONE}.pdf"))
    (case,) = tale.run()
    assert case["case_no"] == "WD2024-0001"
    tale.mail(f"{ONE} Word版", word())
    (case,) = tale.run()
    assert (case["case_no"], case["form"], case["revision"], found(case)) == ("WD2024-0001", "exchange", 2, [])


def test_a_volume_in_another_mail_is_named(tale: Tale) -> None:
    data = zipped([(f"{ONE}/{WORD}", piece("word"))])
    tale.mail(f"{ONE}（1/2）", [("材料.zip.001", data[:5000])])
    (case,) = tale.run()
    assert "材料.zip.002" in str(case["findings"])
    assert found(case) == []


def test_two_closed_archives_of_two_projects_are_two_cases(tale: Tale) -> None:
    for key in ("one", "two"):
        name = application(key).folder
        tale.mail(name, [(f"{name}.zip", archive(word(key), password="1"))])
    assert [case["form"] for case in tale.run()] == [None, None]
