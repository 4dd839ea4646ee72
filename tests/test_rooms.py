"""The rules on the structure of the code: imports run one way, pure rooms stay pure, files stay short."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).resolve().parents[1]
ORDER = ("config", "parsers", "reports", "intake")
PURE = ("parsers", "reports")
NOT_IN_PURE_ROOMS = {
    "socket", "ssl", "imapclient", "imaplib", "smtplib", "sqlalchemy", "sqlite3", "requests", "urllib", "time", "logging",
}
ONE_ROOM = {  # a library that has a job lives in one room
    "imapclient": "intake", "sqlalchemy": "intake", "pebble": "intake", "typer": "intake", "rich": "intake",
    "distributed": "intake", "dask": "intake", "fsspec": "intake",
    "docx": "reports", "pdfplumber": "parsers", "pypdfium2": "parsers", "stdnum": "parsers", "cn2an": "parsers",
    "opencc": "parsers",
    "xlsxwriter": "reports", "python_calamine": "reports", "pandas": "reports", "jinja2": "reports",
    "pydantic_settings": "config",
    "chinese_calendar": "reports",
}
LONGEST = 300
USUAL_FILE, USUAL_FUNCTION = 90, 16
MOST_PARAMETERS = 6
MORE_PARAMETERS = {
    "parsers/ocr/checkboxes.py detect_mark", "parsers/packages/gather.py packages_of", "intake/sandbox/read_mail.py read_mail",
}  # fmt: skip
"""Functions that still take seven, and may be no more."""
MOST_MODULES = 18
REGISTRIES = {  # rooms of like members, which may be any number, and of nothing else
    "parsers/rules", "reports/workbook/sheets", "intake/commands", "intake/ledger/migrations/versions",
}


def modules() -> list[Path]:
    return sorted(file for room in ORDER for file in (ROOT / room).rglob("*.py"))


def nodes_of(file: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(file.read_text("utf-8")))


@cache
def imported(file: Path) -> tuple[str, ...]:
    names: list[str] = []
    for node in nodes_of(file):
        if isinstance(node, ast.Import):
            names += (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.append(node.module)
    return tuple(names)


@pytest.mark.parametrize("file", modules(), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_a_room_imports_only_from_rooms_to_its_left(file: Path) -> None:
    room = file.relative_to(ROOT).parts[0]
    to_the_right = set(ORDER[ORDER.index(room) + 1 :]) | {"run_intake", "tests"}
    wrong = {name for name in imported(file) if name.split(".")[0] in to_the_right}
    assert not wrong, f"{room} must not know {wrong}"


@pytest.mark.parametrize("file", [f for f in modules() if f.relative_to(ROOT).parts[0] in PURE], ids=lambda f: f.name)
def test_reading_and_writing_rooms_know_no_network_clock_or_ledger(file: Path) -> None:
    wrong = {name for name in imported(file) if name.split(".")[0] in NOT_IN_PURE_ROOMS} - {"urllib.parse"}
    assert not wrong
    calls = (node.func for node in nodes_of(file) if isinstance(node, ast.Call))
    assert "open" not in {call.id for call in calls if isinstance(call, ast.Name)}


@pytest.mark.parametrize("library", ONE_ROOM)
def test_a_library_lives_in_one_room(library: str) -> None:
    rooms = {f.relative_to(ROOT).parts[0] for f in modules() for name in imported(f) if name.split(".")[0] == library}
    assert rooms <= {ONE_ROOM[library]}


def lines_of(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def test_files_stay_rooms_one_can_live_in() -> None:
    every = [*modules(), ROOT / "run_intake.py", *(ROOT / "tests").rglob("*.py")]
    lengths = {f.relative_to(ROOT).as_posix(): lines_of(f) for f in every}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST}
    assert median(map(lines_of, modules())) <= USUAL_FILE


def test_functions_do_one_thing() -> None:
    nodes = (node for file in modules() for node in nodes_of(file))
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for node in nodes if isinstance(node, ast.FunctionDef)]
    assert quantiles(lengths, n=10)[-1] <= USUAL_FUNCTION


def test_functions_take_few_things() -> None:
    """Parameters that may only be named are not counted: those of a kind of rule are the settings that a guide gives it."""
    many = {
        f"{file.relative_to(ROOT).as_posix()} {node.name}"
        for file in modules()
        for node in nodes_of(file)
        if isinstance(node, ast.FunctionDef) and len(node.args.args + node.args.posonlyargs) > MOST_PARAMETERS
    }
    assert many == MORE_PARAMETERS


def test_a_folder_can_be_taken_in_at_a_glance() -> None:
    folders: Mapping[str, list[str]] = defaultdict(list)
    for file in modules():
        if file.name != "__init__.py":
            folders[file.parent.relative_to(ROOT).as_posix()].append(file.name)
    assert not {name: len(files) for name, files in folders.items() if len(files) > MOST_MODULES and name not in REGISTRIES}
    assert set(folders) >= REGISTRIES, "a registry is named here that is none"


# --- circles of imports -----------------------------------------------------------------------------------------------


def dotted(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def while_running(node: ast.AST) -> Iterator[ast.AST]:
    """Everything in a tree, wherever it stands, but for what only a type checker sees."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from (inner for other in child.orelse for inner in [other, *while_running(other)])
        else:
            yield child
            yield from while_running(child)


