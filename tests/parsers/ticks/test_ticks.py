"""Every way of ticking that offices use, as Word and WPS store it: what is ticked, what is not, and what nobody can tell."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.formats.word import form_controls
from parsers.formats.word.reader import read
from parsers.forms.field_values import UNSURE
from parsers.forms.fill import fill
from parsers.model.document import UNREAD
from parsers.model.record import Value
from parsers.ticks import signs
from parsers.ticks.choices import choose
from parsers.ticks.signs import EMPTY, TICKED
from tests import installation
from tests.parsers.layouts.words import WHO
from tests.parsers.wordml import cell, docx, para, run, table

EXCHANGE = next(form for form in installation.guide().forms if form.key == "exchange")
ONE, OTHER = "国际科技交流会议", "国际与区域合作"
CATEGORY = next(f for f in EXCHANGE.fields if f.key == "project_category")


def category(*pieces: str, **more: object) -> Value:
    """The category read from a cover whose line holds these pieces, words or XML."""
    title = para("湖南省科协国际与区域科技合作交流项目") + para("申报书")
    data = docx(title + para("项目类别：", *pieces) + para("项目期限：一年"), **more)  # type: ignore[arg-type]
    return fill(read(data), EXCHANGE).values["project_category"]


def ticked(*pieces: str, **more: object) -> bool:
    value = category(*pieces, **more)
    return (value.value, value.doubt) == ("cooperation", "")


# --- a mark of its own ----------------------------------------------------------------------------------------------

WRITTEN = [
    "（√）", "（✓）", "（✔）", "(V)", "（v）", "（1）", "（是）", "（●）", "( √ )", "【√】", "［√］", "（ √）", "（√ ）", "(√)",
    "（○）", "（*）", "☑", "☒", "■", "●", "▣", "√", "✓", "✔", "□√", "✅", "★", "◆",
]  # fmt: skip


@pytest.mark.parametrize("mark", WRITTEN)
def test_a_mark_before_the_option(mark: str) -> None:
    empty = "（ ）" if mark[0] in "（(【［" else "□"
    assert ticked(f"{empty}{ONE}{mark}{OTHER}")


@pytest.mark.parametrize("mark", ["（√）", "☑", "■", "√"])
def test_a_mark_after_the_option(mark: str) -> None:
    empty = "（ ）" if mark[0] == "（" else "□"
    assert ticked(f"{ONE}{empty}   {OTHER}{mark}")


SYMBOLS = [
    ("Wingdings", "F0FE", "F0A8"), ("Wingdings", "F0FD", "F06F"), ("Wingdings", "F0FC", "F0A8"), ("Wingdings", "FE", "A8"),
    ("Wingdings 2", "F052", "F0A3"), ("Wingdings 2", "F053", "F02A"), ("Wingdings 2", "F050", "F0A3"),
    ("Webdings", "F061", "F063"), ("Segoe UI Symbol", "2611", "2610"), ("Segoe UI Symbol", "2612", "2610"),
    ("Wingdings 2", "F054", "F0A3"),
]  # fmt: skip


@pytest.mark.parametrize(("font", "tick", "box"), SYMBOLS)
def test_a_symbol_inserted_from_a_font(font: str, tick: str, box: str) -> None:
    sign = '<w:sym w:font="{}" w:char="{}"/>'.format
    chosen = category(run(sign(font, box)), ONE, run(sign(font, tick)), OTHER)
    assert chosen.value == "cooperation"


@pytest.mark.parametrize(("font", "tick", "box"), SYMBOLS[:8])
def test_its_private_character_with_and_without_the_font(font: str, tick: str, box: str) -> None:
    def char(code: str) -> str:
        return chr(int(code, 16) | 0xF000)

    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert category(run(char(box), fonts), ONE, run(char(tick), fonts), OTHER).value == "cooperation"
    if font != "Webdings":  # without its font a private character is looked up in Wingdings
        assert category(char(box), ONE, char(tick), OTHER).value == "cooperation"


@pytest.mark.parametrize(("font", "tick", "box"), [
    ("Wingdings 2", "R", "£"), ("Wingdings 2", "S", "£"), ("Wingdings 2", "T", "¤"), ("Wingdings 2", "Q", "£"),
    ("Wingdings", "þ", "¨"), ("Wingdings", "ý", "o"), ("Wingdings", "ü", "o"), ("Wingdings", "þ", "q"), ("Webdings", "a", "c"),
])  # fmt: skip
def test_a_letter_in_a_symbol_font(font: str, tick: str, box: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/>'
    assert ticked(run(box, fonts), ONE, run(tick, fonts), OTHER)


def test_letters_whose_font_was_lost_count_only_before_every_option() -> None:
    assert category(f"£{ONE}R{OTHER}").value == "cooperation"
    assert category(f"{ONE}R{OTHER}").value is None


# --- Word's own boxes -----------------------------------------------------------------------------------------------


def box(checked: bool, state: str = "") -> str:
    content = run(state or (TICKED if checked else EMPTY))
    held = f'<w14:checkbox><w14:checked w14:val="{int(checked)}"/></w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{held}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_a_content_control() -> None:
    assert ticked(box(False), ONE, box(True), OTHER)
    assert ticked(box(False, "x"), ONE, box(True, "o"), OTHER), "the control's state counts, not its picture"


@pytest.mark.parametrize(("first", "second", "want"), [
    ((0, "☐"), (0, "☑"), "cooperation"), ((0, "☑"), (1, "☐"), "conference"), ((0, "☐"), (1, "☐"), "cooperation"),
    ((1, "☑"), (1, "□"), "conference"), ((0, "○"), (0, "●"), "cooperation"), ((1, "☐"), (1, "☐"), None),
])  # fmt: skip
def test_a_control_that_shows_another_state_than_it_holds_is_in_doubt(
    first: tuple[bool, str], second: tuple[bool, str], want: str | None
) -> None:
    """What it shows comes first; that nothing is ticked is never certain."""
    value = category(box(*first), ONE, box(*second), OTHER)
    assert (value.value, value.doubt) == (want, "unsure" if want else "") and value.note == ("" if want else UNSURE)


def test_a_control_into_which_the_number_of_its_sign_was_written() -> None:
    assert ticked(box(False), ONE, box(True, "2612"), OTHER)
    assert ticked(box(False, "2610"), ONE, box(True), OTHER)
    assert category(box(True, "2612"), "2612", ONE, box(False, "2024"), OTHER).text == f"☑2612{ONE}☐2024{OTHER}"


def legacy(inner: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'.format
    return f"{mark('begin', f'<w:ffData><w:checkBox>{inner}</w:checkBox></w:ffData>')}" \
        f"{run('<w:instrText> FORMCHECKBOX </w:instrText>')}{mark('separate', '')}{mark('end', '')}"


@pytest.mark.parametrize("on", ['<w:default w:val="0"/><w:checked/>', '<w:default w:val="1"/>', '<w:checked w:val="true"/>'])
@pytest.mark.parametrize("off", ['<w:default w:val="1"/><w:checked w:val="0"/>', '<w:default w:val="0"/>', ""])
def test_a_legacy_box_is_checked_else_its_default(on: str, off: str) -> None:
    assert ticked(legacy(off), ONE, legacy(on), OTHER)


def field(code: str, shown: str = "", font: str = "") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    half = len(code) // 2
    codes = "".join(run(f'<w:instrText xml:space="preserve">{part}</w:instrText>', font) for part in (code[:half], code[half:]))
    return f"{mark('begin')}{codes}{mark('separate')}{run(shown) if shown else ''}{mark('end')}"


@pytest.mark.parametrize("code", [r"EQ \o\ac(□,√)", r" eq \o\ac(□,√) ", r"EQ \o(□,√)", r"EQ \o\al(□,✓)", r"EQ \o \ac (□,V)",
                                  r"EQ \o\ac(□,×)", r"EQ \o(√,□)"])
def test_an_enclosed_character(code: str) -> None:
    assert ticked(field(r"EQ \o\ac(□, )"), ONE, field(code, "□"), OTHER)
    assert ticked(f'<w:fldSimple w:instr="{code.replace(" ,", ",")}"/>', OTHER)


def test_an_enclosed_number_is_no_tick() -> None:
    assert category(field(r"EQ \o\ac(○,1)"), ONE, field(r"EQ \o\ac(○,2)"), OTHER).doubt == "unticked"


def test_the_result_of_any_other_field_is_read() -> None:
    assert ticked(f"（ ）{ONE}", field("DATE", "（√）"), OTHER)


# --- ActiveX --------------------------------------------------------------------------------------------------------

CHECK, TEXT = "8BD21D40-EC42-11CE-9E0D-00AA006002F3", "8BD21D10-EC42-11CE-9E0D-00AA006002F3"


def morph(value: str, caption: str, narrow: bool = True) -> bytes:
    """A MorphData control as Word stores it ([MS-OFORMS] 2.2.5): bits, colours, extent, value, caption."""
    def size(words: str) -> int:
        return len(words) | 1 << 31 if narrow else 2 * len(words)

    def string(words: str) -> bytes:
        data = words.encode("cp1252" if narrow else "utf-16-le")
        return data + b"\0" * (-len(data) % 4)

    mask = 1 << 0 | 1 << 1 | 1 << 6 | 1 << 8 | 1 << 22 | 1 << 23
    held = struct.pack("<IIBxxxII", 0x2C80081B, 0x80000005, 4, size(value), size(caption))
    extra = struct.pack("<II", 1000, 500) + string(value) + string(caption)
    return bytes(16) + struct.pack("<BBHQ", 0, 2, 8 + len(held) + len(extra), mask) + held + extra


def active(name: str, kind: str, binary: bytes | None = None, bag: dict[str, str] | None = None) -> dict[str, str | bytes]:
    ax = "http://schemas.microsoft.com/office/2006/activeX"
    inner = "".join(f'<ax:ocxPr ax:name="{k}" ax:value="{v}"/>' for k, v in (bag or {}).items())
    how = "persistPropertyBag" if bag else "persistStreamInit"
    rel = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts: dict[str, str | bytes] = {
        f"word/activeX/{name}.xml": f'<ax:ocx ax:classid="{{{kind}}}" ax:persistence="{how}" r:id="rId1" xmlns:ax="{ax}" '
        f'xmlns:r="{office}">{inner}</ax:ocx>'}
    if binary is not None:
        parts |= {
            f"word/activeX/{name}.bin": binary,
            f"word/activeX/_rels/{name}.xml.rels": f'<Relationships xmlns="{rel}"><Relationship Id="rId1" Target="{name}.bin" '
            f'Type="{office}/activeXControlBinary"/></Relationships>'}
    return parts


def control(key: str) -> str:
    return run(f'<w:object><v:shape><v:imagedata r:id="rIdP"/></v:shape><w:control r:id="{key}" w:name="CheckBox1"/></w:object>')


@pytest.mark.parametrize("narrow", [True, False])
def test_an_active_box_says_its_state_and_its_words(narrow: bool) -> None:
    off, on = morph("0", "" if narrow else ONE, narrow), morph("1", "" if narrow else OTHER, narrow)
    words = (ONE, OTHER) if narrow else ("", " ")
    assert ticked(control("rIdA"), words[0], control("rIdB"), words[1], rels=[
        ("rIdA", "control", "activeX/a.xml"), ("rIdB", "control", "activeX/b.xml")],
        extra_parts={**active("a", CHECK, off), **active("b", CHECK, on)})


def test_a_property_bag_does_too() -> None:
    assert ticked(control("rIdA"), ONE, control("rIdB"), OTHER, rels=[
        ("rIdA", "control", "activeX/a.xml"), ("rIdB", "control", "activeX/b.xml")],
        extra_parts={**active("a", CHECK, bag={"Value": "0"}), **active("b", CHECK, bag={"Value": "1", "Caption": ""})})


def test_a_box_whose_state_is_not_known_is_unread() -> None:
    value = category(control("rIdA"), ONE, control("rIdB"), OTHER, rels=[
        ("rIdA", "control", "activeX/a.xml"), ("rIdB", "control", "activeX/b.xml")],
        extra_parts={**active("a", CHECK, b"broken"), **active("b", CHECK, b"")})
    assert value.value is None
    assert value.text is None


def test_words_typed_into_a_control_are_read() -> None:
    body = para("申报书") + table([["法人代表", cell(para(control("rIdA")))]])
    made = read(docx(body, rels=[("rIdA", "control", "activeX/a.xml")], extra_parts=active("a", TEXT, bag={"Value": "王大明"})))
    assert "王大明" in str(made.blocks)
    assert UNREAD not in str(made.blocks)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120), st.booleans())
def test_wild_binaries_are_a_state_or_none(data: bytes, headed: bool) -> None:
    state = form_controls.morph((b"\0\2" + data) if headed else data)
    assert state is None or isinstance(state.value, str)


# --- no mark at all -------------------------------------------------------------------------------------------------


def test_the_only_option_left() -> None:
    assert ticked(OTHER)


def test_the_others_deleted_with_tracked_changes() -> None:
    gone = f'<w:del w:id="1" {WHO}><w:r><w:delText>（ ）{ONE}</w:delText></w:r></w:del>'
    assert ticked(gone, f"（ ）{OTHER}") or category(gone, f"（ ）{OTHER}").doubt == "unsure"
    assert category(gone, f"（ ）{OTHER}").value == "cooperation"
    assert ticked(gone, OTHER)


@pytest.mark.parametrize("way", ["<w:b/>", '<w:u w:val="single"/>', '<w:highlight w:val="yellow"/>', '<w:color w:val="FF0000"/>'])
def test_set_off_alone_is_for_a_person(way: str) -> None:
    value = category(f"（ ）{ONE}（ ）", run(OTHER, way))
    assert (value.value, value.doubt) == ("cooperation", "unsure")


def test_nothing_ticked() -> None:
    assert category(f"（ ）{ONE}（ ）{OTHER}").doubt == "unticked"
    assert category(f"□{ONE} □{OTHER}").doubt == "unticked"
    assert category(f"（0）{ONE}（否）{OTHER}").doubt == "unticked"


# --- when nobody can tell -------------------------------------------------------------------------------------------


def test_several_marks_where_one_is_asked() -> None:
    assert category(f"（√）{ONE}（√）{OTHER}").doubt == "ambiguous"


def test_a_mark_between_two_options_belongs_to_neither() -> None:
    value = category(f"{ONE}√{OTHER}")
    assert (value.value, value.text) == (None, None), "unread, for a person: not a fault of the applicant"
    areas = next(f for f in EXCHANGE.fields if f.key == "cooperation_fields").options
    assert choose("先进制造√新能源", areas).doubt == "unsure"


def test_marks_that_nobody_knows_are_unread_not_too_many() -> None:
    value = category(f"\uf021{ONE}\uf021{OTHER}")
    assert (value.value, value.text, value.doubt) == (None, None, "")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="√✓☑□（）() 是1vV×●○\uf052\uf0a3\n国", max_size=12), st.text(alphabet="√☑□（） \uf0fe", max_size=8))
def test_any_cluster_is_one_verdict(before: str, between: str) -> None:
    made = choose(f"{before}{ONE}{between}{OTHER}", CATEGORY.options)
    assert made.doubt in ("", "unticked", "ambiguous", "unsure")
    assert signs.overstruck(before) is None or before.upper().lstrip().startswith("EQ")
