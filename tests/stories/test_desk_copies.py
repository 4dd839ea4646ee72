"""Several copies of one workbook: which of them deleted a word, and which never had it."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from tests.desk.libre import at_work
from tests.desk.office import Office, small_guide
from tests.desk.sheets import look, opened

FIRST, SECOND = "GJ2024-0001", "GJ2024-0002"
WORD = "已电话联系"
MORNING = datetime(2024, 5, 6, 9, 0)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two cases, and a workbook that somebody keeps open: what is saved is taken in, the new one lies beside it."""
    made = Office(tmp_path, guide=small_guide())
    made.mail(1)
    made.mail(2)
    made.run()
    (made.output / "~$审查表.xlsx").write_bytes(b"x")
    return made


def close(office: Office) -> None:
    (office.output / "~$审查表.xlsx").unlink()


def note(office: Office, hours: int, save_as: Path | None = None, who: str = "王静", copy_of: Path | None = None,
         **words: str | None) -> None:  # fmt: skip
    """Somebody writes remarks (one=…, two=…) into the open workbook, or a copy of it, and saves it so many hours after nine."""
    path = copy_of or office.workbook
    with opened(path, save_as, who) as desk:
        for name, word in words.items():
            desk.put("总览", {"one": FIRST, "two": SECOND}[name], "备注", word)
    saved_at(save_as or path, MORNING + timedelta(hours=hours))


def saved_at(path: Path, moment: datetime) -> None:
    """The file says that it was saved at this moment."""
    out = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), data)
            new.writestr(entry, data)
    path.write_bytes(out.getvalue())


def shown(office: Office) -> tuple[str | None, str | None]:
    """The remarks of both cases in the workbook that was written last."""
    assert office.published.path is not None
    desk = look(office.published.path)
    return desk.get("总览", FIRST, "备注"), desk.get("总览", SECOND, "备注")


def asked(office: Office) -> list[tuple[str, str]]:
    """(row, value) of what waits for a decision."""
    assert office.published.path is not None
    desk = look(office.published.path)
    return [(desk.get("改动", key, "行"), desk.get("改动", key, "填写的值")) for key in desk.keys("改动")
            if desk.get("改动", key, "状态") == "冲突"]


def test_a_word_taken_back_is_taken_back_though_the_file_was_renamed(office: Office) -> None:
    note(office, 0, one=WORD)
    office.run()
    assert shown(office) == (WORD, None)
    note(office, 1, one=None)
    close(office)
    office.workbook.rename(office.output / "我的审查表.xlsx")
    office.run()
    assert shown(office) == (None, None) and not asked(office)


def test_a_word_changed_in_the_renamed_file_is_no_conflict_with_itself(office: Office) -> None:
    note(office, 0, one=WORD)
    office.run()
    note(office, 1, one="联系不上")
    close(office)
    office.workbook.rename(office.output / "我的审查表.xlsx")
    office.run()
    assert shown(office) == ("联系不上", None) and not asked(office)


def test_the_old_copy_of_another_hand_takes_no_word_back(office: Office) -> None:
    note(office, 0, one=WORD)
    office.run()
    note(office, 2, office.output / "李明.xlsx", "李明", one=None, two="副本里写的")
    office.run()
    assert shown(office) == (WORD, "副本里写的") and not asked(office)


def test_an_older_state_put_back_under_the_same_name_takes_no_newer_word_back(office: Office) -> None:
    note(office, 0, one=WORD)
    before = office.workbook.read_bytes()
    office.run()
    note(office, 1, two="下午写的")
    office.run()
    office.workbook.write_bytes(before + b"\0")  # other bytes, the same words
    office.run()
    assert shown(office) == (WORD, "下午写的") and not asked(office)


