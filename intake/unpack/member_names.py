"""Names of what is in archives: safe, decoded, without litter; and the File made of a member."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from intake.mime.charsets import one_line
from parsers.model.file import File, Trouble, TroubleKind

_LITTER = re.compile(
    r"(^|/)(__MACOSX(/|$)|\.(DS_Store|localized|directory)$|(eh)?Thumbs\.db(:\w+)?$|desktop\.ini$|Icon\r?$|\.(Spotlight|Trash|fsevents)"
    r"|~\$[^/]*$|\.~[^/]*$|~[^/]*\.tmp$|\._[^/]*$|\.~lock\.[^/]*#$)",
    re.IGNORECASE,
)

_ARCHIVE_SUFFIX = re.compile(
    r"(\.(tar|part\d{1,4})\.\w{1,4}|\.(zipx?|eml|rar|7z|tar|t?gz|tbz2?|txz|bz2|xz|cab|exe|msg|dat|tnef)(\.\d{3})?)$",
    re.IGNORECASE,
)


def make_file(name: str, data: bytes, source: str = "", trouble: Trouble | None = None) -> File:
    """The File of these bytes. An encrypted or damaged file, or one that this machine cannot read, keeps them, so that a person
    can try; a dangerous one does not."""
    kept = b"" if trouble and trouble.kind == TroubleKind.DANGEROUS else data
    return File(name, kept, hashlib.sha256(data).hexdigest(), len(data), source, trouble)


def unread_file(name: str, within: str, source: str, trouble: Trouble) -> File:
    """A file whose bytes we never had. Its digest is made of the place it was in (`within`: the digest or address of what
    holds it), so that two unread files of two mails are never taken for the same."""
    return File(name, b"", hashlib.sha256(f"unread\0{within}\0{name}".encode()).hexdigest(), 0, source, trouble)


def litter(name: str) -> bool:
    """Whether this member was left by an operating system or an editor and is of no use to anybody."""
    return bool(_LITTER.search(name))


def member_name(raw_name: str) -> tuple[str, Trouble | None]:
    """A member's path as data, parts joined by "/", and the trouble when it would lead out of its folder. Backslashes are
    separators: old Windows programs write them without bad intent."""
    path = one_line(raw_name.replace("\\", "/"), 1000)
    parts = [part.strip() for part in path.split("/")]
    kept = "/".join(_short(part) for part in parts if part not in ("", ".", "..")) or "未命名"
    if path.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", path):
        return kept, Trouble(TroubleKind.DANGEROUS, "文件路径指向压缩包之外")
    return kept, None


def _short(part: str) -> str:
    stem, dot, suffix = part.rpartition(".")
    return part if len(part) <= 200 else stem[:180] + dot + suffix[:19]


def stem(name: str) -> str:
    """An archive's name without folders and suffix: the folder name of what is in it."""
    last = name.rpartition("/")[2]
    return _ARCHIVE_SUFFIX.sub("", last) or last


def spell(raw: Sequence[bytes]) -> list[str]:
    """Names of one archive that do not say their encoding, decoded the same way for all of them: utf-8, else gb18030, else
    cp437."""
    codec = next((codec for codec in ("utf-8", "gb18030") if all(decodes(name, codec) for name in raw)), "cp437")
    return [name.decode(codec) for name in raw]


def decodes(raw: bytes, codec: str) -> bool:
    """Whether these bytes are valid in this encoding."""
    try:
        raw.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
