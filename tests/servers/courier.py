"""Courier's IMAP server, where it is installed. Its login needs a daemon of its own, so we answer greeting and login ourselves
and hand the connection to `imapd`, which does all the rest.

Debian's courier-imap cannot be installed beside Dovecot: unpack it somewhere and name its `imapd` in COURIER_IMAPD.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.servers.imap import PASSWORD, Server, libraries

COURIER = os.environ.get("COURIER_IMAPD") or (shutil.which("imapd") if shutil.which("maildirmake.courier") else None)
_CAPABILITY = "IMAP4rev1 UIDPLUS NAMESPACE"


@contextmanager
def courier_server(lab: Path) -> Iterator[Server]:
    """An empty mailbox of Courier below `lab`, plain on loopback."""
    assert COURIER is not None
    maker = Path(COURIER).with_name("maildirmake.courier")
    subprocess.run([str(maker), str(lab / "Maildir")], check=True, env=os.environ | libraries())
    listener = socket.create_server(("127.0.0.1", 0))
    running: list[subprocess.Popen[bytes]] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=_serve, args=(connection, lab, running), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield Server(int(listener.getsockname()[1]), "office", PASSWORD)
    finally:
        listener.close()
        for process in running:
            process.kill()
            process.wait(10)


def _serve(connection: socket.socket, lab: Path, running: list[subprocess.Popen[bytes]]) -> None:
    with connection, suppress(OSError):
        connection.sendall(f"* OK [CAPABILITY {_CAPABILITY}] ready\r\n".encode())
        while line := _line(connection):
            tag, _, command = line.partition(" ")
            if command.upper().startswith("CAPABILITY"):
                connection.sendall(f"* CAPABILITY {_CAPABILITY}\r\n{tag} OK done\r\n".encode())
            elif command.upper().startswith("LOGIN") and PASSWORD in command:
                connection.sendall(f"{tag} OK LOGIN Ok.\r\n".encode())
                words = {"AUTHENTICATED": "office", "MAILDIR": "Maildir", "IMAP_CAPABILITY": _CAPABILITY, "IMAP_USELOCKS": "0"}
                running.append(subprocess.Popen(
                    [str(COURIER), "Maildir"], cwd=lab, env=os.environ | libraries() | words, stdin=connection, stdout=connection,
                    stderr=subprocess.DEVNULL))
                return
            else:
                connection.sendall(f"{tag} NO not now\r\n".encode())


def _line(connection: socket.socket) -> str:
    """One line, read byte by byte: what follows it is for `imapd`."""
    line = b""
    while not line.endswith(b"\n"):
        piece = connection.recv(1)
        if not piece:
            return ""
        line += piece
    return line.decode().strip()
