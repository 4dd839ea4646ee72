"""Mailboxes to fetch from in tests, and a server that behaves like NetEase's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from config.model import MailboxSettings
from intake.mailbox import open_mailbox
from intake.model import Arrival
from tests.servers.imap import Script, Server, scripted_server

HOME = Path("/nowhere")


def mail(number: int, size: int = 300) -> bytes:
    head = f"From: a{number}@example.com\r\nSubject: mail {number}\r\nMessage-ID: <{number}@example.com>\r\n\r\n".encode()
    line = f"{number:010d} 湖南".encode().ljust(70, b".") + b"\r\n"
    return head + line * max(1, (size - len(head)) // len(line))


def settings(server: Server, scheme: str = "imap", **others: object) -> MailboxSettings:
    words = {"url": server.url(scheme), "password": server.password, "ca_file": server.ca_file}
    return MailboxSettings.model_validate(words | {"timeout_seconds": 20, "pause_seconds": 0} | others)


def fetch(chosen: MailboxSettings, known: Callable[[str, str], dict[str, str]] = lambda f, v: {}) -> list[tuple[Arrival, bytes]]:
    """Every mail that was given whole."""
    with open_mailbox(chosen, HOME) as box:
        taken = ((arrival, b"".join(arrival.chunks()), arrival.short()) for arrival in box.arrivals(known))
        return [(arrival, data) for arrival, data, short in taken if not short]


class Coremail:
    """A server with NetEase's ways: ID or nothing, UIDVALIDITY 1, no UIDNEXT. Subclasses misbehave further."""

    capability = "IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ STARTTLS UIDPLUS X-CM-EXT-1"

    def __init__(self, mails: dict[int, bytes]) -> None:
        self.mails = mails
        self.seen: list[str] = []
        self.identified = False

    def __call__(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        word = command.split(" ")[0].upper()
        self.seen.append(command)
        if word == "UID":
            word = command.split(" ")[1].upper()
        return getattr(self, "do_" + word.lower(), self.unknown)(tag, command, send)

    def unknown(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"{tag} BAD unknown command".encode())
        return True

    def do_capability(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"* CAPABILITY {self.capability}\r\n{tag} OK done".encode())
        return True

    def do_login(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"{tag} OK LOGIN completed".encode())
        return True

    def do_id(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        self.identified = True
        send(f'* ID ("name" "Coremail Imap")\r\n{tag} OK ID completed'.encode())
        return True

    def do_list(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f'* LIST (\\HasNoChildren) "/" "INBOX"\r\n{tag} OK LIST completed'.encode())
        return True

    def do_examine(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        if not self.identified:
            send(f"{tag} NO EXAMINE Unsafe Login. Please contact kefu@188.com for help".encode())
            return True
        send(b"* %d EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] UIDs valid" % len(self.mails))
        send(b"* FLAGS (\\Answered \\Seen \\Deleted \\Draft \\Flagged)\r\n* OK [PERMANENTFLAGS ()] Limited")
        send(f"{tag} OK [READ-ONLY] EXAMINE completed".encode())
        return True

    def do_search(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        found = [max(self.mails)] if "*" in command and self.mails else self.mails  # n:* with n above the top gives the last
        send(f"* SEARCH {' '.join(map(str, found))}\r\n{tag} OK SEARCH completed".encode())
        return True

    def do_fetch(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        asked = [int(uid) for uid in command.split(" ")[2].split(",") if int(uid) in self.mails]
        for number, uid in enumerate(asked, 1):
            send(self.answer(number, uid, command))
        send(f"{tag} OK FETCH completed".encode())
        return True

    def answer(self, number: int, uid: int, command: str) -> bytes:
        data = self.mails[uid]
        if "RFC822.SIZE" in command:
            told = f'* {number} FETCH (UID {uid} RFC822.SIZE {len(data)} INTERNALDATE "05-Mar-2024 10:00:00 +0800")'
            return told.encode()
        if "<" in command:
            at, length = map(int, command.partition("<")[2].partition(">")[0].split("."))
            data = data[at : at + length]
            return b"* %d FETCH (UID %d BODY[]<%d> {%d}\r\n%b)" % (number, uid, at, len(data), data)
        return b"* %d FETCH (UID %d BODY[] {%d}\r\n%b)" % (number, uid, len(data), data)

    def do_logout(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"* BYE\r\n{tag} OK LOGOUT completed".encode())
        return False


def run(script: Script, **others: object) -> list[tuple[Arrival, bytes]]:
    with scripted_server(script) as server:
        return fetch(settings(server, **({"timeout_seconds": 5} | others)))
