"""The receipt in every situation: true, short, and silent about what is not sure or private."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from config.model import OfficeSettings, Paper
from parsers.model.document import Place
from parsers.model.file import Trouble
from parsers.model.finding import Finding
from parsers.model.mail import Head
from parsers.model.package import PackageFile
from parsers.model.record import Value
from reports.letters.compose import Arrived, problems, receipt, tidy
from tests.reports.sample_desk import ACCOUNT, LOCKED, OFFICE, PAPER, PHONE, case, formless, guide, missing

pytestmark = pytest.mark.usefixtures("english")
"""What each complaint says is asked in one language; tests/test_language.py holds the other against it."""

GUIDE = guide()
FORM = GUIDE.form("exchange")
HEAD = Head(sender="a@example.edu.cn", subject="长沙理工大学项目申报")
ADDRESS = missing(FORM.field("address"))
ACCOUNT_BLANK = missing(FORM.field("bank_account_number"))


def letter(*cases, mail=HEAD, reminders=False, office=OFFICE, guide=GUIDE):
    return receipt(Arrived(mail, "2024-03-15T02:20:00Z"), cases, office, guide, reminders)


class Words(HTMLParser):
    """What a reader of the HTML part sees, and which elements there are."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags = "", set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text += data


# --- what it says ---------------------------------------------------------------------------------------------------


def test_a_case_with_nothing_wrong_gets_a_short_warm_letter():
    said = letter(case(GUIDE))
    assert said.subject == "【已收到】GJ2024-0001 湖南省农业科学院 申报材料"
    assert "2024年3月15日 10:20收到" in said.text and "没有发现必须补正的内容" in said.text
    assert "怎样补正" not in said.text
    assert len(said.text) < 700


@pytest.mark.parametrize(("paper", "words"), [
    (PAPER, "加盖公章，一式六份，另附非涉密证明2份，送至下面的地址。"),
    (Paper(copies=3), "打印、装订成册、签字并加盖公章，一式三份，送至下面的地址。"),
    (Paper(copies=1, bound=False), "双面打印、签字并加盖公章，一式一份，送至下面的地址。"),
    (Paper(copies=2, certificates=1, certificate="保密审查证明"), "加盖公章，一式两份，另附保密审查证明1份，送至下面的地址。"),
    (Paper(copies=12, certificates=0), "加盖公章，一式十二份，送至下面的地址。"),
    (Paper(certificates=2, certificate="承诺书原件"), "纸质材料：承诺书原件2份，送至下面的地址。"),
    (Paper(copies=6, certificates=2, certificate="<证明>"), "一式六份，另附<证明>2份，送至"),
])  # fmt: skip
def test_what_comes_on_paper_is_as_the_guide_says(paper, words):
    said = letter(case(GUIDE), guide=GUIDE.model_copy(update={"paper": paper}))
    assert words in said.text and words in Words(said.html).text


@pytest.mark.parametrize("paper", [Paper(), Paper(certificates=2), Paper(certificate="证明")])
def test_a_call_without_paper_asks_for_none(paper):
    said = letter(case(GUIDE), guide=GUIDE.model_copy(update={"paper": paper}))
    assert not any(word in text for word in ("纸质", "一式", "送至", "份证明") for text in (said.text, Words(said.html).text))


def test_received_never_means_accepted():
    said = letter(case(GUIDE))
    assert "收到不等于受理" in said.text and "立项结果以公示公告为准" in said.text
    assert "不予受理" not in said.text


def test_the_office_stands_in_every_letter_and_empty_lines_of_it_do_not():
    said = letter(case(GUIDE)).text
    assert all(line in said for line in (OFFICE.contact, OFFICE.phone, OFFICE.address, "一式六份", "非涉密证明2份"))
    bare = letter(case(GUIDE), office=OfficeSettings()).text
    assert "联系人：" not in bare and "送至" not in bare


