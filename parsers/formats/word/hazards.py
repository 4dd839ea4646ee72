"""Reports what in a Word file's tree and parts could harm whoever opens it in Word (parsers.formats.risks)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from parsers.formats import risks
from parsers.formats.word.opc_package import Parts, attribute

_FAR = re.compile(r"\s*(?:https?|ftp|mhtml|ms-[\w-]+):|\s*(?:file:)?[\\/]{2,}(?![\\/]|[a-z]:)", re.IGNORECASE)
"""Another computer: an address, or a share. A path on the writer's own disk, as every Word file may have, is harmless."""
_DDE = re.compile(r"\bDDE(?:AUTO)?\s", re.IGNORECASE)
_OPENED = {"oleObject": risks.LINKED, "attachedTemplate": risks.TEMPLATE, "frame": risks.LINKED, "subDocument": risks.LINKED}
"""Kinds of relations that Word follows on opening a document; a hyperlink waits for a click, a picture runs nothing."""


def in_package(parts: Parts, main: str, body: etree._Element) -> tuple[str, ...]:
    """The notes on a .docx, .docm or template; `main` is the part with the text."""
    present = set(in_text(body))
    if any(name.endswith("vbaproject.bin") for name in parts.names):
        present.add(risks.MACRO)
    folder = main.rpartition("/")[0]
    for part in (main, f"{folder}/settings.xml"):
        for relation in parts.relations(part):
            if relation.outside and relation.kind in _OPENED and _FAR.match(relation.target):
                present.add(_OPENED[relation.kind])
    return tuple(risk for risk in risks.RISKS if risk in present)


def in_text(body: etree._Element) -> Iterator[str]:
    """The notes on what is in the text itself. A field's words may be split over many runs."""
    fields = [element.text or "" for element in body.iter("{*}instrText")]
    fields += [f" {attribute(element, 'instr') or ''} " for element in body.iter("{*}fldSimple")]
    if _DDE.search("".join(fields)):
        yield risks.DDE
