"""Makes forms as offices lay them out: a true record and a Style become a .docx, so that tests can check that the record is read
back. A Style has one choice along every axis; `LAYOUTS` names those worth a test of their own, `mixed` draws any combination."""

from __future__ import annotations

from tests.parsers.layouts.style import LAYOUTS, Style, Values, mixed
from tests.parsers.layouts.tables import Tables
from tests.parsers.wordml import NAMESPACES, docx, para, run, table
from tests.samples.make.forms import TITLES

__all__ = ["LAYOUTS", "Style", "Values", "document", "mixed"]

PLAIN = Style()


def document(form: str, values: Values, style: Style = PLAIN) -> bytes:
    """A .docx of `form` ("exchange", "haizhi") filled with `values` (contract, section 2) in this style."""
    pen = _Form(form, values, style)
    body = "".join(para(run(title, "<w:b/>")) for title in TITLES[form]) + pen.cover()
    body += para("湖南省科学技术协会制") + para("2024年3月") + para(run('<w:br w:type="page"/>')) + pen.tables() + para()
    body = pen.around(body)
    styles = '<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'
    parts = {"word/header1.xml": f'<w:hdr xmlns:w="{NAMESPACES["w"]}">{para("内部资料 注意保存")}</w:hdr>'}
    rels = [("rIdH", "header", "header1.xml"), ("rIdL", "hyperlink", "mailto://x")]
    return docx(body, styles=styles, rels=rels, extra_parts=parts if style.around == "header" else None)


class _Form(Tables):
    """Writes a whole form."""

    def around(self, body: str) -> str:
        letter = para("尊敬的徐老师：") + para(
            "您好！现将我单位申报材料报送如下，联系人：王某某，联系电话：13700001111，请查收。"
        )
        letter += table([["序号", "单位名称", "备注"], ["1", "某某单位", "附件1"]]) + para("此致 敬礼")
        annex = para("附件：单位简介") + table([["单位名称", "别的单位"], ["地址", "别的地址"], ["联系电话", "0000000"]])
        annex += para("附：项目团队成员") + table([["姓名", "职务", "联系电话"], ["甲", "教授", "13900000000"]])
        way = self.style.around
        return letter * (way in ("letter", "both")) + body + annex * (way in ("annex", "both"))
