"""What an applicant puts together for one application: the form in Word, its scan, certificates and proofs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from . import pdf, word
from .forms import PLAIN, Dialect, Values
from .packing import Members
from .paper import OFFICE, Paper
from .projects import form_of

Maker = Callable[["Bundle"], bytes]
FIXED = ("word", "scan", "secret")


@dataclass(frozen=True)
class Bundle:
    """One application to be packed. `category` is the true one (`values` may tick otherwise); `holds` names the pieces, keys of
    PIECES; `edits` are values the applicant changed or left out on the form."""

    category: str
    values: Values
    dialect: Dialect = PLAIN
    paper: Paper = OFFICE
    holds: tuple[str, ...] = (*FIXED, "agreement")
    edits: dict[str, Any] = field(default_factory=dict)

    @property
    def form(self) -> str:
        return form_of(self.category)

    @property
    def written(self) -> dict[str, Any]:
        """The values as they stand on the form."""
        return {**self.values, **self.edits}

    @property
    def folder(self) -> str:
        """The folder's name the guide asks for: unit and project."""
        return f"{self.values['applicant_unit']}+{self.values['project_name']}"

    def files(self, folder: str = "") -> Members:
        """(name, bytes) of every piece, names under `folder`."""
        return [(f"{folder}/{PIECES[k][0]}" if folder else PIECES[k][0], PIECES[k][2](self)) for k in self.holds]

    def roles(self, folder: str = "") -> dict[str, list[str]]:
        """The true role of every piece (contract, section 4) with the names of its files."""
        out: dict[str, list[str]] = {}
        for k in self.holds:
            name, role, _ = PIECES[k]
            out.setdefault(role, []).append(f"{folder}/{name}" if folder else name)
        return out


def secret(bundle: Bundle) -> bytes:
    unit, project = bundle.values["applicant_unit"], bundle.values["project_name"]
    lines = (
        "湖南省科学技术协会：",
        f"    经审查，我单位申报的“{project}”项目全部申报材料均不涉及国家秘密，可以公开。",
        "    特此证明。",
        "",
        f"                                        {unit}（盖章）",
        "                                        2024年3月18日",
    )
    return pdf.paper_pdf("非涉密证明", lines, unit, bundle.paper)


def agreement_lines(bundle: Bundle) -> tuple[str, ...]:
    unit = bundle.values["applicant_unit"]
    return (
        f"甲方：{unit}",
        "乙方：见附件名单",
        "    甲乙双方本着平等互利、优势互补的原则，就科技交流、人员互访和成果对接达成合作意向，期限三年。",
        "甲方代表：                  乙方代表：",
        "2023年11月6日",
    )


def recommendation(bundle: Bundle) -> bytes:
    unit, project, by = (bundle.values[k] for k in ("applicant_unit", "project_name", "recommender"))
    return word.letter(
        "推荐函",
        ("湖南省科学技术协会：", f"    经审核，{unit}申报的“{project}”项目材料真实、合法、合规，同意推荐。", by, "2024年3月19日"),
    )


def licence(bundle: Bundle) -> bytes:
    lines = (
        f"名称：{bundle.values['applicant_unit']}",
        f"统一社会信用代码：{bundle.values.get('uscc', '')}",
        f"法定代表人：{bundle.values['legal_representative']}",
        f"住所：{bundle.values['address']}",
        "登记机关（章）",
        "2020年6月1日",
    )
    return pdf.paper_jpeg("营业执照", lines, "市场监督管理局", Paper(dpi=72, tone="colour", quality=30, seed=bundle.paper.seed))


PIECES: dict[str, tuple[str, str, Maker]] = {
    "word": ("申报书.docx", "form_word", lambda b: word.docx(b.form, b.written, b.dialect)),
    "textpdf": ("申报书.pdf", "form_pdf", lambda b: pdf.text_pdf(b.form, b.written, b.dialect)),
    "scan": ("申报书（盖章扫描件）.pdf", "form_scan", lambda b: pdf.scan_pdf(b.form, b.written, b.dialect, b.paper)),
    "signed": ("申报书（盖章页扫描件）.pdf", "form_scan", lambda b: pdf.signed_pdf(b.form, b.written, b.dialect, b.paper)),
    "secret": ("非涉密证明.pdf", "non_secret_certificate", secret),
    "agreement": ("佐证材料/合作协议.docx", "evidence", lambda b: word.letter("科技合作协议", agreement_lines(b))),
    "agreement_pdf": ("佐证材料/合作协议.pdf", "evidence", lambda b: pdf.paper_pdf("科技合作协议", agreement_lines(b))),
    "licence": ("佐证材料/营业执照.jpg", "evidence", licence),
    "letter": ("推荐函.docx", "recommendation", recommendation),
    "broken": ("佐证材料/合作协议.docx", "refused", lambda b: word.letter("科技合作协议", agreement_lines(b))[:5000]),
}
