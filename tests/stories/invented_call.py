"""The call of a body that has nothing in common with the guide of 2024: its guide's folder, its form in Word, and mails."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

from docx import Document

from config.load import PROJECT

TITLE = "星河青年科普活动资助申请书"
SECTIONS = ("甲、活动概况", "乙、资助用途", "丙、签署")
LABELS = {
    "team": "申请社团", "kind": "活动类型", "title": "活动题目", "head": "活动召集人", "desk": "值班电话",
    "story": "活动经过与安排",
    "spending": "资助款用途说明",
}
OPINION = "院系意见"
FILLED = {
    "team": "望远镜学生社团", "kind": "☑校园观星", "title": "冬夜里的猎户座", "head": "欧阳一川", "desk": "0898-66251234",
    "story": "十二月的三个晴夜里，社团带领两百名学生在操场上辨认冬季星座，并写下观测笔记。",
    "spending": "购置双筒望远镜四架，共需资助款2万元。",
}
GUIDE = """
format = 2
id = "stars"
year = 2031
title = "2031年星河青年科普活动资助"
years = [2031, 2032]
province = "海南省"
province_words = ["本岛"]
host = { name = "星河科普基金会", short = ["星河基金"], members = ["星友会"] }
cities_list = "none"
recommender_lists = []
senders_list = "none"
prefix_without_form = "XW"
paper = { copies = 3, bound = false }
notice = { days = 4 }

[[categories]]
key = "gazing"
name = "校园观星"
form = "stars"
sheet = "校园观星"
money_wan = [1, 3]
awards = [2, 4]

[[criteria]]
name = "趣味"
weight = 1
"""
RULES = {
    "field-missing": ("field-missing", "丙.1", "fix", "{label}未填写。"),
    "word-missing": ("word-missing", "丙.2", "fix", "未见Word版。"),
    "seal-missing": ("seal", "丙.3", "verify", "扫描件{label}处{what}{why}。"),
    "secret-mark": ("secret-mark", "", "verify", "文件“{document}”带有密级标志。"),
    "sender-unverified": ("sender-unverified", "", "verify", "发件地址未能验证。"),
    "possible-duplicate": ("possible-duplicate", "", "verify", "本件与{case_no}可能相同。"),
}
FORM = f"""
key = "stars"
name = "科普活动资助"
prefix = "XH"
titles = ["{TITLE}"]
lacks = ["account-name", "bank", "credit-code", "legal-representative", "contact"]
"""
KINDS = {
    "team": 'kind = "organisation"\nmeaning = "applicant"',
    "kind": 'kind = "choice"\nmeaning = "category"\noptions = [{ key = "gazing", label = "校园观星" }]',
    "title": 'meaning = "project"', "head": 'kind = "person"\nmeaning = "leader"', "desk": 'kind = "phone"',
    "story": 'kind = "long_text"\nmeaning = "content"', "spending": 'kind = "long_text"\nmeaning = "money-asked"',
}


def guide_of_the_call(folder: Path) -> Path:
    """The guide's folder, made below this one."""
    made = folder / "stars"
    shutil.copytree(PROJECT / "config" / "guides" / "2024" / "letters", made / "letters")
    rules = (f'[[rules]]\nid = "{key}"\nkind = "{kind}"\nclause = "{clause}"\nseverity = "{severity}"\nmessage = "{message}"\n'
             for key, (kind, clause, severity, message) in RULES.items())
    (made / "guide.toml").write_text("\n".join((GUIDE, *rules)), "utf-8")
    places = dict.fromkeys(LABELS, SECTIONS[0]) | {"spending": SECTIONS[1]}
    slots = [f'[[slots]]\nlabel = "{label}"\nfield = "{key}"\nsection = "{places[key]}"\n' for key, label in LABELS.items()]
    slots += [f'[[slots]]\nlabel = "{OPINION}"\narea = "applicant_opinion"\nsection = "{SECTIONS[2]}"\n']
    fields = [f'[[fields]]\nkey = "{key}"\nlabel = "{label}"\n{KINDS[key]}\n' for key, label in LABELS.items()]
    fields += ['[[fields]]\nkey = "nobody"\nlabel = "无"\nmeaning = "recommender"\nrequired = false\n']
    (made / "forms").mkdir()
    (made / "forms" / "stars.toml").write_text("\n".join((FORM, *slots, *fields)), "utf-8")
    (made / "lists").mkdir()
    (made / "lists" / "none.csv").write_text("名称\n,无\n", "utf-8")
    return made


def application(values: Mapping[str, str]) -> bytes:
    """The call's form in Word, filled with these values."""
    word = Document()
    word.add_heading(TITLE, 0)
    table = word.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for key, label in LABELS.items():
        if key in ("team", "spending"):
            heading = table.add_row().cells
            heading[0].merge(heading[1]).text = SECTIONS[key == "spending"]
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, values.get(key, "")
    signed = table.add_row().cells
    signed[0].text, signed[1].text = OPINION, "（盖章）    年  月  日"
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def mailbox(folder: Path, *applications: Mapping[str, str]) -> Path:
    """A folder of .eml files, a mail for each application."""
    box = folder / "box"
    box.mkdir()
    for n, values in enumerate(applications):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"star{n}@example.org", "stars@example.net", f"资助申请 {values['title']}"
        mail["Date"], mail["Message-ID"] = f"Mon, 03 Jun 2024 10:0{n}:00 +0800", f"<{n}@example.org>"
        mail.set_content("请查收。")
        mail.add_attachment(application(values), maintype="application",
                            subtype="vnd.openxmlformats-officedocument.wordprocessingml.document", filename="申请书.docx")
        (box / f"{n}.eml").write_bytes(bytes(mail))
    return box
