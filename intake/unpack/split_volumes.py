"""Archives cut into several files: finds which files are volumes, and which belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_SPLIT = re.compile(r"(.+\.(?:zip|7z|rar|tar|tgz|gz|exe))\.(\d{3,4})", re.IGNORECASE)
_PART = re.compile(r"(.+)\.part(\d{1,4})\.(?:rar|exe)", re.IGNORECASE)
_OLD_RAR = re.compile(r"(.+)\.(rar|exe|[r-z])(\d\d)?", re.IGNORECASE)
_OLD_ZIP = re.compile(r"(.+)\.(zip|z(\d\d))", re.IGNORECASE)
_RAR4, _RAR5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_END_OF_ZIP = b"PK\x05\x06"
_LONGEST_STUB = 4 << 20
"""Bytes of program before the archive in a self-extracting one; WinRAR's have some 300 kB."""
_NAMED = 3

Scheme = Literal["split", "part", "rar", "zip", ""]
"""split: bytes cut anywhere (x.zip.001) · part: rar (x.part1.rar) · rar: old rar (x.rar, x.r00) · zip (x.z01, x.zip) · "": a
volume whose name does not tell its place."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume's place: files of one set have the same `whole` (its name without number) and scheme. `number` counts from 1;
    a zip's last volume, which is the only one with the name .zip, has `last`."""

    whole: str
    scheme: Scheme
    number: int
    last: bool = False


def volume(name: str, data: bytes) -> Volume | None:
    """The place of a file in a set of volumes, None for a file that is no volume. A name alone is enough only where a middle
    volume has no other sign, and its bytes are nothing else (see `opening`)."""
    if match := _SPLIT.fullmatch(name):
        return Volume(match[1].lower(), "split", int(match[2]))
    if _rar_volume(data, stub(data)):
        return _rar_place(name)
    match = _OLD_ZIP.fullmatch(name)
    if match and match[3] and not data.startswith(b"PK\x03\x04"):
        return Volume(match[1].lower(), "zip", int(match[3]))
    if (match or data.startswith(b"PK")) and _last_of_zip(data):
        return Volume(match[1].lower() if match else name, "zip" if match else "", 0, True)
    return None


def stub(data: bytes) -> int:
    """How many bytes of program stand before the rar archive in a self-extracting one; 0 for anything else."""
    return max(0, data.find(_RAR4[:6], 0, _LONGEST_STUB)) if data.startswith(b"MZ") else 0


def in_order(volumes: Sequence[Volume]) -> list[int] | None:
    """Positions of a set's volumes in their order, None when one is missing or occurs twice. Whether another one should follow
    the last shows only when the set is opened."""
    order = sorted(range(len(volumes)), key=lambda at: (volumes[at].last, volumes[at].number))
    numbers = [volumes[at].number for at in order if not volumes[at].last]
    lasts = len(volumes) - len(numbers)
    whole = volumes[0].scheme != "" and numbers == list(range(1, len(numbers) + 1)) and lasts == (volumes[0].scheme == "zip")
    return order if whole and (len(volumes) > 1 or volumes[0].scheme == "split") else None


def missing(volumes: Sequence[Volume], names: Sequence[str]) -> str:
    """Which volumes are missing, in Chinese, spelt like the others: those between them, else the ones that follow."""
    numbers = {place.number for place in volumes if not place.last}
    lasts = [place for place in volumes if place.last]
    spelt = [_spelt(names[0], volumes[0], number) for number in sorted(set(range(1, max(numbers, default=1))) - numbers)]
    if volumes[0].scheme == "zip" and not lasts:
        spelt.append(re.sub(r"\.z\d\d$", ".zip", names[0], flags=re.IGNORECASE))
    elif volumes[0].scheme and not spelt and len(numbers) + len(lasts) == len(volumes):
        return f"缺少{_spelt(names[0], volumes[0], max(numbers, default=0) + 1)}等分卷"
    named = "、".join(name for name in spelt[:_NAMED] if name)
    return f"缺少{named}{'等' if len(spelt) > _NAMED else ''}" if named else "缺少其他分卷"


def _spelt(like: str, place: Volume, number: int) -> str:
    """The name of a set's volume, spelt like the given one."""
    before, _, ending = like.rpartition(".")
    if place.scheme == "split":
        return f"{before}.{number:0{len(ending)}}"
    if place.scheme == "part":
        head, part, digits = re.fullmatch(r"(.+\.)(part)(\d+)", before, re.IGNORECASE).groups()  # type: ignore[union-attr]
        return f"{head}{part}{number:0{len(digits)}}.rar"
    if place.scheme == "rar":
        return f"{before}.rar" if number == 1 else f"{before}.{chr(ord('r') + (number - 2) // 100)}{(number - 2) % 100:02}"
    return f"{before}.z{number:02}"


def our_names(scheme: Scheme, count: int) -> list[str]:
    """File names under which 7zz finds the volumes of a set, by the rules of each scheme."""
    if scheme == "part":
        return [f"v.part{number}.rar" for number in range(1, count + 1)]
    if scheme == "rar":
        return ["v.rar", *(f"v.{chr(ord('r') + number // 100)}{number % 100:02}" for number in range(count - 1))]
    return [*(f"v.z{number:02}" for number in range(1, count)), "v.zip"]


def _rar_place(name: str) -> Volume:
    if match := _PART.fullmatch(name):
        return Volume(match[1].lower(), "part", int(match[2]))
    match = _OLD_RAR.fullmatch(name)
    if match and match[2].lower() in ("rar", "exe") and not match[3]:
        return Volume(match[1].lower(), "rar", 1)
    if match and match[3] and len(match[2]) == 1:
        return Volume(match[1].lower(), "rar", 2 + 100 * (ord(match[2].lower()) - ord("r")) + int(match[3]))
    return Volume(name, "", 0)


def _rar_volume(data: bytes, start: int) -> bool:
    """Whether the main header of the archive that begins there says that it is one of several volumes (technote of RAR 4, 5)."""
    head = data[start : start + 80]
    if head.startswith(_RAR4) and len(head) > 12 and head[9] == 0x73:
        return bool(head[10] & 1)
    if not head.startswith(_RAR5):
        return False
    at, fields = len(_RAR5) + 4, []
    for _ in range(6):
        value, at = _number(head, at)
        fields.append(value)
    _, kind, flags = fields[:3]
    archive_flags = fields[3 + bool(flags & 1) + bool(flags & 2)]
    return kind == 1 and bool(archive_flags & 1)


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where the next begins; zeros behind the end."""
    value = 0
    for shift in range(0, 70, 7):
        byte = data[at] if at < len(data) else 0
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return value, at


def _last_of_zip(data: bytes) -> bool:
    """Whether the directory of this zip says that it begins on another disk, or that this is not the first."""
    end = data.rfind(_END_OF_ZIP, max(0, len(data) - 66_000))
    return end >= 0 and 0 < int.from_bytes(data[end + 4 : end + 6], "little") < 0xFFFF
