"""A run that goes on where an earlier one stopped, and faults that no test noticed, planted again after a day's work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.mutants.draw import drawn
from tests.mutants.options import asked
from tests.mutants.places import modules, places_of
from tests.mutants.record import Record, not_noticed, not_tried, read
from tests.mutants.report import Outcome, lines_changed, write
from tests.mutants.trial import Verdict

FEW = "def few(number: int) -> bool:\n    return number < 3\n"
MANY = "\n\ndef many(number: int) -> bool:\n    return number > 9\n"


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """A product of one module, and `seed.json`: of its first three faults of seed 7 the first was noticed."""
    (tmp_path / "parsers" / "a").mkdir(parents=True)
    rewritten(tmp_path, FEW + MANY)
    places = drawn(tmp_path, places_of(tmp_path, modules(tmp_path)), 7, 3)
    data = (tmp_path / "parsers" / "a" / "b.py").read_bytes()
    write(tmp_path / "seed.json", [
        Outcome(place, *lines_changed(data, place), Verdict("test_first" if n == 0 else "", False, False, 1.5))
        for n, place in enumerate(places)], 5, 7)  # fmt: skip
    return tmp_path


def rewritten(root: Path, text: str) -> None:
    (root / "parsers" / "a" / "b.py").write_text(text, "utf-8")


def record(root: Path) -> Record:
    return read(root / "seed.json")


def test_a_record_is_read_back_as_it_was_written(product: Path) -> None:
    before = (product / "seed.json").read_text("utf-8")
    write(product / "seed.json", record(product).outcomes, record(product).wanted, record(product).seed)
    assert (product / "seed.json").read_text("utf-8") == before and '"by": "test_first"' in before


def test_a_seed_goes_on_behind_what_its_record_has(product: Path) -> None:
    places = places_of(product, modules(product))
    whole = drawn(product, places, 7, 5)
    assert not_tried(product, record(product), whole) == whole[3:] and len(whole) == 5


def test_only_what_was_not_noticed_is_found_again_though_its_lines_have_moved(product: Path) -> None:
    rewritten(product, '"""Toy."""\n\n\n' + FEW + MANY)
    found = list(not_noticed(product, record(product)))
    assert [outcome for outcome, _ in found] == list(record(product).outcomes[1:])
    assert all(place is not None and place.line == outcome.place.line + 3 for outcome, place in found)


def test_of_two_places_alike_the_one_nearest_to_where_it_stood_is_taken(product: Path) -> None:
    rewritten(product, FEW + MANY + FEW + MANY)
    lines = [(outcome.place.line, place and place.line) for outcome, place in not_noticed(product, record(product))]
    assert lines and all(now == then for then, now in lines)


@pytest.mark.parametrize("text", ["", (FEW + MANY).replace("number", "size")])
def test_what_is_no_more_in_its_module_is_gone(product: Path, text: str) -> None:
    rewritten(product, text)
    assert [place for _, place in not_noticed(product, record(product))] == [None, None]


def test_what_stood_in_a_module_that_was_removed_is_gone(product: Path) -> None:
    (product / "parsers" / "a" / "b.py").unlink()
    assert [place for _, place in not_noticed(product, record(product))] == [None, None]


# --- the options -------------------------------------------------------------------------------------------------------


def test_the_record_gives_seed_and_count_and_is_written_on(product: Path) -> None:
    file = product / "seed.json"
    options = asked(["--resume", str(file)], product)
    assert (options.seed, options.count, options.json) == (7, 5, file)
    assert asked(["--resume", str(file), "--count", "9"], product).count == 9


def test_faults_planted_again_are_not_written_over_their_record(product: Path) -> None:
    options = asked(["--again", str(product / "seed.json")], product)
    assert (options.seed, options.json, options.resumed) == (7, None, None) and options.again is not None


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"seed": 1, "wanted": 1, "outcomes": [{"file": "a"}]})])
@pytest.mark.parametrize("option", ["--resume", "--again"])
def test_what_is_no_record_is_a_wrong_option(product: Path, option: str, text: str) -> None:
    (product / "other.json").write_text(text, "utf-8")
    for arguments in ([option, str(product / "other.json")], [option, str(product / "nothing.json")],
                      ["--resume", str(product / "seed.json"), "--again", str(product / "seed.json")]):  # fmt: skip
        with pytest.raises(SystemExit) as ended:
            asked(arguments, product)
        assert ended.value.code == 64
