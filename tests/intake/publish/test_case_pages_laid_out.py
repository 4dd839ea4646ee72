"""Stories of pages/: what a run writes, what it leaves unchanged, and that a picture that cannot be drawn is lost alone."""

from __future__ import annotations

import io
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import TemplateError
from PIL import Image
from pytest import MonkeyPatch

from config.model import Guide, LimitSettings, Settings, WorkerSettings
from intake.ledger import open_ledger
from intake.model import LedgerOutage
from intake.publish import case_pages
from intake.publish.page_pictures import EDITION, draw, jobs, kept
from intake.publish.sources import Sources
from intake.store.vault import Vault
from reports.case import Desk
from reports.pages import CaseFile
from tests.reports import sample_desk

LAID: list[str] = []
"""What the last call of `laid` could not make."""


def paper() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (700, 990), "white").save(out, "PDF", save_all=True, append_images=[Image.new("RGB", (700, 990), "gray")])
    return out.getvalue()


def installation(tmp_path: Path, scan: bytes) -> tuple[Desk, Vault]:
    """One case whose scan lies in the vault."""
    files = Vault(tmp_path / "files")
    sha256, size = files.put([scan])
    case = sample_desk.case(sample_desk.guide(), "conference", 1)
    word, form, *_ = case.package.files
    case = replace(case, package=replace(case.package, files=(word, replace(form, sha256=sha256, size=size, pages=2))))
    return Desk((case,), (), (), "2024-04-30T09:30:00+08:00"), files


def laid(desk: Desk, files: Vault, tmp_path: Path, closed: frozenset[str] = frozenset()) -> dict[str, int]:
    """When each page was written last."""
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    try:
        settings = Settings(home=tmp_path, workers=WorkerSettings(processes=1))
        LAID[:] = case_pages.lay_out(
            Sources(ledger, files, files, settings, sample_desk.guide()), desk, tmp_path / "output", closed).faults
    finally:
        ledger.close()
    return {path.name: path.stat().st_mtime_ns for path in (tmp_path / "output" / "pages").glob("*.html")}


@pytest.fixture
def anywhere(tmp_path: Path) -> Path:
    (tmp_path / "output").mkdir()
    return tmp_path


def test_only_the_page_of_a_case_that_changed_is_written_again(anywhere: Path) -> None:
    desk, files = installation(anywhere, paper())
    first = laid(desk, files, anywhere)
    assert set(first) == {"index.html", "GJ2024-0001.html"}
    assert laid(replace(desk, made="2024-05-01T09:30:00+08:00", run=9), files, anywhere) == first
    other = sample_desk.case(sample_desk.guide(), "conference", 2)
    again = laid(replace(desk, cases=(*desk.cases, other)), files, anywhere)
    assert again["GJ2024-0001.html"] == first["GJ2024-0001.html"] and again["index.html"] > first["index.html"]
    assert set(laid(desk, files, anywhere)) == {"index.html", "GJ2024-0001.html"}  # a case that is no more has no page


def test_pages_of_a_scan_are_drawn_once_and_are_private(anywhere: Path) -> None:
    desk, files = installation(anywhere, paper())
    laid(desk, files, anywhere)
    drawn = sorted((anywhere / "output" / "pages" / "pictures").rglob("*.jpg"))
    assert [path.name for path in drawn] == ["1.jpg", "2.jpg"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (anywhere / "output" / "pages").rglob("*") if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (anywhere / "output" / "pages").rglob("*") if path.is_dir()} == {0o700}
    before = [path.stat().st_mtime_ns for path in drawn]
    laid(desk, files, anywhere)
    assert [path.stat().st_mtime_ns for path in drawn] == before
    assert "pictures/" in (anywhere / "output" / "pages" / "GJ2024-0001.html").read_text("utf-8")


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_drawn_costs_its_pictures_only(anywhere: Path) -> None:
    desk, files = installation(anywhere, b"%PDF-1.7 and nothing that follows")
    laid(desk, files, anywhere)
    assert not list((anywhere / "output" / "pages").rglob("*.jpg"))
    assert "未能画成图片" in "".join(LAID) and len(LAID) == 1
    [job] = jobs(desk.cases[0])
    assert kept(anywhere / "output" / "pages" / "pictures", job.sha256) == ()  # it is not tried again


