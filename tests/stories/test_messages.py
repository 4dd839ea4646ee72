"""Every sentence of every rule and every letter of both guides, filled with awkward values: it must still be a clerk's sentence.

Awkward is what applicants can write into a value: nothing, far too much, marks of templates and of HTML, quotes, emoji, rare
characters, the word None. Their words may be in a sentence as words; they never work in it, and nothing of ours is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

import pytest

from config.load import load_guide
from config.model import Guide, OfficeSettings, Rule
from parsers.checks.engine import worded
from parsers.checks.registry import RULES
from parsers.checks.rule import COMMON
from parsers.model.document import Place
from parsers.model.finding import Finding
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record, Value
from parsers.model.rule_kind import RuleKind
from reports.case import Case, Letter
from reports.letters.compose import Arrived, bare_receipt, receipt
from reports.letters.decision_letters import KINDS, decision

GUIDES = {name: load_guide(Path(name)) for name in ("2024", "2025-demo")}
PHONE, ACCOUNT = "13873112345", "6222021901012345678"
AWKWARD = (
    "", "长" * 5000, "{{ 7 * 7 }}{% raw %}", "{label}{0}", "<b>加粗</b><script>alert(1)</script>", "上\n下\r\n行", "😀👨‍👩‍👧",
    "𠮷𪚥㐀", "“双引号”'单'\"直\"", "None", "nan", "%s %d", "=1+1", "\u202e反\x07",
)  # fmt: skip
PLAIN = "示例"
OFFICE = OfficeSettings(contact="王老师", phone="0731-84880000", address="长沙市某路1号", email="office@example.org")
ALL_RULES = [(name, rule) for name, guide in GUIDES.items() for rule in guide.rules]


def said(rule: Rule, word: str) -> Finding:
    """The rule's finding with this word in every place its kind offers."""
    return worded(rule, **dict.fromkeys((*COMMON, *RULES[rule.kind].offers), word))


@pytest.mark.parametrize(("name", "rule"), ALL_RULES, ids=[f"{n}:{r.id}" for n, r in ALL_RULES])
def test_every_sentence_survives_every_word(name: str, rule: Rule) -> None:
    for word in AWKWARD:
        told = said(rule, word)
        for text in (told.message, told.todo):
            assert "\n" not in text and "\r" not in text and len(text) < 900
            ours = text.replace(" ".join(word.split())[:119], "") if word else text
            assert not re.search(r"[{}]|%[sd]|None|nan|<|Trace|rule|finding", ours), (word[:20], text)
        assert told.message == told.message.strip() != ""


@pytest.mark.parametrize(("name", "rule"), ALL_RULES, ids=[f"{n}:{r.id}" for n, r in ALL_RULES])
def test_every_sentence_reads_as_a_clerk_writes(name: str, rule: Rule) -> None:
    """One or two whole sentences in Chinese punctuation, with a clause; what an applicant is asked begins with a courteous verb;
    hints are a heading and what was found."""
    told = said(rule, PLAIN)
    assert re.fullmatch(r"[RFXQ0-9a-z–\- ]+", rule.clause)
    assert not re.search(r"[,;!?](?!\d)|\s", told.message + told.todo), "half-width punctuation or blanks"
    assert not re.search(r"[A-Za-z_]{3,}", re.sub(r"Word版|\.docx?", "", told.message + told.todo)), "a word of a machine"
    if rule.audience != "applicant":
        return
    assert told.message.endswith("。") and "。。" not in told.message + told.todo
    if rule.severity in ("fix", "remind"):
        assert re.match(r"请|再次发送", told.todo) and told.todo.endswith("。"), told.todo
    elif rule.severity == "verify":
        assert not told.todo and re.search(r"请人工核对|请立即由专人处理|为准", told.message), told.message


@pytest.mark.parametrize("name", GUIDES)
def test_no_two_rules_say_the_same(name: str) -> None:
    rules = [rule for rule in GUIDES[name].rules if rule.audience == "applicant"]
    assert len({(said(rule, PLAIN).message, rule.kind, str(rule.arguments)) for rule in rules}) == len(rules)


# --- letters -------------------------------------------------------------------------------------------------------------------


