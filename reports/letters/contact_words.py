"""Removes from an applicant's words what leads a reader elsewhere: addresses, domains, links, IP addresses, accounts of
messengers, telephone and bank numbers, however they are written. Names of units, projects and files stay as they are.

It is looked for in a plain copy of the text (full-width and ornamental letters made plain, invisible ones gone), and cut from the
text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

ADDRESS, LINK, ACCOUNT, NUMBER = "〔邮箱略〕", "〔网址略〕", "〔联系方式略〕", "〔号码略〕"

_ENDING = re.compile(
    "docx?|wp[st]|rtf|txt|pdf|ofd|caj|xlsx?|et|csv|pptx?|dps|jpe?g|png|gif|bmp|tiff?|heic|webp|zip|rar|7z|gz|tar|mp[34]|mov|avi|"
    "md|ps|xml|json|eml|msg|html?")
"""Endings of files; some of them are top-level domains, too."""
_STRONG = ("com", "cn", "net", "org", "top", "xyz", "vip", "info", "shop", "site", "online", "club", "cc", "wang", "ltd", "biz",
           "link", "app", "icu", "tk", "ru", "io", "co", "me", "tv", "asia", "hk", "tw", "work", "fun", "tech",
           "store", "pw", "us")
"""Top-level domains that are taken for one also where the dot is written in another way or has blanks beside it."""
_DOT = r"(?:\.|。|[\[({【（]\s*(?:\.|。|dot|点)\s*[\])}】）])"
_SPELT = r"(?:\s*" + _DOT + r"\s*|\s+dot\s+|\s*点\s*|[·•]|,(?=com|net))"
_HOST = r"[a-z0-9](?:[a-z0-9_-]{0,62})"
_TAIL = r"(?::\d{1,5})?(?:[/?#\\][^\s，；、“”《》（）()<>\"']*)?"
_STRONG_ENDS = r"(?:" + "|".join(_STRONG) + r")(?![a-z0-9_-])"
_NOT_BEFORE = r"(?<![a-z0-9@_-])"

_SCHEME = re.compile(r"(?<![a-z])(?:[a-z][a-z0-9+-]{1,15}\s?:\s?(?://|\\\\|__)|(?:javascript|data|mailto):)\s?[^\s，；“”《》<>\"']*")
_WWW = re.compile(r"(?<![a-z0-9])www\d?" + _SPELT + r"[^\s，；、“”《》（）()<>\"']+")
_AT = r"\s?(?:@|[\[({【（]\s*(?:@|at)\s*[\])}】）]|#(?=[a-z0-9-]+\.))\s?"
_MAIL = re.compile(r"(?:[\w.+&'-]{1,64})" + _AT + r"\w[\w-]{0,62}(?:" + _SPELT + r"\w[\w-]{0,62}){1,6}")
_SPELT_HOST = re.compile(_NOT_BEFORE + rf"(?:{_HOST}{_SPELT}){{1,6}}{_STRONG_ENDS}" + _TAIL)
_DOTTED = re.compile(r"(?<![a-z0-9_-])" + rf"{_HOST}(?:[.。]{_HOST}){{1,8}}" + _TAIL)
_ANY_DOTTED = re.compile(
    r"[^\W_][\w-]{0,62}(?:[.。][^\W_][\w-]{0,62}){0,7}[.。](?:[a-z0-9][a-z0-9-]{0,62}|[^\W\da-z_][^\Wa-z_]{0,62})" + _TAIL)
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)" + _TAIL)
_IPV6 = re.compile(
    r"(?<![0-9a-f:])(?=[0-9a-f:]*\d)(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})"
    r"(?![0-9a-z:])")
_COMPANY = re.compile(r"(?<![a-z])(?:co|corp|inc|pte|pty|pvt|sdn|s\.a|gmbh)\W{0,3}(?:ltd|inc|llc|kg|bhd)\b")
_WRITER = re.compile(
    r"(?<![a-z0-9.-])(?:(?:dr|mr|ms|mrs|prof|[a-z])(?:\.[a-z])?\.(?:li|ma|wang|su|mu|la|so|lu|mo|sa)|(?:proc|trans)\.ieee|[bmd]\.sc)"
    r"(?![a-z0-9/:-]|\.[a-z0-9])")
_PRODUCT = re.compile(r"(?<![a-z0-9.-])(?:asp|vb|ado|ml|c#|\s)\.net(?![a-z0-9/:-]|\.[a-z0-9])")
_LISTED = re.compile(r"\D{0,20}\d{1,2}")

_CUE = (r"(?:微\s?信|[薇威徽v]\s?[信芯]|微芯号|公众号(?=\s?[:：@])|weixin|wechat|(?<![a-z])(?:v\s?x|wx|q[\s.]?q|tg)|扣\s?扣|企鹅"
        r"|q\s?群|q\s?q\s?群|telegram|whats\s?app|skype"
        r"|(?<![a-z])line\s?id|(?:加|找|联系|\+|➕)\s?(?:薇|威|v|q)(?=\W|[a-z]*\d)|(?<![一-鿿])薇(?=[a-z0-9:： ])|薇(?=[:：号]))")
_MARK = r"(?:\s?(?:号码|号|群|id|账号|帐号|是|为|[:：=]))"
_NAME = r"[a-z][a-z0-9_-]{4,30}"
_MESSENGER = re.compile(
    rf"{_CUE}{_MARK}{{0,3}}[\s@]{{0,2}}(?:(?=[a-z0-9_-]{{0,20}}\d){_NAME}|\d[\d -]{{3,14}}\d)(?![\d]*年)"
    rf"|{_CUE}(?:{_MARK}{{1,3}}\s?@?|\s?@){_NAME}|(?:加|\+|➕|添加)\s?{_CUE}{_MARK}{{0,3}}\s?{_NAME}|wxid_[a-z0-9]+")
_SHOT = re.compile(r"qq20\d{6}-?\d{6}")
"""How the messenger names pictures of a screen."""

_BETWEEN = r"(?:[ .·•/()]{0,2}|[*_—–-]{0,4})"
_MOBILE = re.compile(r"(?<!\d)(?:\(?\+?\s?(?:00)?86\)?[ -]?)?1" + _BETWEEN + r"[3-9]" + (_BETWEEN + r"\d") * 9 + r"(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)\(?0\d{2,3}\)?[ —–-]{0,2}\d{3,4}[ -]?\d{4}(?!\d)")
_SERVICE = re.compile(r"(?<!\d)[48]00[ —–-]\d{3,4}[ —–-]\d{3,4}(?!\d)")
_SPOKEN = re.compile(r"(?:[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两][ -]?){9,30}")
_BANK = re.compile(r"(?<![0-9a-z])(?!(?:19|20)\d\d[ ._-](?:0?[1-9]|1[0-2])[ ._-])\d(?:[ .·_-]?\d){15,31}(?![0-9a-z])")


def without_contacts(text: str, keep_codes: bool = False) -> str:
    """The text without them; for each a word in brackets that says what was left out. `keep_codes` leaves long runs of digits,
    where the text speaks of a credit code. The text is one line of bounded length."""
    cuts: list[tuple[int, int, str]] = []
    for copy, places in dict.fromkeys((_plain(text, _LOOKS_LIKE), _plain(text, {}))):
        for start, end, word in _found(copy, keep_codes):
            cut = (places[start], places[end - 1] + 1, word)
            touching = [one for one in cuts if one[0] < cut[1] and cut[0] < one[1]]
            whole = (min(one[0] for one in (*touching, cut)), max(one[1] for one in (*touching, cut)), (*touching, cut)[0][2])
            cuts = [one for one in cuts if one not in touching] + [whole]
    for first, last, word in sorted(cuts, reverse=True):
        text = text[:first] + word + text[last:]
    return text


def _plain(text: str, looks: Mapping[str, str]) -> tuple[str, tuple[int, ...]]:
    """The text with plain small letters and half-width signs, and for each of its characters the place in the text. `looks`:
    letter → the one that it looks like."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if unicodedata.category(char) in ("Cf", "Mn", "Me"):  # invisible, or laid over another letter
            continue
        for plain in unicodedata.normalize("NFKC", char).lower():
            letters.append(looks.get(plain, _STOPS.get(plain, plain)))
            places.append(place)
    return "".join(letters), tuple(places)


