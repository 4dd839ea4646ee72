"""Archives cut into volumes: joined when all came in one mail, named as incomplete otherwise."""

from __future__ import annotations

import random
import struct
import zlib

import pytest

from config.model import LimitSettings
from intake.unpack.split_volumes import Scheme, Volume, missing
from tests.intake.packers import given, needs_7zz, packed, told, windows_program
from tests.intake.rars import rar_volumes
from tests.intake.zips import zipped

NOISE = random.Random(5).randbytes(5000)


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


def zip_volumes(name: bytes, content: bytes) -> list[bytes]:
    """A zip in two volumes, as `zip -s` writes it."""
    common = struct.pack("<5H3I2H", 20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(name), 0)
    local = b"PK\x07\x08PK\x03\x04" + common + name
    central = b"PK\x01\x02\x14\0" + common + struct.pack("<3H2I", 0, 0, 0, 0, 4) + name
    half = len(content) // 2
    rest = content[half:]
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 1, 1, 1, 1, len(central), len(rest), 0)
    return [local + content[:half], rest + central + end]


SETS = {
    "part": [(f"材料.part{n}.rar", data) for n, data in enumerate(rar_volumes(b"a.bin", NOISE, 2000, True), 1)],
    "old rar": list(zip(["材料.rar", "材料.R00", "材料.r01"], rar_volumes(b"a.bin", NOISE, 2000, False), strict=True)),
    "zip": list(zip(["材料.z01", "材料.zip"], zip_volumes(b"a.bin", NOISE), strict=True)),
    "split zip": [(f"材料.zip.{n:03}", data) for n, data in enumerate(cut(zipped([("a.bin", NOISE)]), 2000), 1)],
}


@needs_7zz
@pytest.mark.parametrize("kind", SETS)
def test_a_whole_set_is_one_archive_in_any_order(kind: str) -> None:
    for files in (SETS[kind], SETS[kind][::-1]):
        (file,) = given(*files)
        assert (file.name, file.data, file.trouble) == ("材料/a.bin", NOISE, None)


@needs_7zz
@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("missing", [0, 1, -1])
def test_of_a_set_with_a_gap_every_volume_is_named(kind: str, missing: int) -> None:
    files = list(SETS[kind])
    files.pop(missing)
    found = given(*files)
    assert sorted(told(found)) == sorted((name, "incomplete") for name, _ in files)
    assert all(file.data for file in found)  # kept for a person


@needs_7zz
def test_sets_inside_archives_and_several_at_once() -> None:
    both = zipped([*SETS["part"], ("乙/材料.7z.001", packed("7z", {"b.txt": b"1"})), ("c.txt", b"2")])
    assert told(given(("全.zip", both))) == [("全/c.txt", ""), ("全/材料/a.bin", ""), ("全/乙/材料/b.txt", "")]
    assert {kind for _, kind in told(given(("全.zip", both), limits=LimitSettings(archive_depth=1)))} == {"", "limit"}


@needs_7zz
def test_two_volumes_of_the_same_number_are_no_set() -> None:
    first = SETS["part"][0]
    assert {kind for _, kind in told(given(first, *SETS["part"]))} == {"incomplete"}


@needs_7zz
def test_volumes_with_names_that_say_nothing() -> None:
    nameless = given(("一.bin", SETS["part"][0][1]), ("二", SETS["part"][1][1]))
    assert told(nameless) == [("一.bin", "incomplete"), ("二", "incomplete")]
    assert told(given(("材料.part1.exe", windows_program(SETS["part"][0][1])))) == [("材料.part1.exe", "incomplete")]


@needs_7zz
def test_a_locked_set_is_locked_in_every_volume() -> None:
    files = [(f"密.7z.{n:03}", data) for n, data in enumerate(cut(packed("7z", {"a": NOISE}, "-pabc"), 2000), 1)]
    assert {kind for _, kind in told(given(*files))} == {"encrypted"}


@needs_7zz
@pytest.mark.parametrize(("kind", "first"), [("part", "材料.part1.exe"), ("old rar", "材料.exe")])
def test_a_self_extracting_first_volume_is_joined_and_never_run(kind: str, first: str) -> None:
    files = [(first, windows_program(SETS[kind][0][1])), *SETS[kind][1:]]
    (file,) = given(*files)
    assert (file.name, file.data, file.trouble) == ("材料/a.bin", NOISE, None)


def named(*files: tuple[str, bytes]) -> set[str]:
    return {file.trouble.detail.removeprefix("分卷压缩包，") for file in given(*files) if file.trouble}


@needs_7zz
def test_the_missing_volume_is_named_as_the_others_are() -> None:
    part, old, zips, split = (SETS[kind] for kind in ("part", "old rar", "zip", "split zip"))
    assert named(part[0], part[2]) == {"缺少材料.part2.rar"}
    assert named(*part[1:]) == {"缺少材料.part1.rar"}
    assert named(*part[:2]) == {"缺少材料.part3.rar等分卷"}
    assert named((("材料.part01.exe"), windows_program(part[0][1]))) == {"缺少材料.part02.rar等分卷"}
    assert named(old[0], old[2]) == {"缺少材料.r00"}
    assert named(zips[0]) == {"缺少材料.zip"}
    assert named(zips[1]) == {"缺少材料.z01等分卷"}
    assert named(split[0]) == {"缺少材料.zip.002等分卷"}
    seven = [(f"材料.7z.{n:03}", data) for n, data in enumerate(cut(packed("7z", {"a": NOISE}), 600), 1)]
    assert named(seven[0], *seven[6:]) == {"缺少材料.7z.002、材料.7z.003、材料.7z.004等"}
    assert named(*seven[:2]) == {"缺少材料.7z.003等分卷"}


@pytest.mark.parametrize(("kind", "first", "numbers", "told"), [
    ("split", "a.7z.001", (1, 3, 4, 5, 6, 7, 8, 10), "缺少a.7z.002、a.7z.009"),
    ("split", "a.7z.001", (1, 2), "缺少a.7z.003等分卷"),
    ("split", "a.7z.005", (5, 7), "缺少a.7z.001、a.7z.002、a.7z.003等"),
    ("part", "a.part01.rar", (1, 4), "缺少a.part02.rar、a.part03.rar"),
    ("part", "a.PART1.rar", (1, 5), "缺少a.PART2.rar、a.PART3.rar、a.PART4.rar"),
    ("rar", "a.rar", (1, 3), "缺少a.r00"),
    ("rar", "a.r00", (2, 3), "缺少a.rar"), ("rar", "a.rar", (1,), "缺少a.r00等分卷"),
    ("zip", "a.z01", (1, 3), "缺少a.z02、a.zip"),
    ("zip", "a.z01", (1, 2), "缺少a.zip"), ("zip", "a.Z01", (1,), "缺少a.zip"),
])  # fmt: skip
def test_missing_volumes_are_named_in_order_and_spelt_like_the_others(
    kind: Scheme, first: str, numbers: tuple[int, ...], told: str
) -> None:
    volumes = [Volume("a", kind, number) for number in numbers]
    assert missing(volumes, [first] * len(volumes)) == told
