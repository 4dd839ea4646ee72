"""LibreOffice as a converter: turns bytes of an old Word format into bytes of a .docx, by one isolated call.

Each call has its own profile (two calls on one profile refuse each other), its own folder, no macros, no network and a time
limit, and ends with all its children. Its exit code says nothing: only the file it leaves behind counts. A call takes about one
second to start whatever it converts, so `prepare` converts several files of one mail by one call.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from parsers.model.file import TroubleKind, Unreadable

SECONDS = 40.0
"""A 200-page document takes about 3 seconds on one core. Seven that hang still fit into the time limit of one mail."""
MOST_BYTES = 64 << 20
GUARD = Path(__file__).with_name("guard.py")
PLACES = ("/usr/local/bin", "/usr/bin", "/opt/libreoffice/program", "/usr/lib/libreoffice/program")
"""Where the program is when the caller's PATH is as short as cron's."""

DOCX, PAGES = "docx:MS Word 2007 XML", "pdf:writer_pdf_Export"
"""What is made of a file: the end of its name, and the filter that makes it."""

_NAMESPACE = 'xmlns:oor="http://openoffice.org/2001/registry"'
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # never follow links on loading
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),  # a proxy that does not exist, if the network is open
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def program() -> str | None:
    """Path of LibreOffice's program, or None where it is not installed."""
    path = os.pathsep.join((os.environ.get("PATH", ""), *PLACES))
    return shutil.which("soffice", path=path) or shutil.which("libreoffice", path=path)


_ready: dict[tuple[str, str], bytes] = {}
"""What `prepare` converted and nobody asked for yet: (sha256, suffix) → .docx. Only of one mail; `forget` clears it."""


def prepare(files: Sequence[tuple[bytes, str]]) -> None:
    """Converts these (bytes, suffix) by one call, so that `to_docx` has them. What does not come out is simply not ready: a file
    that hangs or crashes the call only has the effect that the others are converted by themselves later."""
    office = program()
    if office is None:
        return
    with TemporaryDirectory(prefix="intake-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources = [folder / f"source{number}.{suffix}" for number, (_, suffix) in enumerate(files)]
        for source, (data, _) in zip(sources, files, strict=True):
            source.write_bytes(data)
        _profile(folder / "profile" / "user")
        with suppress(Unreadable):
            _run(office, folder, sources, folder / "out")
            for source, (data, suffix) in zip(sources, files, strict=True):
                target = folder / "out" / f"{source.stem}.docx"
                if target.is_file() and target.stat().st_size <= MOST_BYTES and zipfile.is_zipfile(target):  # whole, to its end
                    _ready[_key(data, suffix)] = target.read_bytes()


def forget() -> None:
    """Drops what was prepared and not asked for."""
    _ready.clear()


def _key(data: bytes, suffix: str) -> tuple[str, str]:
    return hashlib.sha256(data).hexdigest(), suffix


def to_docx(data: bytes, suffix: str) -> bytes:
    """The document as .docx. `suffix` (doc, rtf, odt …) is a hint; the format is found from the content.

    Raises Unreadable: unsupported (no LibreOffice, or it cannot read the file), timeout, limit. None of them proves that the file
    is damaged.
    """
    if _ready and (ready := _ready.get(_key(data, suffix))) is not None:
        return ready
    return _converted(data, suffix, DOCX)


def to_pdf(data: bytes, suffix: str) -> bytes:
    """The document's pages as a PDF. Raises Unreadable as `to_docx` does."""
    return _converted(data, suffix, PAGES)


def _converted(data: bytes, suffix: str, to: str) -> bytes:
    office = program()
    if office is None:
        raise Unreadable(TroubleKind.UNSUPPORTED, "本机没有安装 LibreOffice，不能读取此格式")
    if len(data) > MOST_BYTES:
        raise Unreadable(TroubleKind.LIMIT, "文件过大，未作转换")
    with TemporaryDirectory(prefix="intake-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / f"source.{suffix}", folder / "out" / f"source.{to.partition(':')[0]}"
        source.write_bytes(data)
        _profile(folder / "profile" / "user")
        _run(office, folder, [source], target.parent, to)
        if not target.is_file() or not (size := target.stat().st_size):
            raise Unreadable(TroubleKind.UNSUPPORTED, "LibreOffice 未能转换此文件")
        if size > MOST_BYTES:
            raise Unreadable(TroubleKind.LIMIT, "转换后的文件过大")
        return target.read_bytes()


def _profile(user: Path) -> None:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{key}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, key, value in _SETTINGS
    )
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items {_NAMESPACE}>{items}</oor:items>', "utf-8"
    )


def _run(office: str, folder: Path, sources: Sequence[Path], target: Path, to: str = DOCX) -> None:
    """Makes the guarded call. The environment is a new one: ours holds passwords."""
    command = [
        office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo", "--nodefault",
        "--nolockcheck", "--convert-to", to, "--outdir", str(target), *map(str, sources),
    ]  # fmt: skip
    surroundings = {
        "PATH": os.environ.get("PATH", "") or os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }  # fmt: skip
    running = subprocess.Popen(
        [sys.executable, "-I", "-S", str(GUARD), str(folder), *command],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, env=surroundings,
        start_new_session=True,
    )  # fmt: skip
    try:
        running.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TroubleKind.TIMEOUT, "转换超时") from error
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """Closes the guard's pipe, which makes it end everything; if it does not, kills its whole session."""
    if running.stdin:
        running.stdin.close()
    try:
        running.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
