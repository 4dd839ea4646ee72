"""Finds boxes to tick whose options have no definition: the options are what stands between the marks; parsers.ticks.choices says
which of them are ticked. Of prose round lines of boxes, the text with the ticked words in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, islice

from config.model import Option
from parsers.model.record import Doubt
from parsers.pairs.label_weights import BLANKS, COLONS
from parsers.ticks import signs
from parsers.ticks.choices import choose

LONGEST_OPTION = 120
LONGEST_TEXT = 6000
MOST_OPTIONS = 80

_BOXES, _TICK, _CIRCLES = signs.EMPTY + signs.TICKED, signs.SIGNS["tick"], signs.CIRCLES
_BEGINS = r"(?<![^\s;；,，、])"
_BRACKET = rf"(?:{signs.BLANK_BRACKET}|{signs.MARKED_BRACKET})"
_V = rf"(?:{signs.EMPTY}[ \u3000]?[vVｖＶ]|(?<![A-Za-z])[vVｖＶ][ \u3000]?{signs.EMPTY})(?=[ \u3000]?[\u3400-\u9fff](?![型类级]))"
_ALONE = rf"(?:{_BRACKET}|[{_BOXES}]|[{_TICK}](?=[ \u3000]?\S)|(?<=\S)[{_TICK}]|{_BEGINS}[{_CIRCLES}{signs.FILLED}](?=[^\s〇○]))"
_AMONG = rf"(?:{_BRACKET}|{_V}|{signs.SIGN})"
_MARKS = re.compile(rf"(?:{_ALONE})(?:[ \t]?{_ALONE})*")
_MARKS_AMONG = re.compile(rf"(?:{_AMONG})(?:[ \t]?{_AMONG})*")
_SLOTS = re.compile(rf"[{_BOXES}]|{signs.BLANK_BRACKET}|{_BEGINS}[{_CIRCLES}](?=[^\s{_CIRCLES}])")
"""In a text with one of these, any sign may be the mark of another option."""
_OFFERED = re.compile(rf"[{_BOXES}{_CIRCLES}]|{_BRACKET}")
_PLACE = re.compile(rf"[{_BOXES}{_CIRCLES}{_TICK}]|{signs.BLANK_BRACKET}")
_NUMBERED = re.compile(r"(?:[（(]\d[）)])+")
_COUNTED, _TWO = re.compile(r"[（(]\d{1,2}[）)]"), re.compile(r"[（(]2[）)]")
_GAP = r"[ \t\u3000\xa0]{0,20}"
_AMOUNT = re.compile(
    rf"(?P<mark>[{_BOXES}{_TICK}])?{_GAP}(?P<words>[^\s{_BOXES}{_TICK}（()）；;，,、。:：_＿]{{2,20}}){_GAP}"
    r"(?:[（(][ \u3000_]{0,9}(?P<bracketed>\d{0,4})[ \u3000_]{0,9}[）)]|[_＿]{1,20} ?(?P<lined>\d{0,4}) ?[_＿]{0,20})[ \u3000]*"
    r"(?P<unit>[份个项篇件套部次人门本种台名场期])"
)
_CUT_AMOUNT = re.compile(r"\n(?=[（(][ \u3000]{0,9}\d{0,4}[ \u3000]{0,9}[）)][ \u3000]?[份个项篇件套部次人门本种台名场期])")
"""A line's end between an option and the place for its number."""
_ANSWERED = re.compile(r"\s*[（(【\[][ \u3000_]{0,9}(?P<said>[A-Ha-h1-9]?)[ \u3000_]{0,9}[）)】\]]")
_LETTERED = re.compile(r"(?<![A-Za-z0-9])(?P<letter>[A-Ha-h1-9])(?P<mark>[.、．])[ ]?(?P<words>[^\sA-H（()）]{1,30})")
_HOW = re.compile(rf"[（(](?:请|可|序号后)[^（）()]{{0,20}}[打划画][^（）()]{{0,4}}[{_TICK}][^（）()]{{0,4}}[）)]")
"""How the form says to tick: （请打“√”）."""
_OPPOSITES = ({"是", "否"}, {"有", "无"}, {"男", "女"})
_ENDS = BLANKS + ";；,，、。./|"

_OTHER = ("其他", "其它", "Other")
_SENTENCE = re.compile(r"[。；;！!]")
_LONG = 30
"""Characters from which a line without a full stop is prose as well."""
_INTRO = re.compile(rf"^(?P<intro>[^{signs.EMPTY}{signs.TICKED}{signs.CIRCLES}{signs.TICKS}]*[{COLONS}])")


