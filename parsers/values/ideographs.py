"""Replaces look-alikes of Chinese characters, which input methods, PDFs and fonts leave behind, by the characters themselves.

Only radicals and compatibility ideographs are replaced, one by one, so that positions in a text stay. Signs that a person chose
(㎡, ①, full-width brackets) stay as written: Unicode's own normal forms would change them.
"""

from __future__ import annotations

import unicodedata

_RANGES = (range(0x2F00, 0x2FD6), range(0xF900, 0xFADA), range(0x2F800, 0x2FA1E))
_BY_STANDARD = {
    code: plain for codes in _RANGES for code in codes if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1
}  # fmt: skip
_BY_SHAPE = dict(zip(
    "⺝⺟⺠⺩⻁⻄⻅⻆⻇⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "月母民王虎西见角角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
    strict=True,
))  # fmt: skip
"""Supplementary radicals that are whole characters; the standard folds hardly any of them."""
_TABLE = _BY_STANDARD | {ord(radical): plain for radical, plain in _BY_SHAPE.items()}


def folded(text: str) -> str:
    """The text with look-alikes replaced, as long as before."""
    return text if text.isascii() else text.translate(_TABLE)
