"""What staff say of findings outlives another wording, another release, and a form that was only saved again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from config.model import Guide, WrongSettings
from intake.ledger import open_ledger
from parsers.model.finding import Finding
from reports import display
from tests import installation
from tests.desk.office import Office, package, small_guide
from tests.desk.sheets import look, opened

FIRST = "GJ2024-0001"
SHEETS = {"形审": "备注", "专家参考": "备注"}
USERS = ("workbook.sheets.checks", "workbook.sheets.hints", "workbook.sheets.verify", "edits.edit_effects")


def reworded(guide: Guide) -> Guide:
    """The guide with every message of every rule in other words."""
    rules = tuple(rule.model_copy(update={"message": f"另一种说法：{rule.message}", "todo": rule.todo and f"烦请：{rule.todo}"})
                  for rule in guide.rules)
    return guide.model_copy(update={"rules": rules, "digest": "reworded"})


def test_every_message_in_other_words_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.mail(1, package(1, postal_code="4100", address=""))
    office.run()
    with opened(office.workbook) as desk:
        typed = {(sheet, key): f"{sheet}第{n}行" for sheet in SHEETS for n, key in enumerate(desk.keys(sheet))}
        for (sheet, key), text in typed.items():
            desk.put(sheet, key, SHEETS[sheet], text)
        false = desk.first("形审", f"{FIRST}|field-missing|address")
        desk.put("形审", false, "认可/误报", "误报")
        seen = {key: desk.get("形审", key, "发现的问题") for key in desk.keys("形审")}
    office.guide = reworded(installation.guide())
    office.installation = replace(office.installation, guide=office.guide)
    office.run()
    after = look(office.workbook)
    assert len(typed) > len(seen) > 5
    for (sheet, key), text in typed.items():
        assert after.get(sheet, key, SHEETS[sheet]) == text
    assert after.get("形审", false, "程度") == "已消除"
    for key, message in seen.items():
        assert after.get("形审", key, "发现的问题") == f"另一种说法：{message}"


# --- a workbook of the release before --------------------------------------------------------------------------------------


def keys_of_schema_3(findings: Sequence[Finding]) -> list[str]:
    """The keys that findings had when their message went into them."""
    seen: Counter[str] = Counter()
    keys = []
    for one in findings:
        digest = hashlib.sha256(f"{one.message}\n{display.base_name(one.document)}".encode()).hexdigest()[:8]
        key = f"{one.rule}|{one.field or ''}|{digest}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}|{seen[key]}")
    return keys


NAMES_OF_BEFORE = (
    ("readings", "body", '"unassigned":', '"loose":'), ("readings", "body", '"transforms":', '"straight":'),
    ("revisions", "own", '"transforms":', '"straight":'), ("revisions", "package", '"transforms":', '"straight":'),
    ("builds", "plan", '{"installation":', '{"house":'),
)
"""Table, column, name in kept JSON today and before."""


def as_schema_3(path: Path) -> None:
    """A ledger of today as the release before kept it."""
    with closing(sqlite3.connect(path)) as ledger:
        for row, text in ledger.execute("SELECT rowid, findings FROM revisions").fetchall():
            kept = [{k: v for k, v in one.items() if k not in ("file", "discriminator")} for one in json.loads(text)]
            ledger.execute("UPDATE revisions SET findings = ? WHERE rowid = ?", (json.dumps(kept, ensure_ascii=False), row))
        ledger.execute("DROP TABLE successors")
        ledger.execute("DROP TABLE owed")
        ledger.execute("UPDATE meta SET value = '3' WHERE name = 'schema'")
        ledger.execute("UPDATE meta SET name = 'house' WHERE name = 'installation'")
        ledger.execute("ALTER TABLE revisions RENAME COLUMN unassigned TO loose")
        ledger.execute("ALTER TABLE origins RENAME COLUMN announced TO told")
        ledger.execute("ALTER TABLE copies RENAME COLUMN messages TO told")
        for table, column, new, old in NAMES_OF_BEFORE:
            ledger.execute(f"UPDATE {table} SET {column} = replace({column}, ?, ?)", (new, old))
        ledger.commit()


def test_a_workbook_built_before_an_upgrade_and_saved_after_it_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        for name in USERS:
            before.setattr(f"reports.{name}.finding_keys", keys_of_schema_3)
        office = Office(tmp_path, guide=small_guide())
        office.mail(1, package(1, address="", project_leader=""))
        office.run()
        with opened(office.workbook) as desk:
            false, other = (desk.first("形审", f"{FIRST}|field-missing|{key}") for key in ("address", "project_leader"))
            desk.put("形审", false, "认可/误报", "误报")
            desk.put("形审", false, "备注", "原件有地址")
        office.run()
        office.ledger.close()
    as_schema_3(tmp_path / "ledger.sqlite")
    with opened(office.workbook) as desk:
        desk.put("形审", other, "备注", "已请补正")
        desk.put("形审", false, "备注", "原件第二页有地址")
    with pytest.raises(WrongSettings, match="ledger upgrade"):
        open_ledger(office.settings.ledger.url)
    open_ledger(office.settings.ledger.url, upgrade=True).close()
    office = Office(tmp_path, guide=small_guide())
    assert office.run() == ("审查表.xlsx（王静保存）：收回2处填写",)
    after = look(office.workbook)
    assert not {false, other} & set(after.keys("形审")), "the rows have today's keys, and none is left over"
    key = after.first("形审", f"{FIRST}|field-missing|address")
    assert (after.get("形审", key, "程度"), after.get("形审", key, "认可/误报")) == ("已消除", "误报")
    assert after.get("形审", key, "备注") == "原件第二页有地址"
    assert after.get("形审", after.first("形审", f"{FIRST}|field-missing|project_leader"), "备注") == "已请补正"


# --- what does not follow --------------------------------------------------------------------------------------------------


def test_a_verdict_on_words_that_are_gone_is_none_on_new_ones(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.mail(1, package(1, postal_code="4100"))
    office.run()
    with opened(office.workbook) as desk:
        key = desk.first("形审", f"{FIRST}|postcode-invalid|postal_code")
        desk.put("形审", key, "认可/误报", "误报")
    office.run()
    office.mail(1, package(1, version=2, postal_code="4100"))
    office.run()
    assert look(office.workbook).get("形审", key, "程度") == "已消除", "a form that says the same was only saved again"
    office.mail(1, package(1, version=3, postal_code="41"))
    office.run()
    after = look(office.workbook)
    new = [row for row in after.keys("形审") if row.startswith(f"{FIRST}|postcode-invalid|") and row != key]
    assert len(new) == 1 and after.get("形审", new[0], "程度") != "已消除"
    assert after.get("形审", key, "认可/误报") == "误报", "what was typed still stands at the end of the sheet"
