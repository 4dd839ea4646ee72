"""Amounts, codes, phones and addresses as people write them. What is not certain is None, never a wrong value."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import values
from parsers.compare.field_comparison import bare, bare_alike
from parsers.values.numerals import counted
from parsers.values.width import folded

# --- money ----------------------------------------------------------------------------------------------------------

FIVE = """
5|5.00|５|５．００|5.|5。|5万|5 万|5万元|５万元|5 万 元|5W|5w元|5万元整|5.0万元
50000元|50,000元|50，000.00元|￥50,000.00|¥50000元|RMB 5万元|约5万
大约5万元|5万元左右|合计：5万元|共5万元|经费5万元|5（万元）|5万（元）|5万（人民币）|（5万元）|五
五万|五万元|伍万元整|伍万圆整|伍萬元|人民币伍万元整|人民币（大写）：伍万元整|5万元（伍万元整）
50000元（大写：伍万元整）|伍万元整（50000元）|50千元|0.0005亿元|¥5.00
5万元（万元）|5万元万元|50000元（元）
"""


@pytest.mark.parametrize("text", [*(t for t in re.split(r"[|\n]", FIVE) if t), "5\n万元"])
def test_five_wan_in_every_way(text: str) -> None:
    assert values.money(text) == Decimal(5)


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("伍拾万元", "50"),
        ("五十", "50"),
        ("十", "10"),
        ("十万元", "10"),
        ("十五万", "15"),
        ("二十万零五百元", "20.05"),
        ("0.5亿", "5000"),
        ("1.2亿元", "12000"),
        ("一亿二千万元", "12000"),
        ("1亿2000万元", "12000"),
        ("3万5千元", "3.5"),
        ("3万5000元", "3.5"),
        ("五万五千元", "5.5"),
        ("五千元", "0.5"),
        ("1 000", "1000"),
        ("1,000", "1000"),
        ("壹拾万元零伍角", "10.00005"),
        ("20.5", "20.5"),
        ("0", "0"),
        ("零", "0"),
        ("一〇", "10"),
        ("伍佰万圆整", "500"),
        ("九百九十九万元", "999"),
        ("5百元", "0.05"),
        ("1234567元", "123.4567"),
    ],
)
def test_other_amounts(text: str, wan: str) -> None:
    assert values.money(text) == Decimal(wan)


@pytest.mark.parametrize(
    ("text", "unit", "wan"),
    [
        ("50000", "元", "5"),
        ("5万", "元", "5"),
        ("伍万", "元", "5"),
        ("5", "千元", "0.5"),
        ("5万元", "千元", "5"),
        ("1", "亿元", "10000"),
    ],
)
def test_the_column_names_the_unit_unless_the_cell_does(text: str, unit: str, wan: str) -> None:
    assert values.money(text, unit) == Decimal(wan)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        " ",
        "无",
        "—",
        "/",
        "待定",
        "5-8",
        "5~8万元",
        "5至8万元",
        "三五万",
        "五六万元",
        "十五六万",
        "三四十万",
        "五万五",
        "二百五",
        "3万5",
        "五千",
        "一五",
        "5O万",
        "O",
        "○",
        "5 8",
        "5,0",
        "1,234,5",
        "5%",
        "5e4",
        "-5",
        "5万美元",
        "USD 5000",
        "5万日元",
        "5万元/年",
        "近5万",
        "5万以内",
        "不超过5万元",
        "第一年5万",
        "5万元,8万元",
        "5万元（五万五千元）",
        "5万元（其中省科协3万元）",
        "5+3",
        "5×2",
        "一万万",
        "百万",
        "九" * 200,
        "1" * 60,
        "5" + "\x00",
        "万",
        "元",
        "万元",
        "3千5万元",
        "3万30000元",
    ],
)
def test_what_is_no_single_amount_is_none(text: str | None) -> None:
    assert values.money(text) is None


@given(st.integers(1, 99_999_999), st.sampled_from(["{}元", "¥{}", "{}元整", "人民币{}元", " {} 元", "{:,}元", "{:,}.00元"]))
def test_whole_yuan_come_back(yuan: int, style: str) -> None:
    unit = "元" if "元" not in style else "万元"
    assert values.money(style.format(yuan), unit) == Decimal(yuan) / 10_000


def _chinese(n: int, digits: str, places: str) -> str:
    """A whole number below ten thousand as it is written out."""
    said, zero = "", False
    for place in (3, 2, 1, 0):
        digit = n // 10**place % 10
        if digit:
            said += ("零" if zero and said else "") + digits[digit] + places[place]
            zero = False
        else:
            zero = True
    return said


@given(
    st.integers(1, 9999),
    st.integers(0, 9999),
    st.sampled_from([("零一二三四五六七八九", " 十百千"), ("零壹贰叁肆伍陆柒捌玖", " 拾佰仟")]),
)
def test_numerals_come_back(wan: int, rest: int, hand: tuple[str, str]) -> None:
    said = _chinese(wan, *hand) + "万"
    said += ("零" if 0 < rest < 1000 else "") + _chinese(rest, *hand) if rest else ""
    assert values.money(said.replace(" ", "") + "元整") == Decimal(wan * 10_000 + rest) / 10_000


# --- codes, phones, addresses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        (" ０７３１－８４５８６６０３ ", "0731-84586603"),
        ("0731—84586603转801", "0731-84586603转801"),
        ("+86 138 0000 0000", "+86 138 0000 0000"),
        ("tel:+8613800000000", "+8613800000000"),
        ("138\n00000000", "13800000000"),
        ("0731 - 84586603", "0731-84586603"),
        ("13800000000\n/0731-84586603", "13800000000 /0731-84586603"),
        ("１３８００００００００、0731-84586603", "13800000000、0731-84586603"),
        ("\u202d13800000000\u202c", "13800000000"),
        ("同封面", "同封面"),
        ("", ""),
    ],
)
def test_phones(text: str, tidy: str) -> None:
    assert values.phone(text) == tidy


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("ａｂ＠ｃ．ｃｎ", "ab@c.cn"),
        ("mailto:ab@c.cn", "ab@c.cn"),
        ("MAILTO:ab@c.cn", "ab@c.cn"),
        (" ab @ c . cn ", "ab@c.cn"),
        ("ab@c。cn", "ab@c.cn"),
        ("ab@\nc.cn", "ab@c.cn"),
        ("ab@c.cn\nde@f.cn", "ab@c.cn de@f.cn"),
        ("ab@c.cn；de@f.cn", "ab@c.cn；de@f.cn"),
        ("ab\u200b@c.cn", "ab@c.cn"),
        ("无", "无"),
        ("", ""),
    ],
)
def test_addresses(text: str, tidy: str) -> None:
    assert values.email(text).replace(";", "；") == tidy


def test_codes_are_in_one_piece() -> None:
    assert values.code("９１４３ ０１００\nＭＡ１\u200bＸ") == "91430100MA1X"


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("十二", 12),
        ("伍万", 50_000),
        ("二〇二四", 2024),
        ("一千零五", 1005),
        ("三亿", 3 * 10**8),
        ("二百五", None),
        ("三五万", None),
        ("", None),
        ("十十", None),
        ("百", None),
        ("甲", None),
        ("一" * 25, None),
    ],
)
def test_numerals(words: str, n: int | None) -> None:
    assert values.number(words) == n


def test_small_numbers_are_counted_as_one_says_them() -> None:
    said = {0: "零", 1: "一", 2: "两", 6: "六", 10: "十", 12: "十二", 20: "二十", 22: "二十二", 99: "九十九", 100: "100"}
    assert {n: counted(n) for n in said} == said
    assert all(values.number(counted(n)) == n for n in range(100))


@pytest.mark.parametrize(("text", "half"), [
    ("！", "!"), ("～", "~"), ("＂０９ＡＺａｚ｝", '"09AZaz}'), ("　\xa0", "  "),
    ("\uff00｟。、“中”", "\uff00｟。、“中”"), ("!~ a", "!~ a"),
])  # fmt: skip
def test_signs_of_full_width_from_the_first_to_the_last_become_half(text: str, half: str) -> None:
    assert values.half(text) == half


# --- anything -------------------------------------------------------------------------------------------------------

_WILD = st.one_of(
    st.text(max_size=400),
    st.text("0123456789０５〇零一二三五十百千万亿两半元整年月日个起至到止—-~/.,，。()（） \n\tOo约¥maytoapr", max_size=60),
)


@settings(max_examples=600, deadline=1000)
@given(_WILD)
def test_wild_text_returns(text: str) -> None:
    amount, span = values.money(text), values.period(text)
    assert amount is None or (amount >= 0 and "E" not in str(amount))
    assert span is None or all(re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", month) for month in span)
    assert isinstance(values.phone(text) + values.email(text) + values.code(text) + values.half(text), str)
    assert values.number(text) is None or values.number(text) >= 0


@pytest.mark.parametrize(
    "text", ["(" * 300, "2024年5月" * 60, "一" * 300, "5," * 150, "日起" * 150, "至" * 299 + "2", "2024.5-" * 42]
)
def test_hostile_text_is_quick(text: str) -> None:
    values.money(text[:80]), values.period(text), values.phone(text), values.email(text)


WRITTEN = st.text(st.sampled_from("湖南（）()，,。：:　 \n—–“”…·×★ABab12ＡＢｂ１２①é\u0301İıΣςσ゛がﾞｱ²½ﬁ＾～㈱"), max_size=40)


@given(WRITTEN | st.text(max_size=40))
def test_folding_by_signs_comes_to_the_compatible_form(text: str) -> None:
    assert folded(text) == unicodedata.normalize("NFKC", text)


@given(WRITTEN, WRITTEN, WRITTEN, WRITTEN)
def test_looking_only_where_two_texts_part_comes_to_the_same(start: str, one: str, other: str, end: str) -> None:
    first, second = start + one + end, start + other + end
    assert bare_alike(first, second) == (bare(first) == bare(second))


@pytest.mark.parametrize(("text", "wan"), [("¥999", "999"), ("¥999.99", "999.99"), ("¥1000", "0.1"), ("¥1000.00", "0.1")])
def test_a_sign_of_money_means_yuan_from_a_thousand_on(text: str, wan: str) -> None:
    assert values.money(text, "万元") == Decimal(wan)
