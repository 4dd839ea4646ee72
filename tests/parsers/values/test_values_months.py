"""Spans of months as people write them. What is not certain is None, never a wrong value."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import values

SPAN = ("2024-05", "2025-04")

WAYS = """2024年5月—2025年4月
2024年5月-2025年4月
2024年5月–2025年4月
2024年5月－2025年4月
2024年5月~2025年4月
2024年5月～2025年4月
2024年5月--2025年4月
2024年5月——2025年4月
2024年5月→2025年4月
2024年5月到2025年4月
2024.05-2025.04
2024．05－2025．04
2024/05/01~2025/04/30
2024-05-01 至 2025-04-30
2024-05 -- 2025-04
202405-202504
20240501-20250430
二〇二四年五月至二〇二五年四月
二零二四年五月到二零二五年四月
二○二四年五月至二○二五年四月
二O二四年五月至二O二五年四月
二〇二四年五月一日至二〇二五年四月三十日
24年5月-25年4月
二四年五月至二五年四月
一年（2024年5月—2025年4月）
12个月（2024.5-2025.4）
自2024年5月起至2025年4月止
自 2024 年 5 月 1 日起至 2025 年 4 月 30 日止
May 2024 - Apr 2025
May 2024 to April 2025
from May 1, 2024 to April 30, 2025
1 May 2024 – 30 April 2025
05/2024-04/2025
２０２４年５月－２０２５年４月
2024年\t5月至2025年 4月
2O24年5月-2025年O4月
2024年5月开始，2025年4月完成
2024年5月启动，至2025年4月结束
开始时间：2024年5月 结束时间：2025年4月
项目期限：2024.5～2025.4
2024.5月-2025.4月
2024年5-2025年4月
（2024年05月-2025年04月）
2024年5月上旬至2025年4月底
2024年5月至2025年4月，共12个月
2024年5月一2025年4月
2024。5-2025。4
__2024__年__5__月至__2025__年__4__月
2 0 2 4 年 5 月至 2 0 2 5 年 4 月
2024年5月起，为期一年
2024年5月起12个月
2024年5月1日起，期限1年
一年，自2024年5月起
2024年5月至次年4月
本项目实施期限为2024年5月至2025年4月，经费20万元，邀请3国12名专家"""


@pytest.mark.parametrize("text", [*WAYS.split("\n"), "2024年5月\n至2025年4月", "2024年5月\r\n—\r\n2025年4月"])
def test_one_span_in_every_way(text: str) -> None:
    assert values.period(text) == SPAN


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年5月至12月", "2024-05", "2024-12"),
        ("2024.5-12", "2024-05", "2024-12"),
        ("2024年5-12月", "2024-05", "2024-12"),
        ("2024年5月1日至12月31日", "2024-05", "2024-12"),
        ("2024.5.1-12.31", "2024-05", "2024-12"),
        ("2024年度5月-12月", "2024-05", "2024-12"),
        ("二〇二四年五月至十二月", "2024-05", "2024-12"),
        ("May to December 2024", "2024-05", "2024-12"),
        ("2024/05-12", "2024-05", "2024-12"),
        ("2024年全年", "2024-01", "2024-12"),
        ("二〇二四年全年", "2024-01", "2024-12"),
        ("2024年1-12月", "2024-01", "2024-12"),
        ("2024年10月15日-17日", "2024-10", "2024-10"),
        ("2024年10月15-17日", "2024-10", "2024-10"),
        ("2025年4月至2024年5月", "2025-04", "2024-05"),
        ("2024年5月起一年半", "2024-05", "2025-10"),
        ("十八个月（2024年5月起）", "2024-05", "2025-10"),
        ("2024年5月15日起一年", "2024-05", "2025-05"),
        ("2024年5月1日起半年", "2024-05", "2024-10"),
    ],
)
def test_shorter_ways(text: str, first: str, last: str) -> None:
    assert values.period(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "无",
        "—",
        "12个月",
        "一年",
        "2024-05 至今",
        "即日起至2025年4月",
        "2024年13月-2025年4月",
        "2024年5月-2025年14月",
        "2024年0月-2025年4月",
        "2024年",
        "二零二四年",
        "2024年-2025年",
        "2024—2026年",
        "2024年5月",
        "至2025年4月",
        "2024年5月至",
        "2024年5月至2025年",
        "2024年5月至年底",
        "签订于2024年3月，2024年5月启动",
        "2024年5月、2025年4月",
        "2024年5月，2025年4月",
        "第1阶段2024年5月至2024年8月，第2阶段2024年9月至2025年4月",
        "原定2024年3月至2024年12月，现延至2025年4月",
        "2024年5月至2025年4月或6月",
        "2024年12月至2月",
        "2024年5月起，3-5年",
        "2024.10-11.12",
        "2024.5.1-12",
        "24.5-25.4",
        "2024年5月起3年内",
        "自签订之日起一年",
        "2024年5月起，近3年共5期",
        "2024-05-06",
        "2024年第一季度",
        "2024年5月-2025年4月-2026年4月",
        "2024年5月至2025年4月至6月",
        "2024年二三月至2025年四月",
        "合同2024年3月签订，期限2年",
        "2024年5月1日至40日",
        "1824年5月-1825年4月",
        "4302024057",
        "9" * 400,
        "2024年5月至2025年4月，延长6个月",
    ],
)
def test_what_is_no_certain_span_is_none(text: str | None) -> None:
    assert values.period(text) is None


_CHINESE = "〇一二三四五六七八九"


def _written(year: int, month: int) -> dict[str, str]:
    """A month in every style."""
    numeral = ("十" if month > 9 else "") + (_CHINESE[month % 10] if month % 10 else "")
    names = list(calendar.month_name)[1:]
    return {
        "年月": f"{year}年{month}月",
        "blank": f"{year} 年 {month:02d} 月",
        "day": f"{year}年{month}月1日",
        "dot": f"{year}.{month}",
        "dots": f"{year}.{month:02d}.28",
        "slash": f"{year}/{month:02d}",
        "dash": f"{year}-{month:02d}-01",
        "piece": f"{year}{month:02d}",
        "short": f"{year % 100:02d}年{month}月",
        "name": f"{names[month - 1]} {year}",
        "abbreviated": f"{names[month - 1][:3]}. {year}",
        "numeral": "".join(_CHINESE[int(c)] for c in str(year)) + f"年{numeral}月",
        "zero": "".join(_CHINESE[int(c)] for c in str(year)).replace("〇", "零") + f"年{numeral}月份",
        "wide": "".join(chr(ord(c) + 0xFEE0) for c in f"{year}")
        + "年"
        + "".join(chr(ord(c) + 0xFEE0) for c in f"{month}")
        + "月",
    }


_MONTHS = st.tuples(st.integers(2000, 2049), st.integers(1, 12))
_SEPARATORS = ["至", "到", "—", "——", "–", "－", "-", "~", "～", "--", " 至 ", " - ", "\n至\n", "\t到\t", "−", "→"]
_FRAMES = ["{}", "（{}）", "自{}止", "项目期限：{}", "{}。", "{}，共12个月", "  {}  ", "一年（{}）", "实施周期 {}"]


@settings(max_examples=400)
@given(_MONTHS, _MONTHS, st.sampled_from(sorted(_written(2024, 5))), st.sampled_from(_SEPARATORS), st.sampled_from(_FRAMES))
def test_any_span_in_any_style_comes_back(
    first: tuple[int, int], last: tuple[int, int], style: str, separator: str, frame: str
) -> None:
    text = frame.format(_written(*first)[style] + separator + _written(*last)[style])
    assert values.period(text) == (f"{first[0]}-{first[1]:02d}", f"{last[0]}-{last[1]:02d}")
