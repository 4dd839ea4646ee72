"""The parts of tests.bench.workbook, each run in a process of its own: `… -m tests.bench.workbook_parts PART FOLDER CASES`."""

from __future__ import annotations

import base64
import json
import pickle
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

CHUNK = 20_000
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
           "nan_inf_to_errors": True}  # fmt: skip
Call = tuple[int, str, tuple[Any, ...], dict[str, Any]]


def desk_of(cases: int) -> Any:
    """The busy desk so many times over: cases, mails and letters with numbers of their own, and what staff wrote of them."""
    from config.load import PROJECT, load_guide
    from tests.reports import busy_desk

    guide = load_guide(PROJECT / "config" / "guides" / "2024")
    return busy_desk.desk(guide, cases), guide


# --- writing down and doing again -------------------------------------------------------------------------------------


class Scribe:
    """Writes down every call on the objects of XlsxWriter, each object by a number; formats as what they look like."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")
        self.calls: list[Call] = []
        self.count = 0
        self.numbers: dict[int, int] = {}
        self.kept: list[object] = []
        self.inside = False

    def number(self, thing: object) -> int:
        """The number of an object, given when it is first met."""
        if id(thing) not in self.numbers:
            self.numbers[id(thing)] = len(self.numbers)
            self.kept.append(thing)
        return self.numbers[id(thing)]

    def note(self, thing: object, name: str, args: tuple[Any, ...], more: dict[str, Any]) -> None:
        """One call."""
        self.calls.append((self.number(thing), name, tuple(map(self.plain, args)), {k: self.plain(v) for k, v in more.items()}))
        self.count += 1
        if len(self.calls) == CHUNK:
            self.flush()

    def plain(self, value: Any) -> Any:
        """A value that another process can have."""
        if isinstance(value, Format | Worksheet | Chart):
            return ("object", self.number(value))
        if type(value).__name__ == "Image":
            return ("image", base64.b64encode(value.image_data.getvalue()).decode())
        if isinstance(value, dict):
            return {k: self.plain(v) for k, v in value.items()}
        return value

    def flush(self) -> None:
        """The calls so far into the file."""
        pickle.dump(self.calls, self.file)
        self.calls = []


@contextmanager
def written_down(scribe: Scribe) -> Iterator[None]:
    """Inside, XlsxWriter's public methods are written down; those that they call themselves are not."""
    kept: list[tuple[type, str, Callable[..., Any]]] = []
    kinds = [xlsxwriter.Workbook, Worksheet, *(Chart.__subclasses__()), Chart]
    for kind in kinds:
        for name, method in list(vars(kind).items()):
            public = name == "__init__" or not name.startswith("_")
            if public and callable(method) and not isinstance(method, type | staticmethod | classmethod):
                kept.append((kind, name, method))
                setattr(kind, name, spied(scribe, name, method))
    try:
        yield
    finally:
        for kind, name, method in kept:
            setattr(kind, name, method)
        scribe.flush()
        scribe.file.close()


QUIET = ("get_name", "worksheets", "get_worksheet_by_name")


