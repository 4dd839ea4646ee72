"""The two forms of the 2024 call as a drawing plan: what is printed where, and what an applicant wrote into it.

filling.plan turns values (keys and shapes of the contract, section 2) into a Plan that word.py and pdf.py draw. All printed
words are those of the guide, part 五. Nothing here knows a file format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Values = Mapping[str, Any]
TickStyle = Literal["paren", "box", "square", "symbol", "control", "formcheckbox", "only"]


@dataclass(frozen=True)
class Dialect:
    """How one applicant fills.

    `tick`: （√） · ☑ · ■ · w:sym Wingdings 2 · content control · FORMCHECKBOX · only the chosen option left on the cover.
    `mark` stands in a ticked bracket, `gap` in the others. `cover`, `bank`: their shapes in Word. `runs`: an answer is one run,
    many, a tracked change over a deleted older text, or a content control. `labels`: 地    址, 地址 or 地　址. `colon` and
    `pad` stand between label and short answer. `money`: 5, 5万元 or 50000元. `hints`: the template's hints stay before the
    answer. `one_table`: section headings are rows of one table, or paragraphs between tables. `wide_digits`: full-width digits
    in codes and phones. `signed`: names and dates typed into the signed parts, dates alone, or neither. `blank_rows` end the
    schedule."""

    tick: TickStyle = "paren"
    mark: str = "√"
    gap: str = ""
    cover: Literal["lines", "table", "textbox"] = "lines"
    runs: Literal["whole", "split", "tracked", "control"] = "whole"
    bank: Literal["rows", "lines", "nested"] = "rows"
    labels: Literal["template", "tight", "wide"] = "template"
    colon: str = "："
    pad: str = ""
    money: Literal["plain", "unit", "yuan"] = "plain"
    hints: bool = True
    one_table: bool = True
    wide_digits: bool = False
    signed: Literal["typed", "dated", "blank"] = "typed"
    blank_rows: int = 1


PLAIN = Dialect()
"""The template as it is, ticked （√）."""


@dataclass(frozen=True)
class Tick:
    """A place to tick, drawn as the dialect says."""

    on: bool


Line = tuple[str | Tick, ...]


@dataclass(frozen=True)
class Box:
    """A cell over `span` of four columns and `tall` rows. `parts` are label and value of an inner block (the bank's three),
    `seal` and `pen` what is stamped and signed over it on paper; `answer`: all of its text was typed by the applicant."""

    lines: tuple[Line, ...]
    span: int = 1
    tall: int = 1
    parts: tuple[tuple[str, str], ...] = ()
    seal: str = ""
    pen: str = ""
    answer: bool = False


Row = tuple[Box, ...]


@dataclass(frozen=True)
class Plan:
    """A whole form: title lines, cover (label, answer), the two lines at the cover's foot, sections of rows."""

    title: tuple[str, ...]
    cover: tuple[tuple[str, Line], ...]
    foot: tuple[str, str]
    sections: tuple[tuple[str, tuple[Row, ...]], ...]


FOOT = ("湖南省科学技术协会制", "2024年3月")
PLEDGE = (
    "我单位保证申报材料真实、合法，专项资金将按照财经法律法规和财经纪律要求规范使用。我单位愿意按照法律、法规和政策规定，"
    "接受监督、审计和评估，并承担相应责任。"
)
TITLES = {
    "exchange": ("湖南省科协国际与区域科技合作交流项目", "申 报 书"),
    "haizhi": ("湖南省科协海智计划项目申报书",),
}
CATEGORIES = {
    "exchange": {"conference": "国际科技交流会议", "cooperation": "国际与区域合作"},
    "haizhi": {"domestic_base": "国内海智基地", "overseas_station": "海外工作站"},
}
CONTENTS = (
    "主办、承办国际或区域性科技交流与合作大会、论坛",
    "发起成立国际科技组织（含设立国际组织分支机构）",
    "支持湖南科技工作者在国际科技组织任职履职，参与全球科技治理",
    "主办围绕海外智力引进、海智基地建设等开展的培训、会议、海外技术与项目跨境路演、海外人才创新创业大赛等活动",
    "主办国际性或区域性科普、决策咨询、项目合作、技术引进等活动",
    "组织赴有关国家、区域或国际科技组织开展科技交流合作、研修培训、科普交流等活动",
    "组织赴外省对接走访服务院士专家等高端智力资源，组织开展湘智回归等活动",
    "其他",
)
FIELDS = ("先进制造", "新能源", "生物医药", "现代农业", "信息技术", "新材料", "其他重点领域")
HINTS = {
    "overview": "（软硬件基础条件及优势、项目预期目标等，包括人员、经费、办公条件, 预算和资金用途, 背景材料等方面情况，"
    "1000字以内。）",
    "funding": "（该项目所需资金总额和主要用途等方面情况，包括本单位或上级部门配套资金、自筹资金情况。）",
    "support": "（获得政策、资金等方面支持情况 ）",
}
CODES = ("contact_phone", "unit_phone", "leader_phone", "postal_code", "bank_account_number", "fax")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