@dataclass(frozen=True, slots=True)
class Ticks:
    """The printed options in order, and those that were ticked, with what was written behind them. `unsure`: a mark is there
    that cannot be read."""

    options: tuple[str, ...]
    chosen: tuple[str, ...]
    unsure: bool = False

    @property
    def words(self) -> str:
        """Only the ticked words."""
        comma = "；" if any("、" in option for option in self.chosen) else "、"
        return comma.join(self.chosen)


def ticks(text: str) -> Ticks | None:
    """The options that a text offers, or None where it offers none."""
    if len(text) > LONGEST_TEXT:
        return None
    text = _HOW.sub("", signs.private(text))
    if (lettered := _lettered(text)) is not None:
        return lettered
    if (amounts := _amounts(text)) is not None:
        return amounts
    text = _COUNTED.sub(" ", text) if _TWO.search(text) else text
    pattern = _MARKS_AMONG if _SLOTS.search(text) else _MARKS
    marks = list(islice(pattern.finditer(text), MOST_OPTIONS + 1))
    if not _offers(text, marks):
        return _bare(text)
    options = _options(text, marks)
    if not options or any(len(option.label) > LONGEST_OPTION for option in options):
        return None
    labels = tuple(option.label for option in options)
    if {signs.verdict("".join(m.group().split())) for m in marks} in ({"no"}, {"bullet"}):
        left = _without_box(text, labels)
        own = tuple(re.sub(f"{re.escape(left)}$", "", label) if label != left else label for label in labels) if left else labels
        return Ticks((*own, left), (left,), unsure=True) if left else Ticks(labels, ())
    made = choose(text, options)
    chosen = (_closed(option.label, words) for option, words in zip(made.options, made.texts, strict=True))
    return Ticks(labels, tuple(chosen), made.doubt == Doubt.UNSURE)


def unmarked(label: str, text: str) -> tuple[str, ...] | None:
    """The options of a list that has no boxes, where the label says to tick one (序号后打“√”) and none is ticked; else None."""
    if not _HOW.search(label) or len(text) > LONGEST_TEXT or re.search(f"[{signs.TICKS}{_BOXES}vV]", text):
        return None
    words = tuple(word.strip(_ENDS) for word in re.split(r"\n|[ \u3000]{2,}", text) if word.strip(_ENDS))
    return words if len(words) > 1 else None


def _closed(label: str, words: str) -> str:
    """An option with the words behind it, and the bracket closed that it opens before them."""
    said = f"{label}：{words}" if words else label
    return said + "）" * (said.count("（") > said.count("）"))


def has_marks(line: str) -> bool:
    """Whether a line has a place to tick, or a tick."""
    return _PLACE.search(line) is not None


def _offers(text: str, marks: list[re.Match[str]]) -> bool:
    """True where the marks are places to tick: an empty one among them, or boxes, or one before each of several words."""
    if not marks or len(marks) > MOST_OPTIONS:
        return False
    joined = "".join(m.group() for m in marks)
    if not _PLACE.search(joined) and (len(text) > 60 or re.search("[。；;]", text) or _NUMBERED.fullmatch(joined)):
        return False  # (1) and the like number the parts of an answer
    return _OFFERED.search(joined) is not None and (len(marks) > 1 or len(text) <= 60 or joined[0] in _BOXES)


def _options(text: str, marks: list[re.Match[str]]) -> tuple[Option, ...]:
    """The options between the marks: each mark is before its option, or behind it where the text ends with a mark and begins with
    none."""
    last = text.rstrip(_ENDS)
    if last.endswith(marks[-1].group()) and not text.strip(BLANKS).startswith(marks[0].group()):
        starts = [0, *(m.end() for m in marks[:-1])]
        pieces = [text[start : m.start()] for m, start in zip(marks, starts, strict=True)]
    else:
        ends = [*(m.start() for m in marks[1:]), len(text)]
        pieces = [text[m.end() : end] for m, end in zip(marks, ends, strict=True)]
    options = dict.fromkeys(map(_option, pieces))
    return tuple(option for option in options if any(c.isalnum() for c in option.label))


def _option(piece: str) -> Option:
    """An option as printed, without the line to write on behind it."""
    piece = re.split(r"\n(?=是否)", piece.strip(_ENDS))[0]
    words, *rest = re.split(r"[_＿:：]+|[ \u3000\xa0]{3,}", piece, maxsplit=1)
    label = re.sub(r"\s+", "" if not words.isascii() else " ", words).strip(_ENDS)
    return Option(label=label, text=bool(rest) or label.startswith(("其他", "其它", "Other")))


def _lettered(text: str) -> Ticks | None:
    """Options with letters or numbers, of which one is written in brackets before them: （ B ）A.重点 B.一般. None for others."""
    match = _ANSWERED.match(text)
    found = list(islice(_LETTERED.finditer(text, match.end()), MOST_OPTIONS)) if match else []
    if match is None or len(found) < 2 or text[match.end() : found[0].start()].strip(_ENDS):
        return None
    said = match["said"].upper()
    options = tuple(f"{m['letter']}{m['mark']}{m['words'].strip(_ENDS)}" for m in found)
    return Ticks(options, tuple(option for option, m in zip(options, found, strict=True) if m["letter"].upper() in said))


