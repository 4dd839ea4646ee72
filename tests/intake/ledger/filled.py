"""Every type that a ledger keeps, with another value than its default in every field: the content of
samples/ledgers/schema-3.sql, beside two applications that were really read."""

from __future__ import annotations

from parsers.model.document import Place
from parsers.model.file import Trouble
from parsers.model.finding import Finding
from parsers.model.mail import Head, Link, Proof, Reading, Returned
from parsers.model.package import Package, PackageFile
from parsers.model.page_transform import PageTransform
from parsers.model.record import Record, Value
from parsers.model.seal import Stamp
from reports.workbook.build_plan import Plan, PlanColumn, PlanSheet

MAIL = "3eedf221eeb5843f59d31c68f4bac150fbdb993800c770017f5ef2657dae5765"
"""The mail that the filled reading and the filled revision belong to."""
GUIDE = "a guide of another year"

PLACE = Place(2, 1, 3, 2, 4, (10, 20, 300, 400), "form field")

VALUES = {
    "project_category": Value("☑国际科技交流会议", "conference", PLACE, "ocr", 0.75, "申报书.docx", "unsure", "勾选较淡", "议"),
    "schedule": Value("一行", [{"stage": "2024年1月", "budget_wan": 2.5, "goal": "完成"}], PLACE, "word", 0.5, "申报书.docx"),
    "project_period": Value("2024", {"start": "2024-01", "end": "2024-12", "text": "2024"}, PLACE, "pdf", 0.9, "申报书.docx"),
    "address": Value(None, None, PLACE, "ocr", 0.1, "扫描件.pdf", "", "读不出"),
}
RECORD = Record(
    "exchange", VALUES, {"applicant_unit": (VALUES["address"], VALUES["schedule"])}, {"commitment": VALUES["project_period"]},
    ("传真",), "2024年3月", "pdf", ("邮编",))
STAMP = Stamp("commitment", "seal", "cannot tell", PLACE, "印迹过淡", "第一研究院", "iVBORw0KGgo=")
FILE = PackageFile(
    "文件夹/申报书.docx", "1" * 64, 4321, "form_word", "application/pdf", "材料.zip", 7, False, RECORD,
    Trouble("limit", "页数过多"), ("含宏",), "申报书的开头", "2024-03-01T08:00:00+00:00", (STAMP,), (3, 5), "2" * 64,
    (PageTransform(1, 3, (1.0, 0.5, 0.25, 0.0, 1.5, 0.125, 0.0, 0.0, 1.0)),))
UNASSIGNED = PackageFile("照片.jpg", "3" * 64, 99, "other", "image/jpeg")
OWN = Package((FILE,), "第一研究院+项目", "archive", "申报材料（2/3）", "keji@unit.example.org", ((2, 3), (0, 0)))
PACKAGE = Package((FILE, UNASSIGNED), "第一研究院+项目", "folder", "申报材料", "keji@unit.example.org", ((1, 3),))
FINDINGS = (  # what they are known by was added by a step
    Finding("address-odd", "remind", "address", "地址有疑问。", "R38 R39", "文件夹/申报书.docx", PLACE, "请核对地址。",
            "地址：某路1号", file=FILE.sha256, discriminator="地址：某路1号"),
    Finding("word-missing", "fix", None, "未见Word版的项目申报书。", "R114"),
)
SUSPECTS = ("GJ2024-0001",)
HEAD = Head(
    "keji@unit.example.org", "科技处", "bounce@unit.example.org", ("office@example.org", "b@example.org"), "申报材料", "<1@unit>",
    "<0@unit>", ("<0@unit>", "<00@unit>"), "2024-03-20T09:12:02+08:00", "2024-03-20T09:12:03+08:00", ("auto-submitted",),
    "见附件。\n联系人：李文静", (Link("https://example.org/f/1", "网盘", "材料.zip", "12 MB", "2024-04-01"),), 4, ("附件名有误",),
    Returned(("<r@126.com>",), ("gone@unit.example.org",), "5.1.1", "地址不存在"), Proof("mx.example.org", "pass"))
READING = Reading(HEAD, (OWN, PACKAGE), (UNASSIGNED,), 12, GUIDE)
PLAN = Plan("0a1b2c3d", 2, (
    PlanSheet("总览", (PlanColumn("key", "键·总览·2·0a1b2c3d"), PlanColumn("staff_verdict", "初审结论", True, "", "revision"),
                       PlanColumn("field_address", "地址", False, "address", "value", "address"))),
    PlanSheet("说明", (), False)))
