"""Makes width and dashes the same where a Chinese keyboard can write them in two ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DASHES = re.compile(r"[‐‑‒–—―−─﹘﹣－~～〜∼⁓ｰ]+|(?<![-])-{2,}|→|⇒|(?<=[年月日])一(?=\d)")
"""Everything that is written between two ends, in runs: hyphens, dashes, waves, arrows, the line of a table; after a month also
一, which is recognised or typed instead of a dash."""


_ALONE = "\x00-\x7f\xb7\xd7\u2012-\u2016\u2018-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e"
"""Characters that nothing before or after them changes: nearly all texts consist of them, sign by sign."""
_USUAL = re.compile(f"[{_ALONE}]*")
_OTHERWISE = re.compile("[\u2024-\u2026\u3000\uff01-\uff5e]")
"""Those among them that have another compatible form."""


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """The text in Unicode's compatible form (NFKC), cached: a dozen rules use the same texts. Normalising is slow where a text
    has but one full-width comma, so in texts of usual signs only those that change are replaced; the result is the same."""
    if _USUAL.fullmatch(text) is None:
        return unicodedata.normalize("NFKC", text)
    for sign in set(_OTHERWISE.findall(text)):
        text = text.replace(sign, unicodedata.normalize("NFKC", sign))
    return text


_APART = re.compile(r"(?<=\d)[\s-]+(?=\d)")


def ungrouped(text: str) -> str:
    """The text folded, its numbers without the blanks and dashes by which people group them (410 082, 0731-8888 8888)."""
    return _APART.sub("", folded(text))


def half(text: str) -> str:
    """Full-width digits, Latin letters and signs made half-width; everything else as written."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c in "\u3000\xa0" else c for c in text)
