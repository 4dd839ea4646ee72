"""Returns what a cell says as text, whichever program saved it, and a short digest of that text.

The same function serves the writer and the reader, so that a cell nobody touched has the same digest after Excel, WPS or
LibreOffice saved it: outer blanks, kinds of line break and the binary tail of a decimal do not count.
"""

from __future__ import annotations

import re
from binascii import b2a_base64, crc32
from datetime import date, datetime, time, timedelta
from typing import Any

from config.model import MASKED, FieldKind

MOST_DIGITS = 15
"""Excel keeps 15 digits of a number; a longer one has lost its end."""

_POWER = re.compile(r"[+-]?\d(?:\.\d+)?[Ee]\+\d+")
CODES = (*MASKED, FieldKind.CODE, FieldKind.PHONE, FieldKind.POSTCODE)
"""Kinds of field whose digits are an identifier and not a number."""


ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
"""What a spreadsheet shows for a formula that has no result."""


class Formula(str):
    """A cell's formula of which the file holds no result: the program that saved it did not compute it."""

    __slots__ = ()


def cell_text(value: Any) -> str:
    """The text of a cell's value: whole numbers without a point, others with at most ten digits, times to the minute."""
    if isinstance(value, str):
        return (value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value).strip()
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) and abs(value) < 10**MOST_DIGITS else f"{value:.10g}"
    if isinstance(value, datetime):
        value = value + timedelta(seconds=30)
        return f"{value:%Y-%m-%d}" if (value.hour, value.minute) == (0, 0) else f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def cell_checksum(text: str) -> str:
    """Six characters that tell this text from another (one in four thousand million is equal by chance); "" for a blank cell."""
    if not text:
        return ""
    return b2a_base64(crc32(text.encode("utf-8", "replace")).to_bytes(4, "big"), newline=False)[:6].decode("ascii")


def spoilt(value: Any, kind: str) -> str:
    """Why a typed value cannot be what the clerk meant, in Chinese; "" where it can. A long number that Excel stored as a number
    has lost its last digits."""
    if isinstance(value, bool | time):
        stored = "逻辑值" if isinstance(value, bool) else "时刻"
        return f"此格被表格软件存成了{stored}，未采用；请先把单元格设为文本再填写" if kind else ""
    if isinstance(value, Formula):
        return "此格是公式，文件中没有算出的结果，未采用；请直接填写文字或数字"
    if isinstance(value, str) and value.strip().upper() in ERRORS:
        return f"公式的结果是错误（{value.strip().upper()}），未采用；请直接填写文字或数字"
    if isinstance(value, int | float) and value == value:
        if abs(value) >= 10**MOST_DIGITS:
            return "长数字被表格软件转成了数值（如1.2E+17），末几位已丢失，未采用；请先把单元格设为文本再填写"
        if kind in CODES and value != int(value):
            return "号码被转成了小数，未采用"
    if isinstance(value, str) and _POWER.fullmatch(value.strip()):
        return "长数字被写成了科学记数法（如1.2E+17），未采用"
    return ""
