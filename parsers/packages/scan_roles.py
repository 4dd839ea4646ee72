"""Decides which pictures are the scan of the form, and to which application a scan belongs whose name does not say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from config.model import Guide
from parsers.formats.image.picture_sizes import NOTE as SMALL
from parsers.model.package import PackageFile, Role
from parsers.packages.relatedness import Seed, contradicts, folders
from parsers.packages.same_project import stem

Group = tuple[PackageFile, ...]
PAGES_OF_SCAN = 3
"""From so many pictures on, those without telling names that lie together are a scan."""
ANSWERS = (Role.FORM_SCAN, Role.REFUSED)
"""An application with a file of one of these roles has its scan, or may have it."""
LEFT_OVER = "按排除法归入本项目：本邮件中只有它没有扫描件，也只有此件没有归属，请核对"
BY_NUMBER = "按文件名编号归入本项目，请核对"


def picture_set(members: Group, guide: Guide) -> Group:
    """The members with their roles, where photographed pages are the scan: one that is named like the Word file, or several
    without telling names. Pages beside one that was recognised as the form are pages of it."""
    form_scans = [m for m in members if m.role == Role.FORM_SCAN]
    if any(not m.media_type.startswith("image/") for m in form_scans):
        return members
    stems = {stem(member, guide) for member in members if member.record is not None and member.role != Role.FORM_SCAN} - {""}
    pictures = [m for m in members if m.role == Role.OTHER and picture(m)]
    chosen = [m for m in pictures if stem(m, guide) in stems]
    unnamed = [m for m in pictures if _unnamed(m, guide)]
    if form_scans:
        places = {folders(m) for m in form_scans if _unnamed(m, guide)}
        chosen += [m for m in unnamed if folders(m) in places]
    elif not chosen and len(unnamed) >= PAGES_OF_SCAN:
        chosen = unnamed
    scans = {id(m) for m in chosen}
    return tuple(replace(m, role=Role.FORM_SCAN) if id(m) in scans else m for m in members)


def left_over(
    unassigned: Sequence[PackageFile], homes: Sequence[Sequence[PackageFile]], seeds: Sequence[Seed], guide: Guide
) -> dict[int, tuple[int, str]]:
    """Scans that fit no application by name or place, by exclusion: position in `unassigned` → (application, why). One scan for
    the one application that has none; or several of each whose numbers (1.pdf, 2.pdf) pair them."""
    scans = [at for at, file in enumerate(unassigned) if file.role == Role.FORM_SCAN]
    lacking = [n for n, members in enumerate(homes) if seeds[n].forms and all(m.role not in ANSWERS for m in members)]
    if len(scans) != len(lacking) or any(file.role == Role.REFUSED for file in unassigned):
        return {}
    if len(scans) == 1:
        placed = {scans[0]: (lacking[0], LEFT_OVER)}
    else:
        numbers = {_number(seeds[n].forms[0]): n for n in lacking}
        wanted = {at: numbers.get(_number(unassigned[at])) for at in scans}
        if None in numbers or len(numbers) < len(scans) or len(set(wanted.values())) < len(scans) or None in wanted.values():
            return {}
        placed = {at: (n, BY_NUMBER) for at, n in wanted.items() if n is not None}
    return {at: (n, why) for at, (n, why) in placed.items() if not contradicts(unassigned[at], seeds[n], guide)}


def picture(file: PackageFile) -> bool:
    """Whether a file is a picture of paper, as far as can be told without reading it."""
    return (file.text_layer is False or file.media_type.startswith("image/")) and SMALL not in file.notes


def _unnamed(file: PackageFile, guide: Guide) -> bool:
    """True for 1.jpg, IMG_2034.jpg, 微信图片_20240415.jpg, 第3页.png."""
    return re.search(r"[\u3400-\u9fff]", re.sub(r"微信|图片|照片|第|页|扫描全能王", "", stem(file, guide))) is None


def _number(file: PackageFile) -> str | None:
    """The one number in a file's own name."""
    numbers = re.findall(r"\d+", re.sub(r"\.\w+$", "", file.name.rsplit("/", 1)[-1]))
    return str(int(numbers[0])) if len(numbers) == 1 and len(numbers[0]) < 4 else None
