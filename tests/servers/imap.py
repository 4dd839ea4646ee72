"""IMAP servers: pymap (always), Dovecot with TLS (where installed), and a scripted one for what a good server never does."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from imapclient import IMAPClient

from tests.servers import free_port, wait_for
from tests.servers.tls import certificate

PASSWORD = "secret-7f3a"


@dataclass(frozen=True)
class Server:
    """Where a server listens, for whom, and the CA to trust."""

    port: int
    user: str
    password: str
    ca_file: Path | None = None

    def url(self, scheme: str = "imap", host: str = "127.0.0.1") -> str:
        """The mailbox.url of this server."""
        return f"{scheme}://{self.user.replace('@', '%40')}@{host}:{self.port}/INBOX"


@contextmanager
def pymap_server() -> Iterator[Server]:
    """An empty in-memory mailbox, plain on loopback."""
    port = free_port()
    command = [
        sys.executable, "-c", "from pymap.main import main; main()", "--host", "127.0.0.1", "--port", str(port), "--no-tls",
        "--no-service", "admin", "--no-service", "managesieve", "dict", "--demo-user", "office@example.com",
        "--demo-password", PASSWORD,
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Server(port, "office@example.com", PASSWORD)
    finally:
        process.terminate()
        process.wait(10)


# Cron and plain users rarely have sbin in their path.
DOVECOT = shutil.which("dovecot", path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"]))
_CONFIG = """
base_dir = {lab}/run
state_dir = {lab}/state
log_path = {lab}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
ssl = yes
ssl_cert = <{cert}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{lab}/mail/%u
first_valid_uid = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={lab}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox 广告邮件 {{
    auto = subscribe
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {secure}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
mail_max_userip_connections = 50
"""


@contextmanager
def dovecot_server(lab: Path) -> Iterator[tuple[Server, Server]]:
    """A Dovecot of our own below `lab`: (plain with STARTTLS, TLS). As root it serves mail as an existing unprivileged user."""
    name, group = unprivileged()
    cert, key = certificate(lab)
    plain, secure = free_port(), free_port()
    for folder in ("run", "state", "mail", "home"):
        (lab / folder).mkdir()
    config = lab / "dovecot.conf"
    words = {"lab": lab, "user": name, "group": group, "cert": cert, "key": key, "password": PASSWORD}
    config.write_text(_CONFIG.format(**words, plain=plain, secure=secure), encoding="utf-8")
    if os.geteuid() == 0:
        for folder in [lab, *lab.iterdir()]:
            shutil.chown(folder, name, group)
        open_way(lab)
    process = subprocess.Popen([str(DOVECOT), "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(plain)
        wait_for(secure)
        yield Server(plain, "office", PASSWORD, cert), Server(secure, "office", PASSWORD, cert)
    finally:
        process.terminate()
        process.wait(20)


def unprivileged() -> tuple[str, str]:
    """User and group that Dovecot works as: ourselves, or nobody when we are root."""
    if os.geteuid():
        user = pwd.getpwuid(os.geteuid())
        return user.pw_name, grp.getgrgid(user.pw_gid).gr_name
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_name, grp.getgrgid(nobody.pw_gid).gr_name


def open_way(lab: Path) -> None:
    """Let that user pass through the folders above, which pytest keeps for root alone."""
    for folder in lab.parents:
        if folder.stat().st_uid == os.geteuid() and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)


def fill(server: Server, mails: Sequence[bytes], folder: str = "INBOX") -> None:
    """Put mails into a folder, unread; the folder is made where it does not exist."""
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        client.login(server.user, server.password)
        if not client.folder_exists(folder):
            client.create_folder(folder)
        for mail in mails:
            client.append(folder, mail)


Script = Callable[[str, str, Callable[[bytes], None]], bool]
"""(tag, command line, send) → go on? What a scripted server does with one command."""


@contextmanager
def scripted_server(script: Script, greeting: bytes = b"* OK ready") -> Iterator[Server]:
    """A server that answers each line as `script` says; it hangs up when that returns False. One thread a connection. A script
    with a `drip` has its answers sent so many bytes at a time."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = int(listener.getsockname()[1])

    def say(connection: socket.socket, data: bytes) -> None:
        step = getattr(script, "drip", len(data))
        for at in range(0, len(data), step):
            connection.sendall(data[at : at + step])
            if step < len(data):
                time.sleep(0.002)

    def serve(connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines, suppress(OSError, ValueError, IndexError):  # lines break anywhere
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # small answers must not wait for one another
            connection.sendall(greeting + b"\r\n")
            for line in lines:
                tag, _, command = line.decode("utf-8", "replace").strip().partition(" ")
                if not script(tag, command, lambda data: say(connection, data + b"\r\n")):
                    return

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield Server(port, "office", PASSWORD)
    finally:
        listener.close()


def libraries() -> dict[str, str]:
    """The environment in which a server that was only unpacked finds its libraries: IMAP_SERVER_LIBRARIES, where it is set."""
    folders = os.environ.get("IMAP_SERVER_LIBRARIES", "")
    return {"LD_LIBRARY_PATH": folders} if folders else {}
