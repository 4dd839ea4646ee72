"""pdfplumber's page, but with what a PDF itself says of its glyphs: the text that it spells out (ActualText, ISO 32000 14.9.4) in
place of the text that the font's table gives, and which glyphs are a watermark's (14.8.2.2). LibreOffice spells a glyph out where
two characters share it: symbols that a machine has no font for."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.psparser import literal_name
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

_FILLED_AND_OUTLINED = 2


class Spelled(Page):
    """A page whose characters carry `spelled` where their text was spelled out, `watermark` where they are one's, and `outlined`
    where a line round each letter makes it bold."""

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
    _outlined = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._open: list[bool] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        super().begin_tag(tag, props)
        self._open.append(isinstance(props, dict) and literal_name(props.get("Subtype", "")) == "Watermark")
        actual_text = props.get("ActualText") if isinstance(props, dict) else None
        self._spelling = _decoded(actual_text) if isinstance(actual_text, bytes) else ""

    def end_tag(self) -> None:
        super().end_tag()
        self._spelling = ""
        if self._open:
            self._open.pop()

    def render_string(self, textstate: Any, *args: Any, **kwargs: Any) -> None:
        """Notes whether these letters are filled and outlined (ISO 32000 9.3.6), as bold ones are where there is no bold font."""
        self._outlined = textstate.render == _FILLED_AND_OUTLINED
        super().render_string(textstate, *args, **kwargs)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        """Replaces the glyph by its spelled text, for the first glyph of a span of one character; longer spans are ligatures and
        hyphens, which are read correctly anyway."""
        advance: float = super().render_char(*args, **kwargs)
        item: Any = self.cur_item._objs[-1] if self.cur_item._objs else None
        if item is not None and True in self._open:
            item.watermark = True
        if item is not None and self._outlined:
            item.outlined = True
        if item is not None and self._spelling:
            item._text, item.spelled = self._spelling, True
            self._spelling = ""
        return advance


def _decoded(raw: bytes) -> str:
    """One character in UTF-16 or PDFDocEncoding; "" for more or for none."""
    text = raw[2:].decode("utf-16-be", "ignore") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")
    return text if len(text) == 1 else ""
