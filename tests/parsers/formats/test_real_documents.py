"""Every Word-like document of the collection of real files, read in the sandbox as in a run, with the results in one table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from config.load import load_settings
from intake.sandbox.faults import Fault
from intake.sandbox.one_task import once
from parsers.dangers import dangers
from parsers.formats import risks
from parsers.formats.legacy import libreoffice
from parsers.formats.registry import READERS, read, sniff
from parsers.model.document import Grid
from parsers.model.file import Unreadable

REAL = Path(__file__).resolve().parents[3] / "../shared/real"
FILES = sorted(path for folder in ("docx", "forms") for path in (REAL / folder).glob("*"))

REFUSED = {
    "ole_encrypted.docm": "encrypted",
    "poi_PasswordProtected.doc": "encrypted",
    "poi_bug53475-password-is-pass.docx": "encrypted",
    "poi_clusterfuzz-testcase-minimized-POIXWPFFuzzer-4791943399604224.docx": "damaged",
    "poi_clusterfuzz-testcase-minimized-POIXWPFFuzzer-6120975439364096.docx": "damaged",
    "poi_password_tika_binaryrc4.doc": "encrypted",
    "poi_stress025.docx": "unsupported",
    "tika_testWORD_protected_passtika.docx": "encrypted",
    "tika_testWORD_truncated.docx": "damaged",
}
PICTURES = {"poi_Bug47731.doc"}
MACROS = {"poi_45690.docm", "poi_SimpleMacro.docm", "poi_clusterfuzz-testcase-minimized-POIHWPFFuzzer-4951943183990784.doc"}
TABLES = {
    "nwu_51_cx_blank.doc": 3, "nwu_53_sj_blank.doc": 3, "poi_innertable.doc": 1, "poi_table-merges.doc": 1, "d4j_tables.docx": 13,
    "bjzh_lcky_blank.docx": 7, "itp_8.docx": 9, "tika_testWORD_2006ml.doc": 4, "poi_stress012.docx": 2,
}  # fmt: skip
"""Tables in the body that a person counts in them."""

pytestmark = pytest.mark.skipif(not FILES, reason="the collection of real files is not beside the repository")


def outcome(data: bytes) -> tuple[str, int, tuple[str, ...]]:
    """Runs in the sandbox: a trouble's kind or a medium; tables; notes."""
    try:
        document = read(data, sniff(data))
    except Unreadable as unreadable:
        return unreadable.trouble.kind, 0, ()
    return document.medium, sum(isinstance(block, Grid) for block in document.blocks), document.notes


def looked_at(path: Path) -> tuple[str, int, tuple[str, ...]]:
    settings = load_settings()
    found = once(outcome, (path.read_bytes(),), settings.workers, settings.limits)
    assert not isinstance(found, Fault), found.trace
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_has_a_sensible_outcome(path: Path) -> None:
    if READERS.get(sniff(path.read_bytes())) == "legacy" and libreoffice.program() is None:
        pytest.skip("LibreOffice is not installed")
    medium, tables, notes = looked_at(path)
    assert medium == REFUSED.get(path.name, "ocr" if path.name in PICTURES else "word")
    data = path.read_bytes()
    assert (risks.MACRO in (*notes, *dangers(data, sniff(data)))) == (path.name in MACROS)
    assert tables == TABLES.get(path.name, tables)


def test_the_table_of_outcomes_is_whole() -> None:
    names = {path.name for path in FILES}
    assert names >= {*REFUSED, *PICTURES, *MACROS, *TABLES}
    assert Counter(REFUSED.values()) == {"encrypted": 5, "damaged": 3, "unsupported": 1}
    assert len(names) == 59
