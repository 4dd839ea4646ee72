"""Reads the amounts of money in a sentence, in 万元, and what each is: 总额, 申请 or 自筹/配套 (R52, R104)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from config.model import Guide
from parsers.checks.rule import Subject
from parsers.model.record import Value
from parsers.values.numerals import loosely
from parsers.values.width import folded

Part = Literal["total", "asked", "own", ""]
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟点]+)"
_AMOUNT = re.compile(rf"({_NUMBER})\s*(亿|千万|百万|十万|万|千|百)?\s*(?:人民币)?元")
_SIZES = {"亿": 1e4, "千万": 1e3, "百万": 1e2, "十万": 10.0, "万": 1.0, "千": 0.1, "百": 0.01, "": 1e-4}
_ASKED = "申请|申报|拟申|专项经费|请求|资助"
_OTHERS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    ("own", re.compile(r"自筹|自有|配套|匹配|自行|本单位|上级|主管部门")),
    ("total", re.compile(r"总额|总计|合计|共需|总投|总经费|总预算|总资金|所需资金|需资金|资金需求|预算")),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount in 万元 and what it is ("" where the sentence does not say)."""

    wan: float
    part: Part


@lru_cache(maxsize=64)
def amounts(text: str, guide: Guide) -> tuple[Amount, ...]:
    """All amounts written with 元, in order. What an amount is follows from the words since the amount before. Money from the
    association that is applied to counts as asked for."""
    text = folded(text)
    sums, end = [], 0
    for hit in _AMOUNT.finditer(text):
        wan = _number(hit[1])
        if wan is not None:
            sums.append(Amount(round(wan * _SIZES[hit[2] or ""], 6), _part(text[end : hit.start()], guide)))
        end = hit.end()
    return tuple(sums)


def money_label(subject: Subject, value: Value) -> str:
    """The label of the money: in a schedule the column whose head has 经费 or 万元, else "" for the field's own label."""
    columns = subject.form.schedule_columns if subject.form and isinstance(value.value, list) else ()
    return next((f"“{column}”" for column in columns if re.search("经费|预算|万元", column)), "")


def _number(written: str) -> float | None:
    if not written[0].isdigit():
        return loosely(written)
    try:
        return float(written.replace(",", ""))
    except ValueError:
        return None


def _part(before: str, guide: Guide) -> Part:
    """What the last clause before an amount calls it, or the clause before that one where the last one does not say."""
    for clause in reversed(re.split(r"[，,。；;\n(（]", before)[-2:]):
        for part, words in _parts(guide):
            if words.search(clause):
                return part
    return ""


@lru_cache(maxsize=8)
def _parts(guide: Guide) -> tuple[tuple[Part, re.Pattern[str]], ...]:
    return ("asked", re.compile("|".join((_ASKED, *map(re.escape, guide.host.names))))), *_OTHERS
