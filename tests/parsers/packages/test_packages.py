"""Files of one mail are given to the application they name: by text, folder, name, exclusion; never by a guess."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.formats.image.picture_sizes import small
from parsers.model.file import Trouble
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile, Role
from parsers.model.record import Record, Value
from parsers.packages import newest_version
from parsers.packages.form_in_body import body_form
from parsers.packages.gather import packages_of
from parsers.packages.grouping import SHARED, UNSURE, group
from parsers.packages.inherit import fingerprint, inherit
from parsers.packages.roles import role_of_scan, role_of_text
from parsers.packages.scan_roles import BY_NUMBER, LEFT_OVER
from tests import installation

GUIDE = installation.guide()
A, B = ("湖南大学", "智能制造国际研讨会", "王小明"), ("长沙理工大学", "储能技术国际合作", "李文静")
C = ("岳阳市新材料学会", "先进碳材料论坛", "张三丰")
UNREAD_SCAN: tuple[Role, str] = ("form_scan", "application/pdf")


def record(names: tuple[str, str, str], medium: str = "word", **more: str) -> Record:
    said = dict(zip(("applicant_unit", "project_name", "project_leader"), names, strict=True)) | more
    return Record("exchange", {key: Value(text, text) for key, text in said.items()}, {}, {},
        medium=medium)  # type: ignore[arg-type]


def made(name: str, role: Role, media_type: str = "application/pdf", **more: object) -> PackageFile:
    digest = hashlib.sha256(f"{name}{role}{more.get('saved')}".encode()).hexdigest()
    return PackageFile(name, digest, 100, role, media_type, **more)  # type: ignore[arg-type]


def word(name: str, names: tuple[str, str, str] = A, saved: str = "", **more: str) -> PackageFile:
    return made(name, "form_word", "application/msword", record=record(names, **more), saved=saved)


def scan(name: str, read: tuple[str, str, str] | None = None) -> PackageFile:
    return made(name, *UNREAD_SCAN, text_layer=False, record=record(read, "ocr") if read else None)


def paper(name: str, role: Role = "evidence", said: str = "") -> PackageFile:
    return made(name, role, text_start=said)


def grouped(*files: PackageFile) -> tuple[list[set[str]], set[str]]:
    groups, unassigned = group(files, (), GUIDE)
    return [{file.name for file in members} for members in groups], {file.name for file in unassigned}


def notes(name: str, *files: PackageFile) -> str:
    groups, unassigned = group(files, (), GUIDE)
    return "；".join(note for file in (*(f for g in groups for f in g), *unassigned) if file.name == name for note in file.notes)


# --- which application ------------------------------------------------------------------------------------------------


def test_a_scan_goes_to_the_word_form_of_its_folder_or_name() -> None:
    files = [word("1/申报书.docx"), word("2/申报书.docx", B), scan("1/a.pdf"), scan("2/a.pdf"), scan("扫描/湖南大学.pdf")]
    assert grouped(*files) == ([{"1/申报书.docx", "1/a.pdf", "扫描/湖南大学.pdf"}, {"2/申报书.docx", "2/a.pdf"}], set())


def test_what_a_scan_says_comes_before_where_it_lies_and_how_it_is_called() -> None:
    """Somebody mixed the folders up; two letters of the scan were misread."""
    misread = ("长沙埋工大学", "储能技木国际合作", "李文静")
    files = [word("1/申报书.docx"), word("2/申报书.docx", B), scan("1/湖南大学.pdf", misread)]
    assert grouped(*files) == ([{"1/申报书.docx"}, {"2/申报书.docx", "1/湖南大学.pdf"}], set())


def test_the_text_of_a_paper_comes_before_its_name() -> None:
    certificate = paper("湖南大学证明.pdf", "non_secret_certificate", f"非涉密证明 我单位申报的{B[1]}项目")
    assert grouped(word("1.docx"), word("2.docx", B), certificate)[0][1] == {"2.docx", "湖南大学证明.pdf"}


def test_one_scan_left_and_one_form_without_is_a_pair_and_said_so() -> None:
    files = [word("a.docx"), word("b.docx", B), scan("湖南大学盖章.pdf"), scan("盖章.pdf")]
    assert grouped(*files) == ([{"a.docx", "湖南大学盖章.pdf"}, {"b.docx", "盖章.pdf"}], set())
    assert notes("盖章.pdf", *files) == LEFT_OVER


def test_numbers_pair_scans_with_forms() -> None:
    files = [word("申报书1.docx"), word("申报书2.docx", B), scan("扫描2.pdf"), scan("扫描1.pdf")]
    assert grouped(*files) == ([{"申报书1.docx", "扫描1.pdf"}, {"申报书2.docx", "扫描2.pdf"}], set())
    assert notes("扫描1.pdf", *files) == BY_NUMBER


@pytest.mark.parametrize("name", ["盖章.pdf", "扫描件（1）.pdf"])
def test_what_fits_two_equally_goes_to_none(name: str) -> None:
    files = [word("a.docx"), word("b.docx", B), scan(name)]
    assert grouped(*files) == ([{"a.docx"}, {"b.docx"}], {name})
    assert notes(name, *files) == UNSURE


def test_no_exclusion_where_a_file_is_closed_or_says_otherwise() -> None:
    closed = replace(made("压缩.rar", "refused"), trouble=Trouble("encrypted"))
    files = [word("a.docx"), word("b.docx", B), scan("湖南大学盖章.pdf"), scan("盖章.pdf"), closed]
    assert grouped(*files)[1] == {"盖章.pdf", "压缩.rar"}
    other = scan("盖章.pdf", ("完全另一个单位名称", "毫不相干的项目", "赵六"))
    assert {"盖章.pdf"} in grouped(*files[:3], other)[0], "a third application without its Word file"


def test_a_scan_whose_words_are_misread_opens_no_application() -> None:
    garbled = scan("盖章.pdf", ("湖甬天学", "贸能刺造国标研计会", "王小明"))
    assert grouped(word("a.docx"), garbled) == ([{"a.docx", "盖章.pdf"}], set())
    assert grouped(word("a.docx"), word("b.docx", B), scan("盖章.pdf", ("", "", "")))[1] == {"盖章.pdf"}


def test_a_scan_in_a_folder_of_its_own_is_an_application() -> None:
    files = [word("汇总/甲/申报书.docx"), scan(f"汇总/{B[0]}+{B[1]}/盖章.pdf", B), paper("汇总/说明.txt", "other")]
    assert grouped(*files)[0][1] == {f"汇总/{B[0]}+{B[1]}/盖章.pdf"}


def test_a_recommendation_of_all_goes_to_each_and_of_one_to_it() -> None:
    files = [word("市/甲/a.docx"), word("市/乙/b.docx", B), word("市/丙/c.docx", C)]
    files += [paper("市/推荐汇总表.xlsx", "recommendation"), paper("市/推荐函.docx", "recommendation", f"推荐{C[0]}的{C[1]}")]
    groups, unassigned = grouped(*files)
    letters = [("市/推荐汇总表.xlsx" in g, "市/推荐函.docx" in g) for g in groups]
    assert sorted(letters) == [(True, False), (True, False), (True, True)]
    assert SHARED in notes("市/推荐汇总表.xlsx", *files)
    assert not unassigned


def test_photographed_pages_are_one_scan() -> None:
    pages = [made(f"IMG_20{n}.jpg", "other", "image/jpeg", text_layer=False) for n in range(4)]
    (members,), _ = group([word("申报书.docx"), *pages], (), GUIDE)
    assert Counter(file.role for file in members) == {"form_word": 1, "form_scan": 4}
    read = replace(pages[0], role="form_scan", record=record(A, "ocr"))
    (members,), _ = group([word("申报书.docx"), read, *pages[1:3]], (), GUIDE)
    assert Counter(file.role for file in members) == {"form_word": 1, "form_scan": 3}, "one page was read, two more lie beside it"


def test_an_empty_form_beside_a_filled_one_is_the_template() -> None:
    files = [word("申报书.docx"), word("模板.docx", ("", "", ""))]
    assert grouped(*files) == ([{"申报书.docx", "模板.docx"}], set())
    assert "空白申报书模板" in notes("模板.docx", *files)


def test_issues_of_a_series_are_two_projects() -> None:
    second, third = (A[0], "第二届湘台科技论坛", "甲"), (A[0], "第三届湘台科技论坛", "甲")
    assert len(grouped(word("1.docx", second), word("2.docx", third))[0]) == 2


@pytest.mark.parametrize(
    ("start", "role"),
    [("非涉密证明\n经审查，我单位", "non_secret_certificate"), ("岳阳市科学技术协会\n推荐函\n省科协：", "recommendation"),
     ("科技合作协议\n甲方：", "evidence"), ("湖南省科协\n申 报 书\n申报单位", "form_scan"), ("", "form_scan")],
)  # fmt: skip
def test_a_scan_that_was_read_is_what_it_calls_itself(start: str, role: str) -> None:
    assert role_of_scan("2.pdf", 3, "application/pdf", start) == role
    if role != "form_scan":
        assert role_of_text("2.docx", start) == role


# --- which version ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("newer", "older"),
    [("申报书（定稿）.docx", "申报书.docx"), ("申报书v2.docx", "申报书v1.docx"), ("申报书(1).docx", "申报书.docx"),
     ("申报书20240415.docx", "申报书20240401.docx"), ("申报书_修改.docx", "申报书.docx"), ("申报最终版.docx", "申报初稿.docx"),
     ("新/申报书.docx", "旧版/申报书.docx"), ("申报书（第三稿）.docx", "申报书（第二稿）.docx"),
     ("修改后/申报书.docx", "原稿/申报书.docx")],
)  # fmt: skip
def test_names_tell_the_newest(newer: str, older: str) -> None:
    for files in ([word(newer), word(older, expected="旧")], [word(older, expected="旧"), word(newer)]):
        (members,), _ = group(files, (), GUIDE)
        assert [file.name for file in members] == [newer, older]
        assert members[1].notes == (newest_version.BY_NAME,)


def test_else_the_time_of_saving_tells_and_else_it_is_said_that_nothing_does() -> None:
    old, new = word("b.docx", saved="2024-03-01T00:00:00+00:00"), word("a.docx", saved="2024-03-02T00:00:00Z")
    (members,), _ = group([new, old], (), GUIDE)
    assert ([file.name for file in members], members[1].notes) == (["a.docx", "b.docx"], (newest_version.BY_TIME,))
    (members,), _ = group([replace(new, saved=""), old], (), GUIDE)
    assert members[1].notes == (newest_version.UNSURE,)


def test_the_same_bytes_under_two_names_are_one_form() -> None:
    one = word("申报书.docx")
    (members,), _ = group([one, replace(one, name="申报书 - 副本.docx")], (), GUIDE)
    assert len(members) == 1
    assert not members[0].notes


# --- over several mails -----------------------------------------------------------------------------------------------


def test_a_revision_replaces_by_role_and_by_name() -> None:
    old = Package((word("申报书.docx"), scan("扫描.pdf"), paper("协议.pdf"), paper("执照.jpg")), parts=((1, 2),))
    new = Package((scan("新扫描.pdf"), replace(paper("协议.pdf"), sha256="0" * 64)), parts=((2, 2),))
    folded = inherit(old, new, GUIDE)
    assert [file.name for file in folded.files] == ["新扫描.pdf", "协议.pdf", "申报书.docx", "执照.jpg"]
    assert folded.files[1].sha256 == "0" * 64
    assert folded.parts == ((1, 2), (2, 2))


# --- the form in the mail itself, and pictures ------------------------------------------------------------------------

BODY = (
    "申报单位：某学会\n项目类别：（√）国际科技交流会议\n项目期限\t2024年4月-12月\n联系人：张三\n联系电话：13800001111\n"
    "法人代表\n李四\n邮政编码：410000"
)


def test_a_form_in_the_body_is_named_and_makes_a_package() -> None:
    assert [file.name for file in body_form(Head(body=BODY), installation.guide())] == ["邮件正文"]
    (package,), unassigned = packages_of((), Head(body=BODY, message_id="<1@x>"), installation.guide())
    assert (package.form, len(package.files), unassigned) == (None, 1, ())


@pytest.mark.parametrize(
    "body",
    ["请问申报单位、项目类别、项目期限、联系人、联系电话和法人代表怎么填？",
     "申报单位\n项目类别\n项目期限\n联系人\n联系电话\n法人代表\n邮政编码\n",
     "> " + BODY.replace("\n", "\n> "), "老师好：\n申报单位：某学会\n联系人：张三\n联系电话：13800001111"],
)  # fmt: skip
def test_questions_signatures_and_quoted_forms_are_none(body: str) -> None:
    assert not body_form(Head(body=body), installation.guide())


def test_a_logo_is_no_page_and_what_cannot_be_measured_may_be_one() -> None:
    import io

    from PIL import Image

    def png(*size: int) -> bytes:
        out = io.BytesIO()
        Image.new("1", size).save(out, "PNG")  # type: ignore[arg-type]
        return out.getvalue()

    assert small(png(160, 48))
    assert not small(png(620, 877))
    assert not small(b"\x89PNG\r\n\x1a\nbroken")


# --- any files --------------------------------------------------------------------------------------------------------

WORDS = ["甲", "乙", "扫描件", *A, *B, "1", "2", "盖章", "定稿", "+", "佐证材料", "推荐函", "/", "IMG_1"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(lambda words: "".join(words).strip("/") or "x")
RECORDS = st.sampled_from([A, B, C, ("", "", ""), ("湖南大学", "", ""), ("湖南大学", "储能技术国际合作", "王小明")])


@st.composite
def any_file(draw: st.DrawFn) -> PackageFile:
    name = draw(NAMES)
    kind = draw(st.sampled_from(["word", "scan", "read scan", "recommendation", "evidence", "other", "refused", "picture"]))
    if kind == "word":
        return word(name + ".docx", draw(RECORDS))
    if kind in ("scan", "read scan"):
        return scan(name + ".pdf", draw(RECORDS) if kind == "read scan" else None)
    if kind == "picture":
        return made(name + ".jpg", "other", "image/jpeg", text_layer=False)
    file = paper(name + ".pdf", kind, draw(st.sampled_from(["", "".join(A), "".join(B)])))  # type: ignore[arg-type]
    return replace(file, trouble=Trouble("encrypted")) if kind == "refused" else file


@settings(max_examples=250, deadline=None)
@given(st.lists(any_file(), min_size=1, max_size=12, unique_by=lambda file: file.sha256), st.randoms(use_true_random=False))
def test_every_file_lands_once_whatever_the_order(files: list[PackageFile], chance: object) -> None:
    groups, unassigned = group(files, (), GUIDE)
    assert all(groups)
    homes = Counter(file.sha256 for members in groups for file in members) + Counter(file.sha256 for file in unassigned)
    assert set(homes) == {file.sha256 for file in files}
    shared = {file.sha256 for members in groups for file in members if SHARED in file.notes}
    assert all(count == 1 or digest in shared for digest, count in homes.items())
    chance.shuffle(files)  # type: ignore[attr-defined]
    again, unassigned_again = group(files, (), GUIDE)
    assert (again, unassigned_again) == (groups, unassigned)


@settings(max_examples=100, deadline=None)
@given(st.lists(any_file(), min_size=1, max_size=6), st.lists(any_file(), min_size=1, max_size=6))
def test_a_revision_never_loses_a_role(old: list[PackageFile], new: list[PackageFile]) -> None:
    before, own = Package(tuple(old)), Package(tuple(new))
    after = inherit(before, own, GUIDE)
    assert {file.sha256 for file in own.files} <= {file.sha256 for file in after.files}
    forms = {"form_word", "form_scan"}
    assert {f.role for f in before.files} & forms <= {f.role for f in after.files}
    assert fingerprint(inherit(after, own, GUIDE)) == fingerprint(after)
