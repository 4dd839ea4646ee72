"""The demo mailbox: what came in between 20 March and 20 April 2024, mail by mail, and the truth about each.

Every function of STORY is one scene; it gets the Teller, which keeps seed, clock and earlier scenes, and posts one mail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .bundle import FIXED, Bundle
from .forms import Dialect
from .mails import bounce, package_mail
from .paper import Paper
from .people import wrong_check
from .teller import Mail, Teller

FORMULA = '=HYPERLINK("http://files.example.com/a","湖南橘洲数据科技有限公司")'


def conference(t: Teller) -> None:
    """A complete 国际科技交流会议 in a zip with one folder, as the guide asks."""
    b = t.bundle("conference", Dialect(pad="  "), holds=(*FIXED, "agreement", "licence"))
    t.submit(b, "20 09:12", body="各位老师好：现报送我单位申报材料，请查收。")


def cooperation_gbk(t: Teller) -> None:
    """A complete 国际与区域合作; a zip made by Windows with GBK names and no flag, sent by QQ mail."""
    b = t.bundle("cooperation", Dialect(tick="box", bank="lines", labels="tight", money="unit"), holds=(*FIXED, "agreement", "letter"))
    t.submit(b, "21 10:40", zip_names="gbk", names="qq", words="gb18030", body="请查收附件，收到请回复，谢谢。")


def base(t: Teller) -> None:
    """A complete 国内海智基地, ticked by content controls, with a recommendation in Word."""
    b = t.bundle("domestic_base", Dialect(tick="control", cover="table", one_table=False), holds=(*FIXED, "licence", "letter"))
    t.submit(b, "22 15:03", names="netease", body="附件为海智计划项目申报材料。")


def station(t: Teller) -> None:
    """A complete 海外工作站 with a foreign address, ticked by Wingdings symbols."""
    b = t.bundle("overseas_station", Dialect(tick="symbol", hints=False, labels="wide"), holds=(*FIXED, "licence"))
    abroad = {"address": "12 Lion City Way, Singapore（新加坡狮城路12号）", "postal_code": "138632", "project_name": "新加坡海智工作站建设"}
    text = b.values["overview"].replace(b.values["project_name"][:-7], "新加坡")
    t.submit(replace(b, values={**b.values, **abroad, "overview": text}), "25 08:55", body="您好，材料见附件。")


def missing_fields(t: Teller) -> None:
    """Four places left blank; the zip has no folder inside."""
    blank = {"legal_representative": "", "postal_code": "", "leader_title": "", "expected_goals": ""}
    b = t.bundle("cooperation", Dialect(tick="square", cover="table", bank="nested"), edits=blank)
    b = replace(b, edits={**blank, "signatures": {"applicant": b.values["legal_representative"], **b.values["signatures"]}})
    t.submit(b, "26 11:21", folder=False, fix=[("field-missing", k) for k in blank])


def enquiry(t: Teller) -> None:
    """A question, nothing attached. A person answers."""
    t.post("27 09:30", "enquiry", reply=False, subject="咨询海智计划申报截止时间", why="a person answers",
           body="徐老师您好：请问今年海智计划项目什么时候截止？没有传真号码的话传真一栏怎么填？谢谢！")


def unticked(t: Teller) -> None:
    """No category ticked; loose files, no archive."""
    b = t.bundle("cooperation", Dialect(money="yuan"), edits={"project_category": None})
    t.submit(b, "28 16:47", loose=True, names="qq", words="gb18030", fix=[("category-unticked", "project_category")])


def both_ticked(t: Teller) -> None:
    """Both categories ticked in the form's own brackets."""
    b = t.bundle("domestic_base", Dialect(labels="tight"), edits={"project_category": ("domestic_base", "overseas_station")},
                 holds=(*FIXED, "licence"))
    t.submit(b, "29 10:05", fix=[("category-ambiguous", "project_category")])


def wrong_code(t: Teller) -> None:
    """A credit code with a wrong check character; a text PDF of the form beside Word and scan."""
    b = t.bundle("conference", Dialect(tick="only", cover="table"), holds=("word", "textpdf", "scan", "secret", "agreement"))
    t.submit(replace(b, edits={"uscc": wrong_check(b.values["uscc"])}), "01 09:44", month=4, fix=[("uscc-invalid", "uscc")])


def too_long(t: Teller) -> None:
    """A 项目概述 of far more than 1000 字, under a raw GBK subject."""
    b = t.bundle("domestic_base", Dialect(tick="box", wide_digits=True), holds=(*FIXED, "licence"))
    essay = "\n".join(f"（{i}）" + b.values["overview"].replace("\n", "") for i in range(1, 8))
    t.submit(replace(b, edits={"overview": essay}), "02 14:12", month=4, words="raw-gbk", names="raw-gbk",
             fix=[("overview-too-long", "overview")])


def word_only(t: Teller) -> None:
    """Word and certificate, but no scan."""
    b = t.bundle("overseas_station", Dialect(tick="formcheckbox"), holds=("word", "secret", "licence"))
    t.submit(b, "03 17:31", month=4, fix=[("scan-missing", None)], body="纸质件正在盖章，扫描件随后补发。")


def out_of_office(t: Teller) -> None:
    """A holiday reply to a letter of ours."""
    t.post("04 08:00", "automatic", month=4, reply=False, subject="自动回复：清明节放假通知", body="您好，我正在休假，4月7日返岗后回复。",
           extra=(("Auto-Submitted", "auto-replied"), ("X-Autoreply", "yes")), why="Auto-Submitted")


