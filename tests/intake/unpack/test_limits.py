"""Each limit of unpacking: an archive one below it, one at it, and one above."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from config.model import LimitSettings
from intake.mime import Part
from intake.unpack import unpack
from intake.unpack.budget import PIECE, Budget, Refused
from intake.unpack.disk_paths import files_from_path
from parsers.model.file import Trouble
from tests.intake.zips import opened, troubles, zipped


def tarred(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def kinds(name: str, data: bytes, **limits: float) -> list[str]:
    """The troubles of what becomes of one attachment."""
    return troubles(unpack([Part(name, data, "application/octet-stream")], LimitSettings(**limits)))  # type: ignore[arg-type]


PACKERS: tuple[tuple[str, Callable[..., bytes]], ...] = (("a.zip", lambda *members: zipped(list(members))), ("a.tar", tarred))
EITHER = pytest.mark.parametrize(("name", "pack"), PACKERS, ids=["zip", "tar"])


@EITHER
@pytest.mark.parametrize(("most", "expected"), [(4, ["", "", ""]), (3, ["", "", ""]), (2, ["", "", "limit"])])
def test_members(name: str, pack: Callable[..., bytes], most: int, expected: list[str]) -> None:
    data = pack(*((f"{n}.txt", str(n).encode()) for n in range(3)))
    assert kinds(name, data, archive_members=most) == expected


def test_members_of_all_archives_of_a_mail_together() -> None:
    parts = [Part(f"{n}.zip", zipped([(f"{n}.txt", b"1"), ("b.txt", b"2")]), "application/zip") for n in range(2)]
    for most, refused in ((5, 0), (4, 0), (3, 1)):
        assert troubles(unpack(parts, LimitSettings(archive_members=most))).count("limit") == refused


@EITHER
@pytest.mark.parametrize(("most", "expected"), [(3001, ["", ""]), (3000, ["", ""]), (2999, ["", "limit"]), (1000, ["", "limit"])])
def test_bytes_of_all_members(name: str, pack: Callable[..., bytes], most: int, expected: list[str]) -> None:
    data = pack(("a.txt", b"a" * 1000), ("b.txt", b"b" * 2000))
    assert kinds(name, data, archive_bytes=most) == expected


@EITHER
@pytest.mark.parametrize(("most", "expected"), [(1001, [""]), (1000, [""]), (999, ["limit"])])
def test_bytes_of_one_member(name: str, pack: Callable[..., bytes], most: int, expected: list[str]) -> None:
    assert kinds(name, pack(("a.txt", b"a" * 1000)), file_bytes=most) == expected


@pytest.mark.parametrize(("most", "expected"), [(5001, [""]), (5000, [""]), (4999, ["limit"])])
def test_bytes_of_a_stream_that_declares_none(most: int, expected: list[str]) -> None:
    assert kinds("a.txt.gz", gzip.compress(b"a" * 5000), file_bytes=most) == expected
    assert kinds("a.txt.gz", gzip.compress(b"a" * 5000), archive_bytes=most) == expected


@pytest.mark.parametrize(("most", "expected"), [(11, [""]), (10, [""]), (9, ["limit"])])
def test_a_stream_that_is_short_counts_too(most: int, expected: list[str]) -> None:
    assert kinds("a.txt.gz", gzip.compress(b"a" * 10), file_bytes=most) == expected
    assert kinds("a.txt.gz", gzip.compress(b"a" * 10), archive_bytes=most) == expected


def nested(archives: int) -> bytes:
    """A text in so many archives, one within the other."""
    data = b"text"
    for n in range(archives):
        data = zipped([("a.txt" if n == 0 else "a.zip", data)])
    return data


@pytest.mark.parametrize(("archives", "depth", "expected"), [
    (1, 1, ""), (2, 1, "嵌套超过1层，未打开"), (2, 2, ""), (3, 3, ""), (4, 3, "嵌套超过3层，未打开"),
    (3, 2, "嵌套超过2层，未打开"),
])  # fmt: skip
def test_archives_within_archives(archives: int, depth: int, expected: str) -> None:
    (file,) = opened(nested(archives), limits=LimitSettings(archive_depth=depth))
    assert file.trouble == (Trouble("limit", expected) if expected else None)
    assert file.name.endswith("a.zip" if expected else "a.txt")


@pytest.mark.parametrize(("size", "expected"), [(10 * PIECE, None), (10 * PIECE + 1, "dangerous")])
def test_a_member_may_shrink_well_while_it_is_small(size: int, expected: str | None) -> None:
    """Ten megabytes of blank pages come from nearly nothing."""
    budget = Budget(LimitSettings())
    assert refused(lambda: budget.declared(size, 1)) == expected
    assert refused(lambda: budget.pour(io.BytesIO(bytes(size)), 1, 100 * PIECE)) == expected


RATIO = 200


@pytest.mark.parametrize(("more", "expected"), [(-1, None), (0, None), (1, "dangerous")])
def test_how_well_a_large_member_may_shrink(more: int, expected: str | None) -> None:
    packed = 60_000
    budget = Budget(LimitSettings(archive_ratio=RATIO))
    assert refused(lambda: budget.declared(packed * RATIO + more, packed)) == expected
    assert refused(lambda: budget.pour(io.BytesIO(bytes(packed * RATIO + more)), packed, 100 * PIECE)) == expected


@pytest.mark.parametrize(("declared", "expected"), [(1001, None), (1000, None), (999, "dangerous")])
def test_a_member_that_gives_more_than_it_declared(declared: int, expected: str | None) -> None:
    assert refused(lambda: Budget(LimitSettings()).read(io.BytesIO(bytes(1000)), declared)) == expected


@pytest.mark.parametrize(("most", "expected"), [(1001, None), (1000, None), (999, "limit")])
def test_what_a_stream_may_give(most: int, expected: str | None) -> None:
    assert refused(lambda: Budget(LimitSettings()).pour(io.BytesIO(bytes(1000)), 1000, most)) == expected


@pytest.mark.parametrize(("before", "size", "expected"), [
    (0, 1000, None), (1, 1000, "limit"), (999, 1, None), (1000, 1, "limit"),
])  # fmt: skip
def test_what_was_unpacked_before_counts(before: int, size: int, expected: str | None) -> None:
    for asked in (lambda budget: budget.declared(size, size), lambda budget: budget.count(size)):
        budget = Budget(LimitSettings(archive_bytes=1000))
        budget.count(before)
        assert refused(lambda asked=asked, budget=budget: asked(budget)) == expected  # type: ignore[misc]


@pytest.mark.parametrize(("passed", "expected"), [(119.0, None), (120.0, "timeout"), (121.0, "timeout")])
def test_seconds(passed: float, expected: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("intake.unpack.budget.time.monotonic", lambda: clock[0])
    budget = Budget(LimitSettings())
    clock[0] += passed
    assert refused(budget.in_time) == refused(budget.member) == refused(lambda: budget.count(1)) == expected


@pytest.mark.parametrize(("most", "expected"), [(11, [""]), (10, [""]), (9, ["limit"])])
def test_a_file_on_disk(most: int, expected: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 10)
    assert troubles(files_from_path(tmp_path / "a.txt", LimitSettings(file_bytes=most))) == expected


def refused(asked: Callable[[], object]) -> str | None:
    """The trouble of what was refused, None where it was taken."""
    try:
        asked()
    except Refused as refusal:
        return refusal.trouble.kind
    return None
