"""What `run_intake.py` ends with, by the kind of trouble, and what it says of it."""

from __future__ import annotations

import click
import pytest

import run_intake
from config.model import WrongSettings
from intake.model import Outage


@pytest.mark.parametrize(("error", "code", "said"), [
    (WrongSettings(["mailbox.url: missing", "smtp.url: missing"]), 78, "mailbox.url: missing\nsmtp.url: missing\n"),
    (Outage("the server is away"), 2, "因外部故障停止：the server is away\n"),
    (KeyboardInterrupt(), 2, "已停止\n"),
    (click.UsageError("no such option"), 64, "no such option"),
    (ValueError("张三"), 70, "程序自身出错（ValueError），请把这一行告诉维护程序的人：test_exit_codes.py"),
])  # fmt: skip
def test_each_kind_of_trouble_has_its_exit_code(error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch,
                                                capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    def fails(name: str, arguments: list[str], settings: str) -> int:
        raise error

    monkeypatch.setattr(run_intake, "_call", fails)
    assert run_intake.main(["status"]) == code
    told = capsys.readouterr().err
    assert said in told and "张三" not in told and bool(told) == bool(said)