def test_what_must_be_mended_stands_in_the_forms_order_with_what_to_do():
    said = letter(case(GUIDE, findings=(LOCKED, ACCOUNT_BLANK, ADDRESS)))
    assert "请补正" in said.subject
    wanted = ("1. 地址未填写", "2. 账号未填写", "请补充填写以上各栏", "3. 文件“材料.rar”", "请取消密码")
    order = [said.text.index(words) for words in wanted]
    assert order == sorted(order)
    assert "（共3项）" in said.text and "（申报书.docx 表1第4行第2格）" in said.text
    assert said.text.count("请补充填写") == 1
    assert "→ 请补充填写后重新发送申报书" in letter(case(GUIDE, findings=(ADDRESS,))).text


def test_files_are_named_by_what_they_are():
    text = letter(case(GUIDE, n=5)).text
    assert "申报书Word版：申报书.docx" in text and "佐证材料：合作协议.pdf" in text
    assert "暂未能自动打开的文件：材料.rar" in text and "由工作人员查看" in text


def test_a_file_behind_a_link_is_not_called_received():
    one = formless()
    linked = replace(one.package.files[-1], trouble=Trouble("external"))
    text = letter(replace(one, package=replace(one.package, files=(linked,)))).text
    assert "尚未收到的文件（来信中只有下载链接）：材料.rar" in text and "已收到、暂未能" not in text


def test_a_revision_says_which_one_counts():
    assert "已按第3次提交更新，以最近一次为准" in letter(case(GUIDE, revision=3)).text
    assert "提交更新" in letter(case(GUIDE, revision=2)).text and "提交更新" not in letter(case(GUIDE, revision=1)).text


def test_a_doubled_mail_is_told_so_and_reminded_of_what_is_still_open():
    said = letter(replace(case(GUIDE, findings=(ADDRESS,)), status="duplicate")).text
    assert "与此前提交的内容完全相同" in said and "此前告知的补正内容仍请处理" in said and "地址未填写" in said


def test_without_a_form_only_files_that_surely_cannot_be_opened_are_asked_for():
    blank = Finding("word-missing", "fix", None, "未见Word版的项目申报书。", "R114", todo="请补充发送。")
    said = letter(formless((blank, LOCKED))).text
    assert "未见Word版" not in said and "材料.rar”设有打开密码" in said and "工作人员会查看" in said
    quiet = letter(formless((replace(LOCKED, severity="verify"),)))
    assert "密码" not in quiet.text and "您暂时不必重复发送" in quiet.text and "请补正" not in quiet.subject


def test_what_could_not_be_read_is_not_called_faultless():
    said = letter(case(GUIDE, address=Value(None))).text
    assert "没有发现" not in said and "由工作人员查看" in said


def test_a_replaced_case_is_not_asked_for_anything():
    said = letter(replace(case(GUIDE, findings=(ADDRESS,)), status="superseded"))
    assert "已由后来的提交替代" in said.text and "地址未填写" not in said.text and "请补正" not in said.subject


def test_one_letter_names_all_cases_of_a_mail():
    said = letter(case(GUIDE), case(GUIDE, "domestic_base", 2, (missing(GUIDE.form("haizhi").field("email")),)), formless())
    assert said.subject == "【已收到，请补正】GJ2024-0001 等3个项目 申报材料"
    assert all(number in said.text and number in said.html for number in ("GJ2024-0001", "HZ2024-0002", "WD2024-0001"))
    assert "共识别到3个申报项目" in said.text


def test_text_and_html_say_the_same():
    said = letter(case(GUIDE, findings=(ADDRESS, LOCKED)))
    words = "".join(Words(said.html).text.split())
    for line in ("地址未填写", "请取消密码后重新发送该文件", "申报书.docx", "收到不等于受理", OFFICE.phone, "怎样补正"):
        assert line in words and line in said.text


# --- what it keeps to itself ----------------------------------------------------------------------------------------


