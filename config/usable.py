"""Turns settings into what is wrong with the places and files that they name: a file where a folder is needed, a folder where a
file is, certificates that are none. What only the disk refuses (full, read-only, another's) is no mistake of the settings, and is
found when it is written to."""

from __future__ import annotations

import errno
import ssl
import stat
from collections.abc import Iterator
from pathlib import Path

from config.language import say
from config.model import Settings
from config.os_errors import why

SQLITE = "sqlite:///"
_OF_THE_DISK = (errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE)


def place_problems(settings: Settings) -> Iterator[str]:
    """Yields a line for each place of the state that cannot be what it has to be, key first. For every command."""
    if wrong := list(_no_folder(settings.home)):
        yield from (f"home: {line}" for line in wrong)
    else:
        for name in ("mails", "files", "read"):
            yield from (f"home: vault/{name} {line}" for line in _no_folder(settings.home / "vault" / name))
    if settings.ledger.url.startswith(SQLITE):
        yield from (f"ledger.url: {line}" for line in _no_file(Path(settings.ledger.url.removeprefix(SQLITE).partition("?")[0])))


def run_problems(settings: Settings) -> Iterator[str]:
    """The same for the places and files of a run. They may hold back a run, and no command that only looks."""
    if settings.output.path is not None:
        yield from (f"output.path: {line}" for line in _no_folder(settings.output.path))
    if settings.metrics.path is not None:
        yield from (f"metrics.path: {line}" for line in _no_file(settings.metrics.path))
    for key, url in (("smtp.url", settings.smtp.url), ("mailbox.url", settings.mailbox.url)):
        scheme, _, rest = url.partition(":")
        if scheme in ("maildir", "folder") and rest:
            yield from (f"{key}: {line}" for line in _no_folder(Path(rest)))
    if settings.mailbox.url.partition(":")[0] in ("imap", "imaps"):
        yield from (f"mailbox.ca_file: {line}" for line in _no_certificates(settings.mailbox.ca_file))
    if settings.smtp.url.partition(":")[0] in ("smtp", "smtps"):
        yield from (f"smtp.ca_file: {line}" for line in _no_certificates(settings.smtp.ca_file))
    if settings.workers.url.startswith("tls:"):
        yield from (f"workers.{line}" for line in _wrong_keys(settings))


def _no_folder(path: Path) -> Iterator[str]:
    """Why this is no folder and cannot become one."""
    try:
        if path.is_symlink() and not path.exists():
            yield say("是链接，但所指的位置不存在", "is a link that leads nowhere")
        elif not stat.S_ISDIR(path.stat().st_mode):
            yield say("是文件，应为文件夹", "is a file; it must be a folder")
    except FileNotFoundError:
        yield from _no_folder(path.parent) if path.parent != path else ()
    except NotADirectoryError:
        yield say("路径中有一段是文件，不是文件夹", "lies in a file, as if that were a folder")
    except OSError as error:
        yield from (say(f"不能用作文件夹：{why(error)}",
                        f"cannot be a folder ({why(error)})"),) if error.errno not in _OF_THE_DISK else ()


def _no_file(path: Path) -> Iterator[str]:
    """Why this is no file and cannot become one."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield say("是文件夹或设备，应为文件", "is a folder or a device; it must be a file")
    except FileNotFoundError:
        yield from _no_folder(path.parent)
    except NotADirectoryError:
        yield say("路径中有一段是文件，不是文件夹", "lies in a file, as if that were a folder")
    except OSError as error:
        yield from (say(f"不能用作文件：{why(error)}",
                        f"cannot be a file ({why(error)})"),) if error.errno not in _OF_THE_DISK else ()


def _no_certificates(path: Path | None) -> Iterator[str]:
    """Why a file with certificates cannot be used. One that is not there is told by those who read it."""
    if path is None or not path.is_file():
        return
    try:
        ssl.create_default_context(cafile=str(path))
    except (OSError, ValueError):
        yield say("文件中没有 PEM 格式的证书", "holds no certificate in PEM")


def _wrong_keys(settings: Settings) -> Iterator[str]:
    """What is wrong with the certificates of a cluster, where all three files are there."""
    ca_file, own, key = settings.workers.ca_file, settings.workers.cert_file, settings.workers.key_file
    yield from (f"ca_file: {line}" for line in _no_certificates(ca_file))
    if own is None or key is None or not (own.is_file() and key.is_file()):
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(own, key, password="")
    except (OSError, ValueError):
        yield "cert_file: " + say("不是与 workers.key_file 配对的 PEM 证书",
                                  "is no certificate in PEM that belongs to workers.key_file")
