"""Reports what in the text of a Word file's tree could harm whoever opens it in Word (parsers.formats.risks); the other parts
of a package are searched by parsers.dangers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from parsers.formats.field_risks import in_instructions
from parsers.formats.word.opc_package import attribute


def in_text(body: etree._Element) -> Iterator[str]:
    """The risks of the fields in the text, each once. A field's words may be split over many runs."""
    fields = [element.text or "" for element in body.iter("{*}instrText")]
    fields += [f" {attribute(element, 'instr') or ''} " for element in body.iter("{*}fldSimple")]
    yield from dict.fromkeys(in_instructions("".join(fields)))
