"""Turns findings as a ledger of schema 3 kept them (JSON) into the keys they had and the identity and keys of schema 4.

Schema 3 did not keep what tells two findings of one rule apart, so it is taken from their place, quote and message. The wording
is that of the releases that wrote schema 3: nothing here depends on today's code.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Way = Callable[[Json, Json], str]
"""way(finding, package) → what tells it apart from others of its rule, "" where nothing does."""

_ORDER = {"form_word": 0, "form_pdf": 1, "form_scan": 2}
_BOTH = re.compile(r"为“(.*)”，(?:扫描件|PDF版)为“(.*)”")
_STAGES = (
    ("outside", re.compile(r"“([^“]*)”不在项目期限")), ("overlap", re.compile(r"“([^“]*)”与“")),
    ("no goal", re.compile(r"“([^“]*)”一行未填写目标内容")),
)
_NO_STAGE = "（未写时间）"


def with_identity(findings: Sequence[Json], package: Json, before: Sequence[Json], old: Json) -> list[Json]:
    """The findings of a revision with `file` and `discriminator`, and nothing else changed. `before` is what this function
    returned for the revision before, `old` is that revision's package: a field that says the same keeps the file it was known
    by."""
    digests = {file["name"]: file["sha256"] for file in package["files"]}
    identified = [
        one | {"file": digests.get(one.get("document"), ""), "discriminator": _discriminator(one, package)} for one in findings]
    return _carried(_numbered(identified), package, before, old)


def old_keys(findings: Iterable[Json]) -> list[str]:
    """The keys that these findings had in workbooks and edits."""
    return _keys((one, f"{one['message']}\n{_own_name(one)}", 8) for one in findings)


def new_keys(findings: Iterable[Json]) -> list[str]:
    """The keys they have now. `findings` as `with_identity` returns them."""
    return _keys((one, f"{one['file'] or _own_name(one)}\n{one['discriminator']}", 12) for one in findings)


def _keys(findings: Iterable[tuple[Json, str, int]]) -> list[str]:
    seen: Counter[str] = Counter()
    keys = []
    for one, what, digits in findings:
        digest = hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:digits]
        key = f"{one['rule']}|{one['field'] or ''}|{digest}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}|{seen[key]}")
    return keys


def _own_name(finding: Json) -> str:
    return str(finding.get("document", "")).rstrip("/").rsplit("/", 1)[-1]


def _discriminator(finding: Json, package: Json) -> str:
    way = _WAYS.get(_ways().get(finding["rule"], ""))
    text = way(finding, package) if way else finding.get("quote", "") if finding["field"] else ""
    return " ".join(text.split())


def _ways() -> dict[str, str]:
    if not _KNOWN:
        _KNOWN.update(tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["ways"])
    return _KNOWN


_KNOWN: dict[str, str] = {}


def _template(finding: Json, package: Json) -> str:
    message = finding["message"]
    return "lost" if "缺少栏目" in message else "renamed" if "未找到栏目" in message else "pledge"


def _option(finding: Json, package: Json) -> str:
    match = re.search(r"勾选了“(.*?)”", finding["message"])
    return match[1] if match else ""


def _place(finding: Json, package: Json) -> str:
    place = finding.get("place") or {}
    parts = [f"{name} {n}" for name in ("table", "row", "cell", "paragraph") if (n := place.get(name)) is not None]
    if place.get("box"):
        parts.append("box " + ",".join(map(str, place["box"])))
    return ", ".join(([place["note"]] if place.get("note") else []) + parts)


def _printed_place(finding: Json, package: Json) -> str:
    record = _record(package)
    return _place(finding, package) if record and len(record["printed"].get(finding["field"], ())) > 1 else ""


def _stage(finding: Json, package: Json) -> str:
    for name, pattern in _STAGES:
        if match := pattern.search(finding["message"]):
            return f"{name} {'' if match[1] == _NO_STAGE else match[1]}"
    return ""


def _both_values(finding: Json, package: Json) -> str:
    if not finding["field"]:
        return next((file["sha256"] for file in package["files"] if file["role"] == "form_word" and file["record"]), "")
    match = _BOTH.search(finding["message"])
    return f"{match[1]} / {match[2]}" if match else ""


def _case_number(finding: Json, package: Json) -> str:
    match = re.search(r"[A-Za-z]+\d{4}-\d{4,}", finding["message"])
    return match[0] if match else ""


_WAYS: dict[str, Way] = {
    "template": _template, "option": _option, "place": _place, "printed-place": _printed_place, "stage": _stage,
    "both-values": _both_values, "case-number": _case_number,
}


def _numbered(findings: Iterable[Json]) -> list[Json]:
    seen: Counter[tuple[str, ...]] = Counter()
    apart = []
    for one in findings:
        key = (one["rule"], one["field"] or "", one["file"], one["discriminator"])
        seen[key] += 1
        apart.append(one if seen[key] == 1 else one | {"discriminator": f"{one['discriminator']}#{seen[key]}"})
    return apart


def _carried(findings: list[Json], package: Json, before: Sequence[Json], old: Json) -> list[Json]:
    there = {file["sha256"] for file in package["files"]}
    old_files = {(f["rule"], f["field"], f["discriminator"]): f["file"] for f in before if f["field"] and f["file"] not in there}
    now, then = _texts(package), _texts(old)
    kept = []
    for one in findings:
        file = old_files.get((one["rule"], one["field"], one["discriminator"]), one["file"])
        same = one["field"] in now and now[one["field"]] == then.get(one["field"])
        kept.append(one | {"file": file} if same else one)
    return kept


def _record(package: Json) -> Json | None:
    filled = sorted((f for f in package.get("files", ()) if f["record"]), key=lambda f: _ORDER.get(f["role"], 3))
    return filled[0]["record"] if filled else None


def _texts(package: Json) -> dict[str, str]:
    record = _record(package)
    return {key: value["text"] for key, value in record["values"].items() if value["text"] is not None} if record else {}
