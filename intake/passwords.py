"""Passwords of this installation: from the environment (through the settings), from a file, or from the system's keyring."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote

from pydantic import SecretStr

from config.language import say
from config.os_errors import why


class HasPassword(Protocol):
    """Settings that hold a password, in either of two ways."""

    @property
    def password(self) -> SecretStr | None: ...
    @property
    def password_file(self) -> Path | None: ...


def password_of(settings: HasPassword, service: str, user: str) -> str:
    """The password or authorization code; "" where there is none. `service` and `user` are its names in the keyring, which is
    used only when it is installed. Raises OSError when the password file cannot be read."""
    if settings.password is not None:
        return settings.password.get_secret_value()
    if settings.password_file is not None:
        if not stat.S_ISREG(settings.password_file.stat().st_mode):  # reading a pipe might never end
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return settings.password_file.read_text("utf-8").strip()
    if find_spec("keyring") is None:
        return ""
    try:
        password: str | None = import_module("keyring").get_password(service, user)
    except Exception:  # under cron a keyring may be locked or missing in many ways; all mean: no password here
        return ""
    return password or ""


def server_problems(section: str, url: SplitResult, settings: HasPassword, sign_in: bool = True) -> Iterator[str]:
    """What is wrong with the address of a server and its password, one line each, without naming either. No network."""
    if not _reachable(url):
        yield f"{section}.url: " + say(f"应写作 {url.scheme}://用户@服务器:端口", f"must look like {url.scheme}://user@host:port")
        return
    if url.password is not None:
        yield f"{section}.url: " + say(f"网址里写了密码：请改用 {section}.password_file，或环境变量 "
                                       f"INTAKE_{section.upper()}__PASSWORD",
                                       f"holds a password; give it as {section}.password_file, or in the environment as "
                                       f"INTAKE_{section.upper()}__PASSWORD")
    elif not _plain(unquote(url.username or "")):
        yield f"{section}.url: " + say("用户名含有换行或控制字符", "the user's name holds a line break or a control character")
    elif not url.username:
        if sign_in:
            yield f"{section}.url: " + say("没有写用户名（用户名中的 @ 写作 %40）",
                                           "names no user (write an @ in the user as %40)")
    else:
        try:
            word = password_of(settings, url.hostname or "", url.username)
            if not word:
                yield f"{section}.password: " + say(f"没有密码（授权码）：请设 {section}.password_file，或环境变量 "
                                                    f"INTAKE_{section.upper()}__PASSWORD",
                                                    f"no password (set {section}.password_file or "
                                                    f"INTAKE_{section.upper()}__PASSWORD)")
            elif not _plain(word):
                yield f"{section}.password_file: " + say("不止一行，或含有控制字符",
                                                         "holds more than one line, or a control character")
        except (OSError, UnicodeDecodeError) as error:
            yield f"{section}.password_file: " + say(f"读不出来：{why(error)}", f"cannot be read ({why(error)})")


def _reachable(url: SplitResult) -> bool:
    """Whether host and port are such as a connection can be tried to."""
    try:
        (url.hostname or "").encode("idna")
        return bool(url.hostname) and _plain(url.hostname or "") and url.port != 0  # one beyond 65535 is no number to `port`
    except ValueError:
        return False


def _plain(text: str) -> bool:
    return not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text)


def loopback(host: str) -> bool:
    """Whether a host is this machine itself, so that nothing travels unencrypted over a network."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
