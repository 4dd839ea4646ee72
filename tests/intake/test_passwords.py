"""What is said of a server's address and password before anything is tried."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from config.model.settings import MailboxSettings
from intake.passwords import server_problems


@pytest.mark.parametrize(("port", "fine"), [
    ("", True), (":1", True), (":65535", True), (":0", False), (":65536", False), (":x", False),
])  # fmt: skip
def test_a_port_is_one_that_a_server_can_have(port: str, fine: bool) -> None:
    told = list(server_problems("mailbox", urlsplit(f"imaps://user@host{port}"), MailboxSettings(password="secret")))
    assert told == ([] if fine else ["mailbox.url: 应写作 imaps://用户@服务器:端口"])
