"""What kind of mail it is, and whether it may be answered: RFC 3834, and the worst cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.mime.mail_kind import Kind, kind
from parsers.model.file import Trouble
from parsers.model.mail import Head, Link, OriginalHead, Returned
from parsers.model.package import Package, PackageFile

OFFICE = "hnkxgjb@126.com"
HEAD = Head(sender="a@example.cn", return_path="a@example.cn", to=("HNKXGJB@126.com",), subject="您好", body="请问截止日期？")
FILE = PackageFile("申报书.docx", "0" * 64, 10, "form_word", "x/y")
PACKAGE = Package((FILE,))


def of(head: Head = HEAD, packages: int = 0, unassigned: int = 0, supplement: bool = False) -> Kind:
    return kind(head, [PACKAGE] * packages, [FILE] * unassigned, [OFFICE], supplement)


def test_an_application_is_answered() -> None:
    assert of(packages=2) == Kind("submission", True, "申报材料")
    assert of(packages=1, supplement=True) == Kind("supplement", True, "补充或更正材料")
    assert of(supplement=True).kind == "supplement"


def test_an_enquiry_waits_for_a_person() -> None:
    assert of() == Kind("enquiry", False, "咨询，由工作人员答复")
    assert of(unassigned=1) == Kind("enquiry", False, "附件不是申报材料，由工作人员答复")
    linked = of(replace(HEAD, links=(Link("https://pan.baidu.com/s/1"),)))
    assert linked.kind == "enquiry" and "链接" in linked.why and not linked.reply
    full = Link("https://pan.baidu.com/s/1", "百度网盘", "照片.zip", "3M", "2024年4月5日")
    assert "（照片.zip，3M，2024年4月5日到期）" in of(replace(HEAD, links=(full,))).why


def test_what_is_encrypted_waits_for_a_person() -> None:
    locked = replace(FILE, trouble=Trouble("encrypted"))
    assert kind(HEAD, [], [locked], [OFFICE], False) == Kind("enquiry", False, "邮件或附件已加密，无法打开，由工作人员答复")


def test_an_empty_mail_is_something_else() -> None:
    assert of(replace(HEAD, subject="", body=" \n")) == Kind("other", False, "邮件没有正文和附件")


@pytest.mark.parametrize("words", ["我单位申请撤回申报材料", "现撤销该项目申报", "因故放弃本次申报", "请将我会的申报材料撤回"])
def test_a_withdrawal_is_for_a_person(words: str) -> None:
    assert of(replace(HEAD, body=words)) == Kind("other", False, "疑似要求撤回申报，请工作人员处理")
    assert of(replace(HEAD, subject=words)).kind == "other"


def test_words_of_withdrawal_in_the_quoted_mail_are_not_the_senders() -> None:
    body = "收到，谢谢。\n\n------------------ 原始邮件 ------------------\n发件人: 科协\n如需撤回申报，请来信。"
    assert of(replace(HEAD, body=body)).kind == "enquiry"


def test_files_with_words_of_withdrawal_are_still_an_application() -> None:
    assert of(replace(HEAD, body="撤回上次申报，以本次为准"), packages=1).kind == "submission"


@pytest.mark.parametrize(
    "head",
    [
        replace(HEAD, automatic=("precedence: bulk",)),
        replace(HEAD, sender=OFFICE.upper()),
        replace(HEAD, sender=""),
        replace(HEAD, return_path=""),
        replace(HEAD, to=("other@example.cn",)),
        replace(HEAD, to=()),
    ],
)
def test_an_application_that_must_not_be_answered_is_taken_all_the_same(head: Head) -> None:
    told = of(head, packages=1)
    assert (told.kind, told.reply) == ("submission", False) and told.why not in ("", "申报材料")


def test_a_missing_return_path_is_no_empty_one() -> None:
    assert of(replace(HEAD, return_path=None), packages=1).reply


def test_machines_are_never_answered() -> None:
    for sign in ("auto-submitted: auto-replied", "list-id", "from: no-reply"):
        told = of(replace(HEAD, automatic=(sign,)))
        assert (told.kind, told.reply) == ("automatic", False) and sign in told.why
    assert of(replace(HEAD, sender=OFFICE)).kind == "automatic"


def test_what_would_be_answered_had_it_an_address() -> None:
    nobody = replace(HEAD, sender="", notes=("发件人地址过长",))
    assert of(nobody, packages=1) == Kind("submission", False, "发件人地址过长，不自动回复", unaddressed=True)
    for head in (replace(nobody, automatic=("precedence: bulk",)), replace(nobody, to=("other@example.cn",)), HEAD):
        assert not of(head, packages=1).unaddressed
    assert not of(nobody).unaddressed


POSTMASTER = ("from: postmaster",)
REPORT = Returned((), ("a@example.cn",))
FORWARDED = Returned((), (), original=OriginalHead("<1@x>", "申报", "2024-03-05T10:00:00+08:00"))


@pytest.mark.parametrize("signs", [POSTMASTER, ("list-unsubscribe",), ("list-unsubscribe", "list-unsubscribe-post"),
                                   (*POSTMASTER, "list-unsubscribe")])  # fmt: skip
def test_a_sign_that_people_s_mails_have_too_silences_no_application(signs: tuple[str, ...]) -> None:
    """A small unit's only mailbox, and webmail that lets everybody unsubscribe."""
    head = replace(HEAD, automatic=signs)
    assert of(head, packages=1) == Kind("submission", True, "申报材料")
    assert of(head, packages=1, supplement=True).reply and of(replace(head, body="如需退订请点击"), packages=1).reply
    assert of(head) == Kind("enquiry", False, "咨询，由工作人员答复")
    assert of(replace(head, returned=REPORT), packages=1).reply, "words of a mail that came back before"


