"""申报单位名称+项目名称: what a folder's, an archive's or a mail's name says of the project, in all the ways people write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from config.model import Guide
from parsers.packages.mail_parts import unmarked
from parsers.values.association_names import ending
from parsers.values.names import bare, near, organisation

LONGEST = 300
"""Characters of a name that are looked at: file systems allow 255 bytes."""
ROUNDS = 16
"""How many things people hang onto one name, at most."""
_ENDING = re.compile(
    r"(?:\.part\d+)?\.(?:docx?|docm|dotx?|wps|rtf|odt|pdf|zipx?|rar|7z|tar|gz|tgz|jpe?g|png|tiff?|heic|ofd|eml|msg|exe|html?|xlsx?"
    r"|part\d+|\d{3})$",
    re.IGNORECASE,
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DATE = rf"(?:20\d{{2}}[-./_]?{_MONTH}[-./_]?{_DAY}|20\d{{2}}年{_MONTH}月(?:{_DAY}日)?|{_MONTH}(?:\.{_DAY}|月{_DAY}日?))"
_STATE = (
    r"(?:(?:(?:最终|最新|定稿|终稿|终版|已?盖章|签字|签名|签章|扫描|副本|复件)[、及和]?){1,4}(?:版|稿|件|本|后)*"
    r"|(?:修改|修订|更新|正式|上报|报送|电子|打印|word|pdf|final|new)(?:版|稿|件|本|档)"
    r"|(?<![a-z])(?:word|pdf|final|new|copy|v\d+(?:\.\d+)*)|第?[一二三\d]+[版稿])\d{0,2}"
)
"""What people add to a file's name about its state. Words that also end projects' names (更新, 电子) need 版 or 稿 behind."""
_MORE = r"(?:补充|补正|补交|补报)(?:的?(?:材料|资料|文件|件))?"
_PAPERS = rf"(?:{_MORE}|(?:申报|申请)(?:书|表|材料|资料|文件|文本)?|附件材料|(?:全套|全部)?材料|打包|汇总|资料)"
_PHONE = r"(?:[(（_+\-\s][\u4e00-\u9fff·]{2,4}[_\-\s:：]*)?(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)[)）]?"
_FULL_WIDTH = (range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B))
_FOLDED = {code: code - 0xFEE0 for codes in _FULL_WIDTH for code in codes} | {0x3000: 0x20}
_SPACE = r"[\s_+＋\-—–－·.,，、:：;；。|/\\&＆]"
_OPEN, _CLOSE = r"[(\[{（【〔「『《]", r"[)\]}）】〕」』》]"
_NUMBER = r"(?<![A-Za-z0-9])[A-Z]{1,6}20\d{2}-\d{3,6}(?!\d)(?:\s*等\s*\d+\s*个项目)?"
_OURS = re.compile(
    rf"【[^【】]{{1,20}}】\s*{_NUMBER}"
    rf"|^(?:{_SPACE}|(?:re|fw|fwd|回复|答复|转发|转)\s*[:：]|{_PAPERS}){{0,8}}{_NUMBER}(?=\W|_|$|{_PAPERS})", re.IGNORECASE)
"""A case number, whatever its prefix, with the mark before it (【已收到，请补正】), or at the beginning: our own words, or those
of somebody who names his case. Within a name such letters and digits are the project's (COP2024-2025)."""
_COUNT = r"[一二三四五六七八九十]{1,2}"
_NEVER = "(?!)"
"""A pattern of nothing."""
_GENERIC = re.compile(
    r"新建|文件夹?|压缩|佐证|证明|附件|支撑|其[他它]|相关|盖章|扫描|非涉密|推荐|图片|照片|电子|正文|申报|单位|邮[件箱]|转发|桌面|未命名|无标题"
    r"|微信|下载|发送|超大|第[一二三四五六七八九十\d]+批|书|表|材料|资料|版|件|包|的|\d+|word|pdf|scan|docx?|winmail|message|mail"
    r"|attachments?|att|forwarded|untitled|noname|desktop|download|img|dsc|image|photo|tcmime|folder|new|qq|dat|eml|msg|zip|rar"
)
_MECHANICAL = re.compile(
    r"(?:winmail|message|mail|noname|untitled(?: ?attachment)?|forwarded ?message|att\d+|re|fw|fwd"
    r"|转发(?:的)?(?:邮件|信件)?|邮件|原始邮件|未命名|无主题|附件\d*)[\s_\d()（）]*",
    re.IGNORECASE,
)


