"""Width and dashes: what a Chinese keyboard writes in two ways, as one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DASHES = re.compile(r"[‐‑‒–—―−─﹘﹣－~～〜∼⁓ｰ]+|(?<![-])-{2,}|→|⇒|(?<=[年月日])一(?=\d)")
"""Everything that is written between two ends, in runs: hyphens, dashes, waves, arrows, the line of a table; 一 after a month,
as which a dash is recognised or typed."""


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """The text in Unicode's compatible form (NFKC), kept a while: a dozen rules look at the same texts."""
    return unicodedata.normalize("NFKC", text)


def half(text: str) -> str:
    """Full-width digits, Latin letters and signs made half-width; everything else as written."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c in "\u3000\xa0" else c for c in text)
