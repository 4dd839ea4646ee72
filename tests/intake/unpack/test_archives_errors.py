"""Archives of all kinds that are encrypted, broken, or made to harm: each trouble is named, limited, and affects no other
file."""

from __future__ import annotations

import gzip
import io
import lzma
import random
import struct
import tarfile
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from config.model import LimitSettings, WorkerSettings
from intake.sandbox.one_task import once
from intake.unpack import files_from_path, seven_zip_process
from tests.intake.packers import LIMITS, given, needs_7zz, odd, packed, tarred, told, windows_program
from tests.intake.rars import rar, rar_volumes
from tests.intake.zips import zipped

NOISE = random.Random(6).randbytes(20_000)


def kinds(*files: tuple[str, bytes], limits: LimitSettings = LIMITS) -> list[str]:
    return [kind for _, kind in told(given(*files, limits=limits))]


# --- locked ---------------------------------------------------------------------------------------------------------


@needs_7zz
@pytest.mark.parametrize(
    ("kind", "switches"),
    [
        ("7z", ()),
        ("7z", ("-mhe=on",)),
        ("zip", ("-mem=AES256",)),
        ("zip", ("-mem=ZipCrypto",)),
        ("zip", ("-mem=AES256", "-mm=LZMA")),
    ],
)
def test_a_locked_archive_is_one_file_kept_for_a_person(kind: str, switches: tuple[str, ...]) -> None:
    data = packed(kind, {"a.docx": NOISE, "b.docx": b"2"}, "-pabc", *switches)
    (file,) = given(("密." + kind, data))
    assert file.trouble and file.trouble.kind == "encrypted" and file.data == data and file.name == "密." + kind
    assert kinds(("密.exe", windows_program(data)))[0] == "encrypted"


# --- broken ---------------------------------------------------------------------------------------------------------


@needs_7zz
def test_a_broken_member_does_not_cost_the_others() -> None:
    data = bytearray(rar([(b"a.docx", NOISE), (b"b.docx", b"good")]))
    data[5000] ^= 1
    assert told(given(("a.rar", bytes(data)))) == [("a/a.docx", "damaged"), ("a/b.docx", "")]
    data = bytearray(packed("7z", {"a.docx": NOISE, "b.docx": b"good"}, "-m0=Copy", "-ms=off"))
    data[5000] ^= 1
    assert sorted(told(given(("a.7z", bytes(data))))) == [("a/a.docx", "damaged"), ("a/b.docx", "")]


@needs_7zz
def test_a_zip_member_of_another_method_that_is_broken() -> None:
    data = bytearray(packed("zip", {"a.docx": b"words " * 9000}, "-mm=Deflate64"))
    data[60] ^= 0xFF
    assert kinds(("a.zip", bytes(data))) == ["damaged"]


