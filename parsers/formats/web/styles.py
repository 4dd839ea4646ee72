"""Tells whether a web page hides, strikes out or emphasises text, or sets it in a symbol font: tags, style attributes, style
sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from parsers.ticks import signs

Declarations = Mapping[str, str]
MOST_RULES = 5_000
MOST_SHEET = 4 << 20

_BRACE = re.compile(r"[{}]")
_CLASS = re.compile(r"[\w-]*\.([\w-]+)$")
_TOLD = re.compile(r"([\w-]+)\s*:\s*((?:[^;\"']|\"[^\"]*\"|'[^']*'|[\"'])*)")  # a quotation may lack its end
_NO_COLOUR = {"", "black", "windowtext", "auto", "inherit", "initial", "#000", "#000000", "rgb(0,0,0)"}
_NO_SHADE = {"", "white", "transparent", "none", "inherit", "initial", "auto", "#fff", "#ffffff", "rgb(255,255,255)"}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text looks at a place. `font` is a symbol font's name or ""."""

    hidden: bool = False
    struck: bool = False
    bold: bool = False
    underlined: bool = False
    colour: str = ""
    shaded: bool = False
    font: str = ""


def declarations(style: str) -> dict[str, str]:
    """"a: b; c: d" → {a: b, c: d}, names and values in small letters, values without !important."""
    return {
        name.lower(): value.lower().replace("!important", "").strip() for name, value in _TOLD.findall(style[:20_000])
    }


def sheet(text: str) -> dict[str, dict[str, str]]:
    """What a style sheet says of its classes. Rules for printing or small screens, and for tags, ids and positions, are left out:
    the programs that write forms put what matters here into classes or into the text."""
    by_class: dict[str, dict[str, str]] = {}
    text = "".join(piece.partition("/*")[0] for piece in text[:MOST_SHEET].split("*/"))
    for selectors, block in islice(_rules(text), MOST_RULES):
        for selector in selectors.split(",")[:100]:
            if named := _CLASS.fullmatch(selector.strip()):
                by_class.setdefault(named[1].lower(), {}).update(declarations(block))
    return by_class


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Each rule's selectors and declarations; rules inside a rule for certain media are skipped."""
    depth = start = 0
    selectors = ""
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            selectors = text[start : brace.start()].rpartition(";")[2] if depth == 0 else selectors
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and "@" not in selectors:
                yield selectors.replace("<!--", "").replace("-->", ""), text[start : brace.start()]
        start = brace.end()


def style_of(outer: TextStyle, tag: str, attributes: Declarations, classes: Mapping[str, dict[str, str]]) -> TextStyle:
    """The look inside an element whose surrounding text looks like `outer`."""
    if not attributes:
        return replace(outer, **_BY_TAG[tag]) if tag in _BY_TAG else outer  # type: ignore[arg-type]
    declared: dict[str, str] = {}
    for name in (attributes.get("class") or "").lower().split():
        declared.update(classes.get(name, {}))
    declared.update(declarations(attributes.get("style") or ""))
    if tag == "font":
        declared |= {key: attributes[name].lower() for name, key in _OF_FONT if name in attributes}
    changes = {**_BY_TAG.get(tag, {}), **_changes(declared, tag)}
    if "hidden" in attributes:
        changes["hidden"] = True
    return replace(outer, **changes) if changes else outer  # type: ignore[arg-type]


_BY_TAG: dict[str, dict[str, object]] = {
    "b": {"bold": True}, "strong": {"bold": True}, "u": {"underlined": True}, "mark": {"shaded": True},
    "s": {"struck": True}, "strike": {"struck": True}, "del": {"struck": True},
}  # fmt: skip
_OF_FONT = (("face", "font-family"), ("color", "color"))


def _changes(declared: Declarations, tag: str) -> dict[str, object]:
    """What declarations change of the surrounding look."""
    changes: dict[str, object] = {}
    hiding = declared.get("display") == "none" or declared.get("mso-hide") == "all"
    if hiding or declared.get("visibility") in ("hidden", "collapse"):
        changes["hidden"] = True
    line = declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
    if "line-through" in line:
        changes["struck"] = True
    if "underline" in line or declared.get("text-underline", "none") != "none":
        changes["underlined"] = True
    if weight := declared.get("font-weight"):
        changes["bold"] = weight in ("bold", "bolder") or (weight.isdigit() and len(weight) < 5 and int(weight) >= 600)
    if "color" in declared:
        changes["colour"] = "" if "".join(declared["color"].split()) in _NO_COLOUR else "FF0000"
    shade = declared.get("mso-highlight") or declared.get("background") or declared.get("background-color")
    if shade is not None and tag in ("span", "font"):
        changes["shaded"] = "".join(shade.split()) not in _NO_SHADE
    if family := declared.get("mso-symbol-font-family") or declared.get("font-family"):
        first = family.split(",")[0].strip(" \t\r\n\"'")
        changes["font"] = first if first in signs.FONTS else ""
    return changes