def test_a_copy_mailed_back_that_may_have_taken_a_word_back_is_a_question(office: Office) -> None:
    note(office, 0, one=WORD, two="补寄")
    office.run()
    note(office, 1, office.output / "收件夹" / "发回.xlsx", "李明", one=None)
    office.run()
    assert shown(office) == (WORD, "补寄") and asked(office) == [(FIRST, "（空）")]
    assert office.run() == ()
    close(office)
    with opened(office.output / office.published.path.name if office.published.path else office.workbook) as desk:
        desk.put("改动", desk.first("改动", ""), "处理", "采用此值")
    office.run()
    assert shown(office) == (None, "补寄") and not asked(office)


def test_the_same_clerk_with_two_copies_loses_neither_copys_words(office: Office) -> None:
    home = office.home / "home.xlsx"
    shutil.copy(office.workbook, home)
    note(office, 0, one=WORD, two="补寄")
    office.run()
    note(office, 3, copy_of=home)
    with opened(home) as desk:
        desk.put("附件", desk.first("附件", FIRST), "备注", "在家看过")
    saved_at(home, MORNING + timedelta(hours=3))
    home.rename(office.output / "家里的.xlsx")
    office.run()
    assert shown(office) == (WORD, "补寄") and not asked(office)


def test_with_one_word_nobody_can_tell_and_the_clerk_is_asked(office: Office) -> None:
    home = office.home / "home.xlsx"
    shutil.copy(office.workbook, home)
    note(office, 0, one=WORD)
    office.run()
    note(office, 3, office.output / "家里的.xlsx", copy_of=home)
    office.run()
    assert shown(office) == (WORD, None) and asked(office) == [(FIRST, "（空）")]


def test_a_decision_between_two_values_stands_when_the_open_workbook_is_saved_again(office: Office) -> None:
    note(office, 0, one="甲")
    note(office, 0, office.output / "收件夹" / "李明.xlsx", "李明", one="乙")
    office.run()
    close(office)
    office.run()
    (office.output / "~$审查表.xlsx").write_bytes(b"x")
    (kept,) = [word for word in shown(office) if word]
    other = {"甲": "乙", "乙": "甲"}[kept]
    with opened(office.workbook) as desk:
        desk.put("改动", desk.keys("改动")[0], "处理", "采用此值")
    office.run()
    assert shown(office)[0] == other
    note(office, 90_000, two="还开着，又存了一次")
    office.run()
    assert shown(office) == (other, "还开着，又存了一次")


def test_a_field_corrected_in_its_own_cell_stays_corrected_when_the_open_workbook_is_saved_again(office: Office) -> None:
    sheet = office.guide.categories[0].sheet
    with opened(office.workbook) as desk:
        read = desk.get(sheet, FIRST, "项目负责人")
        desk.put(sheet, FIRST, "项目负责人", "张大山")
    office.run()
    assert office.case(1).package.record(office.guide) is not None
    note(office, 90_000, two="还开着，又存了一次")
    office.run()
    desk = look(office.published.path or office.workbook)
    assert desk.get("字段", f"{FIRST}|project_leader", "更正值") == "张大山"
    with opened(office.workbook) as open_desk:
        open_desk.put(sheet, FIRST, "项目负责人", read)
    office.run()
    assert look(office.published.path or office.workbook).get("字段", f"{FIRST}|project_leader", "更正值") is None


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_word_taken_back_in_libreoffice_and_saved_elsewhere_under_another_name(office: Office, tmp_path: Path) -> None:
    type_it = 'page.getCellByPosition(Col(page, "备注"), RowOf(page, "编号", "%s")).String = "%s"'
    page = 'page = doc.Sheets.getByName("总览")'
    at_work(office.workbook, tmp_path / "profile", page, type_it % (FIRST, WORD), type_it % (SECOND, "补寄"))
    office.run()
    assert shown(office) == (WORD, "补寄")
    at_work(office.workbook, tmp_path / "profile", page, type_it % (FIRST, ""))
    close(office)
    office.workbook.rename(office.output / "libre.xlsx")
    office.run()
    assert shown(office) == (None, "补寄") and not asked(office)
