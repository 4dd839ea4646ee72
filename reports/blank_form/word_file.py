"""Turns a form of the guide into a Word file that can be filled: its cover, its tables, and the parts that are signed by hand.

All that is printed comes from the form's data. Parts for signatures and for the office have no controls: they are for paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

from config.model import Form, SignedPart, Slot, SlotLayout
from parsers.forms.labels import squeeze
from reports.blank_form.answers import answer
from reports.blank_form.controls import PLACEHOLDER_STYLE, W14, W15, Controls, paragraph, run
from reports.blank_form.grid_rows import heads_and_rows, row_of, table
from reports.blank_form.table_rows import TABLED_HEADS, Asked, Row, layout, places, rows

FONT = "宋体"
_SIGNING = {
    SignedPart.COMMITMENT: ("（单位盖章）", "法定代表人签字："),
    SignedPart.APPLICANT_OPINION: ("（单位盖章）", "负责人签字："),
    SignedPart.RECOMMENDER_OPINION: ("（单位盖章）", "负责人签字："),
    SignedPart.OFFICE_OPINION: ("签字：",),
}
"""What is printed where a part is signed."""
_DATE = "　　年　　月　　日"
_WIDTHS = {SlotLayout.PAIR: (12, 18, 12, 18), SlotLayout.ROW: (12, 48), SlotLayout.INNER: (12, 48)}
"""Widths of the cells of a row, in sixtieths of the table."""
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def blank_form(form: Form) -> bytes:
    """The bytes of the .docx."""
    document = _document()
    document.core_properties.title = form.name
    controls = Controls()
    body = document.element.body
    for element in _content(controls, form):
        body.insert(len(body) - 1, element)  # the last one says how large the pages are
    document.part._element = _later_names(document.element)  # nothing public sets the namespaces of the root
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _content(controls: Controls, form: Form) -> Iterator[etree._Element]:
    parts = [(section, list(inside)) for section, inside in groupby(places(form), lambda one: _slot(one).section)]
    if len(parts) > 1 and not parts[0][0]:
        cover, rest = _first_lines(parts[0][1])
        yield from _cover(controls, form, cover)
        parts = [("", rest), *parts[1:]] if rest else parts[1:]
    else:
        yield from _titles(form)
    yield table(row for section, inside in parts for row in table_of(controls, form, section, inside))


def _first_lines(slots: list[Asked | Slot]) -> tuple[list[Asked | Slot], list[Asked | Slot]]:
    """What a cover prints as lines, and what needs a table."""
    tabled = (n for n, one in enumerate(slots) if (one.area if isinstance(one, Slot) else layout(one) == TABLED_HEADS))
    at = next(tabled, len(slots))
    return slots[:at], slots[at:]


def _titles(form: Form) -> Iterator[etree._Element]:
    for title in form.titles:
        yield paragraph((run(title, "FormTitle"),), "center")
    yield paragraph(())


def _cover(controls: Controls, form: Form, cover: Sequence[Asked | Slot]) -> Iterator[etree._Element]:
    yield from _titles(form)
    for one in cover:
        if isinstance(one, Asked):
            yield from answer(controls, form, one, f"{one.slot.label}：")
    yield paragraph(())
    for one in cover:
        if isinstance(one, Slot):
            yield paragraph((run(one.label),), "center")
    if form.edition:
        yield paragraph((run(form.edition),), "center")
    ended = run("")
    ended.append(ended.makeelement(qn("w:br"), {qn("w:type"): "page"}))
    yield paragraph((ended,))


def table_of(controls: Controls, form: Form, section: str, inside: Sequence[Asked | Slot]) -> list[etree._Element]:
    """The rows of a section, its heading, if any, first."""
    made = [row_of((60, [paragraph((run(section, bold=True),))]))] if section else []
    for row in rows(inside):
        made += _row(controls, form, row)
    return made


def _row(controls: Controls, form: Form, row: Row) -> list[etree._Element]:
    if row.signed is not None:
        return [row_of((60, list(_signed(form, row.signed))))]
    if row.layout == TABLED_HEADS:
        return heads_and_rows(controls, form, row.asked[0])
    if not row.asked:
        return [row_of((60, [paragraph((run(row.title),))]))]
    if row.layout in (SlotLayout.WHOLE, SlotLayout.INNER):
        inside = [piece for one in row.asked for piece in answer(controls, form, one, f"{one.slot.label}：")]
        return [row_of((60, inside)) if row.layout == SlotLayout.WHOLE else row_of((12, _label(row.title)), (48, inside))]
    widths = _WIDTHS[SlotLayout.PAIR if len(row.asked) > 1 else SlotLayout.ROW]
    contents = [content for one in row.asked for content in (_label(one.slot.label), answer(controls, form, one))]
    return [row_of(*zip(widths, contents, strict=True))]


def _signed(form: Form, slot: Slot) -> Iterator[etree._Element]:
    """The print of a part that is signed by hand."""
    area = slot.area
    if not squeeze(slot.section).endswith(squeeze(slot.label)):
        yield paragraph((run(f"{slot.label}："),))
    if area == SignedPart.COMMITMENT and form.pledge:
        yield paragraph((run(form.pledge),))
    yield paragraph(())
    *seal, signed = _SIGNING.get(area or SignedPart.OFFICE_OPINION, ("签字：",))
    for words in seal:
        yield paragraph((run(words),), "right")
    yield paragraph((run(f"{signed}　　　　　　　　{_DATE}"),), "right")


def _label(words: str) -> list[etree._Element]:
    return [paragraph((run(words),), "center")]


def _slot(one: Asked | Slot) -> Slot:
    return one.slot if isinstance(one, Asked) else one


def _document() -> WordDocument:
    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
    for element in document.element.body.findall(qn("w:p")):
        document.element.body.remove(element)
    _font(document.styles["Normal"], 12)
    _font(document.styles.add_style("FormTitle", WD_STYLE_TYPE.CHARACTER), 22)
    grey = document.styles.add_style(PLACEHOLDER_STYLE, WD_STYLE_TYPE.CHARACTER)
    grey.font.color.rgb = RGBColor(0x80, 0x80, 0x80)
    document.styles["Normal"].paragraph_format.space_before = document.styles["Normal"].paragraph_format.space_after = Pt(3)
    document.core_properties.author = document.core_properties.comments = ""
    return document


def _font(style: object, size: int) -> None:
    style.font.name, style.font.size = FONT, Pt(size)  # type: ignore[attr-defined]
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)  # type: ignore[attr-defined]


def _later_names(root: etree._Element) -> BaseOxmlElement:
    """The same document with the namespaces of later releases declared at its root, which earlier releases then pass over."""
    made = etree.fromstring(etree.tostring(root))
    names = {prefix: name for prefix, name in made.nsmap.items() if prefix}
    declared = etree.Element(made.tag, nsmap={**names, "w14": W14, "w15": W15, "mc": _MC})
    declared.set(f"{{{_MC}}}Ignorable", "w14 w15")
    declared.extend(made)
    etree.cleanup_namespaces(declared, keep_ns_prefixes=[prefix for prefix in declared.nsmap if prefix])
    return parse_xml(etree.tostring(declared))
