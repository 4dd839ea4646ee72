"""Reading mails on other machines: workers of dask.distributed, each with the same sandbox as on this machine.

`problems` says what is wrong with the settings before anything is contacted. coordinator.py is the coordinator's end,
worker_sandbox.py the worker's end, connection.py the connection between them, and exchange.py a place that both can reach. Only
the coordinator and what it calls load `distributed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from config.language import Words, say
from config.model import WorkerSettings

LOCAL = "local"
SCHEMES = ("tcp", "tls")
WANTED = Words("集群所需的软件包没有安装：pip install 'distributed>=2025.1' 'fsspec>=2024.10'",
               "a cluster needs packages that are not installed here: pip install 'distributed>=2025.1' 'fsspec>=2024.10'")


def problems(settings: WorkerSettings) -> list[str]:
    """Everything wrong with the settings of reading, as far as it can be told without contacting anything."""
    return [] if settings.url == LOCAL else [f"workers.{line}" for line in (*_address(settings), *_vault(settings))]


def missing() -> bool:
    """Whether the packages a cluster needs are not installed."""
    return find_spec("distributed") is None or find_spec("fsspec") is None


def _address(settings: WorkerSettings) -> Iterator[str]:
    try:
        parts = urlsplit(settings.url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in SCHEMES or not parts.hostname or not _port(settings.url):
        yield "url: " + say("写 local，或集群调度器的地址：tcp://主机:8786、tls://主机:8786",
                            "local, or the address of a cluster's scheduler: tcp://host:8786, tls://host:8786")
    elif missing():
        yield "url: " + say(*WANTED)
    files = {"ca_file": settings.ca_file, "cert_file": settings.cert_file, "key_file": settings.key_file}
    if parts.scheme == "tls":
        yield from (f"{name}: " + say("用 tls:// 时要有这个 PEM 文件", "tls:// needs this file, in PEM")
                    for name, path in files.items() if path is None)
        yield from (f"{name}: " + say("读不出来", "cannot be read") for name, path in files.items()
                    if path is not None and not _readable(path))
    elif any(files.values()):
        yield "url: " + say("写了证书，就要用 tls://，不是 tcp://", "certificates are given, so it must be tls://, not tcp://")


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None


def _readable(path: Path) -> bool:
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False


def _vault(settings: WorkerSettings) -> Iterator[str]:
    scheme = settings.vault.partition(":")[0] if ":" in settings.vault else ""
    if not settings.vault or scheme == "file":
        return
    if not scheme:
        yield "vault: " + say("要写网址：file:///路径（工作机能直接看到邮件库），或 s3://桶/路径（双方都能到的地方）",
                              "a URL: file:///PATH where workers see this vault itself, or s3://BUCKET/PATH, a place both reach")
    elif not missing():
        from fsspec import get_filesystem_class

        try:
            get_filesystem_class(scheme)
        except (ImportError, ValueError) as error:
            yield "vault: " + say(f"不能用：{error}", f"{error}")
