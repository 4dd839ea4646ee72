"""Fictional projects: the values of a whole form, complete and free of findings that an applicant would have to mend."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from .forms import CONTENTS
from .people import unit

COUNTRIES = ("德国", "新加坡", "日本", "法国", "马来西亚", "英国", "韩国", "意大利", "加拿大", "澳大利亚", "荷兰", "芬兰")
ABROAD = {
    "德国": "德国莱茵河畔应用技术大学",
    "新加坡": "新加坡狮城理工研究院",
    "日本": "日本关东农工大学",
    "法国": "法国卢瓦尔材料研究所",
    "马来西亚": "马来西亚槟城科学院",
    "英国": "英国约克郡工程学会",
    "韩国": "韩国汉江生命科学研究院",
    "意大利": "意大利波河流域农业大学",
    "加拿大": "加拿大安大略湖大学",
    "澳大利亚": "澳大利亚塔斯曼大学",
    "荷兰": "荷兰瓦尔河园艺研究所",
    "芬兰": "芬兰湖区能源技术中心",
}


@dataclass(frozen=True)
class Topic:
    """One line of work: the words its project is written with, the form's field it belongs to, and a trade's name."""

    name: str
    field: str
    goods: str
    trade: str


TOPICS = (
    Topic("轨道交通智能运维", "先进制造", "列车健康监测系统", "轨道装备"),
    Topic("储能与氢能", "新能源", "电堆测试平台", "氢能科技"),
    Topic("细胞治疗", "生物医药", "质控标准", "生物医药"),
    Topic("杂交水稻与耐盐种质", "现代农业", "示范品种", "种业科技"),
    Topic("北斗时空数据", "信息技术", "数据接口规范", "时空信息"),
    Topic("先进碳材料", "新材料", "中试样品", "新材料"),
    Topic("工程机械电动化", "先进制造", "整机能耗模型", "智能装备"),
    Topic("油茶精深加工", "现代农业", "加工工艺包", "油茶科技"),
)


def period(rng: Random) -> dict[str, str]:
    """A project's time within 2024 and 2025, written as people write it."""
    first, months = rng.randrange(3, 5), rng.randrange(9, 15)
    last = first + months - 1
    end_year, end_month = 2024 + (last - 1) // 12, (last - 1) % 12 + 1
    shapes = (
        "2024年{a}月—{y}年{b}月",
        "2024年{a}月至{y}年{b}月",
        "2024.{a:02d}-{y}.{b:02d}",
        "2024年{a:02d}月1日至{y}年{b:02d}月28日",
        "二〇二四年{ca}月至二〇{cy}年{cb}月",
        "2024年{a}月 - {y}年{b}月",
    )
    text = rng.choice(shapes).format(
        a=first, b=end_month, y=end_year, ca=chinese(first), cb=chinese(end_month), cy={2024: "二四", 2025: "二五"}[end_year]
    )
    return {"text": text, "start": f"2024-{first:02d}", "end": f"{end_year}-{end_month:02d}"}


def chinese(month: int) -> str:
    """1 to 12 in Chinese numerals."""
    return ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")[month - 1]


def exchange(rng: Random, category: str, city: str = "") -> dict[str, Any]:
    """All values of a complete 国际与区域科技合作交流项目 of `category` ("conference" or "cooperation")."""
    topic, (one, two, three, four) = rng.choice(TOPICS), rng.sample(COUNTRIES, 4)
    meeting = category == "conference"
    contents = [CONTENTS[0]] if meeting else sorted(rng.sample(CONTENTS[3:7], rng.choice((1, 2))), key=CONTENTS.index)
    fields = [topic.field, *rng.choice(([], ["其他重点领域：" + topic.name]))]
    number, people = rng.randrange(2, 7), rng.randrange(8, 40) * 10
    return unit(rng, topic.trade, city=city) | {
        "project_category": category,
        "project_period": period(rng),
        "project_name": f"{topic.name}国际{'研讨会' if meeting else '合作与人才引进'}",
        "cooperation_basis": f"2021年以来，我单位与{ABROAD[one]}、{ABROAD[two]}签订合作备忘录{number}份，"
        f"共同举办{topic.name}专题交流{number + 1}次，互派访问学者{number + 3}人次，"
        f"项目团队由{number + 4}名专职人员组成，建有项目内控制度。",
        "partner_units": f"{ABROAD[one]}、{ABROAD[two]}",
        "cooperation_contents": contents,
        "cooperation_fields": fields,
        "main_content": f"围绕我省{topic.field}产业发展需求，"
        + (
            f"在湘举办{topic.name}国际研讨会，拟邀请{one}、{two}、{three}、{four}等国家的专家{number + 8}人作报告，"
            f"设主论坛1场、分论坛{number}场，参会{people}人。"
            if meeting
            else f"邀请{one}、{two}、{three}的高级专家{number + 2}人来湘，开展{topic.name}联合攻关、技术诊断"
            f"和项目对接{number}场，服务企业{number * 3}家。"
        )
        + f"\n会前完成需求征集，会后形成{topic.name}合作清单并持续跟踪落实。",
        "expected_goals": f"签订合作协议{number}项，引进{topic.goods}1套，形成决策咨询报告{number - 1}份，"
        f"培养青年科技人才{number * 4}名。",
        "highlights": f"首次把{topic.goods}的国际比对放在湖南进行，成果以短片和图册公开展示，可看可查。",
        "schedule": schedule(rng, topic, number),
    }


