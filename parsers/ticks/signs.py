"""Turns every way of ticking into ☑ or ☐: symbol fonts, box characters, brackets with something inside. `SIGNS` is the one table
of signs; every parser that looks for marks takes them from here.

Two steps. While a document is read, symbol-font characters become Unicode and box characters become ☑ or ☐ (`symbol`,
`plain`). Beside an option, the whole cluster of marks is weighed (`verdict`), because √, ■ or 1 mean a tick only there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal

Verdict = Literal["", "yes", "no", "cross", "odd", "blurred", "bullet"]
"""yes: ticked · no: an empty box or bracket · cross: × or ✗, which is a tick for some and a refusal for others ·
odd: something is there that we do not know · blurred: nobody can tell what is there, and it is no choice ·
bullet: printed before every option, or a mark before one of them · "": no mark at all."""

Kind = Literal["ticked box", "empty box", "tick", "beside", "cross", "circle", "bullet", "ornament"]
SIGNS: Mapping[Kind, str] = {
    "ticked box": "☑☒🗹🗷🗵🗳✅❎⮽🅥🆅▣⊠⌧",  # ☑ wherever it stands
    "empty box": "☐□▢◻❏❐❑❒⬜◽▫⃞🗆🞎🞏🞐⎕🔲▯⬚",  # ☐ wherever it stands
    "tick": "√✓✔🗸",  # a tick wherever it stands
    "beside": "■●◆★▲◉⊙◼◾⬛⚫⬤▪⦿✪🔘∨⋁ˇ",  # a tick beside an option only: elsewhere a bullet or a letter
    "cross": "×✗✘✕✖☓╳❌⨯⨉🗙🗴🗶",
    "circle": "○◯〇⚪⭘⚬",  # a place to tick; inside brackets a mark made by hand
    "bullet": "◎◇△▷▽☆◈▶►▸➢➤❖",
    "ornament": "☎☏✆✉☞☛♀♂",  # never a mark
}
"""Every sign by its meaning. A sign that is in no row is in doubt beside an option (`odd`)."""

TICKED, EMPTY = "☑", "☐"
UNCLEAR = "\ue000"
"""On paper: ink that may be a mark, or a box that was not found."""
CONTRADICTED = "⍰"
"""Behind a box whose file says the opposite of what it shows: whoever reads it sees that it is in doubt."""

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x77: "◆", 0xA1: "○", 0xA4: "◉",
    0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x9F: "•", 0x76: "❖", 0xD8: "➢",
}
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "✗", 0x56: "✗", 0x96: "●", 0x97: "●",
    0x98: "●", 0x99: "○", 0x9A: "○", 0x9B: "◎", 0x9C: "◉", 0x9F: "■", 0xA0: "■", 0xA1: "■", 0xA2: "■", 0xA3: "□",
    0xA4: "□", 0xA5: "□", 0xA6: "□", 0xA7: "▣", 0xA8: "▣", 0xA9: "▣",
}
_WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_DINGBATS = {0x33: "✓", 0x34: "✓", 0x35: "✗", 0x36: "✗", 0x37: "✗", 0x38: "✗", 0x6E: "■", 0x6F: "□", 0x70: "□",
             0x71: "□", 0x72: "□", 0x6C: "●", 0x6D: "○"}  # fmt: skip
_SYMBOL = {0xD6: "√", 0xB7: "·", 0xB4: "×", 0xA0: "€", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0x2D: "-"}

FONTS: dict[str, dict[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings2": _WINGDINGS_2,
    "wingdings 3": {},
    "webdings": _WEBDINGS,
    "zapfdingbats": _DINGBATS,
    "zapf dingbats": _DINGBATS,
    "monotype sorts": _DINGBATS,
    "symbol": _SYMBOL,
}
"""Symbol fonts by lower-case name: code of the character (without the private-use offset F000) → what a person sees."""

_PLAIN = str.maketrans({**dict.fromkeys(SIGNS["ticked box"], TICKED), **dict.fromkeys(SIGNS["empty box"], EMPTY)})
# Zero-width and control characters that programs leave behind; they would split a label or hide in a code.
_NOTHING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe0e\ufe0f\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNPLAIN = re.compile(f"{_NOTHING.pattern}|[{SIGNS['ticked box']}{SIGNS['empty box']}]")
_PRIVATE = re.compile("[\uf000-\uf0ff]")

TICKS = TICKED + SIGNS["tick"]
CIRCLES = SIGNS["circle"] + "◎"
"""Circles printed as places to tick, where no definition says what the options are: ◎ is one of them, elsewhere a bullet."""
FILLED = "●■◉"
"""Signs that mean a tick beside an option, and are taken for one before any word. The others are rather bullets there."""
KNOWN = "".join(SIGNS[kind] for kind in ("ticked box", "empty box", "tick", "beside", "cross", "circle", "bullet"))
# Other drawn signs that are in no row: shapes, dingbats, emoji, private characters of lost fonts. Ornaments, the numbers among
# the dingbats and the frames of tables are excluded.
_STRANGE = (
    "\u2295-\u22a1\u2300-\u23ff\u25a0-\u25ff\u2600-\u260d\u2610-\u2619\u261c-\u263f\u2641\u2643-\u2705\u2707\u2708"
    "\u270a-\u2775\u2794-\u27bf\u2b00-\u2bff\ue000-\uf8ff\ufffd\U0001f300-\U0001fbff"
)
STRANGE = f"(?![{SIGNS['ornament']}])[{_STRANGE}]"
SIGN = rf"(?:[{KNOWN}]|{STRANGE})"
"""One sign, as the pattern of a regular expression."""
BOXED_LETTER = r"(?:☐[ \u3000]?[vVxXｖＶｘＸ]|(?<![A-Za-zＡ-Ｚａ-ｚ])[vVxXｖＶｘＸ][ \u3000]?☐)(?![A-Za-z0-9Ａ-Ｚａ-ｚ])"
"""A letter typed into a box or before it, as the pattern of a regular expression."""
CHOSEN_WORDS = ("已选", "选中", "已勾选")
INSIDE_LETTERS = "vVyYxXoORP是有选对勾1*+þü"
_INSIDE = {*INSIDE_LETTERS, *SIGNS["circle"], *CHOSEN_WORDS, "Yes", "yes", "YES"} - {"x", "X"}
BLANK_BRACKET = r"[(（\[【〔][ \t\u3000\xa0_]{0,12}[)）\]】〕]"
_HELD = rf"(?:{SIGN}|[{INSIDE_LETTERS}ＶｖＸｘＹｙ１＊＋]|{'|'.join(CHOSEN_WORDS)})"
MARKED_BRACKET = rf"[(（\[【〔][ \t\u3000\xa0_]{{0,12}}{_HELD}[ \t\u3000\xa0_]{{0,12}}[)）\]】〕]"
"""Brackets to tick in, as patterns: with nothing in them, and with one mark; used before differences of width are removed."""
_NOT_INSIDE = {"", "0", "否", "无", "-", "—", "_", "N", "n", "no", "No", "NO"}
_BRACKETS = re.compile(r"[(\[【〔{<〈「]([^()\[\]【】〔〕{}<>〈〉「」]{0,12})[)\]】〕}>〉」]")
CLUSTER = rf"(?:{_BRACKETS.pattern}|{BOXED_LETTER}|{SIGN})"
_ORDER: tuple[Verdict, ...] = ("yes", "odd", "blurred", "cross", "no", "bullet")
_MEANING: Mapping[str, Verdict] = {
    **dict.fromkeys(SIGNS["ticked box"] + SIGNS["tick"] + SIGNS["beside"] + "vV", "yes"),
    **dict.fromkeys(SIGNS["cross"] + "xX", "cross"), **dict.fromkeys(SIGNS["bullet"], "bullet"),
    **dict.fromkeys(SIGNS["empty box"] + SIGNS["circle"], "no"), UNCLEAR: "blurred",
}  # fmt: skip
LETTERS: dict[str, Verdict] = {**dict.fromkeys("RSTþýü", "yes"), **dict.fromkeys("£¨¤oq¡", "no")}
"""What a symbol font's boxes become where the font is lost: a mark only if every option has one before it."""

