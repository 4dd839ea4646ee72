"""States are enums: a bare word in the code that equals one of their values is an error, because a typing mistake would go
unnoticed. In kept JSON, in the database and in the output the bare word stays."""

from __future__ import annotations

import ast
import json
import pickle
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from sqlalchemy import text

from config.model import FieldKind, Severity, SignedPart
from intake.edits.copy_relation import CopyRelation
from intake.ledger import letters, mails, open_ledger
from intake.letters.smtp import Delivery
from intake.matching.candidates import Relation
from intake.model import Origin
from parsers.model.document import NOTE_WORDS, Medium, Place, PlaceNote
from parsers.model.file import TroubleKind
from parsers.model.finding import Finding
from parsers.model.mail import MailKind
from parsers.model.package import PackageShape, Role
from parsers.model.record import Doubt, Value
from parsers.model.seal import StampKind, StampState
from reports.states import EditState, LetterState, MailState, Status
from tests import installation

NOW = datetime(2024, 3, 1, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("parsers", "reports", "intake")

FAMILIES: dict[type[StrEnum], set[str]] = {
    Severity: {
        "reports/pages/case.py note", "reports/workbook/columns.py note", "reports/workbook/sheets/fields.py note",
        "reports/workbook/sheets/files.py note", "reports/workbook/sheets/verify.py note",  # a remark
        "reports/workbook/sheets/overview.py fix", "reports/workbook/sheets/overview.py verify",
        "reports/workbook/sheets/overview.py remind",
        "reports/pages/index.py fix", "reports/pages/index.py verify",  # columns that count findings
        "parsers/rules/funding_range.py remind",  # a choice of a rule's setting
    },
    Status: {
        "reports/letters/compose.py duplicate", "reports/letters/sample_cases.py duplicate",
        "reports/letters/sample_cases.py superseded",  # a part of a letter, a name of a situation
        "reports/workbook/sheets/recommenders.py complete", "reports/workbook/sheets/recommenders.py incomplete",
        "reports/workbook/sheets/recommenders.py unclear",  # columns that count cases
    },
    LetterState: {
        "intake/operations/lock.py unknown",  # words about a moment
    },
    MailState: {
        "intake/ledger/tables.py settled",  # a column: when
    },
    EditState: {
        "reports/letters/compose.py refused", "reports/letters/decision_letters.py refused", "reports/state_words.py refused",
        "intake/letters/decision_letters.py refused",  # a kind of letter
        "intake/ledger/tables.py settled",
    },
    Role: {
        "reports/letters/compose.py refused", "reports/letters/decision_letters.py refused", "reports/state_words.py refused",
        "intake/letters/decision_letters.py refused",
        "parsers/values/amounts.py other",  # a group of a pattern
    },
    MailKind: {"parsers/values/amounts.py other"},
    Medium: {
        "reports/workbook/sheets/summary.py mail",  # a column: which mail
        "parsers/packages/roles.py word",  # a part of a media type
        "reports/edits/copy_model.py staff",  # a choice of a column
        "reports/export.py mail", "reports/workbook/columns.py mail", "reports/workbook/sheets/replies.py mail",
        "reports/workbook/sheets/verify.py word", "intake/cluster/worker_sandbox.py mail", "intake/ledger/cases.py mail",
        "intake/ledger/tables.py mail",  # columns, keys and a folder
    },
    TroubleKind: {
        "parsers/ocr/checkboxes.py empty",  # a box
        "parsers/formats/word/opc_package.py external",  # a word of the format
        "reports/workbook/sheets/recommenders.py incomplete",
        "intake/ledger/__init__.py timeout",  # an option of the driver
    },
    StampKind: {
        "intake/mime/__init__.py date", "intake/mime/headers.py date", "intake/mime/bounces.py date",  # a header
    },
    StampState: {
        "reports/pages/case.py seen", "reports/workbook/columns.py seen", "reports/workbook/sheets/changes.py seen",
        "intake/commands/status.py seen", "intake/ledger/edits.py seen", "intake/ledger/mails.py seen",
        "intake/ledger/tables.py seen", "intake/operations/metrics.py seen",  # columns and sums
    },
    Doubt: {
        "parsers/rules/tick.py unsure",  # a choice of a rule's setting
        "parsers/ocr/checkboxes.py unsure",  # a mark in a box
        "reports/guide_workbook/condition_cells.py unticked",  # what a condition asks
    },
    Delivery: {"intake/operations/lock.py unknown"},
    FieldKind: {
        "intake/ledger/mails.py account", "intake/ledger/tables.py account",  # a column: which mailbox
        "parsers/draft/made_fields.py options", "reports/guide_changes.py options",  # an attribute of a field or form
        "parsers/rules/tick.py options",  # what fills a message
        "parsers/values/__init__.py code", "parsers/values/__init__.py email", "parsers/values/__init__.py period",
        "parsers/values/__init__.py phone",  # names of functions
        "parsers/formats/web/html_to_wordml.py address",  # an element of HTML
        "parsers/packages/roles.py text",  # a part of a media type
        "reports/pages/index.py person",  # what a template is given
        "parsers/checks/words/settings.py options", "reports/guide_workbook/entry_values.py choice",
        "reports/guide_workbook/follow.py person", "reports/guide_workbook/guide_tables.py options",
        "reports/guide_workbook/layout.py options", "reports/guide_workbook/take.py options",  # keys and settings of a guide
    },
    SignedPart: set(),
    PackageShape: {
        "intake/ledger/mails.py folder", "intake/ledger/tables.py folder",  # columns
        "parsers/formats/web/wordml_writer.py separate", "parsers/formats/word/inline_text.py separate",  # marks of Word's fields
        "intake/mailbox/interface.py folder", "intake/mailbox/local_files.py folder",  # a kind of mailbox
        "intake/unpack/seven_zip_process.py archive",  # the name of a file in memory
        "parsers/rules/package_name.py folder",  # a choice of a rule's setting
    },
    CopyRelation: set(),
    Relation: {"reports/workbook/sheets/versions.py same"},  # a part of a hidden key
    PlaceNote: {"parsers/model/document.py 人工更正", "reports/state_words.py 人工更正"},  # what a clerk reads
}
"""Each enum, and the places (file and word) where the same word is another thing."""
COMMON = {
    PlaceNote: {"subject", "sender", "header", "footer", "seal"}, FieldKind: {"text", "table", "date", "money"},
    Relation: {"new", "revision"}}
"""Words of an enum that stand for headers, columns and keys everywhere."""


def bare_words(file: Path) -> Iterator[tuple[int, str]]:
    """Every string in a file that is no docstring, no member of an enum and no choice of a setting (Literal)."""
    tree = ast.parse(file.read_text("utf-8"))
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            passed.add(id(node.value))
        elif _is_enum(node) or (isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"):
            passed.update(map(id, ast.walk(node)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.lineno, node.value


def _is_enum(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "StrEnum" for base in node.bases)


@pytest.fixture(scope="module")
def words() -> list[tuple[str, int, str]]:
    """(file, line, word) of every bare word in the rooms that decide by states."""
    files = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py") if "migrations" not in file.parts)
    return [(file.relative_to(ROOT).as_posix(), line, word) for file in files for line, word in bare_words(file)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_no_bare_word_stands_for_a_state(family: type[StrEnum], words: list[tuple[str, int, str]]) -> None:
    values = {member.value for member in family if member.value} - COMMON.get(family, set())
    other = FAMILIES[family]
    wrong = [f"{file}:{line}: {word!r}" for file, line, word in words if word in values and f"{file} {word}" not in other]
    assert not wrong, f"these should be members of {family.__name__}"


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_every_exemption_is_still_needed(family: type[StrEnum], words: list[tuple[str, int, str]]) -> None:
    assert FAMILIES[family] <= {f"{file} {word}" for file, _, word in words}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_member_is_written_as_its_bare_word(family: type[StrEnum]) -> None:
    for member in family:
        assert f"{member}" == str(member) == member.value
        assert json.dumps({member: member}) == json.dumps({member.value: member.value})
        assert TypeAdapter(family).dump_json(member) == json.dumps(member.value, ensure_ascii=False).encode()
        assert pickle.loads(pickle.dumps(member)) is member


# --- what was kept before states were enums -------------------------------------------------------------------------------


def test_a_finding_kept_as_words_reads_as_a_state_and_is_written_the_same() -> None:
    kept = (b'{"rule":"phone-invalid","severity":"fix","field":"contact_phone","message":"x","clause":"R1","document":"",'
            b'"place":null,"todo":"","quote":"","kind":"","file":"","discriminator":"","possibly_there":false}')
    finding = TypeAdapter(Finding).validate_json(kept)
    assert finding.severity is Severity.FIX
    assert TypeAdapter(Finding).dump_json(finding) == kept


def test_a_value_kept_as_words_reads_as_states_and_is_written_the_same() -> None:
    kept = (b'{"text":"x","value":null,"place":{"page":1,"table":null,"row":null,"cell":null,"paragraph":null,"box":null,'
            b'"note":"folder name"},"medium":"ocr","confidence":0.9,"document":"","doubt":"unsure","note":"","doubted":""}')
    value = TypeAdapter(Value).validate_json(kept)
    assert (value.place.note, value.medium, value.doubt) == (PlaceNote.FOLDER_NAME, Medium.OCR, Doubt.UNSURE)
    assert all(isinstance(state, StrEnum) for state in (value.place.note, value.medium, value.doubt))
    assert TypeAdapter(Value).dump_json(value) == kept


@pytest.mark.usefixtures("every_database")
def test_a_ledger_keeps_a_state_as_its_bare_word_and_gives_a_member(tmp_path: Path) -> None:
    these = installation.settings(tmp_path, f"folder:{tmp_path}")
    with closing(open_ledger(these.ledger.url)) as ledger:
        with ledger.write() as connection:
            mails.see(connection, [mails.Sighting(Origin("a", "b", "c", "d"), "0" * 64, 1, "")], NOW)
            letters.keep(connection, letters.Draft("k", "0" * 64, "receipt", "a@b.c", "<m>", "s", b"", LetterState.HELD), "now")
            letters.move(connection, ["k"], (LetterState.HELD,), LetterState.QUEUED, "now")
        with ledger.read() as connection:
            assert connection.execute(text("SELECT m.state, l.state FROM mails m, letters l")).one() == ("waiting", "queued")
            assert mails.waiting(connection)[0].state is MailState.WAITING
            assert letters.rows(connection)[0].state is LetterState.QUEUED
            assert letters.in_state(connection, LetterState.QUEUED) == ("k",)


def test_every_note_has_a_word_that_a_clerk_reads() -> None:
    assert set(NOTE_WORDS) == set(PlaceNote) - {PlaceNote.NONE}
    assert Place(page=2, note=PlaceNote.SEAL).chinese() == "第2页 印章"


# --- words that are no state ----------------------------------------------------------------------------------------------


def test_a_word_that_is_no_state_is_refused() -> None:
    with pytest.raises(ValueError, match="blunder"):
        Severity("blunder")
