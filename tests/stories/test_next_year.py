"""docs/next-year.zh.md as it stands: every command in its order, and in Excel what it tells an office to do there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest

import run_intake
from config.load import PROJECT, load_guide
from intake.operations.checked_settings import guide_problems
from tests import installation

PAGE = PROJECT / "docs" / "next-year.zh.md"
TEXT = PAGE.read_text("utf-8")
PROGRAM = ".venv/bin/python run_intake.py"
NAME = "2027-青年"

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice draws the pages of Word forms")


def commands() -> list[list[str]]:
    lines = [line for block in re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL) for line in block.splitlines()]
    return [shlex.split(line.removeprefix(PROGRAM)) for line in lines]


def in_excel(book: Path) -> None:
    """What part 2 says: the title and the money are filled in, their lines taken out of 待填, a rule made a reminder."""
    work = openpyxl.load_workbook(book)

    def put(sheet: str, row: str, head: str, value: object) -> None:
        heads = [cell.value for cell in work[sheet][1]]
        line = next(cells for cells in work[sheet].iter_rows(min_row=2) if row in [cell.value for cell in cells[:3]])
        line[heads.index(head)].value = value

    put("基本信息", "名称", "内容", "2027年度青年项目")
    for name in [str(cell.value) for cell in work["小类"]["B"][2:] if cell.value]:
        put("小类", name, "最低额度", "3")
        put("小类", name, "最高额度", "8 万元")
    put("规则", "phone-invalid", "程度", "提醒")
    filled = [cell.row for cell in work["待填"]["B"] if str(cell.value) == "title" or str(cell.value).endswith("money_wan")]
    assert len(filled) > 1
    for row in reversed(filled):
        work["待填"].delete_rows(row)
    work.save(book)


def test_the_hour_as_the_page_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("INTAKE_SETTINGS", str(installation.of_one_guide(tmp_path)))
    blank = tmp_path / "空白申报书.docx"
    assert run_intake.main(["form", "blank", "haizhi", "--output", str(blank)]) == 0
    steps = commands()
    assert [" ".join(step[:2]) for step in steps] == [
        "guide new", "guide edit", "guide take", "guide check", "guide try", "doctor", "guide suggest"]
    for step in steps:
        words = [str(blank) if word == "BLANK" else word.replace("FOLDER", str(tmp_path)) for word in step]
        if words[:2] == ["guide", "take"]:
            in_excel(Path(words[2]))
        code = run_intake.main(words)
        assert code == 0 or words == ["doctor"], (words, capsys.readouterr())
    made = load_guide(tmp_path / "guides" / NAME)
    assert guide_problems(made) == [] and made.title == "2027年度青年项目"
    assert {one.money_wan for one in made.categories} == {(3, 8)}
    assert not any(one.at == "title" or one.at.endswith("money_wan") for one in made.to_fill) and made.to_fill
    rule = made.rule("phone-invalid")
    assert rule is not None and rule.severity == "remind"
    page = (tmp_path / "试读.html").read_text("utf-8")
    assert "看起来不对的地方" not in page, re.findall(r"▲[^<]*", page)[:10]
    old = tmp_path / "guides" / "2024"
    assert all(file.read_bytes() == (PROJECT / "config" / "guides" / "2024" / file.relative_to(old)).read_bytes()
               for file in old.rglob("*.toml")), "no other guide was touched"


def test_a_mistake_in_excel_is_answered_by_sheet_and_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("INTAKE_SETTINGS", str(installation.of_one_guide(tmp_path)))
    book = tmp_path / "指南.xlsx"
    assert run_intake.main(["guide", "edit", "2024", "--output", str(book)]) == 0
    work = openpyxl.load_workbook(book)
    work["规则"]["C3"].value = "必該"
    work.save(book)
    assert run_intake.main(["guide", "take", str(book)]) == 78
    assert "规则!C3（程度）" in capsys.readouterr().err


def test_pictures_and_pages_that_it_names_are_there() -> None:
    named = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert len(named) > 4 and all((PAGE.parent / one).is_file() for one in named)