def tidy(name: str, guide: Guide | None) -> str:
    """The name without its ending, and without numbers, dates, states (定稿) and papers' names (申报书) around it, nor what the
    guide calls its categories, its forms and itself."""
    name, (head, tail) = _without_endings(_fold(name)), _around(guide)
    for _ in range(ROUNDS):
        shorter = _closed(tail.sub("", head.sub("", unmarked(name)))).strip()
        if shorter == name:
            break
        name = shorter
    return _unwrapped(name)


@lru_cache(maxsize=8)
def _around(guide: Guide | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is taken off a name's beginning, and off its end."""
    category, call = (_category(guide), _call(guide)) if guide else (_NEVER, _NEVER)
    head = re.compile(
        rf"^(?:{_SPACE}+|(?:re|fw|fwd|回复|答复|转发|转)\s*[:：]|附件\s*(?:\d{{1,2}}|{_COUNT})?"
        rf"|{_OPEN}\s*(?:{_DATE}|{_STATE}|{_PAPERS}|{call}|{category}|附件\s*\d*|\d{{1,3}}|{_COUNT})?\s*{_CLOSE}"
        rf"|\d{{1,2}}[\s_+\-—.、．,，]+|{_COUNT}[、.]|{_DATE}(?!\d)|关于|报送|提交|推荐|(?:申报|申请)?的(?=[“\"《])"
        rf"|{category}(?=[-—_+＋:：])"
        rf"|{_PAPERS}(?=[-—_+:：\s])|{call}(?:{_PAPERS})?(?=[-—_+:：\s]|$))",
        re.IGNORECASE,
    )
    tail = re.compile(
        rf"(?:{_SPACE}+|{_OPEN}\s*(?:{_DATE}|{_STATE}|{_PAPERS}|{call}|{category}|\d{{1,2}})?\s*{_CLOSE}|{_PHONE}"
        rf"|(?<![\d.]){_DATE}|{_STATE}|(?:的|项目)*(?:{_PAPERS})|的?{call}|[+＋_—-]\s*{category}|的(?:函|报告|请示|通知)"
        rf"|(?<=[”\"》」』】)）])的?项目)$",
        re.IGNORECASE,
    )
    return head, tail


def _category(guide: Guide) -> str:
    """A pattern of the categories' names, as projects of them are called."""
    return rf"(?:{_any(category.name for category in guide.categories)})(?:类|项目|类项目)?"


def _call(guide: Guide) -> str:
    """A pattern of what the call and its forms are called, with or without year and host before them."""
    titles = (re.sub(r"^20\d{2}年?度?|[（(].*[)）]$", "", guide.title), *(form.name for form in guide.forms))
    called = "|".join(_shortened(title) for title in titles if title)
    return rf"(?:(?:20\d{{2}})?年?度?)?(?:{_any(guide.host.names)})?(?:{called})"


def _shortened(title: str) -> str:
    """A pattern of a title with or without 类 and 项目 at its end."""
    hit = re.fullmatch(r"(.+?)(类?)项目", title)
    if hit is None:
        return re.escape(title)
    return re.escape(hit[1]) + ("(?:类项目|类)?" if hit[2] else "(?:项目)?")


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, filter(None, words))) or _NEVER


def without_unit(name: str, unit: str, guide: Guide) -> str | None:
    """What is left of the name when the unit's name is taken out, tidied; None where the unit does not stand in it.

    The unit is found literally, whatever brackets and blanks stand inside it, or as one of the pieces between separators
    that comes near it.
    """
    plain = unmarked(_without_endings(_fold(name)))
    letters = bare(unit)
    if not letters:
        return None
    if (span := _span(letters, plain)) is not None:
        return _joined(plain[: span[0]], plain[span[1] :], guide)
    halves = re.split(r"\s*[+＋]\s*", plain)
    if len(halves) == 2 and (short := [half for half in halves if _stands_for(tidy(half, guide), unit, least=2)]):
        return tidy(halves[1 - halves.index(short[0])], guide)
    pieces = re.split(r"\s*[+＋_]\s*|\s+|\s*[-—－–]+\s*", plain)
    for number, piece in enumerate(pieces):
        if _stands_for(tidy(piece, guide), unit, least=4):
            return _joined("+".join(pieces[:number]), "+".join(pieces[number + 1 :]), guide)
    return None