@needs_7zz
def test_truncated_archives() -> None:
    cut = rar([(b"a.docx", b"good"), (b"b.docx", NOISE)])[:-9000]
    assert told(given(("a.rar", cut))) == [("a/a.docx", ""), ("a/b.docx", "damaged")]
    assert kinds(("a.7z", packed("7z", {"a": NOISE})[:-10])) == ["damaged"]
    assert kinds(("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50))) in (["damaged"], ["empty"])


def test_truncated_streams_and_tars() -> None:
    for suffix, data in (("gz", gzip.compress(NOISE)), ("xz", lzma.compress(NOISE))):
        assert told(given(("a.docx." + suffix, data[:-9]))) == [("a.docx." + suffix, "damaged")]
    broken = bytearray(gzip.compress(NOISE))
    broken[-6] ^= 1
    assert kinds(("a.gz", bytes(broken))) == ["damaged"]
    data = tarred([("a.txt", b"1"), ("b.txt", NOISE)])
    assert told(given(("a.tar", data[:4000]))) == [("a/a.txt", ""), ("a/b.txt", "damaged")]
    strange = data[:1024] + b"\xff" * 512 + data[1536:]
    assert told(given(("a.tar", strange))) == [("a/a.txt", ""), ("a.tar", "damaged")]


def test_nothing_inside() -> None:
    assert kinds(("a.tar", tarred([odd(tarfile.DIRTYPE, "a")]))) == ["empty"]


# --- paths, links, devices ------------------------------------------------------------------------------------------


@needs_7zz
@pytest.mark.parametrize("evil", ["../x.docx", "a/../../x.docx", "/etc/x.docx", "C:\\x.docx", "\\\\host\\x.docx"])
def test_paths_out_of_the_folder(evil: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, data in (("a.rar", rar([(evil.encode(), b"1"), (b"b", b"2")])), ("a.tar", tarred([(evil, b"1"), ("b", b"2")]))):
        bad, good = given((name, data))
        assert bad.trouble and bad.trouble.kind == "dangerous" and bad.data == b"" and ".." not in bad.name.split("/")
        assert good.trouble is None
    assert list(tmp_path.iterdir()) == []


def test_links_and_devices_of_a_tar() -> None:
    members = [odd(tarfile.SYMTYPE, "s", "/etc/passwd"), odd(tarfile.LNKTYPE, "h", "a"), odd(tarfile.CHRTYPE, "c"),
               odd(tarfile.FIFOTYPE, "f"), ("a", b"1")]  # fmt: skip
    assert kinds(("a.tar", tarred(members))) == ["dangerous"] * 4 + [""]


@needs_7zz
def test_links_of_a_7z(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"1")
    (tmp_path / "b").symlink_to("/etc/passwd")
    command = [seven_zip_process.program(), "a", "-snl", "made.7z", "a.txt", "b"]
    seven_zip_process.subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    found = sorted(told(files_from_path(tmp_path / "made.7z", LIMITS)))
    assert found == [("made/a.txt", ""), ("made/b", "dangerous")]


def test_programs_are_dangerous_and_not_kept() -> None:
    for name, data in (("a.exe", windows_program()), ("a", b"\x7fELF" + bytes(60)), ("a.docx", windows_program())):
        (file,) = given((name, data))
        assert file.trouble and file.trouble.kind == "dangerous" and file.data == b"" and file.size
    deep = zipped([("a.zip", zipped([("b.exe", windows_program())]))])
    assert kinds(("a.zip", deep), limits=LimitSettings(archive_depth=2)) == ["dangerous"]


def test_long_paths_and_names_are_shortened() -> None:
    (file,) = given(("a.tar", tarred([("目/" * 600 + "x" * 500 + ".docx", b"1")])))
    assert len(file.name) <= 1010 and max(map(len, file.name.split("/"))) <= 200


# --- bombs and limits -----------------------------------------------------------------------------------------------


@needs_7zz
def test_a_bomb_is_not_unpacked() -> None:
    zeros = {"a.bin": bytes(150 << 20)}
    assert kinds(("a.7z", packed("7z", zeros, "-mx1"))) == ["dangerous"]
    assert kinds(("a.zip", packed("zip", zeros, "-mm=Deflate64", "-mx1"))) == ["dangerous"]
    assert kinds(("a.gz", gzip.compress(zeros["a.bin"]))) == ["dangerous"]
    assert kinds(("a.xz", lzma.compress(zeros["a.bin"], preset=0))) == ["dangerous"]
    assert kinds(("a.tar.gz", tarred(list(zeros.items()), "w:gz"))) == ["dangerous"]


@needs_7zz
def test_a_bomb_beside_a_form_costs_only_itself() -> None:
    small = LimitSettings(file_bytes=1 << 20)
    data = packed("7z", {"a.docx": NOISE, "b.bin": random.Random(1).randbytes(2 << 20), "c.docx": b"1"}, "-ms=off")
    assert sorted(told(given(("m.7z", data), limits=small))) == [("m/a.docx", ""), ("m/b.bin", "limit"), ("m/c.docx", "")]


def nested(levels: int, wide: int, inner: bytes) -> bytes:
    """Zips in zips, `wide` in each, as 42.zip has them."""
    for _ in range(levels):
        inner = zipped([(f"{number}.zip", inner) for number in range(wide)])
    return inner


def test_zips_in_zips_stop_at_depth_count_and_bytes() -> None:
    heart = zipped([("0.dll", bytes(9 << 20))])
    assert set(kinds(("42.zip", nested(5, 6, heart)))) == {"limit"}
    counted = kinds(("42.zip", nested(2, 50, heart)), limits=LimitSettings(archive_members=500))
    assert "limit" in counted and len(counted) < 600
    small = LimitSettings(archive_bytes=64 << 20)
    files = given(("42.zip", nested(2, 20, heart)), limits=small)
    assert sum(file.size for file in files if not file.trouble) <= 64 << 20


def test_flat_members_over_one_kernel_are_dangerous() -> None:
    """Fifield's zip bomb: many directory entries, one packed body."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed_body = body.compress(bytes(5 << 20)) + body.flush()
    common = struct.pack("<5H3I2H", 20, 0, 8, 0, 33, zlib.crc32(bytes(5 << 20)), len(packed_body), 5 << 20, 1, 0)
    local = b"PK\x03\x04" + common + b"a" + packed_body
    central = b"".join(b"PK\x01\x02\x14\0" + common + struct.pack("<3H2I", 0, 0, 0, 0, 0) + b"a" for _ in range(1000))
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(central), len(local), 0)
    assert kinds(("flat.zip", local + central + end)) == ["dangerous"]


def test_what_unpacks_in_vain_counts_too() -> None:
    """Members whose checksum is wrong are thrown away after their bytes were made: they use up the budget all the same."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.bin", bytes(4 << 20))
            archive.filelist[-1].CRC ^= 1
    found = kinds(("a.zip", buffer.getvalue()), limits=LimitSettings(archive_bytes=32 << 20))
    assert found.count("damaged") <= 11 and found.count("limit") >= 29


def test_a_gzip_that_holds_itself(tmp_path: Path) -> None:
    data = b"words"
    for _ in range(9):
        data = gzip.compress(data)
    assert kinds(("a.gz", data)) == ["limit"]


@needs_7zz
def test_a_header_that_lies_about_size() -> None:
    lie = bytearray(rar([(b"a.bin", NOISE)]))
    at = lie.index(struct.pack("<II", len(NOISE), len(NOISE))) + 4
    struct.pack_into("<I", lie, at, 10)  # and the header's checksum set right again
    block = lie.index(b"\x74\x00\x80") - 2
    size = struct.unpack_from("<H", lie, block + 5)[0]
    struct.pack_into("<H", lie, block, zlib.crc32(bytes(lie[block + 2 : block + size])) & 0xFFFF)
    assert kinds(("a.rar", bytes(lie))) in (["damaged"], ["unsupported"])


@needs_7zz
def test_count_bytes_and_time_hold_for_all_kinds() -> None:
    many = {f"{number:03}.txt": NOISE[number:] for number in range(30)}
    for name, data in (("m.7z", packed("7z", many)), ("m.tar", tarred(list(many.items())))):
        some = given((name, data), limits=LimitSettings(archive_members=10))
        assert len(some) == 11 and told(some)[-1] == (name, "limit")
        assert set(kinds((name, data), limits=LimitSettings(archive_bytes=100_000))) == {"", "limit"}
        assert kinds((name, data), limits=LimitSettings(archive_seconds=1e-9)) == ["timeout"]


@needs_7zz
def test_a_program_that_never_ends_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = tmp_path / "7zz"
    stuck.write_text("#!/bin/sh\nsleep 97 &\necho $! > " + str(tmp_path / "pid") + "\nwait\n")
    stuck.chmod(0o755)
    monkeypatch.setattr(seven_zip_process, "program", lambda: str(stuck))
    monkeypatch.setattr(seven_zip_process, "_COMPLAINTS", 1 << 20)
    assert kinds(("a.rar", rar([(b"a", b"1")])), limits=LimitSettings(archive_seconds=1)) == ["timeout"]
    pid = int((tmp_path / "pid").read_text())
    for _ in range(50):
        if not Path(f"/proc/{pid}").exists() or b"\nState:\tZ" in Path(f"/proc/{pid}/status").read_bytes():
            return
        time.sleep(0.1)
    raise AssertionError("its child lives on")


def _names_in_sandbox(place: Path) -> list[tuple[str, str]]:
    return told(files_from_path(place, LIMITS))


@needs_7zz
def test_all_of_it_works_inside_the_sandbox(tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_bytes(packed("7z", {"a.txt": NOISE}))
    for number, data in enumerate(rar_volumes(b"b.txt", NOISE, 9000, True), 1):
        (tmp_path / f"b.part{number}.rar").write_bytes(data)
    (tmp_path / "c.xz").write_bytes(lzma.compress(NOISE, preset=9))
    top = tmp_path.name
    assert once(_names_in_sandbox, (tmp_path,), WorkerSettings(), LIMITS) == [
        (f"{top}/a/a.txt", ""), (f"{top}/c", ""), (f"{top}/b/b.txt", "")]  # fmt: skip


@needs_7zz
def test_nothing_stays_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    data = packed("7z", {"a": NOISE, "b": NOISE[1:]})
    given(("a.7z", data))
    given(("a.7z", data), limits=LimitSettings(archive_bytes=30_000))
    assert len(list(Path("/proc/self/fd").iterdir())) == before


# --- any bytes ------------------------------------------------------------------------------------------------------

SEEDS = [rar([(b"a.docx", b"words" * 50), (b"b.tar", tarred([("c", b"1")]))]), tarred([("a.docx", b"1"), odd(b"2", "l", "x")]),
         gzip.compress(tarred([("a", b"1")])), windows_program(rar([(b"a", b"1")]))]  # fmt: skip
SEEDS += rar_volumes(b"a", NOISE, 9000, True)[:1]
if seven_zip_process.program():
    SEEDS += [packed("7z", {"a.docx": b"words" * 50, "b/c": b"2"}), packed("zip", {"a": b"x" * 500}, "-mm=Deflate64")]
CHANGES = st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=4)), max_size=6)


@needs_7zz
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn(st.sampled_from(SEEDS), CHANGES, st.integers(0, 90))
def test_any_bytes_give_files_and_never_raise(seed: bytes, changes: list[tuple[int, bytes]], cut: int) -> None:
    raw = bytearray(seed[: len(seed) - cut])
    for at, data in changes:
        at %= max(1, len(raw))
        raw[at : at + len(data)] = data
    found = given(("甲.part1.rar", bytes(raw)), limits=LimitSettings(archive_seconds=10))
    assert found
    for file in found:
        assert "\n" not in file.name and ".." not in file.name.split("/") and len(file.sha256) == 64


