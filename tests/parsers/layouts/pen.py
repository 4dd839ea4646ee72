"""Writes the parts of a form, labels, answers and options, in one style."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.parsers.layouts.style import Style, Values
from tests.parsers.layouts.words import control, typed
from tests.parsers.wordml import run

RENAMED = {
    "申报单位": "申报单位（盖章）",
    "项目期限": "项目起止时间", "联系人": "联 系 人", "单位名称": "单位名称（全称）", "法人代表": "法定代表人",
    "地址": "通讯地址", "邮政编码": "邮   编", "统一社会信用代码": "统一社会信用代码（组织机构代码）",
    "银行账户信息": "银行帐户信息",
    "开户银行": "开户行", "账号": "帐号", "职务/职称": "职务、职称", "职称/职务": "职称", "亮点与创新点": "亮点和创新点",
    "电子信箱": "E-mail", "传真": "传 真", "项目概述": "项目概况", "合作单位名称": "合作单位", "合作内容": "合作内容（可多选）",
}  # fmt: skip
ENGLISH = {
    "申报单位": "申报单位 Applicant",
    "单位名称": "单位名称 Name of Unit",
    "地址": "地址 Address",
    "法人代表": "法人代表 Legal Representative",
}


@dataclass(frozen=True)
class Pen:
    """One applicant's answers in one style."""

    form: str
    values: Values
    style: Style

    def text(self, key: str) -> str:
        value = self.values.get(key) or ""
        return str(value["text"] if isinstance(value, Mapping) else value)

    def answer(self, words: str) -> list[str]:
        """The paragraphs of an answer, as inside of w:p."""
        lines = [typed(line, self.style.runs) for line in words.split("\n")]
        return [control(line) if line and self.style.pairs == "inline-control" else line for line in lines]

    def label(self, words: str) -> str:
        """A printed label as inside of w:p."""
        tight = words.replace(" ", "")
        style = self.style.labels
        if self.style.around == "english":
            return run(ENGLISH.get(tight, words))
        spelled: dict[str, Callable[[], str]] = {
            "template": lambda: run(words),
            "tight": lambda: run(tight),
            "wide": lambda: run("　".join(tight) if len(tight) < 7 else tight),
            "broken": lambda: run(tight[:2]) + "</w:p><w:p>" + run(tight[2:]) if len(tight) > 2 else run(tight),
            "soft": lambda: run(tight[:2]) + run("<w:br/>") + run(tight[2:]),
            "noted": lambda: run(tight + "（必填）"),
            "number": lambda: run("3．" + tight),
            "bold": lambda: "".join(run(c, "<w:b/>") for c in tight),
            "star": lambda: run("*", '<w:color w:val="FF0000"/>') + run(tight),
            "renamed": lambda: run(RENAMED.get(tight, words)),
        }
        return spelled[style]()

    def printed(self, words: str) -> str:
        """A label in a line, where it cannot be broken."""
        return run(words.replace(" ", "")) if self.style.labels in ("broken", "soft") else self.label(words)

    def ticks(self, labels: Sequence[str], chosen: Sequence[str]) -> list[str]:
        on, off = self.style.tick.split("|")
        said = {c.split("：")[0]: c for c in chosen}
        return [f"{on if w in said else off or '□'}{said.get(w, w)}" for w in labels]