def _amounts(text: str) -> Ticks | None:
    """Options each with a place for a number behind it (☐论文（2）篇 ☐专利（ ）项): chosen are those with a number and those
    ticked. None for any other text."""
    found = list(islice(_AMOUNT.finditer(text), MOST_OPTIONS))
    if len(found) < 2 or any(c.isalnum() for c in _AMOUNT.sub("", text)):
        return None
    options = tuple(m["words"] for m in found)
    numbers = ("".join((m["bracketed"] or m["lined"] or "").split()) for m in found)
    ticked = (signs.verdict("".join((m["mark"] or "").split())) == "yes" for m in found)
    chosen = tuple(
        f"{m['words']}（{number}）{m['unit']}" if number else m["words"]
        for m, number, tick in zip(found, numbers, ticked, strict=True)
        if number.strip("0") or tick
    )
    return Ticks(options, chosen)


def _without_box(text: str, labels: tuple[str, ...]) -> str:
    """The one option among empty boxes whose own box is gone, replaced by hand or because it is meant; "" for none."""
    pieces = (piece.strip(_ENDS) for piece in re.split(r"[ \t\u3000\xa0]{2,}|\n", text))
    bare = (piece for piece in pieces if piece and not _MARKS_AMONG.search(piece))
    alone = [piece for piece in bare if any(_alike(piece, label) for label in labels)]
    return alone[0] if len(alone) == 1 else ""


def _alike(piece: str, label: str) -> bool:
    """Whether two words are options of one list: opposites, or of one ending and nearly one length."""
    label = re.split(r"[ \u3000]{2,}", label)[0]
    same = piece[-1:] == label[-1:] and abs(len(piece) - len(label)) <= 2 and 2 <= len(piece) <= 12
    return {piece, label} in _OPPOSITES or (same and piece not in label)


def _bare(text: str) -> Ticks | None:
    """A tick beside one of several short words that have no boxes: 男√　女."""
    if len(text) > 60 or not re.search(f"[{signs.TICKS}]", text):
        return None
    words = [w for w in re.split(r"[\s/、，,;；]+", text.strip(BLANKS)) if w]
    chosen = tuple(w.strip(signs.TICKS) for w in words if re.search(f"[{signs.TICKS}]", w) and len(w) > 1)
    return Ticks(tuple(w.strip(signs.TICKS) for w in words), chosen) if len(words) > 1 and chosen else None


def told_with_ticks(text: str) -> tuple[str, tuple[str, ...], bool] | None:
    """The text, its options and whether a mark in it is unsure; None where nothing but boxes is there, or none."""
    lines = [line for line in _CUT_AMOUNT.sub(" ", text).split("\n") if line.strip(BLANKS)]
    if len(lines) < 2 or not has_marks(text):
        return None
    offered = [ticks(line) if has_marks(line) else None for line in lines]
    prose = _in_prose(lines, offered)
    if not any(prose) or not any(offered) or _explains(offered, prose):
        return None
    told = (_told(line, ticked) for line, ticked in zip(lines, offered, strict=True))
    options = tuple(option for ticked in offered if ticked for option in ticked.options)
    return "\n".join(filter(None, told)), options, any(ticked.unsure for ticked in offered if ticked)


def _in_prose(lines: list[str], offered: list[Ticks | None]) -> list[bool]:
    """For each line whether it is one of several without boxes that are prose together."""
    said: list[bool] = []
    for ticked, run in groupby(range(len(lines)), key=lambda n: offered[n] is not None):
        numbers = list(run)
        said += [not ticked and _prose("".join(lines[n] for n in numbers))] * len(numbers)
    return said


def _prose(line: str) -> bool:
    words = line.strip(BLANKS)
    return len(words) >= _LONG or (len(words) >= 8 and _SENTENCE.search(words) is not None)


def _explains(offered: list[Ticks | None], prose: list[bool]) -> bool:
    """Whether the only prose follows a ticked 其他：it is what was written for that option."""
    first = next(n for n, said in enumerate(prose) if said)
    before = offered[first - 1] if first else None
    return before is not None and any(option.startswith(_OTHER) for option in before.chosen[-1:])


def _told(line: str, ticked: Ticks | None) -> str:
    """A line of options as its printed beginning and the ticked words; "" where none is ticked."""
    if ticked is None:
        return line
    if not ticked.chosen:
        return ""
    intro = _INTRO.match(line)
    return (intro["intro"].strip(BLANKS) if intro else "") + ticked.words
