"""Rules on the package: what it holds, what it lacks, how it is named, when it came."""

from __future__ import annotations

import pytest

from parsers.checks.rule import Circumstances
from parsers.formats.sniff import DOC, DOCX
from parsers.model.file import TroubleKind
from parsers.model.package import Package
from parsers.values.classification_marks import NOTE
from tests.parsers.rules.builders import UNIT, WHOLE, file, findings, package, severities, without

SCAN, CERTIFICATE, EVIDENCE = WHOLE

# --- word-missing, scan-missing -------------------------------------------------------------------------------------


def test_a_package_without_word_or_scan() -> None:
    assert severities(Package(WHOLE), "word-missing") == ["fix"]
    assert severities(without(package(), "form_scan"), "scan-missing") == ["fix"]
    assert findings(package(), "word-missing") == findings(package(), "scan-missing") == []


@pytest.mark.parametrize("media_type", [DOCX, DOC, "text/rtf", "application/ofd"])
def test_a_word_file_that_was_not_recognised_may_be_the_form(media_type: str) -> None:
    assert severities(Package((*WHOLE, file("申报.docx", media_type=media_type))), "word-missing") == ["verify"]


@pytest.mark.parametrize(
    "other",
    [
        file("申报书.pdf", "form_pdf", text_layer=True),
        file("附件.pdf", "other", text_layer=False),
        file("1.jpg", "other", "image/jpeg"),
        file("申报书（盖章）.docx", "other", DOCX),
    ],
)
def test_what_could_be_the_scan_keeps_the_finding_from_being_firm(other: object) -> None:
    whole = without(package(extra=(*WHOLE, other)), "form_scan")  # type: ignore[arg-type]
    assert severities(whole, "scan-missing") == ["verify"]


def test_a_scan_of_the_mail_that_belongs_to_no_project_for_certain_may_be_this_ones() -> None:
    beside = Circumstances(unassigned=(SCAN,))
    assert severities(without(package(), "form_scan"), "scan-missing", beside) == ["verify"]


def test_a_scan_is_named_as_unread_and_never_as_blank() -> None:
    told = findings(package(), "scan-unread")
    assert [(f.severity, f.document) for f in told] == [("verify", "申报书.pdf")]
    assert findings(package(), "field-missing") == []


# --- papers ---------------------------------------------------------------------------------------------------------


def test_papers() -> None:
    assert severities(without(package(), "evidence"), "evidence-missing") == ["remind"]
    assert severities(without(package(), "non_secret_certificate"), "non-secret-certificate-missing") == ["remind"]
    assert findings(package(), "evidence-missing") == findings(package(), "non-secret-certificate-missing") == []


def test_proof_of_being_a_legal_person_is_asked_of_the_second_form() -> None:
    bare = without(package("haizhi"), "evidence")
    assert severities(bare, "legal-proof-missing") == ["remind"]
    assert findings(package("haizhi"), "legal-proof-missing") == []
    proof = file("附件3.pdf", "evidence", text_start="统一社会信用代码\n事业单位法人证书")
    assert findings(package("haizhi", extra=(SCAN, proof)), "legal-proof-missing") == []
    assert findings(without(package(), "evidence"), "legal-proof-missing") == []


# --- package-name-mismatch ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "lacks"),
    [
        (f"{UNIT}+先进制造国际论坛", ""),
        (f"先进制造国际论坛（{UNIT}）", ""),
        ("", ""),
        (UNIT, "项目名称"),
        ("先进制造国际论坛", "申报单位名称"),
        ("申报材料", "申报单位名称和项目名称"),
    ],
)
def test_names_of_packages(name: str, lacks: str) -> None:
    told = findings(package(name=name), "package-name-mismatch")
    assert [f.severity for f in told] == ["remind"] * bool(lacks)
    assert all(f"未识别到{lacks}。" in f.message for f in told)


# --- late-submission ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "deadline", "told"),
    [
        ("2024-04-30T18:00:01+08:00", "2024-04-30T18:00:00+08:00", ["verify"]),
        ("2024-04-30T10:00:00+00:00", "2024-04-30T18:00:00+08:00", []),
        ("2024-05-30T10:00:00+00:00", None, []),
        (None, "2024-04-30T18:00:00+08:00", []),
    ],
)
def test_lateness(received: str | None, deadline: str | None, told: list[str]) -> None:
    assert severities(package(), "late-submission", Circumstances(received, deadline)) == told


# --- files that could not, or must not, be used ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "rule", "severity"),
    [
        ("encrypted", "attachment-encrypted", "fix"),
        ("damaged", "attachment-unreadable", "fix"),
        ("empty", "attachment-unreadable", "fix"),
        ("unsupported", "attachment-unreadable", "verify"),
        ("limit", "attachment-unreadable", "verify"),
        ("timeout", "attachment-unreadable", "verify"),
        ("incomplete", "attachment-unreadable", "verify"),
        ("external", "attachment-external", "fix"),
        ("dangerous", "attachment-dangerous", "verify"),
    ],
)
def test_each_trouble_has_one_finding(trouble: TroubleKind, rule: str, severity: str) -> None:
    whole = package(extra=(*WHOLE, file("材料.zip", trouble=trouble)))
    rules = ("attachment-encrypted", "attachment-unreadable", "attachment-external", "attachment-dangerous")
    assert [(f.rule, f.severity) for name in rules for f in findings(whole, name)] == [(rule, severity)]


def test_a_macro_is_told_though_the_file_was_read() -> None:
    assert severities(package(extra=(*WHOLE, file("表.docm", notes=("含宏",)))), "attachment-dangerous") == ["verify"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text_start": "机密★10年\n关于…"}, 1),
        ({"text_start": "绝 密 ★"}, 1),
        ({"notes": (NOTE,)}, 1),
        ({"text_start": "本材料不涉及国家秘密"}, 0),
        ({"text_start": "保护商业秘密★★★"}, 0),
        ({"text_start": "★ 秘密"}, 1),
    ],
)
def test_marks_of_secrecy(changes: dict[str, object], told: int) -> None:
    marked = file("附件.pdf", "evidence", **changes)  # type: ignore[arg-type]
    assert severities(package(extra=(*WHOLE, marked)), "secret-mark") == ["verify"] * told
