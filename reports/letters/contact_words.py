"""Removes from an applicant's words what leads a reader elsewhere: addresses, domains, links, IP addresses, accounts of
messengers, telephone and bank numbers, however they are written. Names of units, projects and files stay as they are.

It is looked for in a plain copy of the text (full-width and ornamental letters made plain, invisible ones gone), and cut from the
text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reports import display
from reports.letters import contact_names as names

ADDRESS, LINK, ACCOUNT, NUMBER = "〔邮箱略〕", "〔网址略〕", "〔联系方式略〕", "〔号码略〕"

_ENDING = re.compile(
    "docx?|wp[st]|rtf|txt|pdf|ofd|caj|xlsx?|et|csv|pptx?|dps|jpe?g|png|gif|bmp|tiff?|heic|webp|zip|rar|7z|gz|tar|mp[34]|mov|avi|"
    "md|ps|xml|json|eml|msg|html?|py")
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

_SCHEME = re.compile(
    r"(?<![a-z])(?:(?P<scheme>[a-z][a-z0-9+-]{1,15}\s?:\s?(?://|\\\\|__)\s?)"
    r"|(?:java|vb)script\s?:(?=[ -~]{0,80}[(=\[`/%]|\s?void)\s?|mailto\s?:\s?(?=[a-z0-9])"
    r"|data\s?:\s?(?=,[!-~]|;\s?(?:base64|charset)|(?:text|image|application|audio|video|font)/"
    r"(?:html|plain|xml|css|csv|javascript|json|xhtml|pdf|octet|zip|x-|vnd|svg|png|jpe?g|gif|webp|bmp|mp[34]|mpeg|woff)))"
    r"(?P<rest>[^\s，；“”《》<>\"']*)")
_WWW = re.compile(r"(?<![a-z0-9])www\d?(?P<dot>" + _SPELT + r")(?P<rest>[^\s，；、“”《》（）()<>\"']+)")
_AT = r"\s?(?:@|[\[({【（]\s*(?:@|at)\s*[\])}】）]|#(?=[a-z0-9-]+\.)|艾特)\s?"
_MAIL = re.compile(r"(?:[\w.+&'-]{1,64})" + _AT + r"(?P<host>\w[\w-]{0,62}(?:" + _SPELT + r"\w[\w-]{0,62}){1,6})")
_SEPARATOR = re.compile(_SPELT)
_LATIN = re.compile(r"[a-z0-9\[%@/]")
_SPELT_HOST = re.compile(_NOT_BEFORE + rf"(?P<host>(?:{_HOST}{_SPELT}){{1,6}}{_STRONG_ENDS})(?P<tail>{_TAIL})")
_SPACED_HOST = re.compile(
    r"(?<![a-z0-9])[a-z0-9](?:\s[a-z0-9]){1,30}(?:\s?[.。点·]\s?[a-z0-9](?:\s[a-z0-9]){1,30}){1,4}(?![a-z0-9])")
"""A host of which each letter stands for itself."""
_DOTTED = re.compile(r"(?<![a-z0-9_-])" + rf"{_HOST}(?:[.。]{_HOST}){{1,8}}" + _TAIL)
_ANY_DOTTED = re.compile(
    r"[^\W_][\w-]{0,62}(?:[.。][^\W_][\w-]{0,62}){0,7}[.。](?:[a-z0-9][a-z0-9-]{0,62}|[^\W\da-z_][^\Wa-z_]{0,62})" + _TAIL)
_IPV4 = re.compile(r"(?<![\d.])(?P<host>(?:\d{1,3}\.){3}\d{1,3})(?![\d.]*\d)(?P<tail>" + _TAIL + ")")
_IPV6 = re.compile(
    r"(?<![0-9a-f:])(?=[0-9a-f:]*\d)(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})"
    r"(?![0-9a-z:])")
_LISTED = re.compile(r"\D{0,20}\d{1,2}")

_CUE = (r"(?:微\s?信|[薇威徽v]\s?[信芯]|微芯号|公众号(?=\s?[:：@])|weixin|wechat|(?<![a-z])(?:v\s?x|wx|q[\s.]?q|tg)|扣\s?[扣q]"
        r"|企鹅|绿泡泡"
        r"|q\s?群|q\s?q\s?群|telegram|whats\s?app|skype"
        r"|(?<![a-z])line\s?id|(?:(?:加|找|联系)我?的?|\+|➕)\s?(?:薇|威|v|q)(?=\W|[a-z]*\d)"
        r"|(?<![一-鿿])薇(?=[a-z0-9:： ])|薇(?=[:：号]))")
_MARK = r"(?:\s?(?:号码|号|群|id|账号|帐号|是|为|[:：=]))"
_NAME = r"[a-z][a-z0-9_-]{4,30}"
_MESSENGER = re.compile(
    rf"{_CUE}{_MARK}{{0,3}}[\s@+]{{0,2}}(?:(?=[a-z0-9_-]{{0,20}}\d){_NAME}|\d[\d -]{{3,14}}\d)(?![\d]*年)"
    rf"|{_CUE}(?:{_MARK}{{1,3}}\s?@?|\s?@)(?P<handle>{_NAME})|(?:加|\+|➕|添加)\s?{_CUE}{_MARK}{{0,3}}\s?{_NAME}|wxid_[a-z0-9]+")
_BETWEEN = r"(?:[ .·•/()]{0,2}|[*_—–-]{0,4})"
_MOBILE = re.compile(r"(?<!\d)(?:\(?\+?\s?(?:00)?86\)?[ -]?)?1" + _BETWEEN + r"[3-9]" + (_BETWEEN + r"\d") * 9 + r"(?!\d)")
_LANDLINE = re.compile(
    r"(?<!\d)\(?(?:\+86[ -]?[1-9]\d{1,2}|0\d{2,3})\)?[ —–-]{0,2}" + display.NO_FILE_NUMBER + r"\d{3,4}[ -]?\d{4}(?!\d)")
_SERVICE = re.compile(
    r"(?<!\d)(?<!(?<![a-z])[a-z]-)[48]00[ —–-]\d{3,4}[ —–-]\d{3,4}(?!\d|\s?(?:[cmnμ]?m|k?g|[km]?hz|k?[vw])(?![a-z]))")
_SPOKEN = re.compile(r"(?:[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两][ -]?){9,30}")
_BANK = re.compile(
    r"(?<![0-9a-z])(?!(?:19|20)\d\d[ ._-](?:0?[1-9]|1[0-2])[ ._-])" + display.NO_TIME + r"\d(?:[ .·_-]?\d){15,31}(?![0-9a-z])")


@dataclass(frozen=True, slots=True)
class _Copy:
    """A text with plain small letters and half-width signs; the same as it was `written`, with capitals, "\0" for ornaments; for
    each of its characters the place in the text."""

    text: str
    written: str
    places: tuple[int, ...]

    def before(self, place: int) -> str:
        """What is written before a place, enough to see what it asks for."""
        return self.written[max(0, place - 12) : place]

    def after(self, place: int) -> str:
        """What is written from a place on."""
        return self.written[place : place + 6]


def without_contacts(text: str, keep_codes: bool = False) -> str:
    """The text without them; for each a word in brackets that says what was left out. `keep_codes` leaves long runs of digits,
    where the text speaks of a credit code. The text is one line of bounded length."""
    cuts: list[tuple[int, int, str]] = []
    for copy in dict.fromkeys((_plain(text, _LOOKS_LIKE), _plain(text, {}))):
        for start, end, word in _found(copy, keep_codes):
            cut = (copy.places[start], copy.places[end - 1] + 1, word)
            touching = [one for one in cuts if one[0] < cut[1] and cut[0] < one[1]]
            whole = (min(one[0] for one in (*touching, cut)), max(one[1] for one in (*touching, cut)), (*touching, cut)[0][2])
            cuts = [one for one in cuts if one not in touching] + [whole]
    for first, last, word in sorted(cuts, reverse=True):
        text = text[:first] + word + text[last:]
    return text


def _plain(text: str, looks: Mapping[str, str]) -> _Copy:
    """The plain copy of a text. `looks`: letter → the one that it looks like."""
    letters: list[str] = []
    written: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if unicodedata.category(char) in ("Cf", "Mn", "Me"):  # invisible, or laid over another letter
            continue
        wide = unicodedata.normalize("NFKC", char)
        ornament = wide != char and not "！" <= char <= "～"
        for plain in wide.lower():
            letters.append(looks.get(plain, _STOPS.get(plain, plain)))
            written.append("\0" if ornament else wide if len(wide) == 1 else plain)
            places.append(place)
    return _Copy("".join(letters), "".join(written), tuple(places))


_LOOKS_LIKE = dict(zip("аесорхуіѕԁոɡιο", "aecopxyisdngio", strict=True))
"""Letters of other scripts in the shape of Latin ones."""
_STOPS = {"∕": "/", "⁄": "/", "❤": "信"}


def _found(copy: _Copy, keep_codes: bool) -> Iterator[tuple[int, int, str]]:
    """Where something stands that must go, and the word instead; the surest first."""
    text = copy.text
    yield from ((*match.span(), LINK) for match in _SCHEME.finditer(text) if _is_link(match))
    yield from ((*match.span(), ADDRESS) for match in _MAIL.finditer(text) if _has_domain(match["host"]))
    yield from ((*match.span(), LINK) for match in _WWW.finditer(text) if _is_www(match))
    yield from ((*match.span(), ACCOUNT) for match in _MESSENGER.finditer(text) if not _named_after_messenger(copy, match))
    yield from ((*span, LINK) for span in _domains(copy))
    yield from ((*match.span(), LINK) for match in _IPV4.finditer(text) if _is_ipv4(copy, match))
    yield from ((*match.span(), LINK) for match in _IPV6.finditer(text))
    for pattern in (*(() if keep_codes else (_BANK,)), _MOBILE, _LANDLINE, _SERVICE):
        yield from ((*match.span(), NUMBER) for match in pattern.finditer(text))
    yield from ((*match.span(), NUMBER) for match in _SPOKEN.finditer(text) if not names.is_counted(match[0]))


def _domains(copy: _Copy) -> Iterator[tuple[int, int]]:
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
    for match in _SPACED_HOST.finditer(text):
        if re.split("[.。点·]", re.sub(r"\s", "", match[0]))[-1] in _STRONG:
            yield match.span()


def _name(copy: _Copy, match: re.Match[str]) -> bool:
    """Whether words that may be a domain, with dots that may be written in another way, are a name or a title."""
    first, last = match.span("host")
    written = copy.written[first:last].replace("•", "·")
    if "·" in written:
        dotted = written.rpartition("·")[2]
        if "." not in dotted:
            return names.is_middle_dot_name(written, match["tail"])
        first, written = last - len(dotted), dotted
    return len(match["tail"]) < 2 and names.is_title(written, copy.before(first), copy.after(last))


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
            if (label[:end] in ("com", "cn", "net", "org") if latin_goes_on else _is_top_level(label[:end])):
                return True
    return False


def _named_after_messenger(copy: _Copy, match: re.Match[str]) -> bool:
    """Whether this is the name of a messenger's picture, or of a work on the messenger."""
    if names.is_saved_picture(copy.text, match.start()):
        return True
    first, last = match.span("handle")
    return first >= 0 and names.is_work_on_messenger(match[0], copy.written[first:last], copy.after(last))


def _is_ipv4(copy: _Copy, match: re.Match[str]) -> bool:
    if any(int(part) > 255 for part in match["host"].split(".")):
        return False
    before = copy.text[max(0, match.start() - 12) : match.start()]
    return len(match["tail"]) > 1 or not names.is_version(before, match["host"], copy.text[match.end() : match.end() + 2])


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
