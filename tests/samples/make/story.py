"""The demo mailbox: what came in between 20 March and 20 April 2024, scene by scene. Every scene gets the Teller, which keeps
seed, clock and earlier scenes, and posts one mail. The packages are here, what comes between them is in asides.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from . import asides
from .forms import Dialect
from .paper import Paper
from .people import wrong_check
from .teller import Mail, Teller, holding, signing

SIGNED = ("commitment", "applicant_opinion", "recommender_opinion")
"""The parts of the form in which a seal stands; without colour nobody can tell whether it is one."""
LOOSE = (("package-without-folder", None), ("package-name-mismatch", None))
"""Said of attachments that came in no folder."""
FORMULA = '=HYPERLINK("http://files.example.com/a","湖南橘洲数据科技有限公司")'


def conference(t: Teller) -> None:
    """A complete 国际科技交流会议 in a zip with one folder, as the guide asks."""
    b = t.bundle("conference", Dialect(pad="  "), holds=holding("agreement", "licence"))
    t.submit("03-20 09:12", b, body="各位老师好：现报送我单位申报材料，请查收。")


def cooperation_gbk(t: Teller) -> None:
    """A complete 国际与区域合作; a zip made by Windows with GBK names and no flag, sent by QQ mail."""
    dialect = Dialect(tick="box", bank="lines", labels="tight", money="unit")
    b = t.bundle("cooperation", dialect, holds=holding("agreement", "letter"))
    t.submit("03-21 10:40", b, zip_names="gbk", names="qq", words="gb18030", body="请查收附件，收到请回复，谢谢。")


def base(t: Teller) -> None:
    """A complete 国内海智基地, ticked by content controls, with a recommendation in Word."""
    dialect = Dialect(tick="control", cover="table", one_table=False)
    t.submit(
        "03-22 15:03", t.bundle("domestic_base", dialect, holds=holding("licence", "letter")), names="netease", body="见附件。"
    )


def station(t: Teller) -> None:
    """A complete 海外工作站 with a foreign address, ticked by Wingdings symbols."""
    b = t.bundle("overseas_station", Dialect(tick="symbol", hints=False, labels="wide", runs="control"), holds=signing("licence"))
    country = b.values["project_name"].removesuffix("海智工作站建设")
    abroad = {
        "address": "12 Lion City Way, Singapore（新加坡狮城路12号）",
        "postal_code": "138632",
        "project_name": "新加坡海智工作站建设",
        "overview": b.values["overview"].replace(country, "新加坡"),
    }
    t.submit("03-25 08:55", replace(b, values={**b.values, **abroad}), body="您好，材料见附件。")


def missing_fields(t: Teller) -> None:
    """Four places left blank; the zip has no folder inside."""
    blank = {"legal_representative": "", "postal_code": "", "leader_title": "", "expected_goals": ""}
    b = t.bundle("cooperation", Dialect(tick="square", cover="table", bank="nested", runs="tracked"), holds=signing("agreement"))
    signers = {"applicant": b.values["legal_representative"], **b.values["signatures"]}
    b = replace(b, edits={**blank, "signatures": signers})
    t.submit("03-26 11:21", b, shape="archive", fix=[("field-missing", key) for key in blank])


def unticked(t: Teller) -> None:
    """No category ticked; loose files, no archive; the budget in 元."""
    b = t.bundle("cooperation", Dialect(money="yuan"), holds=signing("agreement"), edits={"project_category": None})
    t.submit("03-28 16:47", b, shape="loose", names="qq", words="gb18030", fix=[("category-unticked", "project_category")],
             more={"remind": [("budget-unit-suspect", "schedule"), *LOOSE]})  # fmt: skip


def both_ticked(t: Teller) -> None:
    """Both categories ticked."""
    both = {"project_category": ("domestic_base", "overseas_station")}
    b = t.bundle("domestic_base", Dialect(labels="tight", mark="V", gap="　"), edits=both, holds=signing("licence"))
    t.submit("03-29 10:05", b, fix=[("category-ambiguous", "project_category")])


def wrong_code(t: Teller) -> None:
    """A credit code with a wrong check character; a text PDF of the form beside Word and scan."""
    b = t.bundle("conference", Dialect(tick="only", cover="table"), holds=holding("textpdf", "agreement"))
    t.submit("04-01 09:44", replace(b, edits={"uscc": wrong_check(b.values["uscc"])}), fix=[("uscc-invalid", "uscc")])


def too_long(t: Teller) -> None:
    """A 项目概述 of far more than 1000 字, under a raw GBK subject; full-width digits."""
    b = t.bundle("domestic_base", Dialect(tick="box", wide_digits=True), holds=signing("licence"))
    text = b.values["overview"].replace("\n", "")
    b = replace(b, edits={"overview": "\n".join(f"（{i}）{text}" for i in range(1, 8))})
    t.submit("04-02 14:12", b, words="raw-gbk", names="raw-gbk", fix=[("overview-too-long", "overview")],
             more={"note": [("hint-returnees", "overview")]})  # fmt: skip


def word_only(t: Teller) -> None:
    """Word and certificate, but no scan."""
    b = t.bundle("overseas_station", Dialect(tick="formcheckbox", runs="split", colon=":"), holds=("word", "secret", "licence"))
    t.submit("04-03 17:31", b, fix=[("scan-missing", None)], body="纸质件正在盖章，扫描件随后补发。")


def city(t: Teller) -> None:
    """市科协 sends two applications in one zip, a folder each."""
    by = "岳阳市科学技术协会"
    one = t.bundle("cooperation", Dialect(cover="table"), "one", "岳阳")
    two = t.bundle("domestic_base", Dialect(), "two", "岳阳", holds=holding("licence"))
    one, two = (replace(b, values={**b.values, "recommender": by}) for b in (one, two))
    title, said = "岳阳市科协推荐申报项目（2项）", "省科协国际与区域合作部：经初审，现推荐2个项目，材料见附件。"
    t.submit("04-08 10:20", one, two, sender=(by, "kexie@yueyang.example.org"), title=title, body=said)


def damaged(t: Teller) -> None:
    """An agreement whose .docx broke off on the way, beside good files."""
    b = t.bundle("conference", Dialect(tick="square"), holds=signing("licence", "broken"))
    t.submit("04-11 09:09", b, fix=[("attachment-unreadable", None)])


def locked(t: Teller) -> None:
    """A zip under a password nobody told us."""
    b = t.bundle("cooperation", Dialect(), holds=holding())
    said = "压缩包已加密，密码电话告知。"
    t.submit("04-12 13:37", b, password="hnkx2024", fix=[("attachment-encrypted", None)], body=said)


def formula(t: Teller) -> None:
    """A unit's name, and a subject, that a spreadsheet would run."""
    b = t.bundle("cooperation", Dialect(cover="textbox", blank_rows=3), holds=signing("agreement"))
    b = replace(b, edits={"applicant_unit": FORMULA, "unit_name": FORMULA, "bank_account_name": "湖南橘洲数据科技有限公司"})
    t.submit("04-17 10:30", b, title=FORMULA, more={
        "remind": [("package-name-mismatch", None), ("account-name-mismatch", "bank_account_name")],
    })  # fmt: skip


def pdf_only(t: Teller) -> None:
    """The form as text PDF and as black and white scan, but no Word file."""
    b = t.bundle("conference", Dialect(), holds=("textpdf", "scan", "secret", "agreement_pdf"), paper=Paper(150, "bilevel"))
    t.submit("04-18 16:02", b, fix=[("word-missing", None)], more={"note": [("seal-missing", part) for part in SIGNED]})


STORY: tuple[Callable[[Teller], None], ...] = (
    *(conference, cooperation_gbk, base, station, missing_fields, asides.enquiry, unticked, both_ticked, wrong_code, too_long),
    *(word_only, asides.out_of_office, asides.again, city, asides.supplement, asides.corrected, damaged, locked, asides.cloud),
    *(formula, pdf_only, asides.returned),
)


@lru_cache(maxsize=1)
def demo(seed: int) -> tuple[Mail, ...]:
    """All scenes in order of arrival."""
    teller = Teller(seed)
    for scene in STORY:
        teller.scene = scene.__name__
        scene(teller)
    return tuple(teller.told.values())
