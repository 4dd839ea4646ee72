"""Finds classification marks (密级): 绝密, 机密 or 秘密 with a star, as the law on state secrets has them printed."""

from __future__ import annotations

import re

from parsers.values.simplified import simplified
from parsers.values.width import folded

NOTE = "文件带有密级标志"
"""The note that a file gets when its text has such a mark."""
_STARS = "★☆⭐"
_MARK = re.compile(rf"(?:绝\s*密|机\s*密|(?<![业术人])秘\s*密)\s*[{_STARS}]|[{_STARS}]\s*(?:绝\s*密|机\s*密|秘\s*密)")


def marked(text: str) -> bool:
    """True when the text has a classification mark, in characters of any width, traditional ones among
    them. The words alone ("商业秘密") are not a mark."""
    return any(star in text for star in _STARS) and _MARK.search(simplified(folded(text))) is not None