def test_phone_and_account_of_the_applicant_stand_nowhere():
    loud = Finding("phone-invalid", "fix", "contact_phone", f"联系电话{PHONE}有误，账号{ACCOUNT}也不对。", "F1-05b",
                   f"{PHONE}.docx", None, f"请拨{PHONE}。")
    one = case(GUIDE, findings=(loud,), applicant_unit=Value(f"某单位{PHONE}", "…"), project_name=Value(f"{ACCOUNT}项目", "…"))
    said = letter(one, mail=replace(HEAD, subject=f"申报 {PHONE}"))
    for part in (said.subject, said.text, said.html):
        assert PHONE not in part and "138 7311" not in part and "4300" not in part and "43001523" not in part.replace(" ", "")


def test_a_credit_code_may_be_named_where_it_is_wrong():
    wrong = Finding("uscc-invalid", "fix", "uscc", "统一社会信用代码124300004448800001有误。", "R38")
    assert "124300004448800001" in letter(case(GUIDE, findings=(wrong,))).text


# --- errors and hostile words ---------------------------------------------------------------------------------------

HOSTILE = ("{{ 7 * 7 }}{% raw %}", "<script>alert(1)</script><img src=x onerror=y>", "甲\r\nBcc: x@example.org\r\n\r\n乙", "=1+1",
           "\u202e\x00\x07倒\ud800", "长" * 9000, "见 https://evil.example/login?x=1 。")


@pytest.mark.parametrize("words", HOSTILE)
def test_what_applicants_write_is_only_data(words):
    finding = Finding("field-missing", "fix", "address", words, "R94", words, Place(note=words), words)
    one = case(GUIDE, findings=(finding,), applicant_unit=Value(words, words), project_name=Value(words, words))
    spoilt = PackageFile(words, "f" * 64, 1, "evidence", "", trouble=Trouble("damaged"))
    one = replace(one, package=replace(one.package, files=(*one.package.files, spoilt)))
    said = letter(one, mail=replace(HEAD, subject=words))
    assert "\n" not in said.subject and "\r" not in said.subject and len(said.subject) <= 120
    assert "49" not in said.text and "evil.example" not in said.text + said.html
    assert not Words(said.html).tags & {"script", "img", "a"}
    assert not any(line.startswith("Bcc:") for line in said.text.splitlines())
    assert len(said.text) < 5000
    (said.subject + said.text + said.html).encode("utf-8")


def test_hundreds_of_findings_and_files_stay_one_readable_letter():
    findings = tuple(Finding("field-missing", "fix", field.key, f"{field.label}{n}未填写。", "R94", todo=f"{n}")
                     for field in FORM.fields for n in range(40))
    one = case(GUIDE, findings=findings)
    files = tuple(PackageFile(f"{n}.pdf", f"{n:064}", 1, "evidence", "") for n in range(500))
    one = replace(one, package=replace(one.package, files=(*one.package.files, *files)))
    said = letter(*[one] * 100)
    assert f"另有{len(findings) - 40}项未一一列出" in said.text and "另有40个项目也已登记" in said.text
    assert "佐证材料 501份" in said.text


@pytest.mark.parametrize(("count", "shown", "left_out"), [(39, 39, 0), (40, 40, 0), (41, 40, 1), (42, 40, 2)])
def test_what_a_letter_lists_and_what_it_leaves_out_is_all_there_is(count: int, shown: int, left_out: int) -> None:
    field = FORM.fields[0].key
    findings = tuple(Finding("field-missing", "fix", field, f"栏目{n}号未填写。", "R94", todo=f"{n}") for n in range(count))
    said = letter(case(GUIDE, findings=findings)).text
    assert sum(f"栏目{n}号未填写" in said for n in range(count)) == shown
    assert ("未一一列出" in said) == bool(left_out) and (not left_out or f"另有{left_out}项未一一列出" in said)


def test_the_same_finding_twice_is_said_once():
    assert letter(case(GUIDE, findings=(ADDRESS, ADDRESS))).text.count("地址未填写") == 1


def test_a_receipt_for_nothing_is_our_fault():
    with pytest.raises(ValueError, match="at least one case"):
        letter()


