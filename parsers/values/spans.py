"""Turns a span of months as people write it into its first and last month. What is not certain is None: a rule then asks a
person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from parsers.values.numerals import DIGITS, number
from parsers.values.width import DASHES

Month = str
"""A month as "YYYY-MM"."""

_LONGEST = 300
_FIRST_YEAR, _LAST_YEAR = 1990, 2099

_NUMERAL = "".join(c for c in DIGITS if not c.isascii())
_ENGLISH = {name: i for i, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
_NAMES = r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?" \
         r"|nov(?:ember)?|dec(?:ember)?)\.?"  # fmt: skip

_DATE = re.compile(
    r"(?<!\d)(?<!\d[./])(?:(?P<year>(?:19|20)\d{2})|(?P<short>\d{2})(?=\s*年))\s*(?P<sep>年度?|[./\-])\s*(?P<month>\d{1,2})(?!\d)\s*(?:月份?)?"
    r"(?:\s*(?:(?<=月)|(?<=月份)|(?P=sep))\s*(?P<day>\d{1,2})(?!\d)(?!\s*月)\s*[日号]?)?\s*(?:上旬|中旬|下旬|初|末|底|中)?"
)
_COMPACT = re.compile(r"(?<![\d./])(?P<year>20\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)?(?!\d)")
_MONTH_FIRST = re.compile(r"(?<![\d./])(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d{2})(?![\d/])")
_WHOLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:年度?)?\s*(?:全年|整年)(?:度)?")

_FILLER = re.compile(
    r"(?:项目|课题|实施|执行|研究|建设|合作|协议|起止|期限|周期|时间|年限|日期|年月|计划|预计|拟|自|从|由|起|始|开始|启动|为期|为|期|"
    r"共计|共|约|合计|总|即|止|结束|完成|截止|截至|验收|日|号|年|月|from|starting|period|[\s()\[\]【】〔〕<>《》:;,.。、|'\"])*"
)
_TO = re.compile(
    r"[\s()]*(?:日|号|起|开始|启动|始|,|，|;|:|。)*\s*(?:-|至|到|~|/|—|to|until|till|through|thru|迄|止于|结束|终止|完成|截止|截至)?"
    r"(?:\s|至|到|-|于|时间|日期|年月|止|为|:|,|自|由|从)*",
    re.IGNORECASE,
)
_MENDED = re.compile(r"原定|原计划|原为|延期|延长|延至|顺延|变更|调整|改为|或者?|不超过|以内|之前|以前|之后|以后|至今|第")
_SAME_YEAR = re.compile(
    r"\s*(?:起|开始)?\s*(?:至|到|-)\s*(?P<which>同年|当年|本年|次年|翌年|第二年)?\s*(?P<month>\d{1,2})(?!\d)"
    r"\s*(?P<how>月份?(?:\s*\d{1,2}\s*[日号])?|[./]\s*\d{1,2}(?!\d)|)\s*(?:上旬|中旬|下旬|初|末|底|中)?"
)
_SAME_MONTH = re.compile(r"\s*(?:至|到|-)\s*(?P<day>\d{1,2})\s*[日号]")
_LENGTH = re.compile(r"(?<![\d.\-])(?P<n>\d{1,2}(?:\.5)?|半)\s*(?:(?P<years>年)(?P<half>半)?|个?月)(?!\s*\d)")


@dataclass(frozen=True, slots=True)
class _Date:
    """A month in a text, from `start` up to `end`; `day` is 0 where none is given, `month` None where there is no such month."""

    start: int
    end: int
    year: int
    month: Month | None
    day: int = 0


@lru_cache(maxsize=512)
def period(text: str | None) -> tuple[Month, Month] | None:
    """The first and the last month of a span, or None where it is not certain. A start with a length (一年, 12个月) is a
    span too. The end may lie before the start: a rule reports that."""
    if text is None or len(text) > _LONGEST:
        return None
    plain = _plain(text)
    if len(plain) > 2 * _LONGEST or _MENDED.search(plain):
        return None
    dates = _dates(plain)
    if len(dates) == 2:
        return _between(plain, *dates)
    if len(dates) == 1:
        return _from(plain, dates[0])
    return _whole_year(plain) if not dates else None


def _plain(text: str) -> str:
    """Half-width; one kind of dash; numerals of years, months and days as figures; English months as 2024-05."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"\s+", " ", re.sub(r"[_＿﹍﹏]+", " ", DASHES.sub("-", plain))).strip()
    plain = re.sub(r"(?<=\d)[oо](?=\d)|(?<![a-z])[oо](?=\d)|(?<=\d)[oо](?=年|月|日|-|\.)", "0", plain)
    plain = re.sub(r"(?<!\d)\d(?: \d){3}(?= ?年)", lambda m: m.group().replace(" ", ""), plain)
    plain = re.sub(r"(?<=年)( ?[01]) (\d)(?= ?月)", r"\1\2", plain)
    plain = re.sub(rf"[{_NUMERAL}0-9o十]{{1,4}}(?= ?(?:年|个?月|日|号))", _in_figures, plain)
    plain = re.sub(r"(?<=\d)。(?=\d)", ".", plain)
    return _english(plain)


def _in_figures(match: re.Match[str]) -> str:
    words = match.group().replace("o", "0")
    amount = None if words.isdigit() and words.isascii() else number(words)
    if amount is None:
        return words
    positional = all(c in DIGITS for c in words)
    if positional and len(words) > 1 and len(words) != 4 and amount > 9 and not set(words) & set("〇零○0"):
        return f"{amount:02d}" if len(words) == 2 and amount > 12 else words  # 二四年, but not 二三月
    return f"{amount:0{len(words)}d}" if positional else str(amount)


