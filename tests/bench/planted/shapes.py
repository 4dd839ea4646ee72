# ruff: noqa: E501  (the table reads better a defect a line)
"""Defects in the Word file, the papers, the mail and the office's own lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from random import Random
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import _Cell
from PIL import Image

from config.model import Guide
from parsers.model.file import Trouble
from parsers.model.mail import Head, Link
from tests.bench.planted.defects import Defect
from tests.bench.planted.manners import labels, paragraphs, row_of, text, write
from tests.bench.planted.sent import AGREEMENT, CERTIFICATE, LICENCE, SCAN, Draw, Sent
from tests.samples.make import word
from tests.samples.make.forms import CONTENTS


def shape(rule: str, severity: str, plant: Callable[[Random, Sent], Sent], *touches: str, form: str = "", category: str = "", alone: bool = False) -> Defect:
    return Defect(rule, severity, plant, form, category, touches, alone)


def draws(rule: str, severity: str, *changes: Draw, touches: tuple[str, ...] = ("drawn",), form: str = "", category: str = "", alone: bool = False) -> Defect:
    return Defect(rule, severity, lambda rng, sent: sent.drawing(rng.choice(changes)), form, category, touches, alone)


def replaced(*pairs: tuple[str, str]) -> Draw:
    """Words of the Word file, each by others, wherever they stand in one paragraph."""

    def change(document: WordDocument) -> None:
        for paragraph in paragraphs(document):
            said = text(paragraph)
            if any(old in said for old, _ in pairs) and not list(paragraph.iter(qn("w:txbxContent"))):
                for old, new in pairs:
                    said = said.replace(old, new)
                write(paragraph, said)

    return change


def without_row(*names: str) -> Draw:
    def change(document: WordDocument) -> None:
        for row in [row_of(paragraph) for paragraph in labels(document, *names)]:
            if row is not None and row.getparent() is not None:
                row.getparent().remove(row)

    return change


def pictured(*names: str) -> Draw:
    """A picture in place of the words beside these labels."""

    def change(document: WordDocument) -> None:
        for paragraph in labels(document, *names):
            row = row_of(paragraph)
            cells = [] if row is None else row.tc_lst
            at = next((n for n, cell in enumerate(cells) if paragraph in list(cell.iter(qn("w:p")))), None)
            if at is not None and at + 1 < len(cells):
                cell = _Cell(cells[at + 1], document.tables[0])
                for node in list(cell._tc.iter(qn("w:t"))):
                    node.text = ""
                cell.paragraphs[0].add_run().add_picture(_picture(), width=900000)

    return change


def _picture() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (300, 60), "white").save(out, "PNG")
    out.seek(0)
    return out


def office(words: str) -> Draw:
    def change(document: WordDocument) -> None:
        for paragraph in paragraphs(document):
            if text(paragraph).strip().startswith("省科协审定意见"):
                write(paragraph, "省科协审定意见：" + words)

    return change


def contact(words: str) -> Draw:
    """Another contact person in the table than on the cover."""

    def change(document: WordDocument) -> None:
        for paragraph in labels(document, "联系人")[-1:]:
            row = row_of(paragraph)
            cells = [] if row is None else list(row.iter(qn("w:tc")))
            if len(cells) > 1:
                nodes = list(cells[1].iter(qn("w:t")))
                for number, node in enumerate(nodes):
                    node.text = words if number == 0 else ""

    return change


def lists(**entries: str) -> Callable[[Sent], Sent]:
    """The office's lists with one entry each more; {unit} and {recommender} stand for the application's own."""

    def change(sent: Sent) -> Sent:
        names = {"unit": sent.values["applicant_unit"], "recommender": sent.values["recommender"]}
        rows = {key: tuple(entry.format(**names).split(",")) for key, entry in entries.items()}

        def guide(known: Guide) -> Guide:
            tables = known.tables | {key: (*known.tables.get(key, ()), row) for key, row in rows.items()}
            return known.model_copy(update={"tables": tables, "lists": known.lists | {k: tuple(r[0] for r in tables[k]) for k in rows}, "digest": known.digest + sent.folder})

        return replace(sent, guide=guide)

    return change


def one_option(known: Guide) -> Guide:
    """The office has decided that one option alone may be ticked (X5)."""
    rules = tuple(rule.model_copy(update={"arguments": rule.arguments | {"most": 1}}) if rule.id == "options-too-many" else rule for rule in known.rules)
    return known.model_copy(update={"rules": rules, "digest": known.digest + "X5"})


def letter(*lines: str) -> bytes:
    return word.letter("情况说明", lines)


def mailed(**head: Any) -> Callable[[Random, Sent], Sent]:
    return lambda rng, sent: replace(sent, head=replace(sent.head, **head))


def other_word(first: str, second: str) -> Callable[[Random, Sent], Sent]:
    """Two versions of the form in one folder."""

    def plant(rng: Random, sent: Sent) -> Sent:
        leader = sent.says(project_leader="欧阳思远", leader_title="研究员")
        return replace(sent.along(second, word.docx(leader.form, leader.values, leader.dialect)), word=first)

    return plant


def renamed(*names: str) -> Draw:
    """One of these labels under a name that nobody foresaw."""

    def change(document: WordDocument) -> None:
        for paragraph in labels(document, *names):
            write(paragraph, "情况填写处")

    return change


def unheaded(document: WordDocument) -> None:
    """The pledge without its heading."""
    for paragraph in labels(document, "三、申报单位承诺", "申报单位承诺"):
        write(paragraph, "")


PLEDGE_CUT = (replaced(("，并承担相应责任", "")), replaced(("接受监督、审计和评估，", "")), replaced(("，专项资金将按照财经法律法规和财经纪律要求规范使用", "")))
PLEDGE_SAID_OTHERWISE = (
    replaced(("专项资金将按照财经法律法规和财经纪律要求规范使用", "专项资金将依照财经法律法规和纪律的要求规范地使用")),
    replaced(("我单位愿意按照法律、法规和政策规定，接受监督、审计和评估，并承担相应责任。", "")),
)
SHAPES: tuple[Defect, ...] = (
    shape("word-missing", "fix", lambda rng, sent: replace(sent, word=""), "word", alone=True),
    shape("scan-missing", "fix", lambda rng, sent: sent.without(SCAN), "scan", "paper"),
    shape("scan-unread", "verify", lambda rng, sent: replace(sent, paper=None), "scan", "paper", "recommender"),
    shape("evidence-missing", "remind", lambda rng, sent: sent.without(AGREEMENT, LICENCE), "papers"),
    shape("non-secret-certificate-missing", "remind", lambda rng, sent: sent.without(CERTIFICATE), "papers"),
    shape("legal-proof-missing", "remind", lambda rng, sent: sent.without(LICENCE), "papers", form="haizhi"),
    shape("post-proof-missing", "remind", lambda rng, sent: sent.says(cooperation_contents=[CONTENTS[2]]).without(AGREEMENT, CERTIFICATE, LICENCE), "cooperation_contents", "papers", form="exchange"),
    shape("package-name-mismatch", "remind", lambda rng, sent: replace(sent, folder=rng.choice(("申报材料", "2024年申报", sent.values["applicant_unit"], "项目资料（最终）"))), "folder", "project_name"),
    shape("package-without-folder", "remind", lambda rng, sent: replace(sent, folder=""), "folder", "project_name"),
    shape("package-name-mismatch", "remind", lambda rng, sent: replace(sent, folder=""), "folder", "project_name"),
    shape("several-forms", "verify", lambda rng, sent: other_word("申报书甲.docx", "申报书乙.docx")(rng, sent), "word", alone=True),
    shape("several-forms", "note", lambda rng, sent: other_word("申报书（最终版）.docx", "申报书（初稿）.docx")(rng, sent), "word", alone=True),
    shape("late-submission", "verify", lambda rng, sent: replace(sent, deadline="2024-03-24T18:00:00+08:00"), "deadline"),
    shape("secret-mark", "verify", lambda rng, sent: sent.along("附件说明.docx", letter(rng.choice(("机密★10年", "秘密★5年", "★ 绝密")), "有关情况。")), "papers"),
    shape("attachment-dangerous", "verify", lambda rng, sent: sent.along("安装.exe", Trouble("dangerous")), "troubles", alone=True),
    shape("attachment-encrypted", "fix", lambda rng, sent: sent.along(rng.choice(("佐证材料.zip", "证书.pdf")), Trouble("encrypted")), "troubles", alone=True),
    shape("attachment-unreadable", "fix", lambda rng, sent: sent.along("佐证材料/照片.docx", sent.papers[AGREEMENT][:3000]), "troubles", alone=True),  # type: ignore[index]
    shape("attachment-unreadable", "fix", lambda rng, sent: sent.along("佐证材料/空.pdf", Trouble("empty")), "troubles", alone=True),
    shape("attachment-unreadable", "verify", lambda rng, sent: sent.along("佐证材料.ofd", Trouble("unsupported")), "troubles", alone=True),
    shape("attachment-external", "fix", mailed(links=(Link("https://example.org/f/1", "网盘", "佐证材料.zip"),)), "troubles", alone=True),
    shape("word-scan-mismatch", "verify", lambda rng, sent: replace(sent, paper={"project_leader": "欧阳思远"}), "paper", "project_leader"),
    shape("word-scan-mismatch", "verify", lambda rng, sent: replace(sent, paper={"contact_phone": "13900007777"}), "paper", "contact_phone"),
    shape("word-scan-mismatch", "verify", lambda rng, sent: replace(sent, paper={"main_content": "全然不同的内容，讲的是另一件事情，与前文并不相干，也未曾提及。"}), "paper", "main_content", form="exchange"),
    shape("seal-missing", "verify", lambda rng, sent: replace(sent, stamps={(rng.choice(("commitment", "applicant_opinion", "recommender_opinion")), "seal"): "not seen"}), "stamps", "paper", "recommender"),
    shape("seal-missing", "note", lambda rng, sent: replace(sent, stamps={("commitment", "seal"): "cannot tell"}), "stamps", "paper", "recommender"),
    shape("signature-missing", "verify", lambda rng, sent: replace(sent, stamps={(rng.choice(("commitment", "applicant_opinion")), "signature"): "not seen"}), "stamps", "paper"),
    shape("date-missing", "verify", lambda rng, sent: replace(sent, stamps={(rng.choice(("commitment", "applicant_opinion")), "date"): "not seen"}), "stamps", "paper"),
    shape("seal-name-mismatch", "verify", lambda rng, sent: replace(sent, rings={rng.choice(("commitment", "applicant_opinion")): rng.choice(("湖南橘洲精密仪器有限公司", "沅水职业技术大学"))}), "stamps", "paper", "recommender", "applicant_unit"),
    draws("template-altered", "fix", without_row("单位性质", "统一社会信用代码"), without_row("合作单位名称"), without_row("法人代表"), touches=("unit_nature", "uscc", "partner_units", "legal_representative", "drawn"), form="exchange"),
    draws("template-altered", "fix", without_row("党委政府或上级主管部门支持情况"), without_row("项目名称"), touches=("support", "project_name", "folder", "drawn"), form="haizhi"),
    draws("template-altered", "fix", *PLEDGE_CUT),
    draws("template-altered", "remind", *PLEDGE_SAID_OTHERWISE),
    draws("template-altered", "remind", renamed("单位性质"), renamed("合作单位名称"), renamed("法人代表"), touches=("unit_nature", "uscc", "partner_units", "legal_representative", "drawn"), form="exchange"),
    draws("template-altered", "remind", renamed("党委政府或上级主管部门支持情况"), renamed("电子信箱"), touches=("support", "email", "drawn"), form="haizhi"),
    draws("template-altered", "remind", unheaded),
    draws("template-outdated", "remind", replaced(("2024年3月", "2023年3月")), replaced(("2024年3月", "2022年4月")), touches=("drawn", "project_period", "schedule")),
    draws("office-area-filled", "remind", office("同意立项"), office("请予支持"), office("拟同意，资助10万元")),
    draws("field-unreadable", "verify", pictured("地址", "单位地址"), pictured("邮政编码"), touches=("drawn", "address", "postal_code", "applicant_unit")),
    draws("contact-disagrees", "remind", contact("欧阳思远"), contact("上官文静"), touches=("drawn", "contact_person"), form="haizhi"),
    draws("pledge-date-odd", "remind", replaced(("2024年3月18日", "2024年2月30日")), replaced(("2024年3月18日", "2023年3月18日")), replaced(("2024年3月18日", "2024年9月1日")), touches=("drawn", "signed")),
    shape("recommender-sanctioned", "verify", lambda rng, sent: lists(sanctioned="{recommender},2024-01-01,2027-01-01,依据")(sent), "recommender", "guide"),
    shape("recommender-ineligible", "verify", lambda rng, sent: replace(sent.says(recommender=""), head=Head(sender="kx@example.org", sender_name=rng.choice(("岳麓区科协", "长沙县科学技术协会")))), "recommender", "head"),
    shape("options-too-many", "remind", lambda rng, sent: replace(sent.says(cooperation_fields=["新能源", "新材料"]), guide=one_option), "cooperation_fields", "guide", form="exchange"),
    shape("hint-uncovered-city", "note", lambda rng, sent: lists(uncovered_cities="长沙市/株洲市/湘潭市/衡阳市/邵阳市/岳阳市/常德市/益阳市/郴州市/怀化市/娄底市")(sent), "address", "guide", category="domestic_base"),
    shape("hint-unit-class", "note", lambda rng, sent: lists(bases="{unit}")(sent), "guide", "applicant_unit"),
    shape("hint-route", "note", lambda rng, sent: sent, "recommender"),
    shape("hint-direction", "note", lambda rng, sent: sent, "cooperation_contents", form="exchange"),
    shape("hint-package-shape", "note", lambda rng, sent: sent, "folder"),
)  # fmt: skip
