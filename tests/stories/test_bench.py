"""The results of `make bench`: every measurement's figures, or why there are none, in one file. No test here checks times."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench import scan
from tests.bench.model import EVERY, Model, Trial, fitted, needed, simulate
from tests.bench.report import Row


def test_figures_are_gathered_in_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--quick", "--only", "docx", "--output", str(tmp_path)]) == 0
    told = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert told["quick"] and told["machine"]["cores"] >= 1
    (one,) = told["benches"]
    assert (one["bench"], one["skipped"], one["broke"]) == ("docx", "", False)
    for row in one["rows"]:
        assert {"what", "ours", "floor", "ratio", "aim"} <= set(row)
        assert row["ratio"] > 0 and row["ours"] > 0 and row["floor"] > 0
    assert one["rows"][-1]["aim"] == 1.5 and one["rows"][-1]["what"] in capsys.readouterr().out


def test_a_figure_tells_whether_its_aim_is_met() -> None:
    assert Row("a", 3.0, 2.0, 1.5, 1.5).met and not Row("a", 3.0, 2.0, 1.6, 1.5).met
    assert Row("a", 2.0, 3.4, 1.7, 1.7, at_least=True).met and not Row("a", 2.0, 3.0, 1.5, 1.7, at_least=True).met
    assert Row("a", 0.9, aim=1.0).met and Row("a", 1.0).met is None


def test_the_model_says_of_a_load_it_was_fitted_to_what_was_measured() -> None:
    def trial(mails: int) -> Trial:
        parts = {"download into the vault": 0.01 * mails, "reading": 0.2 * mails, "settling": 0.02 * mails,
                 "sending": 0.01 * mails, "workbook and pages": 0.5 + 0.008 * mails}  # fmt: skip
        return Trial(mails, 2 + sum(parts.values()), 9, parts, 1000 * mails, 500 * mails, 800 * mails)

    model = fitted(trial(10), trial(40), page=4.0)
    assert model.cpu(400, 320, 0, 320) == pytest.approx(trial(400).cpu)
    assert model.cpu(400, 320, 100, 320) == pytest.approx(trial(400).cpu + 400)
    assert model.disk(1000) == pytest.approx(1000 * 2300)


def test_the_simulation_waits_for_a_pass_and_no_longer_with_more_cores() -> None:
    model = Model(start=2, mail=0.1, page=2, settled=0.05, shown=0.02, vault=1, ledger=1, output=1)
    few, many = simulate(model, 5000, 1), simulate(model, 5000, 8)
    assert EVERY <= many[0] <= few[0] and many[1] <= few[1]
    assert needed(model, 500) == 1
    assert needed(model, 50_000_000) is None, "settling alone takes longer than the days there are"


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_what_cannot_be_measured_is_named_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "BENCHES", (bench.Bench("nothing", "a measurement that is not there"),
                                           bench.Bench("docx", "one that breaks", quick="--no-such-option")))
    assert bench.main(["--quick", "--output", str(tmp_path)]) == 1
    gone, broke = json.loads((tmp_path / "bench.json").read_text("utf-8"))["benches"]
    assert (gone["rows"], gone["skipped"], gone["broke"]) == ([], "there is no such measurement in this release", False)
    assert (broke["rows"], broke["broke"]) == ([], True) and "no-such-option" in broke["skipped"]


def test_the_parts_of_a_scans_time_are_functions_that_are_there() -> None:
    for places in scan.PARTS.values():
        for place in places:
            holder, name = scan._holder(place)
            assert callable(getattr(holder, name)), place