def _english(plain: str) -> str:
    """may 2024, 1 may 2024, may 1, 2024, 2024 may → 2024-5; may to december 2024 takes the year from its end."""
    if not re.search("[a-z]{3}", plain):
        return plain
    day = r"(?:(?<!\d)\d{1,2}(?:st|nd|rd|th)?\s+)?"
    last = _NAMES.replace("name", "last")
    twice = rf"(?<![a-z]){_NAMES}\s*(?:to|-|until|till|through)\s*{last}[\s,]*(?P<year>20\d{{2}})(?!\d)"
    plain = re.sub(twice, lambda m: f"{_figures_of(m)}至{m['year']}-{_ENGLISH[m['last'][:3]]}", plain)
    plain = re.sub(
        rf"{day}(?<![a-z]){_NAMES}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?(?![\da-z]))?[\s,]*(?P<year>20\d{{2}})(?!\d)", _figures_of, plain
    )
    return re.sub(rf"(?<!\d)(?P<year>20\d{{2}})[\s,]*{_NAMES}(?![a-z])", _figures_of, plain)


def _figures_of(match: re.Match[str]) -> str:
    return f"{match['year']}-{_ENGLISH[match['name'][:3]]}"


def _dates(plain: str) -> list[_Date]:
    """All months with their years, in the text's order, none inside another."""
    matches = sorted((m for p in (_DATE, _COMPACT, _MONTH_FIRST) for m in p.finditer(plain)), key=lambda m: m.start())
    dates: list[_Date] = []
    for match in matches:
        if not dates or match.start() >= dates[-1].end:
            parts = match.groupdict()
            year = int(parts["year"]) if parts["year"] else 2000 + int(parts["short"])
            day = int(parts.get("day") or 0)
            month = _month(year, int(parts["month"])) if day <= 31 else None
            dates.append(_Date(match.start(), match.end(), year, month, day))
    return dates


def _between(plain: str, first: _Date, last: _Date) -> tuple[Month, Month] | None:
    """Two dates are a span where only words of a span are between them."""
    between = plain[first.end : last.start]
    joined = _TO.fullmatch(between) or (_FILLER.fullmatch(between) and re.search("止|结束|完成|截|验收", between))
    if not joined or first.month is None or last.month is None or re.fullmatch(r"\s*[,.、;，。]\s*", between):
        return None
    more = plain[last.end :]
    return None if _SAME_YEAR.match(more) and not re.match(r"\s*-\s*\d+\s*个", more) else (first.month, last.month)


def _from(plain: str, first: _Date) -> tuple[Month, Month] | None:
    """The span where only the first date has a year: a month of the same year or the next, days of one month, or a length."""
    if first.month is None:
        return None
    rest = plain[first.end :]
    days = _SAME_MONTH.match(rest) if first.day else None
    if days:
        return (first.month, first.month) if first.day <= int(days["day"]) <= 31 else None
    same = _SAME_YEAR.match(rest)
    if same:
        return _same_year(first, same, rest[same.end() :])
    return _with_length(plain, first)


def _same_year(first: _Date, last: re.Match[str], rest: str) -> tuple[Month, Month] | None:
    how = last["how"]
    ends = not how and not first.day and re.match(r"\s*[止)]?\s*(?:[(,，。;]|$)", rest)
    certain = how.startswith("月") or (how and first.day) or ends
    later = last["which"] in ("次年", "翌年", "第二年")
    month = _month(first.year + later, int(last["month"]))
    if not certain or month is None or first.month is None or re.match(r"\s*[-/.年]", rest):
        return None
    return (first.month, month) if month >= first.month else None  # 12月至2月 may mean the year after


def _with_length(plain: str, first: _Date) -> tuple[Month, Month] | None:
    """A start and one length: 一年, 12个月, 一年半, before or after it, with only words of a span around them."""
    around = plain[: first.start] + "\0" + plain[first.end :]
    lengths = list(_LENGTH.finditer(re.sub("[一二两三]年", lambda m: f"{number(m.group()[0])}年", around)))
    if len(lengths) != 1 or first.month is None:
        return None
    length = lengths[0]
    left = length.string[: length.start()] + length.string[length.end() :]
    if not all(_FILLER.fullmatch(part.replace("-", "")) for part in left.split("\0")):
        return None
    months = _months(length)
    last = first.year * 12 + int(first.month[5:]) - 1 + months - (first.day <= 1)
    return (first.month, end) if months and (end := _month(last // 12, last % 12 + 1)) else None


def _months(length: re.Match[str]) -> int:
    amount = 0.5 if length["n"] == "半" else float(length["n"])
    months = (amount + (0.5 if length["half"] else 0)) * 12 if length["years"] else amount
    return int(months) if months == int(months) else 0


def _whole_year(plain: str) -> tuple[Month, Month] | None:
    """2024年全年 is all twelve months of it."""
    years = _WHOLE_YEAR.findall(plain)
    if len(years) != 1 or not _FILLER.fullmatch(_WHOLE_YEAR.sub("", plain)):
        return None
    first, last = _month(int(years[0]), 1), _month(int(years[0]), 12)
    return (first, last) if first and last else None


def _month(year: int, month: int) -> Month | None:
    return f"{year:04d}-{month:02d}" if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 else None
