"""Scenes of the demo mailbox other than first packages: questions, automatic mails, second mails, and files left in a cloud."""

from __future__ import annotations

from urllib.parse import quote

from .mails import bounce, message_id
from .teller import Mail, Teller
from .truths import nameless

ROBOT = (("Auto-Submitted", "auto-replied"), ("X-Autoreply", "yes"))
CLOUD = (
    '<div>老师好，材料较大，用超大附件发送。</div><div id="divNeteaseBigAttach"><div>从网易126邮箱发来的超大附件</div>'
    '<a class="netease-attDown" href="https://mail.163.com/large-attachment-download/index.html?p=X-NETEASE-HUGE-ATTACHMENT'
    "&file=Xk3example0000&title=" + quote("潇湘师范学院+湘江流域国际合作.zip") + '">潇湘师范学院+湘江流域国际合作.zip</a>'
    " (86.4M, 2024年5月1日 09:00 到期)</div>"
)


def enquiry(t: Teller) -> None:
    """A question, nothing attached. A person answers."""
    said = "徐老师您好：请问今年海智计划项目什么时候截止？没有传真号码的话传真一栏怎么填？谢谢！"
    t.aside("03-27 09:30", "咨询海智计划申报截止时间", "enquiry", "a person answers", body=said)


def out_of_office(t: Teller) -> None:
    """A holiday reply to a letter of ours."""
    said = "您好，我正在休假，4月7日返岗后回复。"
    t.aside("04-04 08:00", "自动回复：清明节放假通知", "automatic", "Auto-Submitted", body=said, extra=ROBOT)


def again(t: Teller) -> None:
    """The package of an earlier mail once more, the very same files, because no answer came."""
    first = t.told["cooperation_gbk"]
    said = {"body": "上次邮件未收到回复，再发一次。", "names": "qq", "words": "gb18030"}
    t.repeat(first, "04-07 09:02", "（再次发送）" + first.truth["subject"], **said)


def supplement(t: Teller) -> None:
    """Only the stamped scan, as a reply in the thread of the mail that had only Word."""
    t.follow(t.told["word_only"], "04-09 15:55", "supplement", "scan", "", "补交盖章扫描件，请查收。")


def corrected(t: Teller) -> None:
    """A newer Word file with the four places filled, in the same thread. The scan of the first mail still counts."""
    said = "已按要求补充完整，请以本次Word版为准。"
    t.follow(t.told["missing_fields"], "04-10 11:11", "submission", "word", "申报书（修改版）.docx", said)


def cloud(t: Teller) -> None:
    """A NetEase big attachment: the files are behind a link that expires."""
    applications = [nameless("cloud-1", [("attachment-external", None)], {})]
    told = {"kind": "submission", "reply": True, "applications": applications}
    said = "老师好，材料较大，用超大附件发送。"
    t.post("04-16 09:00", "潇湘师范学院申报材料（超大附件）", told, t.stranger(), body=said, html=CLOUD)


def returned(t: Teller) -> None:
    """A bounce of a letter of ours."""
    sender, at = ("", "MAILER-DAEMON@mx.example.net"), "04-19 03:14"
    truth = {
        "kind": "automatic",
        "reply": False,
        "why": "multipart/report",
        "subject": "系统退信/Systems bounce",
        "applications": [],
    }
    truth["message_id"] = message_id(sender, t.serial())
    t.keep(Mail(t.scene, bounce("nobody@unit99.example.org", t.when(at), t.serial()), truth, sender), at)
