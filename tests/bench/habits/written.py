"""A filled form as a Word file that habits change: where each answer stands, and how to write there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tests.bench.habits.application import Application
from tests.bench.planted.manners import labels, row_of, squeezed, text
from tests.parsers.wordml import SPACES, para, table

CELLS = {
    "exchange": {
        "legal_representative": ("法人代表",), "address": ("地址",), "postal_code": ("邮政编码",), "unit_phone": ("联系电话",),
        "unit_nature": ("单位性质",), "uscc": ("统一社会信用代码",), "project_leader": ("项目负责人",),
        "leader_title": ("职务/职称",), "leader_phone": ("联系电话", "2"), "cooperation_basis": ("合作交流基础（或成功案例）",),
        "partner_units": ("合作单位名称",),
        "cooperation_contents": ("合作内容",), "cooperation_fields": ("合作领域",),
    },
    "haizhi": {
        "address": ("单位地址",), "postal_code": ("邮政编码",), "project_leader": ("项目负责人",), "leader_title": ("职称/职务",),
        "email": ("电子信箱",), "fax": ("传真",), "project_name": ("项目名称",), "funding": ("项目资金情况",),
        "support": ("党委政府或上级主管部门支持情况",),
    },
}  # fmt: skip
LINES = {"applicant_unit": "申报单位", "project_category": "项目类别", "project_period": "项目期限", "contact_person": "联系人",
         "contact_phone": "联系电话"}  # fmt: skip


class Written:
    """The Word file of an application. Answers are found by their labels as the form prints them."""

    def __init__(self, application: Application, document: WordDocument) -> None:
        self.application, self.document = application, document
        self.body: Any = document.element.body
        self.labels = {key: self._label(*where) for key, where in CELLS[application.form].items()}
        """The paragraph of the label of each field that has a cell of its own."""
        self.cells = {key: self._beside(label) for key, label in self.labels.items()}
        """The cell beside that label."""
        cover = [p for p in self.body.iter(qn("w:p")) if row_of(p) is None]
        self.lines = {key: next(p for p in cover if squeezed(text(p)).startswith(name)) for key, name in LINES.items()}
        """The paragraph of each field of the cover."""

    def _label(self, name: str, second: str = "") -> Any:
        found = [p for p in labels(self.document, name) if row_of(p) is not None]
        return found[1 if second else 0]

    def _beside(self, label: Any) -> Any:
        cells = row_of(label).tc_lst
        return cells[next(n for n, cell in enumerate(cells) if label in list(cell.iter(qn("w:p")))) + 1]

    def fill(self, key: str, *paragraphs: str) -> None:
        """Puts these paragraphs, words or the inside of w:p, in the cell of a field."""
        cell = self.cells[key]
        for old in list(cell.iterchildren(qn("w:p"), qn("w:tbl"))):
            cell.remove(old)
        cell.extend(parsed("".join(para(inner) for inner in paragraphs)))

    def answer(self, key: str, inner: str) -> None:
        """Puts words or runs behind the label of a field of the cover, with its colon."""
        line = self.lines[key]
        name = text(line).split("：")[0].split(":")[0]
        (made,) = parsed(para(name + "：", inner))
        line.getparent().replace(line, made)
        self.lines[key] = made

    def say(self, key: str, inner: str) -> None:
        """The answer of any field in a cell or on the cover, as words or runs."""
        if key in LINES and key not in CELLS[self.application.form]:
            self.answer(key, inner)
        else:
            self.fill(key, inner)

    def rows(self) -> Iterator[Any]:
        """The rows of all tables."""
        yield from self.body.iter(qn("w:tr"))

    def row(self, key: str) -> Any:
        """The row of a field."""
        return row_of(self.labels[key])

    def schedule(self) -> list[Any]:
        """The rows of the schedule: its heads, then its stages."""
        rows = list(self.rows())
        at = next(n for n, row in enumerate(rows) if squeezed(row_text(row)).startswith("时间阶段"))
        more = [row for row in rows[at + 1 :] if len(row.tc_lst) == 3]
        return [rows[at], *more]


def row_text(row: Any) -> str:
    return "".join(node.text or "" for node in row.iter(qn("w:t")))


def parsed(xml: str) -> list[Any]:
    """Elements of Word, from their text."""
    return list(parse_xml(f"<w:x {SPACES}>{xml}</w:x>"))


def ruled(rows: Sequence[Sequence[str]], columns: int) -> str:
    """A table as Word writes it, with so many columns of one width."""
    column = f'<w:gridCol w:w="{8520 // columns}"/>'
    made = table(rows, '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>')
    return made.replace("</w:tblPr>", f"</w:tblPr><w:tblGrid>{column * columns}</w:tblGrid>", 1)
