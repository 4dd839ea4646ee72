"""Turns an account number, a credit code or a unit's name as written into what of it distinguishes it from others.

Only words that are known to say nothing are taken away, and the bank's name beside an account; whatever remains unexplained, a
digit first of all, distinguishes.
"""

from __future__ import annotations

import re
from itertools import islice, product

from parsers.values import bank_names, credit
from parsers.values.width import folded

_SIGNS = re.compile(r"[\W_]+")
_GROUPED = re.compile(r"(?<![A-Za-z])[0-9OoIl](?:[ .-]{0,2}[0-9OoIl])*(?![A-Za-z])")
_LEAST_DIGITS = 6
"""So many digits make the letters O, I and l among them mistyped digits."""
_ROUTING = re.compile(r"(?:联行行?号|(?:支付)?(?:系统)?行号|大额支付号|CNAPS)[^\w\n]{0,3}[0-9]{12}(?![0-9])", re.IGNORECASE)
"""The number of a bank's office, named as such."""
_OF_CODE = (
    r"统一|社会|信用|代码|编码|机构|组织|法人|单位|企业|事业|营业执照|注册号?|登记|证书?|号码|编?号|纳税人|识别|税务|税号|[三五多]证合一|为|是"
)
"""Words beside a credit code that say what it is, and not which."""
_BEFORE_CODE = re.compile(
    rf"^(?:{_OF_CODE})++(?:USCC|CODE|NO)?|^(?:USCC|UNIFIEDSOCIALCREDITCODE|CODE|NO)+(?=.{{18}}$)", re.IGNORECASE)
_AFTER_CODE = re.compile(rf"(?:{_OF_CODE})+$|(?<=^.{{18}})USCC$")
_PARTY = r"(?:项目)?(?:申报|申请|承担|依托|实施|牵头|主持|承办|承接|主办|建设|完成|法人|填报|报送|所在|本|我)"
_UNIT = rf"(?:{_PARTY}单位(?:名称|全称)?|单位(?:名称|全称)|(?:公司|企业|机构|学校|组织|社团)(?:名称|全称))"
_OPEN, _CLOSE = r"[(\[{〔【〖<《「『]", r"[)\]}〕】〗>》」』]"
_STAMP = (
    rf"(?:{_PARTY}?单位|公司|企业|机构|学校|请|需|须|此处|在此|加?盖|行政|法人|公章|签章|印章|红章|鲜章|章|签字|签名|处|有效"
    r"|及|和|或|[、,/。])"
)
_BRACKETED = rf"{_OPEN}(?=[^)\]]{{0,30}}[章签])(?>{_STAMP})++{_CLOSE}"
_OF_UNIT = re.compile(
    rf"^(?:(?:{_UNIT}|单位|名称|全称)(?:{_BRACKETED}|(?:加?盖)?(?:公章|签章|印章|章))?:|{_UNIT}(?:{_BRACKETED})?)")
"""A label before a unit's name, where it was typed with it."""
_STAMPED = re.compile(
    rf"(?:{_BRACKETED}|{_OPEN}(?:{_UNIT}|全称|名称){_CLOSE})(?:[0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日$|年月日$)?"
    rf"|(?<=\w)(?:加盖)?(?:{_PARTY}?单位)?(?:公章|签章|盖章|印章)处?[\W_]*$"
)
"""The place of a stamp, printed or typed beside a unit's name."""
_LENGTH = 18
_MOST = 64
_LONGEST = 500
"""Characters of a text in which labels and other known words are looked for; a longer one is no account, code or name."""


def plain(text: str) -> str:
    """Only the text's letters, digits and characters, half-width and in capitals."""
    return _SIGNS.sub("", folded(text)).upper()


def account(text: str) -> str:
    """An account number without blanks and signs, and without the words round it that say what it is (账号, 基本户, No.) or name
    its bank; O, I and l among its digits are digits. Any other word stays, and so does every digit."""
    return _account(text)[0]


def other_bank(one: str, other: str) -> bool:
    """Whether two writings of an account both name a bank beside it, and not the same."""
    first, second = _account(one)[1], _account(other)[1]
    return bool(first and second) and not bank_names.may_be_one(first, second)


def _account(text: str) -> tuple[str, str]:
    """What distinguishes an account from others, and the bank named beside it ("" for none)."""
    if len(text) > _LONGEST:
        return plain(text), ""
    written = _GROUPED.sub(_digits, _ROUTING.sub(" ", folded(text)))
    pieces = re.split(r"([0-9]+)", plain(written))
    named = [None if piece.isdigit() else bank_names.bank_named(piece) for piece in pieces]
    banks = {bank for bank in named if bank}
    if len(banks) > 1:
        return "".join(pieces), ""
    return "".join(piece for piece, bank in zip(pieces, named, strict=True) if bank is None), next(iter(banks), "")


def _digits(found: re.Match[str]) -> str:
    """A number with the digits that its letters O, I and l stand for."""
    written = found.group()
    return written.translate(_TYPED) if sum(map(str.isdigit, written)) >= _LEAST_DIGITS else written


def credit_code(text: str) -> str:
    """A credit code without blanks and signs, with the digits that O and I stand for: no code has these letters. A small l is the
    digit 1 or the letter L: that of which the check character is right, else 1 where the other letters are capitals."""
    if len(text) > _LONGEST:
        return plain(text)
    written = _SIGNS.sub("", folded(text))
    written = _AFTER_CODE.sub("", _BEFORE_CODE.sub("", written))
    if len(written) != _LENGTH or not written.isascii():
        return written.upper()
    small = any(letter.islower() and letter not in "loi" for letter in written)
    usual = written.replace("l", "L" if small else "1").upper().translate(_DIGITS)
    ways = product(*("1L" if c == "l" else c.upper().translate(_DIGITS) for c in written))
    right = [code for way in islice(ways, _MOST) if "l" in written and credit.valid(code := "".join(way))]
    return right[0] if len(right) == 1 else usual


_DIGITS = str.maketrans("OI", "01")
_TYPED = str.maketrans("OoIl", "0011")


def unit(text: str) -> str:
    """A unit's name without blanks and signs, without the place of a stamp (（单位盖章）) and a label before it
    (申报单位（公章）：)."""
    if len(text) > _LONGEST:
        return plain(text)
    written = "".join(folded(text).split())
    return plain(_STAMPED.sub("", _OF_UNIT.sub("", written))) or plain(text)
