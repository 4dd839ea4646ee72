"""Turns the text of one part of an Office package into the risks written in it, by what stands there: the name of a part says
nothing."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress

from parsers.dangers import controls, data_connections
from parsers.dangers.formulas import in_formula, of_link
from parsers.formats import risks
from parsers.formats.field_risks import in_instructions
from parsers.formats.link_targets import on_share, on_web

Inside = Callable[[bytes, str], Iterator[str]]
_NAME = r"(?:\w{1,20}:)?"
_RUN = re.compile(rf"<{_NAME}instrText\b[^<>]*>([^<]*)<")
_SIMPLE = re.compile(rf"<{_NAME}fldSimple\b[^<>]{{0,2000}}?\binstr\s{{0,20}}=\s{{0,20}}(?:\"([^\"]*)\"|'([^']*)')")
_CLICK = re.compile(r"ppaction://(?:program|macro|ole)", re.IGNORECASE)
_FORMULA = re.compile(
    rf"<{_NAME}(?:f|formula\d?|definedName|calculatedColumnFormula|totalsRowFormula)\b[^<>]{{0,2000}}>([^<]{{2,20000}})<"
)
_CALLBACK = re.compile(r"""\s(?:onLoad|onAction|onChange|onShow|onHide|loadImage|get[A-Z]\w{2,30})\s*=\s*["'][^"']""")
_DRAWN = re.compile(
    r"""<v:\w{1,20}\b[^<>]{0,2000}?\s(?:src|href|r:href|o:href)\s{0,20}=\s{0,20}(?:"([^"]{3,2000})"|'([^']{3,2000})')"""
)
_MACRO_OF = re.compile(r"""\smacro\s*=\s*(?:"([^"]{3,2000})"|'([^']{3,2000})')|<x:FmlaMacro>([^<]{3,2000})<""")
_MERGED = re.compile(rf"<{_NAME}(?:connectString|udl)\b[^<>]{{1,20000}}>")
_STORE = re.compile(r"""\bstore\s*=\s*["']([^"']{3,2000})["']""")
_PLACE = re.compile(r"(?:\\\\|https?:|file:|ftp:)[^\x00-\x1f\"';]{3,1000}", re.IGNORECASE)
_MOST_SCRIPT = 4 << 20


def in_part(text: str, inside: Inside) -> Iterator[str]:
    """The risks in this XML. `inside` looks into files that are packed in it. Raises Spent."""
    if "instrText" in text or "fldSimple" in text:
        yield from in_instructions(_instructions(text))
    if "ddeLink" in text:
        yield risks.DDE
    if "ppaction:" in text and _CLICK.search(text):
        yield risks.LAUNCH
    if ("/customui" in text[:2000]) and _CALLBACK.search(text):
        yield risks.RIBBON
    if "classid" in text and "ocx" in text[:4000]:
        yield from controls.in_control(text)
    if "<connections" in text[:4000] or ":connections" in text[:4000]:
        yield from data_connections.in_connections(text)
    if "DataMashup" in text[:8000]:
        yield from _queries(data_connections.mashup(text))
    if "webextension" in text[:2000] and any(on_share(store) for store in _STORE.findall(text)):
        yield risks.SHARE
    for element in _MERGED.findall(text):
        yield from data_connections.in_connections(element)
    yield from _links(text)
    for formula in _FORMULA.findall(text):
        yield from in_formula(html.unescape(formula))


def _links(text: str) -> Iterator[str]:
    """Links and macros that drawings name by themselves, without a relation."""
    if "<v:" in text:
        for double, single in _DRAWN.findall(text):
            yield from of_link(html.unescape(double or single))
    if "macro=" in text or "FmlaMacro" in text:
        named = [html.unescape(one or other or called).strip("'[") for one, other, called in _MACRO_OF.findall(text)]
        if any(on_share(target) or on_web(target) for target in named):
            yield risks.MACRO


def _instructions(text: str) -> str:
    simple = " ".join(f" {double or single} " for double, single in _SIMPLE.findall(text))
    return html.unescape("".join(_RUN.findall(text)) + " " + simple)


def _queries(package: bytes) -> Iterator[str]:
    """The scripts of Power Query in the package that it keeps them in."""
    broken = (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError)
    with suppress(*broken), zipfile.ZipFile(io.BytesIO(package)) as packed:
        for info in packed.infolist()[:100]:
            if info.filename.endswith(".m"):
                with packed.open(info) as script:
                    yield from data_connections.in_query(script.read(_MOST_SCRIPT).decode("utf-8", "ignore"))


def in_binary(content: bytes, name: str) -> Iterator[str]:
    """The risks of the connections of a workbook in binary parts (.xlsb), which have their texts in UTF-16."""
    if name.endswith("connections.bin"):
        for start in (0, 1):
            for place in _PLACE.findall(content[start:].decode("utf-16-le", "ignore")):
                yield from data_connections.of_place(place)
