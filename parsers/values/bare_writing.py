"""Turns an account number, a credit code or a unit's name as written into what of it distinguishes it from others.

Only words that are known to say nothing are taken away; whatever remains unexplained, a digit first of all, distinguishes.
"""

from __future__ import annotations

import re
from itertools import islice, product

from parsers.values import credit
from parsers.values.width import folded

_SIGNS = re.compile(r"[\W_]+")
_OF_ACCOUNT = re.compile(
    r"(?:银行|开户|收款|单位|对公|公司|人民币|基本|一般|专用|专项|临时|存款|结算|[账帐]号码?|[账帐]户|卡号|号码|号|户|性质|类[型别]|为|是"
    r"|ACCOUNT|ACCT|AC|NUMBER|NO|RMB|CNY)++"
)
"""Words round an account number that say what it is, and not which."""
_OF_CODE = re.compile(r"^(?:统一)?(?:社会)?信用(?:代码|编码)(?:证?号)?|^(?:纳税人识别号|税号)")
_OF_UNIT = re.compile(r"^(?:(?:申报|申请)?单位(?:名称|全称)?|名称|全称):")
_STAMP = r"(?:(?:加?盖)?(?:本?单位|法人|行政)?(?:公章|签章|印章|章)|签字|签名)处?[、,/和及并]?"
_STAMPED = re.compile(rf"[(\[〔【](?>{_STAMP})++[)\]〕】]|(?<=\w)(?:加盖)?(?:单位)?(?:公章|签章|盖章):?$")
"""The place of a stamp, printed or typed beside a unit's name."""
_LENGTH = 18
_MOST = 64


def plain(text: str) -> str:
    """Only the text's letters, digits and characters, half-width and in capitals."""
    return _SIGNS.sub("", folded(text)).upper()


def account(text: str) -> str:
    """An account number without blanks and signs, and without the words round it that are known (账号, 基本户, No.). Any other
    word stays, and so does every digit."""
    pieces = re.split(r"([0-9]+)", plain(text))
    return "".join(piece for piece in pieces if not _OF_ACCOUNT.fullmatch(piece))


def credit_code(text: str) -> str:
    """A credit code without blanks and signs, with the digits that O and I stand for: no code has these letters. A small l is the
    digit 1 or the letter L: that of which the check character is right, else 1 where the other letters are capitals."""
    written = _SIGNS.sub("", folded(text))
    written = _OF_CODE.sub("", written)
    if len(written) != _LENGTH or not written.isascii():
        return written.upper()
    small = any(letter.islower() and letter not in "loi" for letter in written)
    usual = written.replace("l", "L" if small else "1").upper().translate(_DIGITS)
    ways = product(*("1L" if c == "l" else c.upper().translate(_DIGITS) for c in written))
    right = [code for way in islice(ways, _MOST) if "l" in written and credit.valid(code := "".join(way))]
    return right[0] if len(right) == 1 else usual


_DIGITS = str.maketrans("OI", "01")


def unit(text: str) -> str:
    """A unit's name without blanks and signs, without the place of a stamp (（盖章）) and a label before it (申报单位：)."""
    written = "".join(folded(text).split())
    return plain(_STAMPED.sub("", _OF_UNIT.sub("", written))) or plain(text)
