"""Turns Outlook's .msg (MS-OXMSG, a compound file) into its attachments, those of messages inside it, and the links in its
text."""

from __future__ import annotations

import io
from collections.abc import Iterator

import olefile

from intake.mime.charsets import decode
from intake.mime.html_body import links_in_text
from intake.unpack.budget import Budget, Members, Refused
from parsers.model.file import Trouble, TroubleKind

_BODY, _SUBJECT, _DATA, _NAMES = "1000", "0037", "3701", ("3707", "3704", "3001")
_EMBEDDED = f"__substg1.0_{_DATA}000D"
_BODY_BYTES = 1 << 20
_DEPTH = 5

Paths = dict[tuple[str, ...], int]


def members(data: bytes, budget: Budget) -> Members:
    """(path, bytes, trouble) of every attachment; those of a message inside are in a folder of its name. Raises Refused
    when the file is damaged. olefile raises anything on broken chains and directories, so any error means damaged here."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            paths: Paths = {tuple(path): ole.get_size(path) for path in ole.listdir(streams=True, storages=False)}
            yield from _message(ole, paths, (), "", budget)
    except (Refused, GeneratorExit):
        raise
    except Exception as error:
        raise Refused(TroubleKind.DAMAGED, "Outlook 邮件已损坏") from error


def _message(ole: olefile.OleFileIO, paths: Paths, top: tuple[str, ...], folder: str, budget: Budget) -> Members:
    for place in _attachments(paths, top):
        budget.member()
        name = next((text for kind in _NAMES if (text := _text(ole, paths, place, kind, budget))), "附件")
        inner = (*place, _EMBEDDED)
        if any(path[: len(inner)] == inner for path in paths):
            if len(top) // 2 >= _DEPTH:
                raise Refused(TroubleKind.LIMIT, "邮件嵌套过深，未打开")
            inside = _text(ole, paths, inner, _SUBJECT, budget) or name
            yield from _message(ole, paths, inner, f"{folder}{_flat(inside)}/", budget)
        else:
            yield folder + _flat(name), *_content(ole, paths, (*place, f"__substg1.0_{_DATA}0102"), budget)
    for link in links_in_text(_text(ole, paths, top, _BODY, budget)):
        yield folder + _flat(link.name or link.provider), b"", Trouble(TroubleKind.EXTERNAL, "转发邮件中的云附件，未下载")


def _attachments(paths: Paths, top: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    depth = len(top)
    inside = (path[: depth + 1] for path in paths if len(path) > depth + 1 and path[:depth] == top)
    yield from dict.fromkeys(path for path in inside if path[depth].lower().startswith("__attach_version1.0_"))


def _content(ole: olefile.OleFileIO, paths: Paths, path: tuple[str, ...], budget: Budget) -> tuple[bytes, Trouble | None]:
    if path not in paths:
        return b"", Trouble(TroubleKind.EXTERNAL, "文件不在邮件内")
    try:
        budget.declared(paths[path], paths[path])
        budget.count(paths[path])
    except Refused as refused:
        return b"", refused.trouble
    with ole.openstream(list(path)) as stream:
        return stream.read(), None


def _text(ole: olefile.OleFileIO, paths: Paths, place: tuple[str, ...], kind: str, budget: Budget) -> str:
    """A property's text: as Unicode, else in the sender's code page; "" where there is none."""
    budget.in_time()
    for form in ("001F", "001E"):
        path = (*place, f"__substg1.0_{kind}{form}")
        if 0 < paths.get(path, 0) <= _BODY_BYTES:
            with ole.openstream(list(path)) as stream:
                raw = stream.read()
            return (raw.decode("utf-16-le", "replace") if form == "001F" else decode(raw)).strip("\0 \r\n")
    return ""


def _flat(name: str) -> str:
    return name.replace("/", "_").replace("\\", "_")
