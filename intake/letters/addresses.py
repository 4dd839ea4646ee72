"""Writes a recipient's address as SMTP takes it, or says why no letter can go there."""

from __future__ import annotations

import re

LONGEST = 254
"""Characters of an address (RFC 5321, section 4.5.3.1.3, without the brackets of a path)."""
LONGEST_NAME = 64
"""Characters before the @ (section 4.5.3.1.1)."""

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+")
_QUOTED = re.compile(r'"[ !#-;=?A-\[\]-~]+"')
"""A name that only quotes make one: words with blanks, commas, brackets. Not those with quotes or angles in them."""
_LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


class Unaddressable(ValueError):
    """No letter can be sent to this address; the text says why, in Chinese, without the address."""


def on_the_wire(address: str) -> str:
    """The address for the envelope and the To header, Chinese domains as xn--. Dots may stand where RFC 5322 wants none
    (`taro..1`): telephone companies gave such names. Raises Unaddressable."""
    name, _, domain = address.rpartition("@")
    if not name or not domain:
        raise Unaddressable("来信没有完整的发件人地址")
    if not name.isascii():
        raise Unaddressable("收件地址的用户名含中文等字符，发信服务器不支持")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        raise Unaddressable("收件地址的域名不合规范，无法发信") from None
    if not (_NAME.fullmatch(name) or _QUOTED.fullmatch(name)) or not _DOMAIN.fullmatch(domain):
        raise Unaddressable("收件地址不合规范，无法发信")
    if len(name) > LONGEST_NAME or len(name) + 1 + len(domain) > LONGEST:
        raise Unaddressable("收件地址过长，无法发信")
    return f"{name}@{domain}"