def test_a_page_that_breaks_costs_itself_only_and_is_made_at_the_next_run(anywhere: Path, monkeypatch: MonkeyPatch) -> None:
    """A template of ours that chokes on one case: the others have their pages, the fault is told without anybody's data."""
    desk, files = installation(anywhere, paper())
    desk = replace(desk, cases=(*desk.cases, sample_desk.case(sample_desk.guide(), "conference", 2)))
    whole = case_pages.case_page

    def broken(file: CaseFile, guide: Guide, mark: str = "") -> str:
        if file.case.case_no == "GJ2024-0001":
            raise TemplateError(sample_desk.ACCOUNT)
        return whole(file, guide, mark)

    monkeypatch.setattr(case_pages, "case_page", broken)
    first = laid(desk, files, anywhere)
    folder = anywhere / "output" / "pages"
    assert set(first) == {"index.html", "GJ2024-0001.html", "GJ2024-0002.html"}
    assert "未能生成" in (folder / "GJ2024-0001.html").read_text("utf-8")
    assert len(LAID) == 1 and "GJ2024-0001" in LAID[0] and "TemplateError" in LAID[0] and sample_desk.ACCOUNT not in LAID[0]
    assert "未能生成" not in (folder / "GJ2024-0002.html").read_text("utf-8")
    monkeypatch.undo()
    again = laid(desk, files, anywhere)
    assert not LAID and again["GJ2024-0002.html"] == first["GJ2024-0002.html"]
    assert "未能生成" not in (folder / "GJ2024-0001.html").read_text("utf-8")


def test_an_index_that_breaks_costs_no_case_its_page(anywhere: Path, monkeypatch: MonkeyPatch) -> None:
    desk, files = installation(anywhere, paper())
    monkeypatch.setattr(case_pages, "index_page", lambda *_: 1 / 0)
    laid(desk, files, anywhere)
    folder = anywhere / "output" / "pages"
    assert "pictures/" in (folder / "GJ2024-0001.html").read_text("utf-8") and "ZeroDivisionError" in LAID[0]
    assert "未能生成" in (folder / "index.html").read_text("utf-8")


def test_an_outage_while_pages_are_made_is_no_fault_of_theirs(anywhere: Path, monkeypatch: MonkeyPatch) -> None:
    desk, files = installation(anywhere, paper())

    def gone(*_: object) -> str:
        raise LedgerOutage("the ledger cannot be used")

    monkeypatch.setattr(case_pages, "case_page", gone)
    with pytest.raises(LedgerOutage):
        laid(desk, files, anywhere)


def test_a_list_that_was_cut_off_is_made_again(anywhere: Path) -> None:
    desk, files = installation(anywhere, paper())
    laid(desk, files, anywhere)
    [told] = (anywhere / "output" / "pages" / "pictures").rglob("leaves.json")
    folder = told.parent.parent
    [job] = jobs(desk.cases[0])
    for text in ("{", "[]", '{"edition": 1, "pages": 3}', '{"edition": 1, "pages": {"1": 2}}', "{}"):
        told.write_text(text.replace("1,", f"{EDITION},", 1))
        assert kept(folder, job.sha256) is None
    draw([job], files, folder, WorkerSettings(processes=1), LimitSettings())
    assert len(kept(folder, job.sha256) or ()) == 2


def test_nothing_of_a_secret_package_is_drawn(anywhere: Path) -> None:
    desk, files = installation(anywhere, paper())
    laid(desk, files, anywhere, frozenset({"GJ2024-0001"}))
    assert not list((anywhere / "output" / "pages").rglob("*.jpg"))
    assert sample_desk.LONG[:20] not in (anywhere / "output" / "pages" / "GJ2024-0001.html").read_text("utf-8")
