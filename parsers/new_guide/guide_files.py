"""Turns a new guide into the texts of its files, with Chinese comments for whoever completes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from config.model import Category, Guide, Rule
from config.places import PROGRAM
from parsers.draft import write
from parsers.new_guide.drafted_guide import NewGuide
from parsers.new_guide.toml_text import entry, value


def guide_files(new: NewGuide) -> dict[str, str]:
    """Path within the guide's folder → text, of all files that are made: lists and letters are copied beside them."""
    guide = new.guide
    files = {"guide.toml": "".join(_guide(guide)), "rules.toml": "".join(_rules(new))}
    return files | {f"forms/{one.form.key}.toml": write(one) for one in new.drafts}


def _guide(guide: Guide) -> Iterator[str]:
    yield (
        f"# {guide.title}：由 {PROGRAM} guide new 按空白申报书起草。\n"
        "# 文件末尾的 [[to_fill]] 是只有人才知道的内容（待填）：填好一项，就删去那一项。\n"
        f"# 规则在 rules.toml，申报书在 forms/，信件在 letters/。{PROGRAM} guide check {guide.id} 检查，"
        f"{PROGRAM} guide try {guide.id} 看读得对不对。\n\n"
    )
    for key, about in _KEYS.items():
        yield f"{key} = {value(getattr(guide, key))}{f' # {about}' if about else ''}\n"
    yield f"host = {value(guide.host.model_dump())} # 受理申报的单位：全称、简称、所属协会名称的结尾\n"
    yield f"paper = {value(guide.paper.model_dump())} # 每个项目交几份纸质申报书，另附证明几份\n"
    yield f"notice = {value(guide.notice.model_dump())} # 公示几个工作日，公示当日是否算第一天\n"
    yield "\n# --- 小类 ---\n"
    yield from (entry("categories", dict(_category(category))) for category in guide.categories)
    yield from (entry("recommender_classes", one.model_dump(exclude_defaults=True) | {"clause": one.clause})
                for one in guide.recommender_classes)
    yield from (entry("criteria", one.model_dump(exclude_defaults=True)) for one in guide.criteria)
    yield "\n# --- 待填：只有人才知道的 ---\n" if guide.to_fill else ""
    yield from (entry("to_fill", one.model_dump()) for one in guide.to_fill)


_KEYS = {
    "format": "", "id": "", "year": "项目编号中的年份", "title": "", "years": "项目期限应在哪些年份之内", "sanction_years": "",
    "province": "申报单位所在的省份；不限的留空", "province_words": "不写省名而表示本省的词", "cities_list": "所属市州的名单",
    "recommender_lists": "推荐单位的名单", "senders_list": "按来信人认推荐单位的名单",
    "prefix_without_form": "没有读出申报书的项目，编号以此开头",
}


def _category(category: Category) -> Iterator[tuple[str, object]]:
    yield from category.model_dump(exclude_none=True).items()


def _rules(new: NewGuide) -> Iterator[str]:
    yield "# 检查规则。severity：fix 必改（告诉申报人）、verify 核验（给人看）、remind 提醒、note 信息。\n\n"
    yield new.rules
    own = {rule.id for rule in new.guide.rules if f'id = "{rule.id}"' not in new.rules}
    further = [rule for rule in new.guide.rules if rule.id in own]
    yield "\n# --- 从原指南带来的规则 ---\n" if further else ""
    yield from (entry("rules", _written(rule)) for rule in further)
    if new.left_out:
        yield f"\n# 原指南中用不到这份申报书上的规则，没有带来：{'、'.join(new.left_out)}\n"


def _written(rule: Rule) -> Mapping[str, object]:
    first = {"id": rule.id, "kind": rule.kind, "clause": rule.clause, "severity": rule.severity}
    return first | rule.model_dump(by_alias=True, exclude_defaults=True, exclude=set(first))
