"""Whatever bytes come: unpacking returns files, within its limits, and raises nothing."""

from __future__ import annotations

import gzip
import io
import tarfile

from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import LimitSettings
from intake.mime import Part
from intake.mime.attachment_names import tidy_name
from intake.unpack import unpack
from tests.intake.packers import windows_program
from tests.intake.rars import rar, rar_volumes
from tests.intake.zips import zipped

LIMITS = LimitSettings(archive_members=20, archive_depth=2)


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        info = tarfile.TarInfo("材料/a.txt")
        info.size = 3
        tar.addfile(info, io.BytesIO(b"abc"))
    return out.getvalue()


MAIL = "Subject: 某大学+某项目\r\nContent-Type: application/octet-stream; name=a.txt\r\n\r\n1".encode()
SOUND = [
    zipped([("材料/申报书.docx", b"x" * 50), ("a.zip", zipped([("b", b"y")]))]), rar([(b"a.txt", b"abc")]), _tar(),
    gzip.compress(b"abc" * 50), rar_volumes(b"a.bin", bytes(300), 100, True)[0], windows_program(rar([(b"a", b"b")])), MAIL,
    b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(40),
    b"\x78\x9f\x3e\x22\x00\x01" + bytes(40), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
]  # fmt: skip
NAMES = [
    *("材料.zip", "a.part1.rar", "a.part2.rar", "a.r00", "x.7z.001", "x.zip.002", "winmail.dat", "信.eml", "p.exe", "../../x"),
    "C:\\a",
]


@st.composite
def harmed(draw: st.DrawFn) -> bytes:
    """An archive with bytes changed, cut off or put before it; or only bytes."""
    data = bytearray(draw(st.sampled_from([*SOUND, b""])))
    for at, value in draw(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=8)):
        if data:
            data[at % len(data)] = value
    before = draw(st.binary(max_size=8)) if draw(st.booleans()) else b""
    return before + bytes(data[: draw(st.integers(0, 3000))])


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), harmed()), max_size=4))
def test_any_bytes_become_files_within_the_limits(attached: list[tuple[str, bytes]]) -> None:
    files = unpack([Part(tidy_name(name), data, "application/octet-stream") for name, data in attached], LIMITS)
    assert len(files) <= len(attached) * (LIMITS.archive_members + 2)
    for file in files:
        parts = file.name.split("/")
        assert ".." not in parts and not file.name.startswith("/")
        assert file.trouble is None or file.trouble.kind != "dangerous" or not file.data
    sent = [name for name, data in attached if name]
    assert not sent or files or not any(data for _, data in attached), "nothing that was sent goes untold"