def again(t: Teller) -> None:
    """The package of the second scene once more, the very same files, because no answer came."""
    first = t.told["cooperation_gbk"]
    t.repeat(first, "07 09:02", month=4, subject="（再次发送）" + first.truth["subject"], body="上次邮件未收到回复，再发一次。")


def city(t: Teller) -> None:
    """市科协 sends two applications in one zip, a folder each."""
    by = "岳阳市科学技术协会"
    pair = (t.bundle("cooperation", Dialect(cover="table"), key="a"),
            t.bundle("domestic_base", Dialect(), key="b", holds=(*FIXED, "licence")))
    pair = tuple(replace(b, values={**b.values, "recommender": by}) for b in pair)
    t.submit(pair, "08 10:20", month=4, sender=(by, "kexie@yueyang.example.org"), title="岳阳市科协推荐申报项目（2项）",
             body="省科协国际与区域合作部：经初审，现推荐2个项目，材料见附件。")


def supplement(t: Teller) -> None:
    """Only the stamped scan, as a reply to the mail that had only Word."""
    first = t.told["word_only"]
    t.supplement(first, "scan", "09 15:55", month=4, body="补交盖章扫描件，请查收。")


def corrected(t: Teller) -> None:
    """A newer Word file with the four places filled, in the same thread. The scan of the first mail still counts."""
    t.correct(t.told["missing_fields"], "10 11:11", month=4, body="已按要求补充完整，请以本次Word版为准。")


def damaged(t: Teller) -> None:
    """An agreement whose .docx broke off on the way, beside good files."""
    b = t.bundle("conference", Dialect(tick="square"), holds=(*FIXED, "licence", "broken"))
    t.submit(b, "11 09:09", month=4, fix=[("attachment-unreadable", None)])


def locked(t: Teller) -> None:
    """A zip under a password nobody told us."""
    t.submit(t.bundle("cooperation", Dialect(), holds=FIXED), "12 13:37", month=4, password="hnkx2024", fix=[("attachment-encrypted", None)],
             body="压缩包已加密，密码电话告知。")


def cloud(t: Teller) -> None:
    """NetEase big attachment: the files are behind a link that expires."""
    url = "https://mail.163.com/large-attachment-download/index.html?p=X-NETEASE-HUGE-ATTACHMENT&file=Xk3example0000&title=申报材料.zip"
    html = ('<div>老师好，材料较大，用超大附件发送。</div><div id="divNeteaseBigAttach"><div>从网易126邮箱发来的超大附件</div>'
            f'<a class="netease-attDown" href="{url}">潇湘师范学院+湘江流域国际合作.zip</a> (86.4M, 2024年5月1日 09:00 到期)</div>')
    t.post("16 09:00", "submission", month=4, subject="潇湘师范学院申报材料（超大附件）", body="老师好，材料较大，用超大附件发送。", html=html,
           applications=[t.nameless([("attachment-external", None)], {})])


def formula(t: Teller) -> None:
    """A unit's name that a spreadsheet would run."""
    b = t.bundle("cooperation", Dialect())
    b = replace(b, edits={"applicant_unit": FORMULA, "unit_name": FORMULA, "bank_account_name": "湖南橘洲数据科技有限公司"})
    t.submit(b, "17 10:30", month=4, title=FORMULA)


def pdf_only(t: Teller) -> None:
    """The form as text PDF and as scan, but no Word file."""
    b = t.bundle("conference", Dialect(), holds=("textpdf", "scan", "secret", "agreement_pdf"), paper=Paper(dpi=150, tone="bilevel"))
    t.submit(b, "18 16:02", month=4, fix=[("word-missing", None)])


def returned(t: Teller) -> None:
    """A bounce of a letter of ours."""
    when = t.when("19 03:14", 4)
    t.keep(Mail("returned", bounce("nobody@unit99.example.org", when, t.serial()), {
        "kind": "automatic", "reply": False, "why": "multipart/report", "subject": "系统退信/Systems bounce", "applications": []}, when))


STORY: tuple[Callable[[Teller], None], ...] = (
    conference, cooperation_gbk, base, station, missing_fields, enquiry, unticked, both_ticked, wrong_code, too_long, word_only,
    out_of_office, again, city, supplement, corrected, damaged, locked, cloud, formula, pdf_only, returned)


def demo(seed: int) -> list[Mail]:
    """All scenes in order of arrival."""
    teller = Teller(seed)
    for scene in STORY:
        teller.scene = scene.__name__
        scene(teller)
    return list(teller.told.values())


def summary(mails: list[Mail]) -> dict[str, Any]:
    """What one pass over all mails in order of arrival must come to."""
    newest = {a["case"]: a for m in mails for a in m.truth["applications"]}
    prefix = {"exchange": "GJ", "haizhi": "HZ", None: "WD"}
    return {
        "mails": len(mails), "cases": len(newest),
        "cases_by_prefix": {p: sum(prefix[a["form"]] == p for a in newest.values()) for p in ("GJ", "HZ", "WD")},
        "cases_by_status": {s: sum(a["status"] == s for a in newest.values()) for s in ("complete", "incomplete", "unclear")},
        "later_revisions": sum(a["revision"] > 1 and not a.get("duplicate") for m in mails for a in m.truth["applications"]),
        "duplicate_mails": sum(any(a.get("duplicate") for a in m.truth["applications"]) for m in mails),
        "not_applications": sum(not m.truth["applications"] for m in mails),
        "letters": sum(m.truth["reply"] for m in mails),
    }