LEADING = re.compile(rf"{CLUSTER}+")


def symbol(font: str, code: int) -> str | None:
    """The character that a person sees at `code` of a symbol font; None where the font is not a symbol font. An unknown glyph
    stays a private-use character, so that an unknown mark is never taken for an empty place."""
    table = FONTS.get(font.strip().lower())
    if table is None:
        return None
    code = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    return table.get(code, chr(0xF000 | code) if 0x20 < code <= 0xFF else " ")


def private(text: str) -> str:
    """Private-use characters that lost their font, as they look in Wingdings, else in Wingdings 2."""
    if _PRIVATE.search(text) is None:
        return text
    seen = {c: _WINGDINGS.get(ord(c) & 0xFF, _WINGDINGS_2.get(ord(c) & 0xFF, c)) for c in set(text) if "\uf000" <= c <= "\uf0ff"}
    return "".join(seen.get(c, c) for c in text)


def plain(text: str) -> str:
    """Text as documents have it: box characters are ☑ or ☐, zero-width characters are removed, all else is unchanged."""
    return text if _UNPLAIN.search(text) is None else _NOTHING.sub("", text).translate(_PLAIN)


_OVERSTRUCK = re.compile(r"\s*EQ\s+\\o\s*(?:\\a[clr])?\s*\((.{0,40})\)", re.IGNORECASE)
_FRAMES = "□○◇△◯◻☐"


