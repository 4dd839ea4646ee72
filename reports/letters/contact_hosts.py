"""Turns a plain copy of an applicant's text into the places where links, mail addresses, domains and IP addresses stand, however
their dots are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import AddressValueError, IPv6Address
from typing import Any

from reports.letters import contact_names as names
from reports.letters.contact_copy import Copy

_ENDING = re.compile(
    "docx?|wp[st]|rtf|txt|pdf|ofd|caj|xlsx?|et|csv|pptx?|dps|jpe?g|png|gif|bmp|tiff?|heic|webp|zip|rar|7z|gz|tar|mp[34]|mov|avi|"
    "md|ps|xml|json|eml|msg|html?|py")
"""Endings of files; some of them are top-level domains, too."""
_STRONG = ("com", "cn", "net", "org", "top", "xyz", "vip", "info", "shop", "site", "online", "club", "cc", "wang", "ltd", "biz",
           "link", "app", "icu", "tk", "ru", "io", "co", "me", "tv", "asia", "hk", "tw", "work", "fun", "tech",
           "store", "pw", "us")
"""Top-level domains that are taken for one also where the dot is written in another way or has blanks beside it."""
_OLDEST = ("com", "cn", "net", "org")
_DOT = r"(?:\.|。|[\[({<【（《「“\"'‘]\s?(?:\.|。|dot|点)\s?[\])}>】）》」”\"'’])"
_SPELT = r"(?:\s{0,3}" + _DOT + r"\s{0,3}|\s{1,3}dot\s{1,3}|\s{0,3}点\s{0,3}|·|[,、](?=com|net))"
_HOST = r"[a-z0-9](?:[a-z0-9_-]{0,62})"
_TAIL = r"(?::\d{1,5})?(?:[/?#\\][^\s，；、“”《》（）()<>\"']*)?"
_STRONG_ENDS = r"(?:" + "|".join(_STRONG) + r")(?![a-z0-9_-])"

_SCHEME = re.compile(
    r"(?<![a-z])(?:(?P<scheme>[a-z][a-z0-9+-]{1,15}\s?(?::|[\[({]:[\])}])\s?(?://|\\\\|__)\s?)"
    r"|(?:java|vb)script\s?:(?=[ -~]{0,80}[(=\[`/%]|\s?void)\s?|mailto\s?:\s?(?=[a-z0-9])"
    r"|magnet\s?:\s?(?=\?)|sms(?:to)?\s?:\s?(?=\+?\d{3})"
    r"|data\s?:\s?(?=,[!-~]|;\s?(?:base64|charset)|(?:text|image|application|audio|video|font)/"
    r"(?:html|plain|xml|css|csv|javascript|json|xhtml|pdf|octet|zip|x-|vnd|svg|png|jpe?g|gif|webp|bmp|mp[34]|mpeg|woff)))"
    r"(?P<rest>[^\s，；“”《》<>\"']*)")
_WWW = re.compile(r"(?<![a-z0-9])www\d?(?P<dot>" + _SPELT + r")(?P<rest>[^\s，；、“”《》（）()<>\"']+)")
_WWW_WITHOUT_DOTS = re.compile(rf"(?<![a-z0-9])www[ _-]{{1,2}}[a-z0-9-]{{2,40}}[ _-]{{1,2}}{_STRONG_ENDS}")
_AT = r"\s?(?:@|[\[({【（]\s?(?:@|at)\s?[\])}】）]|#(?=[a-z0-9-]+\.)|艾特)\s?"
_MAIL = re.compile(r"(?:[\w.+&'-]{1,64})" + _AT + r"(?P<host>\w[\w-]{0,62}(?:" + _SPELT + r"\w[\w-]{0,62}){1,6})")
_MAIL_WITHOUT_DOT = re.compile(r"[\w.+-]{3,64}@[a-z0-9-]{2,30}com(?![a-z0-9])")
_SEPARATOR = re.compile(_SPELT)
_LATIN = re.compile(r"[a-z0-9\[%@/]")
_SPELT_HOST = re.compile(rf"(?<![a-z0-9@_-])(?P<host>(?:{_HOST}{_SPELT}){{1,6}}{_STRONG_ENDS})(?P<tail>{_TAIL})")
_SPELT_DOT_HOST = re.compile(rf"(?<![a-z0-9])[a-z0-9]{{1,40}}(?:[_-]dot[_-][a-z0-9]{{1,40}}){{0,3}}[_-]dot[_-]{_STRONG_ENDS}")
_HAN_HOST = re.compile(
    rf"[一-鿿]{{2,20}}{_SPELT}(?P<end>(?:com|net|org)\.cn|com|cn|net|org|top|xyz|vip|cc|club|site)(?![a-z0-9_-])(?P<tail>{_TAIL})")
"""A Chinese name, and behind it a dot that is written in another way."""
_SPACED_HOST = re.compile(
    r"(?<![a-z0-9])[a-z0-9](?:\s[a-z0-9]){1,30}(?:\s?[.。点·]\s?[a-z0-9](?:\s[a-z0-9]){1,30}){1,4}(?![a-z0-9])")
"""A host of which each letter stands for itself."""
_SPACED_END = re.compile(
    r"(?<![a-z0-9])[a-z0-9-]{2,63}\s?[.。点·]\s?(?:c\so\sm|c\sn|n\se\st|o\sr\sg|t\so\sp|v\si\sp|x\sy\sz)(?![a-z0-9])")
_DOTTED = re.compile(r"(?<![a-z0-9_-])" + rf"{_HOST}(?:[.。]{_HOST}){{1,8}}" + _TAIL)
_ANY_DOTTED = re.compile(
    r"[^\W_][\w-]{0,62}(?:[.。][^\W_][\w-]{0,62}){0,7}[.。](?:[a-z0-9][a-z0-9-]{0,62}|[^\W\da-z_][^\Wa-z_]{0,62})" + _TAIL)
_IPV4 = re.compile(r"(?<![\d.])(?P<host>(?:\d{1,3}\.){3}\d{1,3})(?![\d.]*\d)(?P<tail>" + _TAIL + ")")
_SPELT_IPV4 = re.compile(rf"(?<!\d)(?P<host>\d{{1,3}}(?:(?:\s?{_DOT}\s?|点)\d{{1,3}}){{3}})(?!\d)(?P<tail>{_TAIL})")
_IPV6 = re.compile(
    r"(?<![0-9a-z:.])(?P<host>(?=[0-9a-f]*:)[0-9a-f:]{3,39}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?)(?:%\w{1,16})?"
    r"(?![0-9a-z:])(?P<tail>" + _TAIL + ")")
_IPV6_IN_BRACKETS = re.compile(r"\[(?P<host>[0-9a-f:.]{2,45})(?:%[\w.-]{1,20})?\](?P<tail>" + _TAIL + ")")
_LISTED = re.compile(r"\D{0,20}\d{1,2}")


def links(copy: Copy) -> Iterator[tuple[int, int]]:
    """Where a link begins with its scheme."""
    return (match.span() for match in _SCHEME.finditer(copy.text) if _is_link(match))


def addresses(copy: Copy) -> Iterator[tuple[int, int]]:
    """Where mail addresses stand."""
    for match in _MAIL.finditer(copy.text):
        if _has_domain(match["host"]) and not names.is_formula(copy.written[match.start() : match.end()]):
            yield match.span()
    yield from (match.span() for match in _MAIL_WITHOUT_DOT.finditer(copy.text))


def hosts(copy: Copy) -> Iterator[tuple[int, int]]:
    """Where hosts stand, with their paths: www, domains, IP addresses."""
    text = copy.text
    yield from (match.span() for match in _WWW.finditer(text) if _is_www(match))
    yield from (match.span() for match in _WWW_WITHOUT_DOTS.finditer(text))
    yield from _domains(copy)
    yield from (match.span() for match in _IPV4.finditer(text) if _is_ipv4(copy, match))
    for match in _SPELT_IPV4.finditer(text):
        parts = [int(part) for part in re.findall(r"\d+", match["host"])]
        if 100 <= max(parts) <= 255:
            yield match.span()
    yield from (match.span() for match in _IPV6.finditer(text) if _is_ipv6(copy, match))
    for match in _IPV6_IN_BRACKETS.finditer(text):
        beside = re.search(r"[\w\])]$", copy.before(match.start()))  # a part of a list
        if _ipv6(match["host"]) and (len(match["tail"]) > 1 or not beside):
            yield match.span()


def _domains(copy: Copy) -> Iterator[tuple[int, int]]:
    """Where domains stand, with their paths."""
    text = copy.text
    kept = names.named_places(text)
    for match in (*_DOTTED.finditer(text), *_ANY_DOTTED.finditer(text)):
        if end := _domain_end(match[0]):
            first, last = match.start(), match.start() + end
            named = any(one[0] < last and one[1] > first and last <= one[1] + 1 for one in kept)
            if not named and not names.is_title(copy.written[first:last], copy.before(first), copy.after(last)):
                yield first, last
    for match in _SPELT_HOST.finditer(text):
        first, last = match.span()
        if not any(one[0] < last and one[1] > first for one in kept) and not _sentence(match[0]) and not _name(copy, match):
            yield first, last
    for match in _HAN_HOST.finditer(text):
        ending = copy.written[match.start("end") : match.end("end")]
        if ending.islower() or ending.lower() == "com" or len(match["tail"]) > 1:
            yield match.span()
    for pattern in (_SPELT_DOT_HOST, _SPACED_END):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _SPACED_HOST.finditer(text):
        if re.split("[.。点·]", re.sub(r"\s", "", match[0]))[-1] in _STRONG:
            yield match.span()


def _name(copy: Copy, match: re.Match[str]) -> bool:
    """Whether words that may be a domain, with dots that may be written in another way, are a name or a title."""
    first, last = match.span("host")
    written, before, after = copy.written[first:last].replace("•", "·"), copy.before(first), copy.after(last)
    if "·" in written:
        dotted = written.rpartition("·")[2]
        if "." not in dotted:
            return names.is_middle_dot_name(written, match["tail"])
        first, written = last - len(dotted), dotted
    return len(match["tail"]) < 2 and (names.is_title(written, before, after) or names.is_shortened(written, before))


def _is_link(match: re.Match[str]) -> bool:
    """Whether a host follows the scheme, where there is one: Latin letters or figures, or a domain in another script."""
    return match["scheme"] is None or bool(_LATIN.match(match["rest"])) or _has_domain(match["rest"])


def _is_www(match: re.Match[str]) -> bool:
    """Whether a host follows www. Behind 点 a further dot must."""
    return ("点" not in match["dot"] and bool(_LATIN.match(match["rest"]))) or _has_domain(match["rest"])


def _has_domain(host: str) -> bool:
    """Whether one of the labels of a host, behind the first, is a top-level domain, alone or before other words."""
    for label in _SEPARATOR.split(re.split(r"[/?#:\\]", host, maxsplit=1)[0])[1:]:
        for end in range(min(len(label), 24), 1, -1):
            latin_goes_on = label[end : end + 1].isascii() and label[end : end + 1].isalnum()
            if (label[:end] in _OLDEST if latin_goes_on else _is_top_level(label[:end])):
                return True
    return False


def _is_ipv4(copy: Copy, match: re.Match[str]) -> bool:
    if any(int(part) > 255 for part in match["host"].split(".")):
        return False
    return len(match["tail"]) > 1 or not names.is_version(copy.before(match.start()), match["host"], copy.after(match.end()))


def _is_ipv6(copy: Copy, match: re.Match[str]) -> bool:
    """Whether it is one, rather than a ratio, a time, or two genes that are joined (ABC1::AFF1)."""
    if not _ipv6(match["host"]):
        return False
    if len(match["tail"]) > 1:
        return True
    host = copy.written[match.start("host") : match.end("host")]
    genes = host.count(":") == 2 and not host.endswith(":") and host.upper() == host
    genes = genes and (not host[0].isdigit() or copy.before(match.start("host")).endswith("-"))
    return bool(re.search("[0-9A-Fa-f]{3}|[A-Fa-f]", host)) and bool(re.search(r"\d", host)) and not genes


def _ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


def _sentence(text: str) -> bool:
    """Whether such a text is two words with a full stop between them, or a time of day, rather than a domain."""
    if not re.search(r"[a-z].*(?:[.。点·•,、\s]|dot)", text):
        return True
    return bool(re.fullmatch(r"[a-z0-9_-]+[.。]\s+[a-z]+", text)) and not text.endswith(_OLDEST)


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
