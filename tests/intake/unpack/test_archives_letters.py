"""Letters that come as files: winmail.dat (TNEF) and Outlook's .msg give their attachments."""

from __future__ import annotations

import struct
from email.message import EmailMessage
from email.policy import SMTP

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from config.model import LimitSettings
from intake.mime import parse
from intake.unpack import unpack
from tests.intake.compound import compound
from tests.intake.packers import LIMITS, given, told
from tests.intake.zips import TEXT, zipped

FORM = bytes(range(256)) * 20


def attribute(level: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, kind, 6, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def text_property(name: int, value: str) -> bytes:
    raw = value.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HHII", 0x1F, name, 1, len(raw)) + raw + bytes(-len(raw) % 4)


def tnef(*attachments: tuple[str, bytes]) -> bytes:
    """A winmail.dat: short names in GBK as old Outlook writes them, long ones in Unicode as new ones do."""
    out = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x9006, struct.pack("<I", 0x10000))
    for name, data in attachments:
        named = struct.pack("<I", 2) + struct.pack("<HHI", 3, 0x3705, 1) + text_property(0x3707, name)
        out += attribute(2, 0x9002, bytes(14)) + attribute(2, 0x8010, name.encode("gb18030")[:12] + b"\0")
        out += attribute(2, 0x800F, data) + attribute(2, 0x9005, named)
    return out


def stream(kind: str, value: bytes | str) -> tuple[str, bytes]:
    if isinstance(value, str):
        return f"__substg1.0_{kind}001F", value.encode("utf-16-le").ljust(4096, b"\0")
    return f"__substg1.0_{kind}0102", value.ljust(4096, b"\0")


def msg(*attachments: tuple[str, object], body: str = "") -> dict[str, object]:
    """The tree of an Outlook message; an attachment that is a tree is a message inside."""
    tree: dict[str, object] = {"__properties_version1.0": bytes(32), **dict([stream("1000", body)])}
    for number, (name, data) in enumerate(attachments):
        inside: object = {"__substg1.0_3701000D": data} if isinstance(data, dict) else dict([stream("3701", data)])  # type: ignore[arg-type]
        tree[f"__attach_version1.0_#{number:08X}"] = {**dict([stream("3707", name)]), **inside}  # type: ignore[dict-item]
    return tree


# --- winmail.dat ----------------------------------------------------------------------------------------------------


def test_attachments_of_a_winmail() -> None:
    files = given(("winmail.dat", tnef(("申报书（喆）.docx", b"form"), ("材料.zip", zipped([("证明.pdf", TEXT)])))))
    assert told(files) == [("winmail/申报书（喆）.docx", ""), ("winmail/材料/证明.pdf", "")]
    assert files[0].data == b"form" and {file.source for file in files} == {"winmail.dat"}


def test_a_winmail_in_a_mail() -> None:
    message = EmailMessage()
    message.set_content("见附件")
    message.add_attachment(tnef(("申报书.docx", b"form")), "application", "ms-tnef", filename="winmail.dat")
    assert told(unpack(parse(message.as_bytes(policy=SMTP), LIMITS)[1], LIMITS)) == [("winmail/申报书.docx", "")]


def test_a_letter_inside_a_winmail() -> None:
    guid = bytes.fromhex("0703020000000000c000000000000046")
    inner = guid + tnef(("内.docx", b"form"))
    value = struct.pack("<IHHII", 1, 0x0D, 0x3701, 1, len(inner)) + inner + bytes(-len(inner) % 4)
    outer = tnef() + attribute(2, 0x9002, bytes(14)) + attribute(2, 0x8010, b"letter\0") + attribute(2, 0x9005, value)
    assert told(given(("winmail.dat", outer))) == [("winmail/letter/内.docx", "")]


def test_a_letter_of_words_alone_is_no_empty_archive() -> None:
    assert told(given(("winmail.dat", tnef()))) == [("winmail.dat", "")]
    assert told(given(("信.msg", compound(msg(body="你好"))))) == [("信.msg", "")]


def test_a_torn_winmail() -> None:
    data = tnef(("a.docx", b"form"), ("b.docx", b"x" * 500))
    assert [kind for _, kind in told(given(("winmail.dat", data[:-300])))] == ["", "damaged", "damaged"]
    assert told(given(("winmail.dat", data[:6] + b"\x07" * 40))) == [("winmail.dat", "damaged")]


def test_made_up_counts_cost_nothing() -> None:
    endless = struct.pack("<IHHI", 0xFFFFFFFF, 0x1003, 1, 0xFFFFFFFF)
    data = tnef() + attribute(2, 0x9002, bytes(14)) + attribute(2, 0x9005, endless)
    assert told(given(("winmail.dat", data))) == [("winmail/附件", "damaged")]
    many = tnef(*[("a.txt", b"1")] * 50)
    assert told(given(("winmail.dat", many), limits=LimitSettings(archive_members=10)))[-1] == ("winmail.dat", "limit")


# --- .msg -----------------------------------------------------------------------------------------------------------


def test_attachments_of_a_msg_and_of_one_inside() -> None:
    inner = {**msg(("内.docx", FORM[::-1])), **dict([stream("0037", "转发：申报")])}
    tree = msg(("申报书（喆）.docx", FORM), ("FW", inner), ("材料.zip", zipped([("证明.pdf", TEXT)])))
    files = given(("信.msg", compound(tree)))
    assert told(files) == [("信/申报书（喆）.docx", ""), ("信/转发：申报/内.docx", ""), ("信/材料/证明.pdf", "")]
    assert files[1].data == FORM[::-1] and {file.source for file in files} == {"信.msg"}


def test_links_in_a_msg_are_told() -> None:
    assert told(given(("信.msg", compound(msg(body="见 https://pan.baidu.com/s/1abcdef"))))) == [("信/百度网盘", "external")]


def test_what_only_has_the_name_of_an_attachment_is_none() -> None:
    """A damaged letter: where a folder of an attachment should be there are bytes."""
    tree = {**msg(("申报书.docx", FORM)), "__attach_version1.0_#00000009": bytes(4096)}
    assert told(given(("信.msg", compound(tree)))) == [("信/申报书.docx", "")]


def test_msgs_in_msgs_stop() -> None:
    tree = msg(("a.txt", b"1"))
    for _ in range(9):
        tree = msg(("信", tree))
    assert told(given(("信.msg", compound(tree)))) == [("信.msg", "limit")]


def test_sizes_hold_for_letters() -> None:
    two, small = (("a", b"x" * 9000), ("b", b"1")), LimitSettings(file_bytes=5000)
    for name, data in (("信.msg", compound(msg(*two))), ("w.dat", tnef(*two))):
        assert [kind for _, kind in told(given((name, data), limits=small))] == ["limit", ""]


SEEDS = [tnef(("a.docx", b"form"), ("b.docx", b"x" * 50)), compound(msg(("a.docx", b"form"), ("FW", msg(("b", b"2")))))]


@settings(max_examples=400, deadline=None)
@drawn(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(6, 9000), st.binary(min_size=1, max_size=4)), max_size=8))
def test_any_bytes_give_files(seed: bytes, changes: list[tuple[int, bytes]]) -> None:
    raw = bytearray(seed)
    for at, data in changes:
        at %= len(raw)
        raw[at : at + len(data)] = data
    assert given(("a.dat", bytes(raw)))
