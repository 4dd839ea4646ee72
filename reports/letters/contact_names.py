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
    "com", "cn", "top", "xyz", "vip", "shop", "site", "online", "club", "cc", "wang",
    "ltd", "biz", "icu", "tk", "ru", "co", "me", "hk", "tw", "pw", "us", "ly", "gl", "gd", "cm", "cf", "ga", "gq",
    "su", "ws", "to", "win", "bid", "loan", "click", "zip", "mov", "cyou", "sbs", "cfd", "website", "host", "press", "pro",
))  # fmt: skip
"""Top-level domains at which two words are an address also where both begin with a capital."""
_RESTRICTED = ("gov", "edu", "mil", "int")
"""Top-level domains that nobody can have who wants to lure."""
_SHARED = (*_RESTRICTED, "org", "net", "io", "info", "app")
"""Top-level domains behind which a word that is no usual one (arXiv, IPv6, IEEE) is a name."""
_JOINING = frozenset(("for", "of", "and", "in", "on", "the", "to", "with", "by", "at", "as", "vs", "de", "la"))
_FIRST = re.compile(r"([一-鿿]*)(?:[α-ω]['′]?-)?([A-Z][A-Za-z0-9]*|(?<=[一-鿿]))")
_SYMBOL = re.compile(r"(?=.*[A-Z])(?=[a-z]|\d|[A-Z][a-z]*[A-Z0-9])[A-Za-z0-9]{2,24}")
"""A word with capitals or figures within: IPv6, arXiv, IEEE, 5G."""
_LISTED = re.compile(r"(?P<what>附件|附表|附图|图|表|材料|文件|项目|课题|任务|序号|第)?\s?\d{1,2}(?:\.\d{1,2})*\.(?P<end>[a-z]+)")
_SHORTENED = re.compile(r"(?:(?:[A-Z][A-Za-z]*|\d{1,3})\. ){1,7}[A-Z][a-z]+")
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
    r"|telegram-cloud-(?:photo|document|video)"
    r"|(?:wechat|weixin|wx|wxwork|wework|微信|qq|tg|telegram|whatsapp)[ _-]?"
    r"(?:image|img|picture|photo|video|voice|camera|capture|screenshot)"
    r"[ _-]?(?:20\d{6}(?:[ _-]?\d{4,6})?|1[67]\d{8,13})(?![0-9a-z])")
"""How the messengers name pictures, photographs and videos that they save: with the time."""
_VERSION = re.compile(
    r"(?:(?<![a-z])v|ver|version|rev|release|版本?号?|第|附[件表图]|图|表|fig|table|sec|section|固件|系统|(?<![a-z])(?:ec|tc|oid|snomed)\s?(?:号|编号|no)?)"
    r"\s?[.:：]?\s?$", re.IGNORECASE)
_PROGRAM = re.compile(r"(?<![A-Za-z])[a-z]{0,3}[A-Z][A-Za-z]+ $")
_NO_PROGRAM = re.compile(r"(?:IP|IPv4|DNS|URL|Host|Server|Ping|SSH|FTP|HTTPS?|Addr|Address|Login|Web|Link|Site) $", re.IGNORECASE)
_HAN = re.compile(r"\s?[一-鿿]")


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
    if not rest or _THERE_IS.match(after):
        return False
    if _is_listed(dotted, before, after) or _is_symbol(first, rest, before):
        return True
    match = _FIRST.fullmatch(first)
    if match is None or (_GO_THERE if match[2] else _GO_TO_HAN).search(before + match[1]):
        return False
    if all(label in _ELEMENTS for label in (match[2], *rest)):
        return True
    words = [label for label in rest if label not in _JOINING]
    if rest[-1] in _JOINING or rest[-1].lower() in _NO_TITLE or (rest[-1].lower() in _SHARED and dotted.isupper()):
        return False
    if match[2] and all(_ACRONYM.fullmatch(label) for label in (match[2], *rest)):
        return True
    most = 3 if len(words) < len(rest) else 2 if match[2] in _BEFORE_NAMES else 1
    return len(words) <= most and all(_CAPITAL.fullmatch(word) for word in words)


def _is_listed(dotted: str, before: str, after: str) -> bool:
    """Whether this is the number of a heading and its first word (附件2.cn合作协议)."""
    what = re.search(r"(?:附件|附表|附图|图|表|材料|文件|项目|课题|任务|序号|第)\s?$", before) if dotted[0].isdigit() else None
    heading = (before[what.start() :] if what else "") + dotted
    match = _LISTED.fullmatch(heading)
    if match is None or not _HAN.match(after) or _GO_TO_HAN.search(before[: what.start()] if what else before):
        return False
    return bool(match["what"]) or match["end"] != "com"


def _is_symbol(first: str, rest: list[str], before: str) -> bool:
    """Whether a word that is no usual one and a word behind its dot are a name (arXiv.org, IPv6.net, 5G.work, Data.gov)."""
    name, last = re.sub("^[一-鿿]+", "", first), rest[-1]
    if (len(rest) > 1 and last.lower() not in _RESTRICTED) or _GO_THERE.search(before + first[: len(first) - len(name)]):
        return False
    if last.isupper() or not (last.islower() or last.istitle()):
        return False
    if last.lower() in _RESTRICTED:
        return all(_CAPITAL.fullmatch(label) for label in (name, *rest[:-1]))
    return bool(_SYMBOL.fullmatch(name)) and (last.lower() in _SHARED or last.lower() not in _NO_TITLE)


def is_shortened(written: str, before: str) -> bool:
    """Whether words with a full stop and a blank behind each are shortened words of a title (J. Mater. Sci. Tech)."""
    return bool(_SHORTENED.fullmatch(written)) and not written.endswith(("Com", "Cn")) and not _GO_THERE.search(before)


def is_formula(written: str) -> bool:
    """Whether this is several formulas of chemistry, joined by dots, hyphens or @ (Ni3S2@C.Co)."""
    parts = re.split("[@.·/-]", re.sub("^[一-鿿]+|[一-鿿]+$", "", written))
    if not all(re.fullmatch(r"(?:[A-Z][a-z]?\d*)+", part) for part in parts):
        return False
    return _ELEMENTS.issuperset(re.findall("[A-Z][a-z]?", "".join(parts)))


def is_middle_dot_name(written: str, path: str) -> bool:
    """Whether a text of words with middle dots between them is a name (湖南·Asia, Nature·Tech) rather than a domain: those stand
    between the words of titles and in the names of people."""
    last = written.split("·")[-1].strip()
    if last.lower() == "com" or (len(path) > 1 and (path[1].islower() or path[1].isdigit())):
        return False
    return not written.islower()


def is_version(before: str, number: str, after: str) -> bool:
    """Whether four numbers with dots, without port and path, are a version (V1.0.0.1) or the number of a heading."""
    parts = [int(part) for part in number.split(".")]
    if _VERSION.search(before):
        return parts[0] <= 30
    if _PROGRAM.search(before) and not _NO_PROGRAM.search(before) and not _GO_THERE.search(before):
        return parts[0] <= 30
    heading = _HAN.match(after.lstrip("）)")) or re.match(r"\.[a-z]{3,4}", after)
    return max(parts) < 20 and not before.strip("（( 、_§") and bool(heading)
