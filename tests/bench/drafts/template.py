"""A generated layout as a blank form, and the same form filled with any number of other answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from tests.bench.form_layouts.compose import layout
from tests.bench.form_layouts.model import Layout, Para, Picture, Run, Table, Wanted
from tests.bench.form_layouts.texts import TICKED

Block = Para | Table | Picture
FIRST = 0xE000
"""The first of the characters that stand for answers; nobody writes them."""
_PLACES = re.compile("[\ue000-\uf8ff]+")
UNTICKED = ("□按计划进行  □进度提前  □进度滞后", "是否达到目标：[ ]是  [ ]否", "□已签协议  □未签协议")


@dataclass(frozen=True)
class Choice:
    """A line of options: their words as printed, the signs of one that is ticked and of one that is not, the character in the
    place of each sign, and the one in the place of words of one's own ("" for none)."""

    options: tuple[str, ...]
    yes: str
    no: str
    signs: tuple[str, ...]
    words: str
    most: int


@dataclass
class Template(Layout):
    """A layout in which a character stands for every answer; `makers` draw what may be written there."""

    makers: dict[str, Callable[[Random], str]] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    made: int = 0

    def answer(self, value: str, again: Callable[[Random], str]) -> str:
        """The character that stands for an answer here, as often as the answer has characters, up to twelve."""
        sign = self._fresh()
        self.makers[sign] = again
        return sign * max(1, min(12, len(value.split("\n")[0])))

    def one(self, *of: str) -> str:
        """One of these by lot; of lines with a tick the same without."""
        return super().one(*(UNTICKED if of == TICKED else of))

    def ticked(self, runs: list[Run], value: str, signs: tuple[str, str], options: Sequence[str]) -> tuple[list[Run], str]:
        """The line with a character in the place of every sign, and one for what is ticked."""
        yes, no = signs
        made: list[Run] = []
        shown: list[str] = []
        places: list[str] = []
        for run in runs:
            sign = yes if yes in run.text else no if no in run.text else ""
            if sign:
                places.append(self._fresh())
                made.append(Run(run.text.replace(sign, places[-1]), run.look))
            else:
                made.append(run)
            words = (run.text.replace(sign, "") if sign else run.text).strip(" ：:")
            shown += [words] if words and not run.typed and len(shown) < len(options) else []
        other = len(places) > len(options)
        own = self._fresh() if other else ""
        if other:
            made[-1] = Run(own, "u", True)
        name = self._fresh()
        most = 2 if len(options) > 3 else 1
        self.choices[name] = Choice(tuple(shown), yes, no, tuple(places), own, most)
        return made, name

    def _fresh(self) -> str:
        self.made += 1
        return chr(FIRST + self.made)


def template(number: int, seed: int) -> Template:
    """The template of a layout."""
    made = layout(number, seed, Template)
    assert isinstance(made, Template)
    return made


def filled(form: Template, rng: Random | None, blank: float = 0.0) -> Layout:
    """The form with answers drawn from `rng`, a share of them left blank; the blank form without one."""
    answers: dict[str, str] = {}
    for sign, maker in form.makers.items():
        answers[sign] = "" if rng is None or rng.random() < blank else maker(rng)
    for sign, choice in form.choices.items():
        answers[sign] = _chosen(choice, answers, rng, blank)
    filler = _Filler(answers)
    made = Layout(form.name, form.rng, form.style, [one for block in form.blocks for one in filler.block(block)])
    made.wanted = [filler.wanted(wanted) for wanted in form.wanted]
    made.free = {filler.text(label) for label in form.free}
    made.parts, made.never = form.parts, form.never
    return made


def _chosen(choice: Choice, answers: dict[str, str], rng: Random | None, blank: float) -> str:
    """Puts the signs of a choice among the answers; what is ticked."""
    answers |= dict.fromkeys(choice.signs, choice.no)
    if choice.words:
        answers[choice.words] = ""
    if rng is None or rng.random() < max(blank, 0.05):
        return ""
    lot = sorted(rng.sample(range(len(choice.signs)), rng.randint(1, choice.most)))
    if lot[-1] == len(choice.options):
        lot = lot[-1:]
        answers[choice.words] = rng.choice(("科普活动", "联合申报", "校企合作"))
    answers |= {choice.signs[at]: choice.yes for at in lot}
    return "、".join(f"其他：{answers[choice.words]}" if at == len(choice.options) else choice.options[at] for at in lot)


@dataclass
class _Filler:
    answers: dict[str, str]

    def text(self, text: str) -> str:
        """A text with its answers."""
        return _PLACES.sub(lambda match: "".join(self.answers[sign] for sign in dict.fromkeys(match.group())), text)

    def wanted(self, wanted: Wanted) -> Wanted:
        """A pair with its answer."""
        value = self.text(wanted.value)
        kind = ("plain" if wanted.kind == "blank" else wanted.kind) if value else "blank"
        return replace(wanted, kind=kind, value=value, label=self.text(wanted.label), ways=tuple(map(self.text, wanted.ways)),
                       also=tuple(map(self.text, wanted.also)) if value else ())  # fmt: skip

    def block(self, block: Block) -> Iterator[Block]:
        """A block with its answers: a long one has several paragraphs."""
        if isinstance(block, Para):
            yield from self._para(block)
        elif isinstance(block, Table):
            rows = [[replace(cell, blocks=[one for b in cell.blocks for one in self.block(b)]) for cell in row]
                    for row in block.rows]  # fmt: skip
            yield Table(rows, block.widths, block.rules)
        else:
            yield block

    def _para(self, para: Para) -> Iterator[Para]:
        told = [run for run in para.runs if run.text]
        if len(told) == 1 and (lines := self.text(told[0].text).split("\n")) and _PLACES.fullmatch(told[0].text):
            long = not lines[0] and len(told[0].text) >= 12
            for line in [*lines, *["", ""][: 2 * long]]:
                yield replace(para, runs=[Run(line, told[0].look, True)])
            return
        yield replace(para, runs=[self._run(run) for run in para.runs])

    def _run(self, run: Run) -> Run:
        text = self.text(run.text)
        blank = not text and run.text and run.typed
        return Run("        " if blank else text, run.look, run.typed and not blank)
