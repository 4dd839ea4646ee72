"""The kind of a mail, from the mailbox to the sheet a clerk reads: withdrawals, enquiries, blind copies, cloud attachments, words
that look like classification marks, and who gets letters."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pandas as pd

from tests import installation
from tests.tales import Tale, application, found, piece

CLOUD = (
    '<p>您好，材料见附件。</p><div id="divNeteaseBigAttach"><div>从网易163邮箱发来的超大附件</div><div><a href="https://mail.163.com/'
    'large-attachment-download/index.html?p=X-NETEASE-HUGE-ATTACHMENT&file=abc">项目申报书.zip</a>'
    "<span>(25.3M, 2024年4月5日 10:20 到期)</span></div></div>"
)


def sheet(tale: Tale, name: str) -> pd.DataFrame:
    newest = max((tale.home / "output").glob("*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
    return pd.read_excel(newest, sheet_name=name, engine="calamine", dtype=str).fillna("")


def told(tale: Tale, subject: str) -> dict[str, Any]:
    """The line of sheet 邮件 about the mail of this subject."""
    (row,) = sheet(tale, "邮件").query("主题 == @subject").to_dict("records")
    return {str(key): value for key, value in row.items()}


def test_withdrawals_and_enquiries_are_listed_for_a_person_and_not_answered(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.mail("项目申报", application().files())
    tale.mail("撤回申报", [], body="因故撤回我单位的申报材料，请予办理。")
    tale.mail("请教一个问题", [], body="请问今年的截止日期是哪天？")
    tale.mail("一份通知", [("通知.txt", "会议通知".encode())], body="请查收。")
    assert len(tale.run()) == 1
    assert "撤回" in told(tale, "撤回申报")["说明"] and "工作人员" in told(tale, "撤回申报")["说明"]
    assert told(tale, "请教一个问题")["类型"] == told(tale, "一份通知")["类型"] == "咨询"
    assert len(tale.letters()) == 1


def test_a_blind_copy_is_taken_and_not_answered_and_staff_are_told(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.mail("密送的申报", application().files(), to="somebody@else.example.org")
    assert len(tale.run()) == 1 and tale.letters() == {}
    assert "密送" in told(tale, "密送的申报")["说明"]


def test_a_cloud_attachment_is_listed_with_name_size_and_expiry_and_never_fetched(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.mail("项目申报材料", [], body="见附件", html=CLOUD)
    photos = CLOUD.replace("项目申报书", "照片").replace("file=abc", "file=xyz")
    tale.mail("几张照片", [], sender="a@photo.example.cn", body="见附件", html=photos)
    cases = tale.run()
    assert "attachment-external" in found(cases[0])
    row = sheet(tale, "附件").query("文件 == '项目申报书.zip'").to_dict("records")[0]
    assert "25.3M" in row["说明"] and "2024年4月5日 10:20到期" in row["说明"] and "未下载：https://mail.163.com/" in row["说明"]
    unassigned = [row["说明"] for row in sheet(tale, "邮件").to_dict("records") if row["主题"] == "几张照片"]
    assert len(cases) == 2 or any("照片.zip，25.3M，2024年4月5日 10:20到期" in said for said in unassigned)


def test_internal_is_no_mark_of_secrecy(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    files = [*application().files(), ("推荐函.docx", piece("word", main_content="内部资料，注意保存。商业秘密★除外。"))]
    tale.mail("项目申报", files)
    tale.run()
    assert len(tale.letters()) == 1


def test_a_letter_goes_to_the_sender_and_never_to_another_address(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    evil = (("Reply-To", "evil@elsewhere.example"), ("Cc", "boss@elsewhere.example"))
    answered = tale.mail("Re: 项目申报", application().files(), extra=evil, reply_to=("<older@unit.example.org>",))
    tale.run()
    (letter,) = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in installation.letters(tmp_path)]
    assert (letter["To"], letter["Cc"], letter["Bcc"]) == ("kjc@unit.example.org", None, None)
    assert letter["In-Reply-To"] == answered and letter["References"].split()[-1] == answered
    assert letter["Auto-Submitted"] == "auto-replied"
    assert [part.get_content_type() for part in letter.walk()][1:] == ["text/plain", "text/html"]


def test_nobody_to_answer_is_nobody_answered(tmp_path: Path) -> None:
    """Robots, lists, ourselves: what they send is taken, and no letter goes out."""
    tale = Tale(tmp_path)
    for subject, sender, extra in (
        ("一", "no-reply@unit.example.org", ()), ("二", "hnkxgjb@126.com", ()),
        ("三", "a@unit.example.org", (("List-Id", "<l.example.org>"),)), ("四", "a@unit.example.org", (("Precedence", "bulk"),)),
        ("五", "a@unit.example.org", (("Auto-Submitted", "auto-generated"),)),
        ("六", "a@unit.example.org", (("X-Auto-Response-Suppress", "All"),)),
    ):
        tale.mail(subject, application(subject).files(), sender=sender, extra=extra)
    assert len(tale.run()) == 6 and tale.letters() == {}
    assert all("不" in row["说明"] and "回复" in row["说明"] for row in sheet(tale, "邮件").to_dict("records"))
