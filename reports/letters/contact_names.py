"""Tells the names of projects, files, substances and people that have the shape of an address from addresses.

What a mail client makes a link of, or a person would type into a browser, is an address. A title is written with capitals,
without a scheme or a path, and nothing beside it asks to go there.
"""

from __future__ import annotations

import re

_ELEMENTS = frozenset(re.findall(
    "[A-Z][a-z]?",
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh "
    "Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Th U",
))  # fmt: skip
_NO_TITLE = frozenset((
    "com", "cn", "net", "org", "gov", "edu", "mil", "top", "xyz", "vip", "info", "shop", "site", "online", "club", "cc", "wang",
    "ltd", "biz", "app", "icu", "tk", "ru", "io", "co", "me", "hk", "tw", "pw", "us", "ly", "gl", "gd", "cm", "cf", "ga", "gq",
    "su", "ws", "to", "win", "bid", "loan", "click", "zip", "mov", "cyou", "sbs", "cfd", "website", "host", "press", "pro",
))  # fmt: skip
"""Top-level domains at which two words are an address also where both begin with a capital."""
_JOINING = frozenset(("for", "of", "and", "in", "on", "the", "to", "with", "by", "at", "as", "vs", "de", "la"))
_FIRST = re.compile(r"([一-鿿]*)([A-Z][A-Za-z0-9]*|(?<=[一-鿿]))")
_CAPITAL, _ACRONYM = re.compile("[A-Z][A-Za-z0-9]*"), re.compile("[A-Z][A-Z0-9]{0,3}")
_BEFORE_NAMES = frozenset(("Dr", "Prof", "Mr", "Mrs", "Ms"))
_ASKS = (r"(?:登[录陆]|访问|点击|点开|打开|进入|前往|浏览|搜索?|网[址站页]|官网|链接|域名|地址"
         r"|https?|url|visit|open|go\s?to|click|see)")
_GO_THERE = re.compile(_ASKS + r"[\W_]{0,4}$", re.IGNORECASE)
_GO_TO_HAN = re.compile(_ASKS + r".{0,8}$", re.IGNORECASE)
_THERE_IS = re.compile(r"\W{0,3}(?:领[取钱]|登[录陆]|缴费|付款|支付|充值|提现|认证)")

_COMPANY = re.compile(r"(?<![a-z])(?:co|corp|inc|pte|pty|pvt|sdn|s\.a|gmbh)\W{0,3}(?:ltd|inc|llc|kg|bhd)\b")
_WRITER = re.compile(
    r"(?<![a-z0-9.-])(?:(?:dr|mr|ms|mrs|prof|[a-z])(?:\.[a-z])?\.(?:li|ma|wang|su|mu|la|so|lu|mo|sa)|(?:proc|trans)\.ieee|[bmd]\.sc)"
    r"(?![a-z0-9/:-]|\.[a-z0-9])")
_PRODUCT = re.compile(r"(?<![a-z0-9.-])(?:asp|vb|ado|ml|c#|\s)\.net(?![a-z0-9/:-]|\.[a-z0-9])")
_SHOT = re.compile(
    r"(?:qq|微信|wechat|wxwork)20\d{6}-?\d{6}"
    r"|(?:wechat|weixin|wx|wxwork|wework|微信|qq|tg|telegram|whatsapp)[ _-]?"
    r"(?:image|img|picture|photo|video|voice|camera|capture|screenshot)"
    r"[ _-]?(?:20\d{6}(?:[ _-]?\d{4,6})?|1[67]\d{8,13})(?![0-9a-z])")
"""How the messengers name pictures, photographs and videos that they save: with the time."""
_VERSION = re.compile(r"(?:(?<![a-z])v|ver|version|rev|release|版本?号?|第|附[件表图]|图|表)\s?[.:：]?\s?$")
_HAN = re.compile(r"\s?[一-鿿]")
_COUNTED = "〇一二三四五六七八九"
_FOREIGN_CUE = re.compile("wechat|weixin|tg|telegram|whats\\s?app|skype")


def named_places(copy: str) -> list[tuple[int, int]]:
    """Where, in a text of small letters, names stand of which no part is an address: companies, initials, products, pictures."""
    return [match.span() for pattern in (_COMPANY, _WRITER, _PRODUCT, _SHOT) for match in pattern.finditer(copy)]


def is_saved_picture(copy: str, start: int) -> bool:
    """Whether the name that a messenger gives a picture begins there."""
    return bool(_SHOT.match(copy, start))


def is_title(dotted: str, before: str, after: str) -> bool:
    """Whether words with dots between them, as they were written, are a title (Bio.Tech, AI.for.Science, Fe.Co). `before` and
    `after` are what stands beside them."""
    first, *rest = dotted.split(".")
    match = _FIRST.fullmatch(first)
    if match is None or not rest:
        return False
    if (_GO_THERE if match[2] else _GO_TO_HAN).search(before + match[1]) or _THERE_IS.match(after):
        return False
    if all(label in _ELEMENTS for label in (match[2], *rest)):
        return True
    words = [label for label in rest if label not in _JOINING]
    if rest[-1] in _JOINING or rest[-1].lower() in _NO_TITLE:
        return False
    if match[2] and all(_ACRONYM.fullmatch(label) for label in (match[2], *rest)):
        return True
    most = 3 if len(words) < len(rest) else 2 if match[2] in _BEFORE_NAMES else 1
    return len(words) <= most and all(_CAPITAL.fullmatch(word) for word in words)


def is_middle_dot_name(written: str, path: str) -> bool:
    """Whether a text of words with middle dots between them is a name (湖南·Asia, Nature·Tech) rather than a domain: those stand
    between the words of titles and in the names of people."""
    last = written.split("·")[-1].strip()
    if last.lower() == "com" or (len(path) > 1 and (path[1].islower() or path[1].isdigit())):
        return False
    return not (last in ("cn", "net", "org") and written.islower())


def is_version(before: str, number: str, after: str) -> bool:
    """Whether four numbers with dots, without port and path, are a version (V1.0.0.1) or the number of a heading."""
    parts = [int(part) for part in number.split(".")]
    if _VERSION.search(before):
        return parts[0] <= 30
    return max(parts) < 20 and not before.strip("（( 、_") and bool(_HAN.match(after))


def is_counted(digits: str) -> bool:
    """Whether Chinese digits are those that count from one to nine, rather than a number."""
    return digits in _COUNTED.replace("〇", "零") or digits in _COUNTED


def is_work_on_messenger(cue: str, name: str, after: str) -> bool:
    """Whether a messenger's name, a colon and a word, as they were written, begin a title (WeChat: Communication and Society)."""
    return bool(_FOREIGN_CUE.match(cue) and re.fullmatch("[A-Z][a-z]+", name) and re.match(" [A-Za-z]{2}", after))
