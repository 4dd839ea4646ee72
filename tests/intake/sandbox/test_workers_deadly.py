"""A hang, a crash, ten gigabytes and a fork bomb in a converter: each loses its file, and neither its mail nor the batch."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path
from random import Random

import pytest

from config.model import LimitSettings, WorkerSettings
from intake.sandbox.worker_setup import Bench
from intake.store.vault import Vault
from tests import installation
from tests.intake.deadly import BOMB, Deadly
from tests.readings import readings
from tests.samples.make.projects import values
from tests.samples.make.word import docx

FORM = docx("exchange", values(Random(3), "conference"))
DEADLY = {"HANG": "timeout", "CRASH": "limit", "GREEDY": "limit", "BOMB": "unsupported"}


def mail(evil: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@unit.example", "hnkxgjb@126.com", f"申报材料 {evil}"
    message.set_content("见附件")
    bad = rb"{\rtf1 BOMB}" if evil == "BOMB" else f"a text of {evil}\n".encode() * 20
    message.add_attachment(bad, "application", "octet-stream", filename=f"{evil}.doc")
    message.add_attachment(FORM, "application", "octet-stream", filename="申报书.docx")
    return message.as_bytes()


@pytest.mark.slow
def test_each_costs_its_file_alone(tmp_path: Path) -> None:
    mails, kept = Vault(tmp_path / "mails"), tmp_path / "last"
    (tmp_path / "soffice").write_text(BOMB.format(kept=kept))
    (tmp_path / "soffice").chmod(0o755)
    digests = {mails.put([mail(evil)])[0]: evil for evil in (*DEADLY, "nothing")}
    limits = WorkerSettings(processes=2, timeout_seconds=20, memory_mib=2048)
    bench = Bench(installation.guide(), LimitSettings(), limits, mails.root, Deadly(tmp_path / "files"))
    found = dict(readings(list(digests), bench))
    assert set(found) == set(digests)
    for digest, evil in digests.items():
        told = found[digest]
        assert isinstance(told, str), (evil, told)
        (package,) = json.loads(told)["packages"]
        files = {file["name"]: file for file in package["files"]} | {f["name"]: f for f in json.loads(told)["unassigned"]}
        assert files["申报书.docx"]["role"] == "form_word", evil
        trouble = files[f"{evil}.doc"]["trouble"]
        assert (trouble["kind"] if trouble else None) == DEADLY.get(evil), evil
    last = kept.read_text().strip() if kept.exists() else "0"
    assert not Path(f"/proc/{last}").exists(), "nothing of the bomb is left"
