"""Which faults a module offers, where none is offered, and which ones a seed draws."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from config.load import PROJECT
from tests.mutants.draw import drawn
from tests.mutants.kinds import KINDS
from tests.mutants.places import makes_another, modules, places_in, places_of
from tests.mutants.source import changed


def faults(text: str, kind: str = "") -> list[str]:
    data = text.encode()
    return [changed(data, place.change).decode() for place in places_in(data, "parsers/a/b.py") if not kind or place.kind == kind]


@pytest.mark.parametrize(("kind", "text", "wanted"), [
    ("boundary", "甲 = a < b", ["甲 = a <= b"]),
    ("boundary", "x = 0 < (a) <= b", ["x = 0 <= (a) <= b", "x = 0 < (a) < b"]),
    ("boundary", "x = a > b >= c", ["x = a >= b >= c", "x = a > b > c"]),
    ("comparison", "x = (a) == b != c", ["x = (a) != b != c", "x = (a) == b == c"]),
    ("comparison", "x = a not  in b", ["x = a in b"]),
    ("comparison", "x = a in b is c", ["x = a not in b is c", "x = a in b is not c"]),
    ("comparison", "x = a is not None", ["x = a is None"]),
    ("logic", "x = a and b or c", ["x = a and b and c", "x = a or b or c"]),
    ("negation", "x = not (a and b)", ["x =  (a and b)"]),
    ("number", "x = f(3, '3')", ["x = f(4, '3')", "x = f(2, '3')"]),
    ("number", "x = 1.5", ["x = 3.0", "x = 0.75"]),
    ("truth", "x = f(True)", ["x = f(False)"]),
    ("method", "x = (a\n + b).strip('。').lower()", ["x = (a\n + b).strip('。')", "x = (a\n + b).lower()"]),
    ("method", "x = str.strip(a)", []),
    ("extreme", "x = max(a, b), any(c)", ["x = min(a, b), any(c)", "x = max(a, b), all(c)"]),
    ("extreme", "x = sorted(a), sorted(a, key=b)", ["x = list(a), sorted(a, key=b)"]),
    ("returned", "def f() -> bool:\n    return a or b", ["def f() -> bool:\n    return not (a or b)"]),
    ("returned", "def f() -> int:\n    return a", ["def f() -> int:\n    return (a) + 1"]),
    ("returned", "def f() -> tuple[A, ...]:\n    return a", ["def f() -> tuple[A, ...]:\n    return ()"]),
    ("returned", "def f() -> A | None:\n    return a", ["def f() -> A | None:\n    return None"]),
    ("returned", "def f():\n    return None\ndef g():\n    return", []),
    ("removed", "f(a)", ["pass"]),
    ("removed", "x += y", ["pass"]),
    ("removed", "a.b = c\nx = y\nz[0] = x", ["pass\nx = y\nz[0] = x", "a.b = c\nx = y\npass"]),
    ("removed", "for a in b:\n    continue", ["for a in b:\n    pass"]),
    ("removed", "raise A from b", ["pass"]),
    ("cut", "x = a[n:]", ["x = a[(n) + 1:]", "x = a[(n) - 1:]", "x = a[:]"]),
    ("arithmetic", "x = a + b * c", ["x = a - b * c", "x = a + b / c"]),
    ("arithmetic", "x -= -a", ["x += -a", "x -= a"]),
    ("arithmetic", "x = 'a' + b + c; y = Ab | None; z = b | c", ["x = 'a' + b + c; y = Ab | None; z = b & c"]),
])  # fmt: skip
def test_each_kind_makes_its_faults(kind: str, text: str, wanted: list[str]) -> None:
    assert faults(text, kind) == wanted


def test_every_kind_has_an_example_above() -> None:
    marks = test_each_kind_makes_its_faults.pytestmark
    assert {example[0] for example in marks[0].args[1]} == set(KINDS)


@pytest.mark.parametrize("text", [
    '"""Less than 3, not < 4."""',
    "def f(a: Literal[3] = b) -> Annotated[int, 3 < 4]:\n    \"\"\"Returns 1 and 2.\"\"\"",
    "a: Annotated[int, 1 + 2]",
    "A: TypeAlias = B | C[3]",
    "A = TypeVar('A', bound=B[3])",
    "if TYPE_CHECKING:\n    a = 3",
    "if __name__ == '__main__':\n    f(3)",
    "class A:\n    def __repr__(self):\n        return f(3)",
    "log.info('%s', 3 + 4)",
    "@dataclass(frozen=True, slots=True)\nclass A(B[3]):\n    pass",
    "a = zip(b, c, strict=True)",
    "assert a < 3",
    "a = f'{b + 3}'",
    "MOST_BYTES = 64 << 20",
    "_LONGEST, MOST_ROWS = 500, 2000",
    "READER_VERSION = 13",
    "x = len(a) < 1000",
    "a = f(pretty_exceptions_enable=False)",
    "a = b.errors(include_input=False, include_url=False)",
    "a = f(b).hexdigest()[:12]",
])  # fmt: skip
def test_nothing_is_changed_where_no_test_could_notice(text: str) -> None:
    assert faults(text) == []


def test_a_cap_of_a_few_and_other_constants_are_no_tuning() -> None:
    assert faults("MOST_PAGES = 4", "number") and faults("ALIKE = 60.0", "number")


@pytest.mark.parametrize("text", ["x = len(a) < 999", "x = a < 1000", "x = len(a) == 1000", "x = len(a.strip()) < 1000"])
def test_other_comparisons_than_of_a_length_with_a_large_cap_are_changed(text: str) -> None:
    assert faults(text)


def test_what_stands_beside_a_hint_is_changed() -> None:
    assert faults("def f(a: Literal[3] = 5) -> None: ...", "number") == [
        "def f(a: Literal[3] = 6) -> None: ...", "def f(a: Literal[3] = 4) -> None: ..."]  # fmt: skip
    assert faults("a: int = 5", "number") == ["a: int = 6", "a: int = 4"]


# --- the draw ----------------------------------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_places_and_another_draws_others() -> None:
    places = places_of(PROJECT, [file for file in modules(PROJECT) if file.startswith(("parsers/ticks/", "intake/matching/"))])
    first = drawn(PROJECT, places, 3, 10)
    assert first == drawn(PROJECT, list(places), 3, 10) != drawn(PROJECT, places, 4, 10)
    assert Counter(place.room for place in first) == {"parsers/ticks": 5, "intake/matching": 5}


def test_a_draw_is_even_over_rooms_and_kinds_and_every_fault_is_another_program() -> None:
    places = places_of(PROJECT, modules(PROJECT))
    chosen = drawn(PROJECT, places, 1, 74)
    rooms = {place.room for place in places}
    assert {"parsers/formats", "config", "reports", "run_intake"} <= rooms
    assert set(Counter(place.room for place in chosen).values()) <= {1, 2, 3} and {place.room for place in chosen} == rooms
    assert len(chosen) == 74 and {place.kind for place in chosen} == set(KINDS)
    assert all(makes_another((PROJECT / place.file).read_bytes(), place) for place in chosen)


def test_a_draw_ends_where_there_is_nothing_left(tmp_path: Path) -> None:
    (tmp_path / "parsers" / "a").mkdir(parents=True)
    (tmp_path / "parsers" / "a" / "b.py").write_text("x = a < 3\n", "utf-8")
    chosen = drawn(tmp_path, places_of(tmp_path, modules(tmp_path)), 1, 9)
    assert sorted(place.kind for place in chosen) == ["boundary", "number"]