def _span(letters: str, name: str) -> tuple[int, int] | None:
    """Where these letters, small ones, stand in the name, whatever signs and blanks are between them."""
    places = [place for place, char in enumerate(name) if char.isalnum()]
    at = "".join(name[place].lower()[:1] for place in places).find(letters)
    return (places[at], places[at + len(letters) - 1] + 1) if 0 <= at <= len(places) - len(letters) else None


def _stands_for(piece: str, unit: str, least: int) -> bool:
    """True when a piece of a name is the unit's, written a little differently or cut short (湖大 for 湖南大学)."""
    short, whole = bare(piece), bare(unit)
    return len(short) >= least and len(short) <= len(whole) + 6 and short[0] == whole[0] and near(short, whole, least)


def project_of(name: str, unit: str, guide: Guide) -> str:
    """The project's name in a name that follows 申报单位名称+项目名称 (in either order), "" where it cannot be told. Where the
    unit's name is not in it, a plus between two pieces of which one ends as units' names do is enough."""
    rest = without_unit(name, unit, guide)
    if rest is not None:
        return rest if len(bare(rest)) > 1 else ""
    pieces = [tidy(piece, guide) for piece in re.split(r"[+＋]", _fold(name))]
    pieces = [piece for piece in pieces if piece]
    units = [piece for piece in pieces if organisation(piece)]
    if len(pieces) != 2 or len(units) != 1:
        return ""
    return next(piece for piece in pieces if piece not in units)


def pair(name: str, guide: Guide) -> tuple[str, str] | None:
    """The two pieces of a name joined by a plus, of which at least one is an organisation's; None for any other name."""
    pieces = tuple(tidy(piece, guide) for piece in re.split(r"[+＋]", _without_endings(_fold(name))))
    return pieces if len(pieces) == 2 and all(pieces) and any(map(organisation, pieces)) else None


def generic(name: str, guide: Guide | None) -> bool:
    """True when a name says nothing of unit or project: 佐证材料, 附件2, 新建文件夹, 扫描件, 2024年申报材料."""
    rest = bare(tidy(name, guide))
    return len(_GENERIC.sub("", rest)) < 2


def mechanical(name: str) -> bool:
    """True for names that mail programs give to what they pack, which are nobody's choice: winmail, 转发的邮件, ATT00001."""
    return _MECHANICAL.fullmatch(_without_endings(_fold(name))) is not None


def _joined(before: str, after: str, guide: Guide) -> str:
    """What stands beside the unit's name: the side joined to it by a plus, else the longer one that is no recommender."""
    if re.search(rf"{_OPEN}\s*$", before) and re.match(rf"\s*{_CLOSE}", after):
        before, after = re.sub(rf"{_OPEN}\s*$", "", before), re.sub(rf"^\s*{_CLOSE}", "", after)
    for side, joined in ((after, re.match(r"\s*[+＋]", after)), (before, re.search(r"[+＋]\s*$", before))):
        if joined and tidy(side, guide):
            return tidy(side, guide)
    sides = [tidy(side, guide) for side in (after, before)]
    sides = [side for side in sides if not _recommends(guide).fullmatch(side)]
    return max(sides, key=len, default="")


@lru_cache(maxsize=8)
def _recommends(guide: Guide) -> re.Pattern[str]:
    """Names of those who recommend."""
    return re.compile(rf".*(?:{ending(guide)}|学会|协会|研究会|学术技术部)(?:推荐|报送)?")


def _without_endings(name: str) -> str:
    """The name without .docx, .zip.001, .docx.docx."""
    name = name.strip()
    for _ in range(3):
        name = _ENDING.sub("", name)
    return name


def _closed(name: str) -> str:
    """The name without a bracket at its end or beginning whose other half was cut away."""
    if re.search(rf"{_CLOSE}$", name) and len(re.findall(_OPEN, name)) < len(re.findall(_CLOSE, name)):
        return name[:-1]
    if re.match(_OPEN, name) and len(re.findall(_OPEN, name)) > len(re.findall(_CLOSE, name)):
        return name[1:]
    return re.sub(rf"{_OPEN}\s*$", "", name)


def _fold(name: str) -> str:
    """The name's beginning in half-width letters, without what a letter of ours puts before it: an answer has our subject."""
    return _OURS.sub(" ", name[:LONGEST].translate(_FOLDED))


def _unwrapped(name: str) -> str:
    """The name without one pair of brackets or quotation marks round the whole of it."""
    hit = re.fullmatch(rf"(?:{_OPEN}|[“\"'])([^()（）\[\]【】《》“”]+)(?:{_CLOSE}|[”\"'])", name)
    return hit[1].strip() if hit else name