class Seen(HTMLParser):
    """The text a reader sees and the elements there are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def case(guide: Guide, form: str, word: str, rules: tuple[Rule, ...]) -> Case:
    """A case in which this word stands everywhere, with findings of these rules."""
    shape = guide.form(form)
    assert shape is not None
    values = {field.key: Value(word, word, Place(table=1, row=1, cell=2), "word") for field in shape.fields}
    phone = {f.key: Value(PHONE, PHONE) for f in shape.fields if f.kind == "phone"}
    account = {f.key: Value(ACCOUNT, ACCOUNT) for f in shape.fields if f.kind == "account"}
    record = Record(form, values | phone | account, {}, {})
    files = tuple(PackageFile(f"材料/{word[:40]}{n}.docx", str(n), 1, "evidence", "x") for n in range(3))
    form_file = PackageFile("申报书.docx", "w", 1, "form_word", "x", record=record)
    words = f"{word}，{PHONE}"
    told = tuple(worded(rule, **dict.fromkeys((*COMMON, *RULES[rule.kind].offers), words)) for rule in rules)
    return Case(case_no="GJ2024-0001", package=Package((form_file, *files)), findings=told, status="incomplete")


def letters(guide: Guide, word: str) -> Iterator[Letter]:
    """Every letter of the guide: receipts with all rules' sentences, forty at a time, and every decision."""
    rules = iter([rule for rule in guide.rules if rule.severity in ("fix", "remind")])
    head = Head(sender="a@example.org", subject=word[:300])
    while batch := tuple(islice(rules, 30)):
        for form in ("exchange", "haizhi"):
            yield receipt(Arrived(head, "2024-03-15T02:20:00Z"), [case(guide, form, word, batch)], OFFICE, guide, True)
    yield bare_receipt("2024-03-15T02:20:00Z", OFFICE, guide)
    yield bare_receipt("2024-03-15T02:20:00Z", OFFICE, guide, unproven=False)
    for kind in KINDS:
        yield decision(kind, case(guide, "exchange", word, ()), f"请补盖公章。{word} {PHONE}", 5, OFFICE, guide)


@pytest.mark.parametrize("word", AWKWARD, ids=ascii)
@pytest.mark.parametrize("name", GUIDES)
def test_every_letter_survives_every_word(name: str, word: str) -> None:
    for letter in letters(GUIDES[name], word):
        seen = Seen(letter.html)
        whole = letter.subject + letter.text + seen.text
        assert PHONE not in whole and ACCOUNT not in whole and PHONE not in letter.html
        assert not seen.tags & {"script", "b", "iframe", "img"} or word not in letter.html
        assert "<script>" not in letter.html and "<b>加粗" not in letter.html
        assert "\n" not in letter.subject and len(letter.subject) <= 120
        ours = whole
        for part in (word, " ".join(word.split())):
            ours = ours.replace(part, "") if part else ours
        assert not re.search(r"\{\{|\}\}|\{%|%\}|49|\bNone\b|\bnan\b|jinja|Undefined|Traceback", ours)
        lines = [line for line in letter.text.splitlines() if line.strip()]
        assert lines[0] == "您好！" and any("初步" in line or "核实" in line or "审" in line for line in lines)
        assert all(re.search(r"[\u3400-\u9fff]", line) or line.strip("-") == "" for line in lines)


@pytest.mark.parametrize("name", GUIDES)
def test_a_letter_says_what_where_and_what_to_do(name: str) -> None:
    guide = GUIDES[name]
    phone = next(rule for rule in guide.rules if rule.kind == RuleKind.PHONE)
    told = worded(phone, "contact_phone", label="封面“联系电话”")
    told = replace(told, document="申报书.docx", place=Place(table=1, row=4, cell=2))
    one = replace(case(guide, "exchange", PLAIN, ()), findings=(told,))
    text = receipt(Arrived(Head(), "2024-03-15T02:20:00Z"), [one], OFFICE, guide, False).text
    for words in ("1. 封面“联系电话”的号码位数不正确", "表1第4行第2格", "→ 请核对并更正", "怎样补正"):
        assert words in text
