"""Turns the XML of an OpenDocument file into the risks written in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from parsers.dangers.formulas import in_formula
from parsers.formats import risks
from parsers.formats.link_targets import of_the_web, on_share, on_web, runs_a_file, starts_something

_HREF = re.compile(r"""\b(?:xlink:)?href\s*=\s*(?:"([^"]{1,4000})"|'([^']{1,4000})')""")
_LINK = re.compile(r"<(?:text|draw):a\b[^<>]{1,8000}>")
_LOADED = re.compile(
    r"<(?:draw:(?:object|object-ole|plugin|applet|floating-frame)|text:section-source|table:(?:cell-range-source|table-source))"
    r"\b[^<>]{1,8000}>"
)
"""Elements that take what they show from elsewhere when the file is opened; a picture of the web runs nothing."""
_FORMULA = re.compile(r"""\b(?:table:formula|text:formula)\s*=\s*(?:"([^"]{1,20000})"|'([^']{1,20000})')""")


def in_open_document(text: str) -> Iterator[str]:
    """The risks in the XML of an OpenDocument file."""
    targets = [html.unescape(double or single) for double, single in _HREF.findall(text)]
    clicked = [html.unescape(double or single) for link in _LINK.findall(text) for double, single in _HREF.findall(link)]
    of_pages = {target for target in clicked if of_the_web(target)}
    if "script:module" in text or any(target.startswith(("vnd.sun.star.script:", "macro:")) for target in targets):
        yield risks.MACRO
    if any(on_share(target) for target in targets if target not in of_pages):
        yield risks.SHARE
    if any(map(starts_something, targets)) or any(map(runs_a_file, clicked)):
        yield risks.LAUNCH
    if "office:dde-source" in text:
        yield risks.DDE
    loaded = [html.unescape(double or single) for element in _LOADED.findall(text) for double, single in _HREF.findall(element)]
    if any(map(on_web, loaded)):
        yield risks.LINKED
    for double, single in _FORMULA.findall(text):
        yield from in_formula(html.unescape(double or single))
