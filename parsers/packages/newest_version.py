"""Finds the newest of several files of one thing: by what their names say, else by when they were saved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

BY_NAME = "同一项目有多份申报书，按文件名所示的版本，以另一份为准"
BY_TIME = "同一项目有多份申报书，按文档保存时间，以另一份为准"
UNSURE = "同一项目有多份申报书，未能判断哪一份较新，暂以另一份为准"
NOTES = (BY_NAME, BY_TIME, UNSURE)
"""What is noted on a form that does not count, by the reason."""

_FINAL = re.compile(r"最终|终稿|终版|定稿|最新|final|修改|修订|更新|正式|改后", re.IGNORECASE)
_OLD = re.compile(r"初稿|草稿|作废|旧版|原稿|原版|[(_\-]旧|draft|\bold\b|\bbak\b", re.IGNORECASE)
_VERSION = re.compile(
    r"(?:v|第|\(|_|-)\s*(\d{1,3}|[一二三四五六七八九])\s*(?:版|稿|\)|$|(?=\W))|(?:稿|版)(\d{1,2})(?!\d)", re.IGNORECASE
)
_DATE = re.compile(r"(20\d{2})[-./_年]?(1[0-2]|0?[1-9])[-./_月]?([12]\d|3[01]|0?[1-9])")

NamedVersion = tuple[int, int, int, int]


def newest_first(names: Sequence[str], saved: Sequence[str]) -> list[int]:
    """Positions, the one that counts first. `saved` are times in ISO 8601, "" where not known."""
    times = saved if all(saved) else [""] * len(names)
    return sorted(range(len(names)), key=lambda at: (version_in_name(names[at]), times[at], names[at], at), reverse=True)


def reason(newer: str, older: str, newer_saved: str, older_saved: str) -> str:
    """Why the older one does not count: one of NOTES."""
    if version_in_name(newer) != version_in_name(older):
        return BY_NAME
    return BY_TIME if newer_saved and older_saved and newer_saved != older_saved else UNSURE


def version_in_name(name: str) -> NamedVersion:
    """What a name says of its version, for comparison: not an old one, date, number, final. A file's own name counts, and the
    name of its innermost folder where its own says nothing."""
    *folders, own = unicodedata.normalize("NFKC", name).split("/")
    version = _version_in(re.sub(r"\.\w{2,5}$", "", own))
    return version if version != (0, 0, 0, 0) or not folders else _version_in(folders[-1])


def _version_in(plain: str) -> NamedVersion:
    dates = [int(y) * 10000 + int(m) * 100 + int(d) for y, m, d in _DATE.findall(plain)]
    numbers = [_number(a or b) for a, b in _VERSION.findall(_DATE.sub("", plain))]
    return -1 if _OLD.search(plain) else 0, max(dates, default=0), max(numbers, default=0), 1 if _FINAL.search(plain) else 0


def _number(written: str) -> int:
    return int(written) if written.isdigit() else "零一二三四五六七八九".index(written)
