"""Two writings of one account, code or unit are one; whatever else is written makes another."""

from __future__ import annotations

import pytest

from parsers.values import bare_writing

NUMBER = "6222021234567890123"


@pytest.mark.parametrize("written", [
    "账号：6222 0212 3456 7890 123", "帐号:6222021234567890123", "No. 6222021234567890123", "№6222021234567890123",
    "6222021234567890123（基本户）", "6222021234567890123(一般户)", "银行账号：6222-0212-3456-7890-123（基本存款账户）",
    "６２２２0212 34567890123【人民币基本户】", "A/C No.: 6222021234567890123", "对公账户 6222021234567890123 RMB",
    "开户账号\n6222021234567890123；账户性质：基本户", "卡号6222021234567890123", "_6222 0212 3456 7890 123_。",
])  # fmt: skip
def test_known_words_round_an_account_say_nothing(written: str) -> None:
    assert bare_writing.account(written) == NUMBER


@pytest.mark.parametrize("written", [
    "6222021234567890124", "6222021234567890123（新账户6225000011112222）", "6222021234567890123、6225000011112222",
    "6222021234567890123（作废）", "原账号6222021234567890123", "622202123456789012", "账号1：6222021234567890123",
    "6222021234567890123-1", "6222021234567890123（备用）", "6222021234567890123 工行", "62220212345678９0123８",
    "6222021234567890123（尾号改为4）", "6222021234567890123二", "NEW6222021234567890123", "账号", "६6222021234567890123",
])  # fmt: skip
def test_whatever_else_stands_there_makes_another_account(written: str) -> None:
    assert bare_writing.account(written) != NUMBER


CODE = "91430100MA4L16JG82"


@pytest.mark.parametrize("written", [
    "914301OOMA4L16JG82", "9I430100MA4L16JG82", "9l430100MA4L16JG82", "91430100ma4l16jg82", "9l43oiooMA4L16JG82",
    "９１４３０１００ＭＡ４Ｌ１６ＪＧ８2", "91430100-MA4L16JG82", "统一社会信用代码：91430100MA4L16JG82", "9l430100ma4ll6jg82",
    "91430100 MA4L 16JG 82", "914301００ MA4L16JG82。", "税号:9143010OMA4LI6JG82",
])  # fmt: skip
def test_letters_that_no_code_has_are_digits(written: str) -> None:
    assert bare_writing.credit_code(written) == CODE


@pytest.mark.parametrize("written", [
    "91430100MA4L16JG9X", "91430100MA4L16JG8", "91430100MA4L16JG821", "9143O100MA4L16JG7X", "91430100MA4L16JG82O",
    "91430100MA4L16JG82（新）", "91430100MA4Q16JG82", "91430100MA4116JG82", "1O", "O1430100MA4L16JG82", "91430100MA4L16JGBX",
])  # fmt: skip
def test_one_other_character_makes_another_code(written: str) -> None:
    assert bare_writing.credit_code(written) != CODE


UNIT = "湖南橘洲数据（集团）有限公司"


@pytest.mark.parametrize("written", [
    "湖南橘洲数据（集团）有限公司（盖章）",
    "湖南橘洲数据(集团)有限公司(公章)",
    "湖南橘洲 数据集团 有限公司【签章】",
    "申报单位：湖南橘洲数据（集团）有限公司",
    "湖南橘洲数据（集团）有限公司（加盖单位公章）",
    "湖南橘洲数据（集团）有限公司 盖章",
    "单位名称: 湖南橘洲数据（集团）有限公司（签字、盖章）",
    "湖南橘洲数据（集团）\n有限公司",
    "　湖南橘洲数据〔集团〕有限公司（章）",
    "湖南橘洲数据（集团）有限公司（ 公 章 ）",
    "湖南橘洲数据（集团）有限公司盖章：",
])  # fmt: skip
def test_the_place_of_a_stamp_is_no_part_of_a_units_name(written: str) -> None:
    assert bare_writing.unit(written) == bare_writing.unit(UNIT) == "湖南橘洲数据集团有限公司"


@pytest.mark.parametrize("written", [
    "湖南橘洲数据有限公司",
    "湖南橘洲数据（集团）股份有限公司",
    "湖南橘洲数据（集团）有限公司（长沙分公司）",
    "湖南橘州数据（集团）有限公司",
    "湖南橘洲数据（集团）有限公司、湖南大学",
    "湖南橘洲数据（集团）有限公司公章刻制社",
    "湖南橘洲数据（集团）有限公司（盖章：湖南大学）",
    "橘洲数据（集团）有限公司",
    "湖南橘洲数据（集团）有限公司（原名）",
    "（盖章）",
    "湖南橘洲数据（集团）有限公司2",
])  # fmt: skip
def test_any_other_word_makes_another_unit(written: str) -> None:
    assert bare_writing.unit(written) != "湖南橘洲数据集团有限公司"
