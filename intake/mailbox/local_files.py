"""Reads mail from files on this machine: a Maildir, or a folder of .eml files. Never changes them."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Self

from config.language import say
from config.model import MailboxSettings
from config.os_errors import why
from intake.mailbox.interface import Kept, Known, Sent, in_pieces, nothing_kept
from intake.mime import arrival_time
from intake.mime.headers import HEADER_BYTES
from intake.model import Arrival, MailboxOutage, Origin

log = logging.getLogger(__name__)
INBOX = "INBOX"


def problems(settings: MailboxSettings) -> Iterator[str]:
    """What is wrong with these settings, one line each. Opens nothing."""
    scheme, _, path = settings.url.partition(":")
    if not path:
        yield "mailbox.url: " + say(f"{scheme}: 后面要写路径", f"{scheme}: needs a path")


def mailbox(settings: MailboxSettings, home: Path) -> Folder | Maildir:
    """The mailbox of these settings; a relative path starts at `home`."""
    scheme, _, path = settings.url.partition(":")
    kind = Maildir if scheme == Maildir.scheme else Folder
    return kind((home / Path(path)).resolve(), settings)


class _Files:
    """What Maildir and folder share: list, open, pass on in pieces. There is no UIDVALIDITY; a uid never means two mails."""

    scheme = ""

    def __init__(self, path: Path, settings: MailboxSettings) -> None:
        self.path, self.settings = path, settings
        self.account = f"{self.scheme}:{path}"
        self.listed: dict[str, int] = {}
        self._missing: list[str] = []

    def __enter__(self) -> Self:
        if not self.path.is_dir():
            raise MailboxOutage("mailbox.url: " + say(f"{self.scheme}: 所指的文件夹不存在或不能读取",
                                                      f"the folder of {self.scheme}: does not exist or cannot be read"))
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def arrivals(self, taken: Known, recheck: bool = False, kept: Kept = nothing_kept) -> Iterator[Arrival]:
        """See Mailbox. The arrival time is the newest Received header's, else the Date header's."""
        for folder in (INBOX, *self.settings.folders):
            fetched = taken(folder, "")
            if folder != INBOX and not self._place(folder).is_dir():
                self._missing.append(f"设置 mailbox.folders 中的文件夹“{folder}”不存在，其中的来信没有读取。")
                continue
            try:
                listed = dict(self._listed(folder))
            except OSError as error:
                raise MailboxOutage(say(f"邮箱文件夹“{folder}”不能读取：{why(error)}",
                                        f"mailbox folder {folder}: {why(error)}")) from error
            self.listed[folder] = len(listed)
            for uid in sorted(uid for uid in listed if uid not in fetched):  # most are old: nothing more is done with those
                if arrival := self._arrival(folder, uid, Path(listed[uid].path)):
                    yield arrival

    def is_there(self, origin: Origin) -> bool:
        """See Mailbox: a file is given whole, so nobody asks."""
        return True

    def sent(self) -> tuple[Sent, ...] | None:
        """See Mailbox: files say nothing of what was sent."""
        return None

    def missing(self) -> tuple[str, ...]:
        """See Mailbox."""
        return tuple(self._missing)

    def notices(self) -> tuple[str, ...]:
        """See Mailbox: there is nothing to say of files."""
        return ()

    def survey(self) -> str:
        """See Mailbox."""
        count = sum(1 for _ in self.arrivals(lambda folder, validity: {}))
        return say(f"邮箱可以读取，共有{count}封邮件。", f"The mailbox can be read; it holds {count} mails.")

    def _arrival(self, folder: str, uid: str, path: Path) -> Arrival | None:
        origin = Origin(self.account, folder, "", uid)
        try:
            stream = self._open(path)
        except FileNotFoundError:
            log.warning(say("一封邮件在读取前已不在邮箱：文件夹 %s",
                            "a mail left the mailbox before it was read: folder %s"), folder)
            return None
        except OSError as error:
            raise MailboxOutage(say(f"邮箱文件夹“{folder}”中有邮件读不出来：{why(error)}",
                                    f"mailbox folder {folder}: a mail cannot be read: {why(error)}")) from error
        with stream:
            size = os.fstat(stream.fileno()).st_size
            start = stream.read(max(HEADER_BYTES, self.settings.chunk_bytes))
            place = Path(stream.name)
        return Arrival(origin, arrival_time(start[:HEADER_BYTES]), size, lambda: self._pieces(place, start))

    def _pieces(self, path: Path, start: bytes) -> Iterator[bytes]:
        """The mail in pieces; `start` holds the first ones, which were read already."""
        chunk = self.settings.chunk_bytes
        yield from in_pieces(start, chunk)
        if len(start) < max(HEADER_BYTES, chunk):
            return
        try:
            with self._open(path) as stream:
                stream.seek(len(start))
                while piece := stream.read(chunk):
                    yield piece
        except OSError as error:
            raise MailboxOutage(say(f"读取邮件时中断：{why(error)}",
                                    f"a mail broke off while it was read: {why(error)}")) from error

    def _open(self, path: Path) -> BinaryIO:
        return path.open("rb")

    def _place(self, folder: str) -> Path:
        """Where a folder of this mailbox lies."""
        raise NotImplementedError

    def _listed(self, folder: str) -> Iterable[tuple[str, os.DirEntry[str]]]:
        """Uid and place of every mail, in any order: the mails are sorted by uid."""
        raise NotImplementedError


class Folder(_Files):
    """A folder of .eml files, in order of names. A file that is written again is another mail: its size and time are in its
    uid."""

    scheme = "folder"

    def _place(self, folder: str) -> Path:
        return self.path if folder == INBOX else self.path / folder

    def _listed(self, folder: str) -> Iterable[tuple[str, os.DirEntry[str]]]:
        with os.scandir(self._place(folder)) as there:
            entries = [e for e in there if e.is_file() and not e.name.startswith(".")]
        mails = [entry for entry in entries if entry.name.lower().endswith(".eml")]
        if len(mails) < len(entries):
            log.warning(say("邮件文件夹中有 %d 个文件不是 .eml，没有读取",
                            "%d files in the mail folder are no .eml files and are not read"), len(entries) - len(mails))
        return [(_folder_uid(entry), entry) for entry in mails]


def _folder_uid(entry: os.DirEntry[str]) -> str:
    state = entry.stat()
    return f"{_text(entry.name)}|{state.st_size}|{state.st_mtime_ns}"


class Maildir(_Files):
    """A Maildir: new/ and cur/. A mail's uid is its unique name without flags, so moving it or marking it changes nothing."""

    scheme = "maildir"

    def _place(self, folder: str) -> Path:
        return self.path if folder == INBOX else self.path / ("." + folder)

    def _listed(self, folder: str) -> Iterable[tuple[str, os.DirEntry[str]]]:
        place = self._place(folder)
        entries = chain.from_iterable(os.scandir(place / box) for box in ("new", "cur") if (place / box).is_dir())
        return [(_unique(entry.name), entry) for entry in entries if not entry.name.startswith(".") and entry.is_file()]

    def _open(self, path: Path) -> BinaryIO:
        try:
            return path.open("rb")
        except FileNotFoundError:  # a mail program may have moved it from new/ to cur/, or changed its flags
            moved = [e for e in (path.parent.parent / "cur").iterdir() if _unique(e.name) == _unique(path.name)]
            if not moved:
                raise
            return moved[0].open("rb")


def _unique(name: str) -> str:
    return _text(name).partition(":2,")[0]


def _text(name: str) -> str:
    """A file name as text that any database takes; bytes that cannot be decoded are written as escapes."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")
