"""Another call without a programmer: three invented calls are set up by `guide new` alone, tried, and run over some mails."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

import run_intake
from parsers.formats.legacy import libreoffice
from tests.stories.invented_calls import CALLS, FILLED, Filling, word

FOREIGN = ("2024", "湖南", "湘", "省科协", "海智", "长沙")
"""Words of the guide that ships, of which none may be in what another call's people read."""
WORD, PDF = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"), ("application", "pdf")
SETTINGS = """
home = "{home}/state"
[mailbox]
url = "folder:{home}/box"
[smtp]
url = "maildir:{home}/letters"
spacing_seconds = 0
[office]
name = "{maker}"
department = "项目办公室"
[guide]
path = "{home}/guides/{name}"
[letters]
max_age_days = 0
[output]
path = "{home}/output"
"""


def call(home: Path, *words: str) -> int:
    return run_intake.main(["--settings", str(home / "settings.toml"), *words])


@pytest.fixture(scope="module", params=list(CALLS))
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The name of a call, and a home in which its guide was made from its blank form."""
    name, home = request.param, tmp_path_factory.mktemp(request.param)
    (home / "box").mkdir()
    maker = CALLS[name].maker.removesuffix("制")
    (home / "settings.toml").write_text(SETTINGS.format(home=home, name=name, maker=maker), "utf-8")
    (home / "blank.docx").write_bytes(word(CALLS[name]))
    assert call(home, "guide", "new", name, str(home / "blank.docx")) == 0
    return name, home


@pytest.fixture(scope="module")
def ran(installed: tuple[str, Path]) -> tuple[str, Path]:
    """After a run over three mails: one whole, one with nothing filled in, one without a form. The cases by their senders."""
    name, home = installed
    whole = word(CALLS[name], FILLED[name])
    mail(home, "whole", [("申报书.docx", whole, WORD)])
    mail(home, "blank", [("申报书.docx", word(CALLS[name], Filling({CALLS[name].cover[0]: "某某"})), WORD)])
    if libreoffice.program():
        mail(home, "printed", [("申报书.pdf", libreoffice.to_pdf(word(CALLS[name], FILLED[name]), "docx"), PDF)])
    assert call(home, "run") == 0
    return name, home


def mail(home: Path, sender: str, files: list[tuple[str, bytes, tuple[str, str]]]) -> None:
    message = EmailMessage()
    message["From"], message["To"] = f"{sender}@{sender}.example", "office@example.org"
    message["Subject"], message["Message-ID"] = "项目申报", f"<1@{sender}.example>"
    message["Date"] = "Mon, 02 Mar 2026 09:00:00 +0800"
    message.set_content("您好，现报送申报材料，请查收。")
    for name, data, (main, sub) in files:
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    (home / "box" / f"{sender}.eml").write_bytes(message.as_bytes())


def exported(home: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict]:
    capsys.readouterr()
    assert call(home, "export") == 0
    cases = map(json.loads, capsys.readouterr().out.splitlines())
    return {case["sender"].partition("@")[0]: case for case in cases}


def test_the_guide_is_good_and_says_what_only_a_person_knows(installed, capsys) -> None:
    name, home = installed
    assert call(home, "guide", "check", str(home / "guides" / name)) == 0
    told = capsys.readouterr().out
    assert "没有发现问题" in told and "截止时间" in told and "万元" in told
    count = 5 if name == "five" else 2 if name == "people" else 1
    assert f"1种申报书，{count}个小类" in told
    assert ("待填：纸质材料" in told) == (name == "people"), "one and five print 一式…份"


def test_nothing_is_overwritten(installed, capsys) -> None:
    name, home = installed
    before = (home / "guides" / name / "guide.toml").read_bytes()
    assert call(home, "guide", "new", name, str(home / "blank.docx")) == 78
    assert "已经存在" in capsys.readouterr().err
    assert (home / "guides" / name / "guide.toml").read_bytes() == before


def test_a_filled_form_is_read_whole(ran, capsys) -> None:
    name, home = ran
    cases = exported(home, capsys)
    labels = labels_of(home, name)
    assert {"whole", "blank"} <= cases.keys()
    for sender in {"whole", "printed"} & cases.keys():
        case = cases[sender]
        assert case["category"], f"{sender} is on no sheet"
        read = {labels[key]: value for key, value in case["fields"].items() if key in labels}
        assert not {label: (words, read.get(label)) for label, words in FILLED[name].words.items()
                    if not same(words, read.get(label))}, sender
        assert {finding["rule"] for finding in case["findings"] if finding["severity"] == "fix"} <= {
            "scan-missing", "word-missing"}
        assert not case["unclaimed"]


def test_an_empty_form_lacks_what_it_lacks(ran, capsys) -> None:
    name, home = ran
    case = exported(home, capsys)["blank"]
    lacking = {finding["field"] for finding in case["findings"] if finding["rule"] == "field-missing"}
    required = required_of(home, name)
    assert lacking >= required - {next(iter(required), "")} - first_of(home, name)
    assert (case["category"] is None) == (name != "one")


def test_no_word_of_another_call_is_in_what_people_read(ran) -> None:
    _, home = ran
    found = [(place, word_) for place, text in read_by_people(home) for word_ in FOREIGN if word_ in text]
    assert not found


def test_the_page_of_the_trial_shows_every_field(installed, capsys) -> None:
    name, home = installed
    (home / "filled.docx").write_bytes(word(CALLS[name], FILLED[name]))
    page = home / "trial.html"
    assert call(home, "guide", "try", name, str(home / "filled.docx"), "--output", str(page)) == 0
    text = page.read_text("utf-8")
    assert all(label in text for label in FILLED[name].words) and "每封信" in text
    assert "<script" not in text and "http://" not in text


def labels_of(home: Path, name: str) -> dict[str, str]:
    from config.load import load_guide

    return {field.key: field.label for form in load_guide(home / "guides" / name).forms for field in form.fields}


def required_of(home: Path, name: str) -> set[str]:
    from config.load import load_guide
    from config.model import FieldKind

    guide = load_guide(home / "guides" / name)
    return {field.key for form in guide.forms for field in form.fields if field.required and field.kind != FieldKind.CHOICE}


def first_of(home: Path, name: str) -> set[str]:
    return {key for key, label in labels_of(home, name).items() if label == CALLS[name].cover[0]}


def same(words: str, read: object) -> bool:
    text = read.get("text", "") if isinstance(read, dict) else str(read)
    return "".join(words.split()) == "".join(text.split())


def read_by_people(home: Path) -> Iterator[tuple[str, str]]:
    """Workbook, pages and letters as text."""
    from email import message_from_bytes, policy

    for file in (home / "output").rglob("*"):
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as book:
                parts = [part for part in book.namelist() if part.startswith("xl/") and part.endswith(".xml")]
                yield from ((f"{file.name}/{part}", book.read(part).decode("utf-8", "replace")) for part in parts)
        elif file.suffix == ".html":
            yield file.name, file.read_text("utf-8")
    for file in (home / "letters" / "new").glob("*"):
        letter = message_from_bytes(file.read_bytes(), policy=policy.default)
        yield file.name, str(letter["Subject"])
        yield from ((file.name, part.get_content()) for part in letter.walk() if part.get_content_maintype() == "text")
