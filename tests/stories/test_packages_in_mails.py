"""Packages as applicants really send them: every mail goes through the real pass, all in one run, and its cases are compared
with the story. A story writes the mail; the test of the same name reads the result."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from PIL import Image

from tests.intake.compound import compound
from tests.intake.unpack.test_archives_letters import msg, tnef
from tests.samples.make import mails
from tests.samples.make.packing import Members
from tests.tales import START, Tale, application, found, piece, roles, severity, sheet, zipped

Post = tuple[str, Members, dict[str, Any]]
Case = dict[str, Any]
STORIES: dict[str, Callable[[], Post]] = {}
LOOSE = ("loose", "winmail", "outlook")
WHOLE = ("form_scan", "form_word", "non_secret_certificate")


def story(tell: Callable[[], Post]) -> Callable[[], Post]:
    STORIES[tell.__name__] = tell
    return tell


def title(key: str) -> str:
    return application(key).folder


def parts(key: str, folder: str = "") -> Members:
    """Word, scan and certificate of one application."""
    return [(f"{folder}申报书.docx", piece("word", key)), (f"{folder}盖章扫描.pdf", piece("scan", key)),
            (f"{folder}非涉密证明.pdf", piece("secret", key))]  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Case]]:
    tale, ids = Tale(tmp_path_factory.mktemp("mails")), {}
    for number, (name, tell) in enumerate(STORIES.items()):
        subject, files, more = tell()
        sender = more.pop("sender", f"a@unit{number:02}.example.net")
        ids[name] = tale.mail(subject, files, sender=sender, **more)
    cases = tale.run()
    return {name: [case for case in cases if said in case["message_ids"]] for name, said in ids.items()}


def complete(case: Case) -> bool:
    """No firm finding, and nothing suspected to be missing."""
    return not found(case) and not {"word-missing", "scan-missing"} & {f["rule"] for f in case["findings"]}


# --- one application, however it is packed ----------------------------------------------------------------------------


@story
def loose() -> Post:
    return title("loose"), parts("loose"), {}


@story
def archives_of_archives() -> Post:
    name = title("nested")
    return "材料", [("外.zip", zipped([("中/内.zip", zipped([(f"{name}.zip", zipped(parts("nested", f"{name}/")))]))]))], {}


@story
def forwarded() -> Post:
    inner = mails.package_mail(("张三", "zhang@unit8.example.org"), title("fw"), parts("fw"), sent=START, serial=88)
    return "转发：申报材料", [("转发的邮件.eml", inner)], {"sender": "boss@unit8.example.org"}


@story
def winmail() -> Post:
    return title("tnef"), [("winmail.dat", tnef(*parts("tnef")))], {}


@story
def outlook() -> Post:
    return title("msg"), [("转发.msg", compound(msg(*parts("msg"))))], {}


@story
def names_that_say_nothing() -> Post:
    return title("plain"), [("1.docx", piece("word", "plain")), ("2.pdf", piece("scan", "plain"))], {}


@story
def folders_by_kind() -> Post:
    kinds = {"Word版/a.docx": "word", "盖章扫描/a.pdf": "scan", "非涉密证明/a.pdf": "secret"}
    files = [(name, piece(kind, "kind")) for name, kind in kinds.items()]
    return title("kind"), [(f"{title('kind')}.zip", zipped(files))], {}


@pytest.mark.parametrize("name", ["loose", "archives_of_archives", "forwarded", "winmail", "outlook", "folders_by_kind"])
def test_one_application_is_found_whole(told: dict[str, list[Case]], name: str) -> None:
    (case,) = told[name]
    assert complete(case), case["findings"]
    assert tuple(sorted(roles(case))) == WHOLE
    assert case["fields"]["project_name"]
    told = [f["message"] for f in case["findings"] if f["rule"] in ("package-name-mismatch", "package-without-folder")]
    assert len(told) == (2 if name in LOOSE else 0), "a name of a container is not the applicant's"
    assert all("散装附件" in one for one in told)


def test_the_project_of_a_forwarded_mail_is_in_its_subject(told: dict[str, list[Case]]) -> None:
    (case,) = told["forwarded"]
    assert case["fields"]["project_name"] == application("fw").values["project_name"]


def test_content_tells_what_names_do_not(told: dict[str, list[Case]]) -> None:
    (case,) = told["names_that_say_nothing"]
    assert complete(case)
    assert roles(case) == {"form_word": ["1.docx"], "form_scan": ["2.pdf"]}


# --- pictures and litter ----------------------------------------------------------------------------------------------


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (160, 48), "red").save(out, "PNG")
    return out.getvalue()


@story
def photos() -> Post:
    pages = [(f"IMG_202{n}.jpg", piece("photo", "photos", page=str(n))) for n in range(3)]
    return title("photos"), [("申报书.docx", piece("word", "photos")), *pages], {}


@story
def junk() -> Post:
    name = title("junk")
    mess = [f"{name}/{left}" for left in ("Thumbs.db", ".DS_Store", "~$申报书.docx", "desktop.ini", "~WRL0001.tmp")]
    inside = [(f"{name}/申报书.docx", piece("word", "junk")), *((n, b"x") for n in (*mess, f"__MACOSX/{name}/._a.docx"))]
    card = b"BEGIN:VCARD\r\nEND:VCARD\r\n"
    return name, [(f"{name}.zip", zipped(inside)), ("Thumbs.db", b"x"), ("张三.vcf", card), ("logo.png", logo())], {}


def test_photographed_pages_are_the_scan(told: dict[str, list[Case]]) -> None:
    (case,) = told["photos"]
    assert complete(case)
    assert roles(case) == {"form_word": ["申报书.docx"], "form_scan": ["IMG_2020.jpg", "IMG_2021.jpg", "IMG_2022.jpg"]}


def test_litter_is_no_document_and_a_logo_no_scan(told: dict[str, list[Case]]) -> None:
    (case,) = told["junk"]
    assert roles(case) == {"form_word": ["申报书.docx"], "other": ["logo.png", "张三.vcf"]}
    assert found(case) == ["scan-missing"]


# --- several applications ---------------------------------------------------------------------------------------------


@story
def city() -> Post:
    inner = [(f"{title(key)}.zip", zipped(parts(key, f"{title(key)}/"))) for key in ("c1", "c2", "c3")]
    table = io.BytesIO()
    with xlsxwriter.Workbook(table) as book:
        book.add_worksheet().write(0, 0, "推荐汇总表")
    letter = sheet("推荐函", "湖南省科学技术协会：", "经初审，推荐以下3个项目。")
    outer = zipped([*inner, ("推荐汇总表.xlsx", table.getvalue()), ("推荐函.docx", letter)])
    return "岳阳市科协推荐项目", [("岳阳市科协推荐项目（3项）.zip", outer)], {"sender": "kexie@yueyang.example.org"}


@story
def two_by_name() -> Post:
    names = {key: title(key) for key in ("t1", "t2")}
    files = [(f"{name}.docx", piece("word", key)) for key, name in names.items()]
    return "材料（2个项目）", [*files, *((f"{name}（盖章扫描件）.pdf", piece("scan", key)) for key, name in names.items())], {}


@story
def by_exclusion() -> Post:
    files = [(f"{title(key)}.docx", piece("word", key)) for key in ("e1", "e2")]
    return "材料", [*files, (f"{title('e1')}-盖章.pdf", piece("scan", "e1")), ("盖章扫描件.pdf", piece("scan", "e2"))], {}


@story
def whose_scan() -> Post:
    files = [(f"{title(key)}.docx", piece("word", key)) for key in ("f1", "f2")]
    return "材料", [*files, ("扫描全能王 2024-04-15.pdf", piece("scan", "f1"))], {}


@story
def one_unit_twice() -> Post:
    unit = application("s1").values["applicant_unit"]
    other = piece("word", "s1", project_leader="另一人", main_content="另一个项目的内容，全不相同。" * 9, expected_goals="别的")
    files = [(f"{unit}+甲项目研讨会.docx", piece("word", "s1")), (f"{unit}+乙地培训班.docx", other)]
    scans = [("甲项目研讨会盖章.pdf", piece("scan", "s1")), ("乙地培训班盖章.pdf", piece("scan", "s1", project_leader="另一人"))]
    return f"{unit}+甲项目研讨会等2个项目", [*files, *scans], {}


def test_two_projects_of_one_unit_are_told_by_their_files_names(told: dict[str, list[Case]]) -> None:
    names = {case["fields"]["project_name"]: roles(case)["form_scan"] for case in told["one_unit_twice"]}
    assert names == {"甲项目研讨会": ["甲项目研讨会盖章.pdf"], "乙地培训班": ["乙地培训班盖章.pdf"]}


def test_a_city_recommends_three_in_one_zip(told: dict[str, list[Case]]) -> None:
    assert len(told["city"]) == 3
    for case in told["city"]:
        assert complete(case)
        assert roles(case)["recommendation"] == ["推荐函.docx", "推荐汇总表.xlsx"], "the letter is for all of them"
        assert tuple(sorted(set(roles(case)) - {"recommendation"})) == WHOLE


@pytest.mark.parametrize("name", ["two_by_name", "by_exclusion"])
def test_two_loose_applications_get_each_its_scan(told: dict[str, list[Case]], name: str) -> None:
    assert len(told[name]) == 2
    assert all(complete(case) and len(roles(case)["form_scan"]) == 1 for case in told[name])


def test_a_scan_that_may_be_eithers_accuses_nobody(told: dict[str, list[Case]]) -> None:
    assert [severity(case, "scan-missing") for case in told["whose_scan"]] == ["verify", "verify"]
    assert not any(found(case) for case in told["whose_scan"])


# --- versions ---------------------------------------------------------------------------------------------------------


@story
def two_versions() -> Post:
    older = piece("word", "v", expected_goals="旧的预期目标")
    both = [("申报书（定稿）.docx", piece("word", "v")), ("申报书.docx", older)]
    return title("v"), [*both, ("盖章扫描.pdf", piece("scan", "v"))], {}


@story
def two_versions_untold() -> Post:
    older = piece("word", "u", expected_goals="另一个预期目标")
    return title("u"), [("a.docx", piece("word", "u")), ("b.docx", older), ("盖章扫描.pdf", piece("scan", "u"))], {}


@story
def same_file_twice() -> Post:
    return title("tw"), [*parts("tw"), ("申报书 - 副本.docx", piece("word", "tw"))], {}


def test_of_two_versions_the_newest_counts_and_it_is_said(told: dict[str, list[Case]]) -> None:
    (case,) = told["two_versions"]
    assert case["fields"]["expected_goals"] == application("v").values["expected_goals"]
    assert severity(case, "several-forms") == "note"
    assert complete(case)


def test_what_nobody_can_tell_is_for_a_person(told: dict[str, list[Case]]) -> None:
    (case,) = told["two_versions_untold"]
    assert severity(case, "several-forms") == "verify"
    assert not found(case)


def test_the_same_file_twice_is_one(told: dict[str, list[Case]]) -> None:
    (case,) = told["same_file_twice"]
    assert len(roles(case)["form_word"]) == 1
    assert not severity(case, "several-forms")


# --- nothing, or nothing readable -------------------------------------------------------------------------------------


@story
def empty_zip() -> Post:
    return "材料", [("材料.zip", zipped([]))], {}


@story
def zip_of_a_folder() -> Post:
    return "材料", [("材料.zip", zipped([("材料/", b"")]))], {}


@story
def form_in_the_body() -> Post:
    rows = {"申报单位": "某某学会", "项目类别": "（√）国际科技交流会议", "项目期限": "2024年4月-12月", "联系人": "张三",
            "单位名称": "某某学会", "联系电话": "13800001111", "法人代表": "李四", "邮政编码": "410000"}  # fmt: skip
    table = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows.items())
    return "某某学会申报书", [], {"html": f"<table>{table}</table>", "body": "\n".join(f"{a}：{b}" for a, b in rows.items())}


@pytest.mark.parametrize("name", ["empty_zip", "zip_of_a_folder"])
def test_an_empty_archive_is_a_case_and_asked_for_again(told: dict[str, list[Case]], name: str) -> None:
    (case,) = told[name]
    assert (case["form"], found(case)) == (None, ["attachment-unreadable"])


def test_a_form_in_the_body_is_listed_and_left_to_a_person(told: dict[str, list[Case]]) -> None:
    (case,) = told["form_in_the_body"]
    assert (case["form"], severity(case, "word-missing")) == (None, "verify")
    assert roles(case) == {"other": ["邮件正文"]}
