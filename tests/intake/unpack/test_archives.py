"""Archives of all kinds, as offices pack them: their members come out under their names."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile

import pytest

from intake.unpack import seven_zip
from tests.intake.packers import given, needs_7zz, odd, packed, tarred, told, windows_program
from tests.intake.rars import rar
from tests.intake.zips import zipped

NOISE = random.Random(4).randbytes(300_000)
FILES = {"会议/申报书（喆）.docx": b"PK form", "会议/证明.pdf": b"%PDF-1.4 x", "空.txt": b"", "x*y [1].bin": NOISE}


# --- each kind ------------------------------------------------------------------------------------------------------


@needs_7zz
@pytest.mark.parametrize("switches", [(), ("-ms=off",), ("-m0=PPMd",), ("-m0=Copy",), ("-m0=BCJ2", "-m1=LZMA")])
def test_7z_solid_and_not(switches: tuple[str, ...]) -> None:
    files = given(("材料.7z", packed("7z", FILES, *switches)))
    assert {file.name: file.data for file in files} == {f"材料/{name}": data for name, data in FILES.items()}
    assert {file.source for file in files} == {"材料.7z"} and not any(file.trouble for file in files)


@needs_7zz
@pytest.mark.parametrize("method", ["Deflate64", "PPMd", "LZMA", "BZip2"])
def test_zips_that_python_cannot_read(method: str) -> None:
    files = given(("材料.zip", packed("zip", FILES, f"-mm={method}")))
    assert {file.name: file.data for file in files} == {f"材料/{name}": data for name, data in FILES.items()}


@needs_7zz
def test_rar_with_names_in_gbk() -> None:
    members = [("会议/申报书（喆）.docx".encode("gb18030"), b"form"), ("二.bin".encode("gb18030"), NOISE)]
    files = given(("甲.rar", rar(members)))
    assert told(files) == [("甲/会议/申报书（喆）.docx", ""), ("甲/二.bin", "")] and files[1].data == NOISE


@needs_7zz
def test_members_by_name_are_the_same_as_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    members = [("一.docx".encode("gb18030"), b"form"), (b"twice.txt", b"first"), (b"twice.txt", b"second!"), (b"@x", b"at")]
    archives = [("甲.rar", rar(members)), ("乙.7z", packed("7z", FILES))]
    whole = given(*archives)
    monkeypatch.setattr(seven_zip, "_SKIPPED", -1)
    assert given(*archives) == whole and not any(file.trouble for file in whole)


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_tars_and_their_packings(mode: str, codec: str) -> None:
    data = tarred([(name.encode(codec), content) for name, content in FILES.items()], mode)
    name = "材料.tar" + mode[1:].replace(":", ".")
    assert {file.name: file.data for file in given((name, data))} == {f"材料/{n}": content for n, content in FILES.items()}


def test_a_tar_whose_first_member_is_a_pdf_is_a_tar() -> None:
    assert told(given(("a.tar", tarred([("证明.pdf", b"%PDF-1.4")])))) == [("a/证明.pdf", "")]


def test_a_tar_of_before_the_sign() -> None:
    old = bytearray(tarred([("a.txt", b"words")]))
    old[257:265], old[148:156] = bytes(8), b" " * 8
    old[148:156] = b"%06o\0 " % sum(old[:512])
    assert told(given(("a", bytes(old)))) == [("a/a.txt", "")]


@pytest.mark.parametrize(("pack", "suffix"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")])
def test_one_packed_file(pack: object, suffix: str) -> None:
    data = pack(b"half ") + pack(NOISE)  # type: ignore[operator]
    (file,) = given((f"申报书.docx.{suffix}", data + bytes(100)))
    assert (file.name, file.data, file.source) == ("申报书.docx", b"half " + NOISE, f"申报书.docx.{suffix}")


def test_a_cab() -> None:
    content = b"words of a cabinet"
    folder = struct.pack("<IHH", 36 + 8 + 16 + 6, 1, 0)
    entry = struct.pack("<IIHHHH", len(content), 0, 0, 0x21, 0, 0x20) + b"a.txt\0"
    block = struct.pack("<IHH", 0, len(content), len(content)) + content
    size = 36 + len(folder) + len(entry) + len(block)
    head = b"MSCF" + struct.pack("<IIIIIBBHHHHH", 0, size, 0, 44, 0, 3, 1, 1, 1, 0, 1, 0)
    (file,) = given(("a.cab", head + folder + entry + block))
    assert (file.name, file.data, file.trouble) in (("a/a.txt", content, None), ("a/a.txt", b"", seven_zip.MISSING))


# --- told by content, in each other, self-extracting ----------------------------------------------------------------


@needs_7zz
def test_the_name_does_not_matter() -> None:
    assert told(given(("材料.zip", packed("7z", {"a.txt": b"1"})))) == [("材料/a.txt", "")]
    assert told(given(("材料.rar", zipped([("a.txt", b"1")])))) == [("材料/a.txt", "")]
    assert told(given(("材料.doc", rar([(b"a.txt", b"1")])))) == [("材料.doc/a.txt", "")]


@needs_7zz
def test_archives_in_archives() -> None:
    inner = tarred([("a.txt", b"1")], "w:gz")
    data = zipped([("甲.rar", rar([(b"b.tgz", inner)])), ("乙.7z", packed("7z", {"c.txt": b"2"}))])
    assert told(given(("全.zip", data))) == [("全/甲/b/a.txt", ""), ("全/乙/c.txt", "")]


@needs_7zz
@pytest.mark.parametrize("kind", ["7z", "zip", "rar"])
def test_self_extracting_programs_are_opened_and_never_run(kind: str) -> None:
    inner = rar([(b"a.txt", b"1")]) if kind == "rar" else packed(kind, FILES)
    files = given(("材料.exe", windows_program(inner)))
    assert files and all(file.name.startswith("材料/") and not file.trouble for file in files)


@needs_7zz
def test_litter_is_left_out_and_the_cuts_stay_right() -> None:
    files = {"a/.DS_Store": b"x" * 99, "a/a.txt": b"1", "__MACOSX/._a": b"2", "b.txt": b"3"}
    assert sorted(file.name + file.data.decode() for file in given(("m.7z", packed("7z", files)))) == ["m/a/a.txt1", "m/b.txt3"]


def test_folders_are_no_files() -> None:
    assert told(given(("a.tar", tarred([odd(tarfile.DIRTYPE, "会议"), ("会议/a.txt", b"1")])))) == [("a/会议/a.txt", "")]


def test_methods_of_zip_that_python_has() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2):
        (file,) = given(("a.zip", zipped([("a.txt", NOISE)], method=method)))
        assert file.data == NOISE


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("damage", [b"\xff", b"?"])
def test_names_damaged_in_the_directory_are_taken_from_the_local_headers(codec: str, damage: bytes) -> None:
    name = "某大学+合作项目/申报书.docx"
    raw = name.encode(codec)
    archive = bytearray(_unflagged(raw, b"PK form"))
    at = archive.rindex(raw)
    archive[at : at + len(raw)] = bytes(damage[0] if byte > 0x7F and n % 3 == 0 else byte for n, byte in enumerate(raw))
    assert archive.index(raw) < at, "the local header keeps the name"
    assert [file.name.rpartition("a/")[2] for file in given(("a.zip", bytes(archive)))] == [name]


def test_where_both_names_are_damaged_the_file_is_kept_all_the_same() -> None:
    raw = "申报书.docx".encode()
    archive = _unflagged(raw, b"PK form").replace(raw, b"\xff" + raw[1:])
    (file,) = given(("a.zip", archive))
    assert (file.data, file.trouble) == (b"PK form", None)


def _unflagged(raw: bytes, content: bytes) -> bytes:
    """A zip with one member whose name has these bytes and no utf-8 flag."""
    placeholder = "n" * len(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(placeholder, content)
    return out.getvalue().replace(placeholder.encode(), raw)