@pytest.mark.parametrize("head", [
    replace(HEAD, automatic=POSTMASTER, return_path=""), replace(HEAD, automatic=(*POSTMASTER, "auto-submitted: auto-replied")),
    replace(HEAD, automatic=("list-unsubscribe", "precedence: bulk")), replace(HEAD, automatic=("list-unsubscribe", "list-id")),
    replace(HEAD, automatic=("list-unsubscribe", "from: noreply")), replace(HEAD, automatic=("from: mailer-daemon",)),
    replace(HEAD, automatic=POSTMASTER, returned=FORWARDED), replace(HEAD, automatic=("list-help",)),
])  # fmt: skip
def test_beside_another_sign_it_counts(head: Head) -> None:
    told = of(head, packages=1)
    assert not told.reply and "自动邮件" in told.why
    assert of(head).kind == "automatic"


def test_words_without_an_application_are_a_program_s_where_they_say_so() -> None:
    assert of(replace(HEAD, automatic=POSTMASTER, returned=REPORT)).kind == "automatic"
    assert of(replace(HEAD, automatic=("list-unsubscribe",), body="点击此处取消订阅")).kind == "automatic"
    assert of(replace(HEAD, automatic=("list-unsubscribe",), body="Unsubscribe")).kind == "automatic"


def test_settings_left_blank_are_nobodys_address() -> None:
    told = kind(replace(HEAD, sender=""), [PACKAGE], [], ["", f"科协 <{OFFICE}>"], False)
    assert told == Kind("submission", False, "发件人地址无法识别，不自动回复", unaddressed=True)
    assert kind(HEAD, [PACKAGE], [], ["", ""], False).reply and kind(HEAD, [PACKAGE], [], [f"科协 <{OFFICE}>"], False).reply


def test_a_bounce_of_ours_is_no_application_whatever_it_carries() -> None:
    assert of(replace(HEAD, automatic=("content-type: multipart/report",)), packages=1, supplement=True).kind == "automatic"


@pytest.mark.parametrize("ours", [
    "HNKXGJB@126.com", " hnkxgjb@126.com", "hnkxgjb@126.com ", "省科协 <Hnkxgjb@126.com>", "< hnkxgjb@126.com >",
    "<hnkxgjb@126.com"
])  # fmt: skip
def test_our_own_address_is_known_however_the_settings_write_it(ours: str) -> None:
    """Otherwise the machine answers itself, and a mail to the office seems to be one that it was only copied on."""
    told = kind(replace(HEAD, sender="HnkxGJB@126.COM"), [], [], ["", " ", ours], False)
    assert told == Kind("automatic", False, "本邮箱自己发出的邮件，不回复")
    assert kind(HEAD, [PACKAGE], [], [ours], False).reply
    other = kind(replace(HEAD, sender="hnkxgjb@163.com"), [PACKAGE], [], [ours], False)
    assert other.reply, "another provider's address of the same name is somebody else's"
    assert not kind(replace(HEAD, to=("xhnkxgjb@126.com",)), [PACKAGE], [], [ours], False).reply