def imports_of(tree: ast.AST, known: set[str]) -> Iterator[str]:
    """The modules among `known` that a tree imports: at its beginning or in a function."""
    for node in while_running(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield from (found for found in (whole if whole in known else node.module,) if found in known)


@cache
def graph() -> dict[str, set[str]]:
    """Module → the modules of ours that it imports."""
    files = {dotted(file): file for file in [*modules(), ROOT / "run_intake.py"]}
    return {name: set(imports_of(ast.parse(file.read_text("utf-8")), set(files))) - {name} for name, file in files.items()}


def circle(imports: Mapping[str, set[str]]) -> Sequence[str]:
    """A chain of imports that ends where it began, () where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return ()


def test_no_import_leads_back_to_where_it_came_from() -> None:
    found = circle(graph())
    assert not found, " → ".join(found)


def test_no_room_leads_back_to_itself() -> None:
    """A registry that loads its members by their names (rules, formats, commands) knows none of them, and is no circle."""
    rooms: Mapping[str, set[str]] = defaultdict(set)
    for name, imports in graph().items():
        rooms[room_of(name)] |= {room_of(other) for other in imports} - {room_of(name)}
    found = circle(rooms)
    assert not found, " → ".join(found)


def room_of(module: str) -> str:
    """intake/ledger/mails.py lives in intake.ledger; a module beside the rooms, such as reports/case.py, is a room of its own."""
    return ".".join(module.split(".")[:2])


def test_a_circle_is_found_wherever_its_imports_stand() -> None:
    late = ast.parse("def f():\n    from a.b import c\n")
    typed = ast.parse("if TYPE_CHECKING:\n    from a.b import c\nelse:\n    import d\n")
    known = {"a.b", "a.b.c", "d"}
    assert set(imports_of(late, known)) == {"a.b.c"} and set(imports_of(typed, known)) == {"d"}
    assert circle({"one": {"two"}, "two": {"three"}, "three": {"one"}})
    assert not circle({"one": {"two"}, "two": {"three"}, "three": set()})


def test_the_command_table_and_the_commands_agree() -> None:
    from run_intake import COMMANDS

    files = {file.stem for file in (ROOT / "intake" / "commands").glob("*.py")} - {"__init__"}
    assert files == set(COMMANDS)


# --- where tests are --------------------------------------------------------------------------------------------------


def rooms() -> set[str]:
    """Folders right below the tops: parsers/ticks, reports/letters."""
    return {f"{top}/{folder.name}" for top in ORDER for folder in (ROOT / top).iterdir() if (folder / "__init__.py").is_file()}


WITHOUT_TESTS_OF_THEIR_OWN = {"config/model"}
"""Rooms whose tests are those of other rooms and the stories, as docs/architecture.md says."""


def test_every_room_has_its_folder_of_tests() -> None:
    filled = {"/".join(file.relative_to(ROOT / "tests").parts[:2]) for top in ORDER
              for file in (ROOT / "tests" / top).rglob("test_*.py") if file.parent.name != top}  # fmt: skip
    assert rooms() - filled == WITHOUT_TESTS_OF_THEIR_OWN
    assert filled <= rooms(), "tests of a room that is none"


def tests_beside_the_rooms() -> list[Path]:
    return [file for top in ORDER for file in sorted((ROOT / "tests" / top).glob("test_*.py"))]


@pytest.mark.parametrize("file", tests_beside_the_rooms(), ids=lambda file: file.name)
def test_a_test_beside_the_rooms_is_of_a_module_beside_the_rooms(file: Path) -> None:
    """tests/reports/test_display.py imports reports/display.py and nothing of a room in reports/: else it is that room's."""
    asked = {"/".join(name.split(".")[:2]) for name in imported(file) if name.startswith(f"{file.parent.name}.")}
    assert not asked & (rooms() - WITHOUT_TESTS_OF_THEIR_OWN)
