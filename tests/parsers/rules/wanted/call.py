"""The invented call: its guide with wanted rules, and applications to it with what a story changes in the good one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from config.model import Category, FieldKind, Form, Guide, Rule, Slot
from parsers.formats.sniff import DOCX
from parsers.model.document import Medium, Place
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record, Unclaimed, Value
from tests.parsers.rules.builders import guide as shipped

HERE = Path(__file__).parent
ALONE, TOGETHER = ("people.toml", "money.toml", "days.toml", "texts.toml", "papers.toml"), "across.toml"
FILES = (*ALONE, TOGETHER)
"""The files of wanted rules: on one application, and on all of a call."""
NEEDED = ("secret-mark", "sender-unverified", "possible-duplicate")
LISTS = {
    "titles": (("教授/研究员",), ("副教授/副研究员",), ("助理研究员",), ("讲师",)),
    "units": (("沅江大学",), ("湘水研究所",)),
    "subjects": (("E0207",), ("F02",)),
    "running": (("李一鸣", "沅江大学"), ("周明", "洞庭学院")),
    "untrusted": (("91430100BATFJ6273U",),),
    "reviewers": (("吴越",), ("孙立",)),
    "quotas": (("沅江大学", "3"), ("湘水研究所", "2")),
}


def toml(name: str) -> dict[str, Any]:
    """A file of this folder."""
    return tomllib.loads((HERE / name).read_text("utf-8"))


@cache
def form() -> Form:
    """The call's form; each of its labels is printed once."""
    read = Form.model_validate(toml("call.toml"))
    return read.model_copy(update={"slots": tuple(Slot(label=field.label, field=field.key) for field in read.fields)})


def guide(rules: Iterable[Mapping[str, Any]]) -> Guide:
    """The guide of the call with these rules, as a guide.toml has them, behind those that every guide needs."""
    needed = tuple(rule for rule in shipped().rules if rule.id in NEEDED)
    wanted = tuple(Rule.model_validate({"clause": "", **rule}) for rule in rules)
    return shipped().model_copy(update={
        "forms": (form(),), "rules": (*needed, *wanted), "digest": repr(wanted), "year": 2024, "calls": (), "criteria": (),
        "categories": (
            Category(key="major", name="重点项目", form="plan", sheet="重点项目", money_wan=(30, 60), awards=(1, 9)),
            Category(key="youth", name="青年项目", form="plan", sheet="青年项目", money_wan=(5, 10), awards=(1, 9))),
        "tables": LISTS, "lists": {name: tuple(row[0] for row in rows) for name, rows in LISTS.items()},
        "recommender_classes": ()})


def value(key: str, content: Any, medium: Medium = Medium.WORD) -> Value:
    """The value of a field as a reader makes it; the text "?" is unreadable."""
    field = form().field(key)
    assert field is not None, key
    if content == "?":
        return Value(None, None, confidence=0.0)
    text = content if isinstance(content, str) else content["text"] if isinstance(content, dict) else "\n".join(
        " | ".join(map(str, one.values())) if isinstance(one, dict) else str(one) for one in content)
    made: Any = content
    if field.kind == FieldKind.CHOICE:
        made = next((option.key or option.label for option in field.options if content in (option.key, option.label)), None)
    return Value(text, made, Place(table=1, row=2, cell=2), medium, document="申报书.docx",
                 confidence=0.95 if medium == Medium.OCR else 1.0)


def file(name: str, role: str = "evidence", **more: Any) -> PackageFile:
    """A file of a package; its digest is its name's."""
    media = {"docx": DOCX, "pdf": "application/pdf"}.get(name.rpartition(".")[2], "application/octet-stream")
    return PackageFile(name, more.pop("sha256", name), more.pop("size", 1000), role, media, **more)  # type: ignore[arg-type]


def package(changes: Mapping[str, Any] | None = None) -> Package:
    """The good application with these changes. Keys with a low line before them are no fields: `_files` are its other files,
    `_name` its folder's name, `_medium` what it was read from, `_gone` fields that it does not ask for, `_left` those at which
    words belong to nothing, `_pages`, `_size` those of the form."""
    told = dict(changes or {})
    special = {key: told.pop(key) for key in list(told) if key.startswith("_")}
    medium = Medium(special.get("_medium", "word"))
    values = {key: value(key, content, medium) for key, content in {**toml("good.toml"), **told}.items()}
    values = {key: one for key, one in values.items() if key not in special.get("_gone", ())}
    left = tuple(Unclaimed("另见附页", Place(table=1), key, (), "申报书.docx") for key in special.get("_left", ()))
    record = Record("plan", values, {}, {}, medium=medium, unclaimed=left)
    word = file("申报书.docx", "form_word", record=record, pages=special.get("_pages", 12), size=special.get("_size", 1000))
    return Package((word, *(file(**one) for one in special.get("_files", ()))), special.get("_name", ""), "folder")  # type: ignore[arg-type]
