"""Turns words beside an account number into the bank that they name, or says that they are more than that.

A bank is known by the word for it (银行, 农商行, 信用社), so that no list of banks has to be kept; only short names need one.
"""

from __future__ import annotations

import re

_SHORT = {
    "工": "工商", "农": "农业", "建": "建设", "中": "中国", "交": "交通", "招": "招商", "邮储": "邮政储蓄",
    "浦发": "上海浦东发展", "兴业": "兴业", "民生": "民生", "光大": "光大", "中信": "中信", "平安": "平安", "广发": "广发",
    "华夏": "华夏", "浙商": "浙商", "农发": "农业发展", "国开": "国家开发",
    "ICBC": "工商", "ABC": "农业", "CCB": "建设", "BOC": "中国", "BANKOFCHINA": "中国", "BOCOM": "交通", "CMB": "招商",
    "PSBC": "邮政储蓄", "邮政": "邮政储蓄", "浦东发展": "上海浦东发展",
}  # fmt: skip
"""Short names of banks, and the names that they stand for."""
_NATIONAL = "|".join(sorted({*_SHORT.values(), "邮政", "浦东发展"}, key=len, reverse=True))
_SHORTS = "|".join(sorted((short for short in _SHORT if not short.isascii()), key=len, reverse=True))
_LATIN = "|".join(sorted(filter(str.isascii, _SHORT), key=len, reverse=True))
_PLACE = r"(?:[\u4e00-\u9fff]{1,6}[省市县区州])?"
_ENDS = r"(?:(?:股份)?(?:有限)?(?:责任)?公司|联合社|总行)?"
_OFFICE = r"(?:支行|分行|营业部|营业室|营业所|分理处|储蓄所|办事处)"
_BANK = re.compile(
    rf"(?P<national>{_PLACE}(?:中国)?(?:{_NATIONAL})银行{_ENDS}|(?:中国)?(?:{_SHORTS})行|邮储|浦发)"
    rf"|(?P<latin>{_LATIN})(?![A-Z])"
    rf"|(?P<local>(?:(?!{_NATIONAL}|支行|分行)[\u4e00-\u9fff]){{2,10}}?)(?:银行|农商行|商行|信用社|农信社|信用联社|信用合作联?社){_ENDS}"
)
_AT = re.compile(rf"(?P<place>[\u4e00-\u9fff]{{0,16}}?){_OFFICE}")
"""An office of a bank, without the bank."""
_OTHER_THINGS = re.compile(
    r"作废|停用|注销|销户|冻结|备用|改[为成用]|变更|更[换正改]|尾号|旧|现为|另|误|错|以.{0,9}为准|个人|新[账帐开卡号户]|原[账帐开卡为名]"
    r"|^原|[为是]|银行|信用|商行|[工农建交招][行]"
)
"""Words that no name of an office has, and that may say of an account that it is another."""
_WORD = re.compile(
    r"银行|开户行(?:名称?)?|开户|收款|本?单位|我单位|企业|对公|公[账帐]|公司|公户|零余额|财政|国库集中支付|人民币|基本|一般|专用|专项|专户|临时|存款|结算|往来"
    r"|[账帐]号码?|[账帐]户|卡号|号码|号|户头|户|名称|全称|性质|类[型别]|为|是|及|ACCOUNT|ACCT|AC|NUMBER|NO|RMB|CNY"
)
"""Words round an account number that say what it is, and not which."""
_LONGEST = 120


def bank_named(piece: str) -> str | None:
    """Words beside an account number, without signs and in capitals, as the bank that they name; "" where they only say that a
    number is an account's, or name an office without its bank. None where they say anything else, or name two banks."""
    if len(piece) > _LONGEST:
        return None
    at, banks = 0, set()
    while at < len(piece):
        if word := _WORD.match(piece, at):
            at = word.end()
            continue
        bank = _BANK.match(piece, at)
        if bank is not None:
            banks.add(_key(bank))
            at = bank.end()
            if _OTHER_THINGS.search(bank["local"] or ""):
                return None
        office = _AT.match(piece, at)
        if office is None and bank is None:
            return None
        if office is not None:
            if _OTHER_THINGS.search(office["place"]):
                return None
            at = office.end()
    return None if len(banks) > 1 else next(iter(banks), "")


def _key(bank: re.Match[str]) -> str:
    """The name that distinguishes a bank from others."""
    if bank["latin"]:
        return _SHORT[bank["latin"]]
    name = re.sub(rf"{_ENDS}$", "", bank.group()).replace("农商行", "农村商业银行").replace("农信社", "农村信用社")
    name = re.sub(r"(?:银行|行)$", "", name)
    name = name if name == "中国" else name.removeprefix("中国")
    return _SHORT.get(name, name)


def may_be_one(bank: str, other: str) -> bool:
    """Whether two names, as `bank_named` gives them, may be of one bank: one may have its place before it."""
    return bank.endswith(other) or other.endswith(bank)