def spied(scribe: Scribe, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, whose outermost calls are written down with what they give."""
    def call(self: Any, *args: Any, **more: Any) -> Any:
        if scribe.inside or name in QUIET:
            return method(self, *args, **more)
        scribe.inside = True
        try:
            given = method(self, *args, **more)
        finally:
            scribe.inside = False
        if name == "__init__":
            return given
        scribe.note(self, name, args, more)
        if isinstance(given, Format | Worksheet | Chart):
            scribe.note(given, "", (), {})
        return given

    return call


def done_again(path: Path) -> tuple[bytes, float, float]:
    """The same calls by bare XlsxWriter. Gives the bytes, CPU seconds and seconds by the clock, reading the file left out."""
    out = BytesIO()
    things: list[Any] = [xlsxwriter.Workbook(out, OPTIONS)]
    cpu = clock = 0.0
    with path.open("rb") as file:
        while True:
            try:
                calls = pickle.load(file)
            except EOFError:
                break
            began, at = time.process_time(), time.perf_counter()
            replay(calls, things)
            cpu += time.process_time() - began
            clock += time.perf_counter() - at
    return out.getvalue(), cpu, clock


WRITES = ("write_string", "write_number", "write_blank", "write_datetime", "write_url", "write_boolean")


def replay(calls: list[Call], things: list[Any]) -> None:
    """Do these calls. Cells' formats are looked up by number, as a program would have them at hand."""
    given: Any = None
    for n, name, args, more in calls:
        if name in WRITES:
            last = args[-1]
            if name == "write_url":
                row, column, target, look, text = args
                things[n].write_url(row, column, target, things[look[1]], text)
            else:
                getattr(things[n], name)(args[0], args[1], args[2], things[last[1]])
        elif not name:
            while len(things) <= n:
                things.append(None)
            things[n] = given
        else:
            given = getattr(things[n], name)(*(alive(v, things) for v in args), **{k: alive(v, things) for k, v in more.items()})


def alive(value: Any, things: list[Any]) -> Any:
    """A value as XlsxWriter takes it."""
    from xlsxwriter.image import Image

    if isinstance(value, tuple) and len(value) == 2 and value[0] == "object":
        return things[value[1]] if value[1] < len(things) else value
    if isinstance(value, tuple) and len(value) == 2 and value[0] == "image":
        return Image(BytesIO(base64.b64decode(value[1])))
    if isinstance(value, dict):
        return {k: alive(v, things) for k, v in value.items()}
    return value


# --- the parts --------------------------------------------------------------------------------------------------------


def record(folder: Path, cases: int) -> dict[str, float]:
    """Build once with a scribe beside, and lay the workbook and what it was built with."""
    from reports.workbook.book import make_book

    desk, guide = desk_of(cases)
    scribe = Scribe(folder / "calls")
    with written_down(scribe):
        book = make_book(replace(desk, build=1, installation="beef"), guide)
    (folder / "book.xlsx").write_bytes(book.data)
    (folder / "built").write_bytes(pickle.dumps(book.built))
    return {"calls": scribe.count, "size": len(book.data)}


def ours(folder: Path, cases: int) -> dict[str, float]:
    """The rebuild as the pass does it, the desk being gathered."""
    from intake.publish.gc_tuning import uncollected
    from reports.workbook.book import make_book

    desk, guide = desk_of(cases)
    before = peak()
    began, at = time.process_time(), time.perf_counter()
    with uncollected():
        data = make_book(replace(desk, build=1, installation="beef"), guide).data
    cpu, clock = time.process_time() - began, time.perf_counter() - at
    if data != (folder / "book.xlsx").read_bytes():
        raise SystemExit("the same desk gave other bytes")
    return {"cpu": cpu, "clock": clock, "peak": peak(), "desk": before}


def floor(folder: Path, cases: int) -> dict[str, float]:
    """The same cells by XlsxWriter alone."""
    data, cpu, clock = done_again(folder / "calls")
    same(data, (folder / "book.xlsx").read_bytes())
    return {"cpu": cpu, "clock": clock, "peak": peak()}


def same(one: bytes, other: bytes) -> None:
    """Both workbooks must be the same, part for part."""
    import zipfile

    mine, theirs = zipfile.ZipFile(BytesIO(one)), zipfile.ZipFile(BytesIO(other))
    wrong = [name for name in theirs.namelist() if name not in mine.namelist() or mine.read(name) != theirs.read(name)]
    if wrong:
        raise SystemExit(f"not the same workbook: {wrong[:5]}")


def back(folder: Path, cases: int) -> dict[str, float]:
    """The workbook read back with a cell changed in every tenth row of 总览."""
    from reports.edits.read_copy import read_copy
    from reports.edits.workbook_diff import compare

    data = (folder / "book.xlsx").read_bytes()
    built = pickle.loads((folder / "built").read_bytes())
    rows = built.rows["总览"]
    plan = built.sheet("总览")
    at = next(n for n, column in enumerate(plan.columns) if column.key == "staff_note")
    for key in list(rows)[::10]:
        marks = rows[key].split(",")
        marks[at] = "another"
        rows[key] = ",".join(marks)
    began = time.process_time()
    typed = compare(read_copy(data), built)
    return {"cpu": time.process_time() - began, "peak": peak(), "changes": len(typed.changes)}


def peak() -> float:
    """The most memory this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    parts = {"record": record, "ours": ours, "floor": floor, "back": back}
    sys.stdout.write(json.dumps(parts[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))))
