"""Reads the parts that are signed and stamped: their typed text without what the form prints. Also reads the recommender's name
from its part, and the edition of the form from the cover."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from config.model import Form, Host
from parsers.forms.answer_regions import Region, until
from parsers.forms.labels import Match, squeeze
from parsers.forms.lines import BODY, Flow
from parsers.model.document import UNREAD, Place
from parsers.model.record import Value

MOST_LINES = 60
_PRINTED = re.compile(
    r"[（(]\s*[\u4e00-\u9fff]{0,4}\s*(?:盖章|公章|签章)\s*[）)]"
    r"|单位\s*(?:盖章|公章)\s*[:：]?"
    r"|(?:法定\s*代表人|单位\s*负责人|负\s*责\s*人|理事长|会长|秘书长|院长|校长|组长|主任)?\s*[（(]?\s*签\s*[字名章]\s*[）)]?\s*[:：]"
    r"|(?:签字|签名)?日\s*期\s*[:：]"
    r"|(?<![A-Za-z0-9０-９])(?:(?:19|20)[0-9]{2}|２０[０-９]{2}|[0-9０-９]{2})?\s*年\s*月\s*日"
)
_BODY_WORDS = ("学会|协会|研究会|联合会|商会|促进会|联盟|委员会|管委会|大学|学院|学校|医院|研究院|研究所|"
               "中心|公司|集团|基地|园区|开发区|高新区|厂|局|院|所")  # fmt: skip
"""How names of bodies end; how those of the host's own associations do is the guide's."""
_PHRASES = re.compile(r"^(?:同意|予以|特此|推荐单位(?:名称)?|推荐|申报|盖章|公章|单位|我(?:单位|会|校|院|市|司|中心)|特|并|现)+")
_ACTS = "同意|予以|推荐|审核|审查|审议|审定|审阅|研究|讨论|评审|初审|复核|认为|建议|意见|愿意|作为|一致|经|已|特|拟|现"
"""What is said of the unit whose name stands before it in a sentence."""
_NO_NAME = re.compile(
    r"(?:[我本该贵其此对为与和在请望报呈至向给校院]|建议|根据|按照|依据|提请|项目|同意)|.*(?:专家|学术|评[审议])\w*委员会"
)
"""How words begin that are no name, and bodies within a unit that only advise it."""
_BRACKETED = re.compile(r"[（(]([^（）()]+)[）)]")
_SPECKS = "·•'`‘’^~-_"
"""What specks of scanned paper look like."""
_STRAY, _UNSURE = 2, 0.88
"""Characters of a seal that may be read behind a recognised name, and how sure it is then at most."""
_LEAST_UNIT = 5
NO_UNIT_READ = "推荐单位意见一栏有文字，未能读出推荐单位名称"
_EDITION = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月")


def area(flow: Flow, matches: Sequence[Match], match: Match) -> Region:
    """The text typed in one of these parts. The last one ends with its own cell, or with those beside it."""
    pieces = until(flow, matches, match, MOST_LINES)
    box = flow.lines[match.hit.line].box
    if match is matches[-1] and box != BODY:
        boxes = (flow.boxes[b] for b in (box, *flow.right(box)))
        inside = {line.place for own in boxes for line in flow.lines[own.first : own.last]}
        pieces = [p for p in pieces if p.place in inside]
    place = pieces[0].place if pieces else flow.lines[match.hit.line].place
    typed = (replace(p, text=_PRINTED.sub(" ", p.text.replace(UNREAD, "")).strip(" \u3000\xa0\t_")) for p in pieces)
    return Region(tuple(p for p in typed if p.text), place)


def recommender(opinion: Region | None, applicant: str, host: Host | None) -> Value:
    """The recommending unit's name as typed in 推荐单位意见, or "". The last name that stands alone wins: it is where one signs;
    where none does, the last one in a sentence."""
    chunks = [
        (chunk.strip(_SPECKS), piece)
        for piece in (opinion.pieces if opinion else ())
        for chunk in re.split(r"[\s，。；：:;,.!！、]+", piece.text[:2000])
    ]
    alone = [(name, line) for chunk, line in chunks if (name := unit_named(chunk, host)) not in ("", applicant)]
    told = alone or [(name, line) for chunk, line in chunks if (name := _in_sentence(chunk, host)) not in ("", applicant)]
    place = opinion.place if opinion else Place()
    if told:
        unit, line = told[-1]
        return Value(unit, unit, place, confidence=line.confidence, doubted=line.doubted)
    recognised = [(chunk, line) for chunk, line in chunks if line.confidence < 1]
    for chunk, line in reversed(recognised):
        for more in range(1, _STRAY + 1):
            if (unit := unit_named(chunk[:-more], host)) not in ("", applicant):
                return Value(unit, unit, place, confidence=min(line.confidence, _UNSURE), doubted=line.doubted)
    if any(_wordy(chunk) for chunk, _ in recognised):
        return Value(None, None, place, confidence=0.0, note=NO_UNIT_READ)
    return Value("", "", place)


def _wordy(words: str) -> bool:
    """Whether more stands here than that something is recommended, when, and the name of who signed."""
    return sum(char > "\u2e80" for char in re.sub(r"[年月日]", "", _PHRASES.sub("", words))) >= _LEAST_UNIT


def unit_named(words: str, host: Host | None) -> str:
    """The unit that a few words without a comma name, such as those of a seal or behind 同意推荐; "" where they name none, or the
    association that receives the applications."""
    name, hosts = _PHRASES.sub("", words), host.names if host else ()
    fits = _name((host or Host()).members).fullmatch(name)
    return name if fits and name not in hosts and name[0] not in "至报向给由经" else ""


def _in_sentence(words: str, host: Host | None) -> str:
    """The unit of which a few words without a comma say that it recommends (某学会经审核同意推荐该项目), or ""."""
    for bracketed in _BRACKETED.findall(words):
        if name := unit_named(bracketed, host):
            return name
    said = re.sub(r"^(?:[该本此]?项目)?[经由]", "", _PHRASES.sub("", words))
    match = _acting((host or Host()).members).match(said)
    known = match is not None and not _NO_NAME.match(match[1]) and match[1] not in (host.names if host else ())
    return match[1] if match is not None and known else ""


@lru_cache(maxsize=8)
def _acting(members: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"({_name(members).pattern})(?={_ACTS})")


@lru_cache(maxsize=8)
def _name(members: tuple[str, ...]) -> re.Pattern[str]:
    endings = "|".join(map(re.escape, members))
    return re.compile(rf"[\u4e00-\u9fffA-Za-z0-9·（）()\-]{{2,40}}?(?:{endings}|{_BODY_WORDS})")


def edition(flow: Flow, matches: Sequence[Match], form: Form) -> str:
    """The edition printed on the cover, as "2024年3月"; "" where none is. A date with a day is the applicant's own."""
    first = next((m.hit.line for m in matches if m.slot is None or m.slot.section), len(flow.lines))
    for line in reversed(flow.lines[: min(first, 200)]):
        match = _EDITION.fullmatch(squeeze(unicodedata.normalize("NFKC", line.text)))
        if match:
            return f"{match[1]}年{int(match[2])}月"
    return ""
