"""Finds the folders of the settings on a server, which may call them otherwise: Cyrus and Courier put INBOX. before each name."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from imapclient import IMAPClient

from config.language import say
from intake.mailbox.connection import Connection

_INBOX = "INBOX"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of a server: names that can be opened, the name for each special use ("\\\\junk"), and what stands before the
    names of a person's own folders ("INBOX.", "" where nothing does)."""

    names: tuple[str, ...]
    uses: dict[str, str] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ("",)
    separators: tuple[str, ...] = ()

    def find(self, wanted: str) -> str | None:
        """The server's name for a folder of the settings, which may be given by its special use (RFC 6154); None where it has
        none."""
        if wanted.upper() == _INBOX:
            return _INBOX
        if wanted.startswith("\\"):
            return self.uses.get(wanted.lower())
        spellings = (wanted, *(_with(wanted, separator) for separator in self.separators))
        tried = (prefix + name for name in spellings for prefix in ("", *self.prefixes))
        return next((name for name in tried if name in self.names), None)

    def nearest(self, wanted: str) -> str:
        """The name on the server that is most like this one, "" where none is."""
        ends = {name: name.removeprefix(next((p for p in self.prefixes if p and name.startswith(p)), "")) for name in self.names}
        like = difflib.get_close_matches(wanted, list(ends.values()), 1, 0.5)
        return next((name for name, end in ends.items() if like and end == like[0]), "")

    def missing(self, setting: str, wanted: str) -> str:
        """What a person is told of a folder that is not there."""
        near = self.nearest(wanted)
        what = say(f"设置 {setting} 中的文件夹“{wanted}”在邮箱中不存在，没有读取",
                   f"{setting} names the folder {wanted}, which is not in the mailbox; it was not read")
        return what + (say(f"：是否指“{near}”？", f" (did you mean {near}?)") if near else say("。", "."))


def folders_of(connection: Connection) -> Folders:
    """The folders of this server. Raises MailboxOutage."""
    listed = connection.ask(say("列出文件夹", "the list of folders"), lambda c: c.list_folders())
    spaces: dict[str, str] = connection.ask(say("查看文件夹前缀", "the prefix of folders"), _namespace, dict)
    names = tuple(str(name) for flags, _, name in listed if b"\\noselect" not in {flag.lower() for flag in flags})
    uses = {flag.decode("ascii", "replace").lower(): str(name) for flags, _, name in listed for flag in flags}
    separators = dict.fromkeys(_text(separator) for _, separator, _ in listed if separator)
    prefixes = [*spaces, *(_INBOX + separator for separator in separators)]
    return Folders(names, uses, tuple(dict.fromkeys(prefixes)), tuple(separators))


def _namespace(client: IMAPClient) -> dict[str, str]:
    """Prefix → separator of a person's own folders, where the server tells it (RFC 2342)."""
    if not client.has_capability("NAMESPACE"):
        return {}
    personal: Sequence[Any] = client.namespace().personal or ()
    return {_text(prefix): _text(separator) for prefix, separator in personal}


def _text(word: object) -> str:
    return word.decode("utf-8", "replace") if isinstance(word, bytes) else str(word or "")


def _with(name: str, separator: str) -> str:
    """The name with this separator between its folders instead of those that people type."""
    return name.replace("/", separator).replace("\\", separator)
