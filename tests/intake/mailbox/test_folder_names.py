"""Folders of a mailbox as a person names them in the settings, and what the server calls them."""

from __future__ import annotations

import pytest

from intake.mailbox.folder_names import Folders

PLAIN = Folders(("INBOX", "垃圾邮件", "广告/订阅"), {"\\junk": "垃圾邮件"}, separators=("/",))
BEHIND = Folders(("INBOX", "INBOX.垃圾邮件", "INBOX.广告.订阅"), {}, ("INBOX.",), (".",))


@pytest.mark.parametrize("wanted", ["INBOX", "inbox", "Inbox"])
def test_the_inbox_is_one_however_it_is_written(wanted: str) -> None:
    assert PLAIN.find(wanted) == BEHIND.find(wanted) == "INBOX"


@pytest.mark.parametrize("wanted", ["\\Junk", "\\junk", "\\JUNK"])
def test_a_special_use_is_one_however_it_is_written(wanted: str) -> None:
    assert PLAIN.find(wanted) == "垃圾邮件" and BEHIND.find(wanted) is None


@pytest.mark.parametrize(("wanted", "plain", "behind"), [
    ("垃圾邮件", "垃圾邮件", "INBOX.垃圾邮件"), ("INBOX.垃圾邮件", None, "INBOX.垃圾邮件"),
    ("广告/订阅", "广告/订阅", "INBOX.广告.订阅"), ("广告", None, None),
])  # fmt: skip
def test_a_folder_is_found_behind_the_servers_prefix_and_with_its_separator(
    wanted: str, plain: str | None, behind: str | None
) -> None:
    assert (PLAIN.find(wanted), BEHIND.find(wanted)) == (plain, behind)


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wanted", "near"), [("垃圾邮箱", "垃圾邮件"), ("广告/订", "广告/订阅"), ("无关", "")])
def test_for_a_folder_that_is_not_there_the_one_most_like_it_is_named(wanted: str, near: str) -> None:
    assert PLAIN.nearest(wanted) == near
    told = PLAIN.missing("mailbox.folders", wanted)
    assert f"文件夹“{wanted}”在邮箱中不存在" in told and (f"是否指“{near}”？" in told) == bool(near)


def test_a_folder_behind_the_prefix_is_told_by_its_whole_name() -> None:
    assert BEHIND.nearest("垃圾邮箱") == "INBOX.垃圾邮件"
