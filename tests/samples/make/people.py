"""Fictional applicants: units in Hunan, their people, numbers and projects. Every name is invented; telephone numbers hold
0000 where a real one would not, and mail addresses live under example domains. The same Random gives the same applicant.
"""

from __future__ import annotations

from random import Random
from typing import Any

from stdnum.cn import uscc

SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹易常武乔贺赖龚文"
)
GIVEN_WORDS = "文静 志远 晓岚 建平 思齐 海波 雨桐 立新 佳怡 国栋 慧敏 宇航 春燕 学军 明哲 若琳 振华 丽娟 子墨 红梅 "
GIVEN_WORDS += "伟 敏 静 强 涛 洁 鹏 琳 瑶 斌 婷 锋"
GIVEN = GIVEN_WORDS.split()
CITIES = (
    ("长沙", "4100", "0731", "4301"),
    ("株洲", "4120", "0731", "4302"),
    ("湘潭", "4111", "0731", "4303"),
    ("衡阳", "4210", "0734", "4304"),
    ("邵阳", "4220", "0739", "4305"),
    ("岳阳", "4140", "0730", "4306"),
    ("常德", "4150", "0736", "4307"),
    ("益阳", "4130", "0737", "4309"),
    ("郴州", "4230", "0735", "4310"),
    ("怀化", "4180", "0745", "4312"),
    ("娄底", "4170", "0738", "4313"),
)
STREETS = ("岳麓大道", "湘江北路", "芙蓉中路二段", "韶山南路", "天易大道", "洞庭大道", "解放西路", "科技园路", "学府路", "创业路")
TITLES = {
    "高校": ("教授", "副教授", "院长/教授", "处长/研究员"),
    "科研院所": ("研究员", "主任/研究员", "副研究员", "正高级工程师"),
    "企业": ("总经理", "总工程师", "高级工程师", "研发部部长"),
    "社会团体": ("秘书长", "副理事长/教授", "理事长", "秘书长/高级工程师"),
}
BANKS = (
    "中国银行{city}分行营业部",
    "中国建设银行股份有限公司{city}支行",
    "长沙银行股份有限公司{city}高新支行",
    "中国工商银行{city}科技支行",
)
SIGNS = ("祝工作顺利！", "妥否，请批示。", "如有问题请随时联系。", "谢谢老师！", "请查收，收到请回复，谢谢。")
KINDS = {
    "高校": ("12", ("{place}理工大学", "{place}科技学院", "{place}工程职业技术学院", "{place}师范大学")),
    "科研院所": ("12", ("湖南省{place}{trade}研究所", "湖南省{place}{trade}研究院")),
    "企业": ("91", ("湖南{place}{trade}有限公司", "湖南{place}{trade}股份有限公司", "{city}{place}{trade}有限公司")),
    "社会团体": ("51", ("湖南省{place}{trade}产业协会", "湖南省{place}{trade}学会", "{city}市{trade}促进会")),
}
PLACE_WORDS = "湘源橘洲莲城渌江君山雪峰武陵罗霄澧水沅水资水洣水潇湘云阳金洲昭山紫鹊苏仙南岭回雁"
PLACES = tuple(PLACE_WORDS[i : i + 2] for i in range(0, len(PLACE_WORDS), 2))
SOCIETIES = ("湖南省机械工程学会", "湖南省农学会", "湖南省计算机学会")


def person(rng: Random) -> str:
    """A name of two or three characters."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def mobile(rng: Random) -> str:
    """Eleven digits with 0000 in the middle."""
    return rng.choice(("138", "139", "158", "187", "199")) + "0000" + f"{rng.randrange(10000):04d}"


def credit_code(rng: Random, kind: str, region: str) -> str:
    """A unified social credit code (GB 32100-2015) with a right check character, of registrar and kind `kind` ("91")."""
    digits = f"{rng.randrange(10**8):08d}"
    rest = 11 - sum(int(d) * w for d, w in zip(digits, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    body = kind + region + "00" + digits + {10: "X", 11: "0"}.get(rest, str(rest))
    return body + uscc.calc_check_digit(body)


def wrong_check(code: str) -> str:
    """The same code with its last character turned to one that cannot be right."""
    return code[:-1] + ("1" if code[-1] != "1" else "2")


def unit(rng: Random, trade: str, nature: str = "", city: str = "") -> dict[str, Any]:
    """A unit of this trade, of this nature and in this city where they are given, with its people: the fields both forms share,
    and the exchange form's bank block. The same unit always has the same code, seat, head and account."""
    nature = nature or rng.choice(tuple(KINDS))
    kind, patterns = KINDS[nature]
    place, seat = rng.choice(PLACES), rng.choice([c for c in CITIES if city in ("", c[0])])
    name = rng.choice(patterns).format(place=place, trade=trade, city=seat[0])
    return established(name, nature, kind, seat) | {
        "contact_person": person(rng),
        "contact_phone": mobile(rng),
        "project_leader": person(rng),
        "leader_title": rng.choice(TITLES[nature]),
        "leader_phone": mobile(rng),
        "recommender": rng.choice((f"{seat[0]}市科学技术协会", rng.choice(SOCIETIES))),
        "signatures": {"recommender": person(rng)},
    }


def established(name: str, nature: str, kind: str, seat: tuple[str, str, str, str]) -> dict[str, Any]:
    """What a unit is, whatever it applies for: drawn from its name and city alone."""
    city, post, area, region = seat
    rng = Random(f"unit {name} {city}")
    return {
        "applicant_unit": name,
        "unit_nature": nature,
        "uscc": credit_code(rng, kind, region),
        "address": f"湖南省{city}市{rng.choice(STREETS)}{rng.randrange(10, 900)}号",
        "postal_code": f"{post}{rng.randrange(5, 90):02d}",
        "legal_representative": person(rng),
        "unit_phone": f"{area}-8{rng.randrange(10)}0000{rng.randrange(100):02d}",
        "bank_account_name": name,
        "bank_name": rng.choice(BANKS).format(city=city),
        "bank_account_number": "".join(rng.choice("0123456789") for _ in range(rng.choice((16, 17, 19)))),
    }