def overstruck(code: str) -> str | None:
    """What a field shows that prints characters over one another, as Word makes enclosed characters: EQ \\o\\ac(□,√) is a
    ticked box, EQ \\o\\ac(○,1) a number in a circle. None for any other field."""
    match = _OVERSTRUCK.match(code)
    if match is None:
        return None
    over = [piece for piece in (p.strip() for p in re.split("[,;，；]", match[1])) if piece]
    frames, rest = [p for p in over if p in _FRAMES], "".join(p for p in over if p not in _FRAMES)
    if not frames:
        return plain(rest)
    if rest.isdigit() and "□" not in frames:
        return chr(0x245F + int(rest)) if 0 < int(rest) <= 20 else rest
    inside = _inside(rest) if len(rest) <= 3 else ""
    return TICKED if inside in ("yes", "cross") else EMPTY if inside == "no" else plain(f"({rest})")


_BLANK_ENDS = " \t\n\u3000\xa0" + "".join(c for c in KNOWN if c not in SIGNS["cross"])


def cut_marks(text: str) -> str:
    """The text without private-use characters and marks at both ends: what remains is what was written."""
    return re.sub(r"[\ue000-\uf8ff]", "", text).strip(_BLANK_ENDS)


def verdict(cluster: str) -> Verdict:
    """What a cluster of marks beside one option says; the cluster has no blanks: "(√)", "☐√", "√()", "□"."""
    if not cluster:
        return ""
    bracketed = [_inside(inner) for inner in _BRACKETS.findall(cluster)]
    return strongest((*bracketed, *(_glyph(c) for c in _BRACKETS.sub("", cluster) if not c.isspace())))


def strongest(verdicts: Iterable[Verdict]) -> Verdict:
    """The one of several verdicts that outweighs the others; "" where there is none."""
    return min((v for v in verdicts if v), key=_ORDER.index, default="")


def _inside(inner: str) -> Verdict:
    """What the text between two brackets says; words there are not a mark."""
    inner = re.sub(r"[\s_.]", "", unicodedata.normalize("NFKC", inner))
    if inner in _NOT_INSIDE:
        return "no"
    if inner in _INSIDE:
        return "yes"
    if inner in ("x", "X"):
        return "cross"
    if any(c.isalnum() and c not in KNOWN for c in inner):
        return ""
    return strongest(map(_glyph, inner))


def _glyph(char: str) -> Verdict:
    """What one sign says beside an option; a letter counts only in or before a box."""
    return _MEANING.get(char, "odd")
