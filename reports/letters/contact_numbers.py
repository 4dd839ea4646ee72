"""Turns a plain copy of an applicant's text into the places where numbers stand that somebody could call or pay to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reports import display
from reports.letters.contact_copy import Copy

_UNIT = r"\s?(?:[cmnμ]?m|k?g|[km]?hz|k?[vw]|rpm|r/min|ppm|mpa|目|度|转|°c?|元|万|人|例|个)(?![a-z])"
_BETWEEN = r"(?:[ .·/()~|]{0,2}|[*_—–-]{0,4}|\s[—–-]{1,2}\s)"
_COUNTRY = r"\(?\+?\s?(?:00)?86\)?[ -]?"
_MOBILE = re.compile(rf"(?<!\d)(?:{_COUNTRY})?1{_BETWEEN}[3-9](?:{_BETWEEN}\d){{9}}(?!\d)")
_MOBILE_IN_GROUPS = re.compile(rf"(?<!\d)(?:{_COUNTRY})?\(?1[3-9]\d\s?[^\w\s]{{1,3}}\s?\d{{4}}\s?[^\w\s]{{1,3}}\s?\d{{4}}(?!\d)")
"""The usual groups of a mobile's number, with any signs between them."""
_ABROAD = re.compile(
    r"(?<![\w.+])(?:\+[1-9]|00[ -]?(?=1[ -]?[2-9]|[2-9])(?:1(?=(?:[ ()-]{0,2}\d){10}(?!\d))|20|27|"
    r"3[0-469]|4[0-9]|5[1-8]|6[0-6]|7|8[1246]|85[2356]|88[06]|9[0-58]|971)(?=[ -]?\d))(?:[ ()-]{0,2}\d){8,14}(?!\d)")
_LANDLINE = re.compile(
    r"(?<!\d)\(?(?:\+86[ -]?[1-9]\d{1,2}|0(?:10|2\d|[3-9]\d\d))\)?[ .·—–一-]{0,3}" + display.NO_FILE_NUMBER
    + r"\d{3,4}[ .·—–-]?\d{4}(?!\d)")
_SERVICE = re.compile(
    r"(?<!\d)(?<!\d\.)(?<!(?<![a-z])[a-z]-)(?:\(?[48]00\)?[ ·—–-]?(?:\d{3}[ ·—–-]?\d{4}|\d{4}[ ·—–-]?\d{3})|[48]00\.\d{3}\.\d{4})"
    rf"(?![\da-z]|号)(?!{_UNIT})")
_LOCAL = re.compile(
    r"(?:电话|座机|固话|热线|传真|拨打|致电|(?<![a-z])(?:tel|phone|call))(?:号码|号|是|为|[\s:：=.]){0,3}"
    r"\d{3,4}[ -]?\d{4}(?!\d|号|年)")
_SPOKEN = re.compile(r"(?:[〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两][ -]?){9,30}")
_BANK = re.compile(
    r"(?<![0-9a-z])(?!(?:19|20)\d\d[ ._-](?:0?[1-9]|1[0-2])[ ._-])" + display.NO_TIME + display.NO_LIST
    + r"\d(?:[ .·_—–-]?\d){15,31}(?![0-9a-z])")

_SERIAL = re.compile(
    r"(?:编号|批号|文号|序列号|型号|货号|图号|项目号|合同号|登记号|注册号|档案号|(?<![a-z])s/?n|(?<![a-z])no\.?)\W{0,3}$")
_DOI = re.compile(r"(?<![\d.])10\.\d{4,9}/\S{1,80}")
_COUNTED = "〇一二三四五六七八九"


def numbers(copy: Copy, keep_codes: bool) -> Iterator[tuple[int, int]]:
    """Where numbers stand. `keep_codes` leaves long runs of figures."""
    text = copy.text
    papers = [match.span() for match in _DOI.finditer(text)]
    for pattern in (*(() if keep_codes else (_BANK,)), _MOBILE, _MOBILE_IN_GROUPS, _ABROAD, _LANDLINE, _SERVICE, _LOCAL):
        for match in pattern.finditer(text):
            start, end = match.span()
            serial = pattern is _SERVICE and _SERIAL.search(text[max(0, start - 12) : start])
            paper = pattern is _BANK and any(first <= start < last for first, last in papers)
            if not serial and not paper and not _is_list(match[0], text[end : end + 8]):
                yield start, end
    yield from (match.span() for match in _SPOKEN.finditer(text) if not _counts(match[0]))


def _is_list(text: str, after: str) -> bool:
    """Whether this is several numbers, ever larger ones or decimal fractions, rather than the groups of one."""
    signs = set(re.findall(r"[^\d\s]", text))
    if "." in signs and signs & set("/~-–—|·") and len(re.findall(r"\d\.\d", text)) > 2:
        return True
    if re.fullmatch(r"\d{1,3}\.\d+", text):
        return True
    groups = [int(one) for one in re.findall(r"\d+", text)]
    most = 2 if re.match(_UNIT, after) else 4
    return len(groups) > most and all(one < other for one, other in pairwise(groups))


def _counts(numerals: str) -> bool:
    """Whether Chinese numerals are those that count from one to nine."""
    return numerals in _COUNTED.replace("〇", "零") or numerals in _COUNTED
