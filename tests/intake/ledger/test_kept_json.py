"""The JSON that the ledger keeps reads back whole, or an error names the key that is not known."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from intake.ledger import cases, open_ledger, tables
from intake.ledger.kept_json import Kept
from intake.model import LedgerOutage
from parsers.model.package import Package
from tests.intake.ledger import filled
from tests.intake.ledger.test_migrations import RELEASED, old_ledger


def test_what_is_written_reads_back_with_every_value() -> None:
    kept: Kept[Package] = Kept("package", Package)
    assert kept.read(kept.write(filled.OWN)) == filled.OWN


@pytest.mark.usefixtures("english")
def test_a_key_that_a_noun_does_not_have_is_named_and_no_value_is_told() -> None:
    kept: Kept[Package] = Kept("package", Package)
    text = kept.write(filled.OWN).replace('"page_of":', '"page_in":', 1).replace('"shape":"archive"', '"shape":"heap"', 1)
    with pytest.raises(LedgerOutage) as refused:
        kept.read(text)
    said = str(refused.value)
    assert "files.0.page_in: unknown key" in said and "shape: enum" in said
    assert "heap" not in said and filled.FILE.page_of not in said
    with pytest.raises(LedgerOutage, match="and 1 more"):
        kept.read('{"a": 1, "b": 2, "c": 3, "files": []}'.replace('"files": []', '"d": 4, "files": []'))


@pytest.mark.usefixtures("english")
def test_a_revision_with_an_unknown_key_stops_whoever_reads_it(tmp_path: Path) -> None:
    ledger = open_ledger(old_ledger(tmp_path, RELEASED[-1]), upgrade=True)
    with ledger.write() as connection:
        connection.execute(update(tables.revisions).values(findings='[{"rule": "r", "colour": "red"}]'))
    with ledger.read() as connection, pytest.raises(LedgerOutage, match=r"list of findings .* 0\.colour: unknown key"):
        cases.newest(connection)
    ledger.close()