def test_an_unreadable_arrival_is_left_out():
    said = receipt(Arrived(Head(), ""), [case(GUIDE)], OFFICE, GUIDE, False)
    assert said.text.splitlines()[2] == "您的邮件已收到，谢谢！"


def test_tidy_keeps_one_line_within_its_length():
    assert tidy("甲\n乙\u3000丙\x00", 10) == "甲 乙 丙"
    assert tidy("长" * 100, 10) == "长" * 9 + "…"


# --- templates ------------------------------------------------------------------------------------------------------


def changed(**texts):
    named = {name.replace("_", "."): text for name, text in texts.items()}
    return GUIDE.model_copy(update={"letters": {**GUIDE.letters, **named}})


def test_the_guides_templates_are_right():
    assert problems(GUIDE) == []


@pytest.mark.parametrize(("text", "says"), [
    ("{{ cases[0].nummer }}", "nummer"), ("a\n{% if %}", "line 2"), ("{{ office.__class__ }}", "SecurityError"),
    ("您好", "case number"), ("{{ 1 / 0 }}", "ZeroDivisionError"), ("{% include 'gone' %}", "gone"),
    ("{% for case in cases %}{% if case.state == 'duplicate' %}{{ wrong }}{% endif %}{{ case.number }}{% endfor %}", "duplicate"),
])
def test_a_wrong_template_is_found_before_an_applicant_finds_it(text, says):
    found = problems(changed(receipt_txt=text))
    assert found and all(line.startswith("letters/receipt.txt.j2") for line in found)
    assert says in found[0]


@pytest.mark.parametrize("words", ["工作人员处理", "收到不等于受理"])
def test_closing_words_are_changed_in_one_file(words):
    closing = GUIDE.letters["closing.txt"]
    assert words in closing and not any(words in text for name, text in GUIDE.letters.items() if name != "closing.txt")
    said = letter(case(GUIDE), guide=changed(closing_txt=closing.replace(words, "〔换过的话〕")))
    assert "〔换过的话〕" in said.text and "〔换过的话〕" in said.html


def test_a_guide_copied_before_there_was_such_a_file_still_writes_letters():
    kept = {name: text for name, text in GUIDE.letters.items() if not name.startswith("closing")}
    whole = {name: text.replace('{% import "closing.txt" as closing %}\n', "").replace("{{ closing.automatic }}", "自动发出")
             for name, text in kept.items()}
    whole |= {"receipt.txt": "{{ cases[0].number }}{% include 'office.txt' %}", "receipt.html": whole["office.html"]}
    said = letter(case(GUIDE), guide=GUIDE.model_copy(update={"letters": whole}))
    assert "（自动发出）" in said.text and "自动发出" in said.html


def test_a_missing_template_is_named():
    assert problems(GUIDE.model_copy(update={"letters": {}})) == [
        f"letters/{kind}.{part}.j2: is missing"
            for kind in ("receipt", "bare", "accepted", "correction", "refused") for part in ("subject", "txt", "html")]


def test_a_file_without_a_case_is_named_once_and_nobody_is_asked_to_check_it():
    logo = Finding("file-unassigned", "remind", None, "同一邮件中的文件“徽标.png”未能归入任何一个项目，请人工核对。", "R113",
                   kind="file-unassigned")
    file = PackageFile("a/徽标.png", "0" * 64, 9, "other", "image/png")
    said = receipt(Arrived(HEAD, "", (file,)), [case(GUIDE, findings=(logo,))], OFFICE, GUIDE, True)
    assert said.text.count("徽标.png") == 1 and Words(said.html).text.count("徽标.png") == 1
    assert "请人工核对" not in said.text and "工作人员会查看" in said.text


def test_of_many_files_without_a_case_the_first_are_named():
    files = tuple(PackageFile(f"第{n}份.pdf", f"{n:064}", 9, "other", "application/pdf") for n in range(1, 12))
    said = receipt(Arrived(HEAD, "", files), [case(GUIDE)], OFFICE, GUIDE, False).text
    assert "第8份.pdf" in said and "第9份.pdf" not in said and "另有3个文件" in said
