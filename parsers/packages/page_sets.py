"""Reads pages of one form that came as separate pictures (1.jpg, 2.jpg …) as one paper, in the order of their numbers.

Each stays a file: the one with the first page has the record, the others say that they are pages of it, and every value says
which of the pictures it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from config.model import Guide
from parsers.formats.image.picture_sizes import small
from parsers.formats.sniff import sniff
from parsers.forms.identify import identify
from parsers.model.document import Document, Medium, Place
from parsers.model.file import File, Unreadable
from parsers.model.package import PackageFile, Role
from parsers.model.record import Record, Value
from parsers.ocr.scan_budget import ScanBudget
from parsers.packages.read_file import read_seen
from parsers.packages.read_scans import seen
from parsers.packages.roles import base, names_form, role_by_name

MOST_PICTURES = 60
_DIGITS = 40
"""Most digits of a number in a name; Python refuses to convert numbers of thousands of digits."""
_CHINESE = "〇一二三四五六七八九十"
_NUMBERS = re.compile(rf"\d+|(?<=第)[{_CHINESE}]+(?=[页张])")


def read_set(files: Sequence[File], guide: Guide, budget: ScanBudget) -> dict[int, PackageFile]:
    """Position in `files` → the file as read, where these pictures are pages of one form in their order; nothing where they are
    not, or one of them is damaged."""
    sources = tuple((file.data, sniff(file.data)) for file in files)
    unread = Document(Medium.OCR, (), len(sources), text_layer=False)
    try:
        with seen(sources, files[0].name, unread, guide, budget) as paper:
            if paper.scan is None or identify(paper.document, guide.forms) is None:
                return {}
            where = {number: paper.scan.where(number) for number in sorted(paper.scan.sheets)}
            first = files[where[min(where)][0]]
            whole = read_seen(first, sniff(first.data), paper, guide, budget)
    except Unreadable:
        return {}  # one of them is damaged: each is read by itself, and says so
    return {index: _part(whole, index, files, where) for index, _ in where.values()}


SetReader = Callable[[Sequence[File], Guide, ScanBudget], dict[int, PackageFile]]
"""What reads pictures as one paper: `read_set`, or a cache of it."""


def joined(
    files: Sequence[File], guide: Guide, budget: ScanBudget | None, given: Collection[str] = (), reader: SetReader = read_set
) -> dict[int, PackageFile]:
    """Position in `files` → the file as read, for pictures that are pages of one form; nothing for all others. `given`: digests
    of files whose role a person gave."""
    if budget is None or budget.settings.pages == 0:
        return {}
    by_position: dict[int, PackageFile] = {}
    for places in _sets(files, given):
        if budget.open:
            by_position |= {places[index]: file for index, file in reader([files[at] for at in places], guide, budget).items()}
    return by_position


# --- which lie together ---------------------------------------------------------------------------------------------


def _sets(files: Sequence[File], given: Collection[str]) -> Iterator[list[int]]:
    """Pictures of one folder whose names differ only in their numbers, in the order of these."""
    together: dict[tuple[str, str, str], list[int]] = {}
    for at, file in enumerate(files):
        if file.sha256 not in given and _page(file):
            folder = file.name.rpartition("/")[0]
            together.setdefault((file.source, folder, _bare(file.name)), []).append(at)
    for places in together.values():
        if 1 < len(places) <= MOST_PICTURES:
            yield sorted(places, key=lambda at: (_numbers(files[at].name), at))


def _page(file: File) -> bool:
    """Whether a file may be a page of a form: a picture whose name says nothing else."""
    if file.trouble is not None or not sniff(file.data).startswith("image/") or small(file.data):
        return False
    return names_form(file.name) or role_by_name(file.name) == Role.OTHER


def _bare(name: str) -> str:
    own = base(name).rpartition(".")[0] or base(name)
    return re.sub(r"[\W_]+|第|页|张", "", _NUMBERS.sub("", own))


def _numbers(name: str) -> tuple[int, ...]:
    return tuple(int(n[:_DIGITS]) if n.isdecimal() else _chinese(n) for n in _NUMBERS.findall(base(name)))


def _chinese(number: str) -> int:
    """一 to 九十九."""
    tens, ten, ones = number.rpartition("十")
    unit = _CHINESE.index(ones[-1]) if ones else 0
    return unit + 10 * (_CHINESE.index(tens[-1]) if tens else 1) if ten else unit


# --- read as one ----------------------------------------------------------------------------------------------------


def _part(whole: PackageFile, index: int, them: Sequence[File], where: dict[int, tuple[int, int]]) -> PackageFile:
    """The file of one picture of the paper."""
    file, own = them[index], {number: page for number, (source, page) in where.items() if source == index}
    stamps = tuple(replace(s, place=replace(s.place, page=own[s.place.page])) for s in whole.stamps if s.place.page in own)
    transforms = tuple(replace(s, page=own[s.page]) for s in whole.transforms if s.page in own)
    mine = replace(
        whole, name=file.name, sha256=file.sha256, size=file.size, media_type=sniff(file.data), source=file.source,
        pages=max(own.values()), stamps=stamps, transforms=transforms,
    )  # fmt: skip
    if file.sha256 != whole.sha256 or whole.record is None:
        note = f"与“{base(whole.name)}”同为一份扫描件"
        return replace(mine, record=None, unread=(), text_start="", notes=(note,), page_of=whole.sha256)
    names = {number: them[source].name for number, (source, _) in where.items()}
    joined_note = f"{len(set(names.values()))}张图片按编号合为一份识别"
    return replace(mine, record=_placed(whole.record, names, where), notes=(*whole.notes, joined_note))


def _placed(record: Record, names: dict[int, str], where: dict[int, tuple[int, int]]) -> Record:
    """The record with each value in its own picture."""

    def in_picture(value: Value) -> Value:
        if value.place.page not in where:
            return value
        return replace(value, place=_own(value.place, where), document=names[value.place.page])

    return replace(
        record,
        values={key: in_picture(value) for key, value in record.values.items()},
        printed={key: tuple(map(in_picture, values)) for key, values in record.printed.items()},
        areas={key: in_picture(value) for key, value in record.areas.items()},
    )


def _own(place: Place, where: dict[int, tuple[int, int]]) -> Place:
    return place if place.page is None else replace(place, page=where[place.page][1])
