"""The call of another province: a copy of the guide of 2024 in which nothing but data is other."""

from __future__ import annotations

import shutil
from pathlib import Path

from config.load import PROJECT

WORDS = {
    "湖南": "贵州", "湘江新区": "贵安新区", "在湘": "在黔", "湘智": "黔智", "长沙": "贵阳",
    '["41", "42"]': '["55", "56"]', 'region = "43"': 'region = "52"',
}
LISTS = {
    "cities.csv": "市州\n贵阳市\n遵义市\n安顺市\n黔东南苗族侗族自治州/黔东南州\n",
    "counties.csv": "县（市、区）,市州\n观山湖区,贵阳市\n仁怀市,遵义市\n凯里市,黔东南州\n",
    "recommenders.csv": "推荐单位\n贵州省甲学会 <kx@example.org>\n",
    "sanctioned.csv": "单位名称,起,止,依据\n贵州省乙学会,2024-03-01,2027-02-28,\n",
}


def guide_of_another_province(folder: Path) -> Path:
    """The guide's folder, made below this one."""
    made = Path(shutil.copytree(PROJECT / "config" / "guides" / "2024", folder / "2024"))
    for file in made.rglob("*.toml"):
        text = file.read_text("utf-8")
        for ours, theirs in WORDS.items():
            text = text.replace(ours, theirs)
        file.write_text(text, "utf-8")
    for name, text in LISTS.items():
        (made / "lists" / name).write_text(text, "utf-8")
    return made
