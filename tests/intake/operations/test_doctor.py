"""`doctor`: it explains what is refused, and where a password may come from."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from config.model import MailboxSettings
from intake.passwords import password_of
from tests.program import program
from tests.servers.coremail import Coremail
from tests.servers.imap import PASSWORD, scripted_server
from tests.servers.smtp import USER, Script, smtp_server


class Refusing(Coremail):
    def do_login(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"{tag} NO LOGIN Login error or password error".encode())
        return True


def doctor(home: Path, **words: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"INTAKE_HOME": str(home)} | words
    return program(["doctor"], env)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_refused_logins_are_explained_and_no_secret_is_told(tmp_path: Path) -> None:
    with scripted_server(Refusing({})) as box, smtp_server(Script(), auth=True) as port:
        told = doctor(
            tmp_path, INTAKE_MAILBOX__URL=box.url(), INTAKE_MAILBOX__PASSWORD="wrong-9d1c",
            INTAKE_SMTP__URL=f"smtp://{USER.replace('@', '%40')}@127.0.0.1:{port}", INTAKE_SMTP__PASSWORD="wrong-9d1c")
    lines = [line for line in told.stdout.splitlines() if line.startswith("修")]
    assert told.returncode == 1 and "wrong-9d1c" not in told.stdout + told.stderr and "Traceback" not in told.stderr
    assert any("邮箱拒绝登录" in line and "授权码" in line for line in lines)
    assert any("发信服务器拒绝登录" in line and "授权码" in line for line in lines)


def test_a_sound_mailbox_is_looked_round_in(tmp_path: Path) -> None:
    with scripted_server(Coremail({})) as box:
        told = doctor(tmp_path, INTAKE_MAILBOX__URL=box.url(), INTAKE_MAILBOX__PASSWORD=PASSWORD)
    assert "登录成功" in told.stdout and "“INBOX”中有0封邮件" in told.stdout


# --- the secret ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A keyring installed; what it answers is `kept`."""
    module = tmp_path / "keyring.py"
    known = "{('imap.126.com', 'office@126.com'): 'from-keyring'}"
    module.write_text(f"def get_password(*who):\n    return {known}.get(who)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "keyring", raising=False)
    return module


def test_environment_before_file_before_keyring(tmp_path: Path, keyring: Path) -> None:
    (tmp_path / "secret").write_text("from-file\n")
    given = MailboxSettings.model_validate({"password": "from-environment", "password_file": tmp_path / "secret"})
    filed = MailboxSettings(password_file=tmp_path / "secret")
    asked = [password_of(chosen, "imap.126.com", "office@126.com") for chosen in (given, filed, MailboxSettings())]
    assert asked == ["from-environment", "from-file", "from-keyring"]
    assert password_of(MailboxSettings(), "imap.126.com", "somebody@126.com") == ""


def test_a_locked_keyring_is_no_secret_and_no_crash(keyring: Path) -> None:
    keyring.write_text("def get_password(service, user):\n    raise RuntimeError('locked')\n")
    assert password_of(MailboxSettings(), "imap.126.com", "office@126.com") == ""
