"""Mail from a Maildir and from a folder of .eml files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from config.model import MailboxSettings
from intake.mailbox import check_login, open_mailbox
from intake.model import Arrival, MailboxOutage

RECEIVED = b"Received: from a by b; Tue, 05 Mar 2024 10:00:00 +0800 (CST)\r\n"
MAIL = RECEIVED + b"Date: Mon, 04 Mar 2024 09:00:00 +0800\r\nSubject: x\r\n\r\nbody\r\n"


def fetch(url: str, home: Path, known: dict[str, str] | None = None, **others: object) -> list[tuple[Arrival, bytes]]:
    chosen = MailboxSettings.model_validate({"url": url} | others)
    with open_mailbox(chosen, home) as box:
        return [(arrival, b"".join(arrival.chunks())) for arrival in box.arrivals(lambda folder, validity: known or {})]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.EML").write_bytes(MAIL + b"2")
    (tmp_path / "a.eml").write_bytes(MAIL)
    (tmp_path / "notes.txt").write_text("no mail")
    (tmp_path / ".hidden.eml").write_bytes(MAIL)
    return tmp_path


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for box in ("new", "cur", "tmp"):
        (tmp_path / box).mkdir()
    (tmp_path / "new" / "1700.M1.host").write_bytes(MAIL)
    (tmp_path / "cur" / "1600.M2.host:2,RS").write_bytes(MAIL + b"2")
    (tmp_path / "tmp" / "1800.M3.host").write_bytes(b"half a ma")
    return tmp_path


def test_a_folder_gives_its_mails_in_order_of_names(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    got = fetch(f"folder:{folder}", Path("/"))
    assert [data for _, data in got] == [MAIL, MAIL + b"2"]
    assert got[0][0].received == "2024-03-05T10:00:00+08:00" and got[0][0].size == len(MAIL)
    assert "有 1 个文件不是 .eml" in caplog.text


def test_known_mails_are_not_given_again_but_rewritten_ones_are(folder: Path) -> None:
    known = {arrival.origin.uid: "" for arrival, _ in fetch(f"folder:{folder}", Path("/"))}
    assert fetch(f"folder:{folder}", Path("/"), known) == []
    (folder / "a.eml").write_bytes(MAIL + b"new")
    assert [data for _, data in fetch(f"folder:{folder}", Path("/"), known)] == [MAIL + b"new"]


def test_a_relative_path_starts_at_home_and_not_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert len(fetch(f"folder:{folder.name}", folder.parent)) == 2


def test_large_mails_come_in_pieces(folder: Path) -> None:
    large = MAIL + b"x" * 1_000_000
    (folder / "a.eml").write_bytes(large)
    with open_mailbox(MailboxSettings(url=f"folder:{folder}", chunk_bytes=1000), folder) as box:
        pieces = list(next(iter(box.arrivals(lambda f, v: {}))).chunks())
    assert b"".join(pieces) == large and max(map(len, pieces)) <= 1000


def test_a_maildir_gives_new_and_cur_and_touches_nothing(maildir: Path) -> None:
    before = sorted(p.relative_to(maildir) for p in maildir.rglob("*"))
    got = fetch(f"maildir:{maildir}", Path("/"))
    assert [(arrival.origin.uid, data) for arrival, data in got] == [("1600.M2.host", MAIL + b"2"), ("1700.M1.host", MAIL)]
    assert sorted(p.relative_to(maildir) for p in maildir.rglob("*")) == before


def test_moving_and_flagging_a_maildir_mail_changes_nothing(maildir: Path) -> None:
    known = {arrival.origin.uid for arrival, _ in fetch(f"maildir:{maildir}", Path("/"))}
    (maildir / "new" / "1700.M1.host").rename(maildir / "cur" / "1700.M1.host:2,S")
    assert fetch(f"maildir:{maildir}", Path("/"), known) == []


def test_a_mail_moved_while_the_run_goes_on_is_found(maildir: Path) -> None:
    with open_mailbox(MailboxSettings(url=f"maildir:{maildir}"), maildir) as box:
        arrivals = box.arrivals(lambda f, v: {})
        next(arrivals)
        (maildir / "new" / "1700.M1.host").rename(maildir / "cur" / "1700.M1.host:2,S")
        assert b"".join(next(arrivals).chunks()) == MAIL


def test_further_folders_of_a_maildir(maildir: Path) -> None:
    (maildir / ".Junk" / "new").mkdir(parents=True)
    (maildir / ".Junk" / "new" / "1.x").write_bytes(MAIL)
    got = fetch(f"maildir:{maildir}", Path("/"), folders=("Junk",))
    assert [arrival.origin.folder for arrival, _ in got] == ["INBOX", "INBOX", "Junk"]


def test_a_look_for_the_doctor(folder: Path) -> None:
    assert check_login(MailboxSettings(url=f"folder:{folder}")) == "邮箱可以读取，共有2封邮件。"


# --- errors -----------------------------------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_an_outage(tmp_path: Path) -> None:
    for scheme in ("folder", "maildir"):
        with pytest.raises(MailboxOutage, match=r"mailbox\.url"):
            fetch(f"{scheme}:{tmp_path / 'none'}", Path("/"))


def test_a_mail_deleted_meanwhile_is_left_out_and_told(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with open_mailbox(MailboxSettings(url=f"folder:{folder}"), folder) as box:
        arrivals = box.arrivals(lambda f, v: {})
        next(arrivals)
        (folder / "b.EML").unlink()
        assert list(arrivals) == []
    assert "已不在邮箱" in caplog.text


def test_names_that_are_no_text_still_have_a_uid(folder: Path) -> None:
    (folder / os.fsdecode("提交\udcff.eml".encode("utf-8", "surrogateescape"))).write_bytes(MAIL)
    uids = [arrival.origin.uid for arrival, _ in fetch(f"folder:{folder}", Path("/"))]
    assert len(uids) == 3 and all(uid.encode("utf-8") for uid in uids)
