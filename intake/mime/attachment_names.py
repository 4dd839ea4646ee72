"""Chooses the name of an attachment: the best of the spellings that a mail offers, as data and never as a path; where there is
none, a name made here."""

from __future__ import annotations

import re

from intake.mime.charsets import one_line, percent
from intake.mime.headers import Fields, parameters
from intake.mime.structure import Node, node_at

_SUFFIXES = {
    "application/pdf": ".pdf", "application/zip": ".zip", "application/x-zip-compressed": ".zip", "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "image/jpeg": ".jpg", "image/png": ".png",
    "image/gif": ".gif", "image/tiff": ".tif", "message/rfc822": ".eml", "message/partial": ".eml",
    "application/pkcs7-mime": ".p7m", "application/x-pkcs7-mime": ".p7m", "text/calendar": ".ics", "text/html": ".html",
    "text/plain": ".txt", "application/vnd.rar": ".rar",
    "application/x-rar-compressed": ".rar", "application/x-7z-compressed": ".7z",
    "application/ms-tnef": ".dat", "application/vnd.ms-tnef": ".dat", "application/vnd.ms-outlook": ".msg",
}  # fmt: skip


def file_name(fields: Fields) -> str:
    """The attachment's name, the best of the four spellings mailers use; "" where it has none."""
    disposition = parameters(fields.get("content-disposition") or b"").get("filename", "")
    content_type = parameters(fields.get("content-type") or b"").get("name", "")
    names = [name for name in (disposition, content_type) if name.strip()]
    sound = [name for name in names if "\ufffd" not in name and not re.fullmatch(r"[?_\s]+(\.\w*)?", name)]
    return tidy_name(percent((sound or names or [""])[0]))


def tidy_name(name: str) -> str:
    """A file name as data: one line, no folders (mail parts have none), at most 200 characters with its suffix kept."""
    flat = one_line(name)
    if re.match(r"[A-Za-z]:[\\/]|[\\/]|\.\.[\\/]", flat) or re.search(r"[\\/]\.\.[\\/]", flat):
        flat = re.split(r"[\\/]", flat)[-1]
    flat = re.sub(r"[\\/]", "_", flat).strip()
    stem, dot, suffix = flat.rpartition(".")
    return flat if len(flat) <= 200 else (stem[: 200 - len(suffix) - 1] + dot + suffix if len(suffix) < 20 else flat[:200])


def made_up_name(node: Node, number: int) -> str:
    """A name for a part without one: the subject of a nested mail, else its number."""
    suffix = _SUFFIXES.get(node.media_type, ".bin")
    if suffix == ".eml":
        inner = node if not node.fields.get("content-transfer-encoding") else None
        fields = node_at(inner.raw, inner.start, inner.end).fields if inner else node_at(node.content(), 0, node.size).fields
        if subject := tidy_name(fields.text("subject", 150)):
            return subject + suffix
    return f"附件{number}{suffix}"
