"""pdfplumber's page, but with the text that a PDF spells out for a glyph (ActualText, ISO 32000 14.9.4) instead of the text that
its font's table gives. LibreOffice spells a glyph out where two characters share it: symbols that a machine has no font for."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException


class Spelled(Page):
    """A page whose characters carry `spelled` where their text was spelled out."""

    @property
    def layout(self) -> Any:
        """As pdfplumber's own; raises the same errors."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            try:
                PDFPageInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            except Exception as error:
                raise PdfminerException(error) from error
            self._layout = device.get_result()
        return self._layout


class _Device(PDFPageAggregatorWithMarkedContent):
    _spelling = ""

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        super().begin_tag(tag, props)
        actual_text = props.get("ActualText") if isinstance(props, dict) else None
        self._spelling = _decoded(actual_text) if isinstance(actual_text, bytes) else ""

    def end_tag(self) -> None:
        super().end_tag()
        self._spelling = ""

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        """Replaces the glyph by its spelled text, for the first glyph of a span of one character; longer spans are ligatures and
        hyphens, which are read correctly anyway."""
        advance: float = super().render_char(*args, **kwargs)
        if self._spelling and self.cur_item._objs:
            item: Any = self.cur_item._objs[-1]
            item._text, item.spelled = self._spelling, True
            self._spelling = ""
        return advance


def _decoded(raw: bytes) -> str:
    """One character in UTF-16 or PDFDocEncoding; "" for more or for none."""
    text = raw[2:].decode("utf-16-be", "ignore") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")
    return text if len(text) == 1 else ""
