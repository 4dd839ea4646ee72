"""The cover: lines, underlined lines, tables, text boxes."""

from __future__ import annotations

from collections.abc import Sequence

from tests.parsers.layouts.pen import Pen
from tests.parsers.layouts.words import control, drawing, vml
from tests.parsers.wordml import cell, para, run, table
from tests.samples.make.forms import CATEGORIES


class Cover(Pen):
    """Writes the cover."""

    def cover(self) -> str:
        chosen = CATEGORIES[self.form].get(self.text("project_category"), "")
        category = "  ".join(self.ticks(tuple(CATEGORIES[self.form].values()), (chosen,)))
        asked = {"申报单位": self.text("applicant_unit"), "项目类别": category, "项目期限": self.text("project_period")}
        asked |= {"联 系 人": self.text("contact_person"), "联系电话": self.text("contact_phone")}
        lines = [(self.printed(label), run(v) if label == "项目类别" else "".join(self.answer(v))) for label, v in asked.items()]
        return getattr(self, "_cover_" + self.style.cover.replace("-", "_"))(lines)

    def _joined(self, lines: Sequence[tuple[str, str]], before: str = "", after: str = "") -> str:
        return "".join(para(label, run(self.style.colon or "："), before, value or run(" "), after) for label, value in lines)

    def _cover_lines(self, lines: Sequence[tuple[str, str]]) -> str:
        return self._joined(lines)

    def _cover_underlined(self, lines: Sequence[tuple[str, str]]) -> str:
        return self._joined(lines, run("    ", '<w:u w:val="single"/>'), run("        ", '<w:u w:val="single"/>'))

    def _cover_ruled(self, lines: Sequence[tuple[str, str]]) -> str:
        return self._joined(lines, run("____"), run("________"))

    def _cover_tabs(self, lines: Sequence[tuple[str, str]]) -> str:
        return self._joined(lines, run("<w:tab/>"), run("<w:tab/>"))

    def _cover_below(self, lines: Sequence[tuple[str, str]]) -> str:
        return "".join(para(label, run("：")) + para(value or run(" ")) for label, value in lines)

    def _cover_control(self, lines: Sequence[tuple[str, str]]) -> str:
        return control(self._joined([(label, control(value)) for label, value in lines]))

    def _cover_table(self, lines: Sequence[tuple[str, str]]) -> str:
        return table([cell(para(a, run(self.style.colon)) if self.style.colon else para(a)), cell(para(b))] for a, b in lines)

    def _cover_pair_table(self, lines: Sequence[tuple[str, str]]) -> str:
        return table([[cell(para(a, run("："), b))] for a, b in lines])

    def _cover_vml(self, lines: Sequence[tuple[str, str]]) -> str:
        return para(run(vml(self._joined(lines))))

    def _cover_drawing(self, lines: Sequence[tuple[str, str]]) -> str:
        return para(run(drawing(self._joined(lines))))

    def _cover_alternate(self, lines: Sequence[tuple[str, str]]) -> str:
        both = (drawing(self._joined(lines)), vml(self._joined(lines)))
        choice = f'<mc:Choice Requires="wps">{both[0]}</mc:Choice><mc:Fallback>{both[1]}</mc:Fallback>'
        return para(run(f"<mc:AlternateContent>{choice}</mc:AlternateContent>"))