def schedule(rng: Random, topic: Topic, number: int) -> list[dict[str, Any]]:
    """Three or four stages of the year 2024, whose sum lies between 6 and 28 万元."""
    goals = (
        "完成方案论证、专家邀请与场地落实",
        f"举办{topic.name}专场活动{number}场",
        f"完成{topic.goods}联合测试{number}轮",
        "完成总结、决算与绩效自评",
    )
    stages = ("2024年4月-5月", "2024年6月-7月", "2024年8月-9月", "2024年10月-11月")
    kept = range(4) if rng.random() < 0.6 else (0, 1, 3)
    return [{"stage": stages[i], "budget_wan": rng.randrange(4, 14) / 2, "goal": goals[i]} for i in kept]


def haizhi(rng: Random, category: str, city: str = "") -> dict[str, Any]:
    """All values of a complete 海智计划项目 of `category` ("domestic_base" or "overseas_station")."""
    topic, (one, two) = rng.choice(TOPICS), rng.sample(COUNTRIES, 2)
    station, applied, own = category == "overseas_station", rng.randrange(3, 9), rng.randrange(1, 6)
    values = unit(rng, topic.trade, "企业" if not station else "社会团体", city)
    mine = values.pop("applicant_unit")
    host = rng.randrange(100, 999)
    duties = (
        f"工作站设在{one}，依托{ABROAD[one]}办公，有专职人员2名、场所120平方米及视频会议设施。每年向省科协提供人才、项目、活动、科技组织等"
        f"有效需求信息{rng.randrange(30, 60)}条，推荐合作机构{rng.randrange(3, 9)}家和海智专家{rng.randrange(8, 20)}名，"
        f"建立{one}海外高层次人才数据库并及时更新，协助在当地举办湖南人才引进活动2场。"
        if station
        else f"基地设专门工作机构，专职人员{rng.randrange(2, 6)}名，海归人员{rng.randrange(2, 9)}名，常驻外籍技术人员1名。"
        f"建有海外科技社团库、海智项目库和海外高层次人才库，入库专家{rng.randrange(40, 200)}名，更新及时、安全准确。"
        f"与{ABROAD[one]}、{ABROAD[two]}签有合作协议，"
        f"近三年引进{topic.goods}2套，新增产值{rng.randrange(300, 2000)}万元。"
    )
    keep = (
        "address",
        "postal_code",
        "project_leader",
        "leader_title",
        "contact_person",
        "contact_phone",
        "recommender",
        "signatures",
        "legal_representative",
    )
    return {k: values[k] for k in keep} | {
        "applicant_unit": mine,
        "project_category": category,
        "project_period": period(rng),
        "project_name": f"{one}海智工作站建设" if station else f"{topic.name}海智基地建设",
        "email": f"haizhi{host}@post{host % 7}.example.org",
        "fax": rng.choice(("无", "0731-800000" + f"{host % 100:02d}", "")),
        "overview": duties
        + f"\n本项目围绕{topic.name}，拟组织对接活动{rng.randrange(3, 7)}场，经费主要用于专家差旅、场地和资料，"
        "办公条件由本单位保障。",
        "funding": f"项目所需资金总额{applied + own}万元，其中申请省科协专项经费{applied}万元，本单位自筹{own}万元，"
        "主要用于专家差旅、场地租用和资料编印。",
        "support": rng.choice(
            ("无", "已列入所在园区2024年人才工作要点，园区配套办公场地300平方米。", "上级主管部门同意立项，并给予政策指导。")
        ),
    }


def values(rng: Random, category: str, city: str = "") -> dict[str, Any]:
    """Complete values for one of the four categories; the form follows from it (`form_of`), the unit's seat is `city`
    ("长沙") where given."""
    return exchange(rng, category, city) if form_of(category) == "exchange" else haizhi(rng, category, city)


def form_of(category: str) -> str:
    """The form a category belongs to."""
    return "exchange" if category in ("conference", "cooperation") else "haizhi"
