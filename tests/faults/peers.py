"""The mailbox and the letter server of a trial, in their own process, behind connections that can be cut after any byte."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import selectors
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from tests.servers import free_port
from tests.servers.coremail import Coremail
from tests.servers.imap import scripted_server
from tests.servers.smtp import SMTP, Envelope, Script, Session, smtp_server

_fork = multiprocessing.get_context("fork")
NEVER = -1


@dataclass
class Peers:
    """Ports to go to, and what can be turned while they run. `cut_mail` and `cut_letters`: bytes after which every new line is
    cut (NEVER: it is not). `validity` is the UIDVALIDITY told. Letters that arrived stand in the file `arrived`."""

    mailbox: int
    letters: int
    cut_mail: Synchronized[int]
    cut_letters: Synchronized[int]
    drop_after: Synchronized[int]
    validity: Synchronized[int]
    arrived: Path

    def letters_arrived(self) -> list[tuple[str, str]]:
        """(Message-ID, sha256 of the bytes) of each letter the server took, in order."""
        lines = self.arrived.read_text().splitlines() if self.arrived.exists() else []
        return [(line.partition(" ")[2], line.partition(" ")[0]) for line in lines]

    def calm(self) -> None:
        """Nothing breaks any more."""
        self.cut_mail.value = self.cut_letters.value = NEVER
        self.drop_after.value = 0


@contextmanager
def peers(mails: Sequence[bytes], folder: Path) -> Iterator[Peers]:
    """Run them. Forked, so that the process which forks the runs has no thread of theirs."""
    ports = free_port(), free_port()
    words: dict[str, Any] = {name: _fork.Value("q", start) for name, start in (
        ("cut_mail", NEVER), ("cut_letters", NEVER), ("drop_after", 0), ("validity", 1))}
    told = Peers(*ports, **words, arrived=folder / "arrived")
    ready = _fork.Event()
    process = _fork.Process(target=_serve, args=(told, mails, ready), daemon=True)
    process.start()
    try:
        assert ready.wait(20)
        yield told
    finally:
        process.kill()
        process.join()


def _serve(told: Peers, mails: Sequence[bytes], ready: Any) -> None:
    box = _Box(told, dict(enumerate(mails, 7)))
    taking = _Taking(told)
    with scripted_server(box) as imap, smtp_server(taking) as smtp:
        for port, target, cut in ((told.mailbox, imap.port, told.cut_mail), (told.letters, smtp, told.cut_letters)):
            listener = socket.create_server(("127.0.0.1", port))
            threading.Thread(target=_accept, args=(listener, target, cut), daemon=True).start()
        ready.set()
        signal.pause()


class _Box(Coremail):
    def __init__(self, told: Peers, mails: dict[int, bytes]) -> None:
        super().__init__(mails)
        self.told, self.identified = told, True

    def do_examine(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(b"* %d EXISTS\r\n* OK [UIDVALIDITY %d] UIDs valid" % (len(self.mails), self.told.validity.value))
        send(f"{tag} OK [READ-ONLY] EXAMINE completed".encode())
        return True


class _Taking(Script):
    def __init__(self, told: Peers) -> None:
        super().__init__()
        self.told = told

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        assert isinstance(content, bytes)
        line = f"{hashlib.sha256(content).hexdigest()} {message_from_bytes(content)['Message-ID']}\n"
        with self.told.arrived.open("a") as file:
            file.write(line)
        if self.told.drop_after.value:
            server.transport.abort()
        return "250 OK"


def _accept(listener: socket.socket, target: int, cut: Synchronized[int]) -> None:
    while True:
        ours, _ = listener.accept()
        theirs = socket.create_connection(("127.0.0.1", target))
        threading.Thread(target=_carry, args=(ours, theirs, cut.value), daemon=True).start()


def _carry(ours: socket.socket, theirs: socket.socket, left: int) -> None:
    """Carry bytes both ways until one side closes or so many were carried."""
    with ours, theirs, selectors.DefaultSelector() as ready:
        ready.register(ours, selectors.EVENT_READ, theirs)
        ready.register(theirs, selectors.EVENT_READ, ours)
        while left:
            for key, _ in ready.select():
                try:
                    data = key.fileobj.recv(65536 if left < 0 else min(65536, left))  # type: ignore[union-attr]
                    if not data:
                        return
                    key.data.sendall(data)
                except OSError:
                    return
                if left > 0:
                    left -= len(data)


def kill_self() -> None:
    """What kill -9 does, from inside."""
    os.kill(os.getpid(), signal.SIGKILL)