_LOOKS_LIKE = dict(zip("аесорхуіѕԁոɡιο", "aecopxyisdngio", strict=True))
"""Letters of other scripts in the shape of Latin ones."""
_STOPS = {"∕": "/", "⁄": "/", "❤": "信"}


def _found(copy: str, keep_codes: bool) -> Iterator[tuple[int, int, str]]:
    """Where something stands that must go, and the word instead; the surest first."""
    kept = [match.span() for pattern in (_COMPANY, _WRITER, _PRODUCT, _SHOT) for match in pattern.finditer(copy)]
    for pattern, word in ((_SCHEME, LINK), (_MAIL, ADDRESS), (_WWW, LINK)):
        yield from ((*match.span(), word) for match in pattern.finditer(copy))
    yield from ((*match.span(), ACCOUNT) for match in _MESSENGER.finditer(copy) if not _SHOT.match(copy, match.start()))
    for pattern in (_DOTTED, _ANY_DOTTED):
        for match in pattern.finditer(copy):
            if end := _domain_end(match[0]):
                span = (match.start(), match.start() + end)
                if not any(first < span[1] and last > span[0] and span[1] <= last + 1 for first, last in kept):
                    yield (*span, LINK)
    for match in _SPELT_HOST.finditer(copy):
        if not any(first < match.end() and last > match.start() for first, last in kept) and not _sentence(match[0]):
            yield (*match.span(), LINK)
    yield from ((*match.span(), LINK) for match in _IPV4.finditer(copy) if _is_ipv4(match[0]))
    yield from ((*match.span(), LINK) for match in _IPV6.finditer(copy))
    for pattern in (*(() if keep_codes else (_BANK,)), _MOBILE, _LANDLINE, _SERVICE, _SPOKEN):
        yield from ((*match.span(), NUMBER) for match in pattern.finditer(copy))


def _is_ipv4(text: str) -> bool:
    return all(int(part) < 256 for part in re.findall(r"\d{1,3}", text)[:4])


def _sentence(text: str) -> bool:
    """Whether such a text is two words with a full stop between them, or a time of day, rather than a domain."""
    if not re.search(r"[a-z].*(?:[.。点·•,\s]|dot)", text):
        return True
    return bool(re.fullmatch(r"[a-z0-9_-]+[.。]\s+[a-z]+", text)) and not text.endswith(("com", "cn", "net", "org"))


def _domain_end(text: str) -> int:
    """Where a domain at the beginning of such a dotted text ends, with its path; 0 where it is none."""
    dotted = re.match(r"[\w.。-]+", text)
    if dotted is None:
        return 0
    labels, path = re.split(r"[.。]", dotted[0].rstrip(".。")), text[dotted.end() :]
    last = labels[-1]
    if _ENDING.fullmatch(last) and len(path) < 2:  # the name of a file; what stands before its ending may be a domain
        before = dotted[0].rstrip(".。")[: -len(last) - 1]
        return len(before) if len(labels) > 2 and labels[-2] in _STRONG and labels[-3].isascii() else 0
    if not _is_top_level(last) or (all(label.isdigit() for label in labels[:-1]) and last not in _STRONG):
        return 0
    if not last.isascii() and ((len(labels) == 2 and _LISTED.fullmatch(labels[0])) or all(len(one) == 1 for one in labels[:-1])):
        return 0  # 附件3.机构, S.p.A.公司
    if "。" in dotted[0] and last not in _STRONG and last.isascii() and len(path) < 2:
        return 0  # the end of a sentence
    return len(dotted[0].rstrip(".。")) + len(path)


@lru_cache(maxsize=4096)
def _is_top_level(label: str) -> bool:
    """Whether this is a top-level domain, in its own script or as xn--."""
    return len(label) > 1 and _suffixes().publicsuffix(label) is not None


@lru_cache(maxsize=1)
def _suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList  # reads its list, a fifth of a second

    return PublicSuffixList(accept_unknown=False, only_icann=True)
