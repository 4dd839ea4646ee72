"""Turns a printed label into its field: one that the guide knows with what this blank prints, or a new one of a guessed kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from config.model import Field, FieldKind, Meaning, Option
from parsers.draft.kind_guess import OPTIONAL, kind_of
from parsers.draft.office import office_only
from parsers.forms.labels import squeeze
from parsers.pairs import Pair
from parsers.pairs.clean_values import hint
from parsers.pairs.label_weights import core_of


def each_meaning_once(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields; where several were taken over with one meaning, the first keeps it."""
    given: set[Meaning] = set()
    for one in fields:
        yield one.model_copy(update={"meaning": None}) if one.meaning in given else one
        given |= {one.meaning} if one.meaning else set()


def bare_names(label: str) -> tuple[str, ...]:
    """The label without its number and note, as people write it."""
    core = core_of(label)
    return (core,) if squeeze(core) != squeeze(label) and len(core) > 1 else ()


def renewed(asked: Field, pair: Pair | None) -> Field:
    """A known field with the options and hints that are printed on this form, and with no others. One that offers boxes here
    or there alone is read as this form prints it."""
    if pair is None:
        return asked
    hints = tuple(filter(None, (hint(pair.written),)))
    if bool(pair.options) != bool(asked.options):
        guess = guessed(asked.key, pair)
        return asked.model_copy(update={"hints": hints, "options": guess.options, "kind": guess.kind})
    words = {squeeze(w): option for option in asked.options for w in (option.label, *option.aliases)}
    options = tuple(words.get(squeeze(label)) or Option(label=label, text=label.startswith("其他")) for label in pair.options)
    return asked.model_copy(update={"hints": hints, "options": tuple(dict.fromkeys(options))})


def guessed(key: str, pair: Pair) -> Field:
    """A new field of a pair, its kind guessed by its label and what is offered."""
    options = tuple(Option(label=label, text=label.startswith("其他")) for label in dict.fromkeys(pair.options) if label)
    label = pair.label
    name = f"{pair.group}/{label}" if pair.group else label
    hints = tuple(filter(None, (hint(pair.written),)))
    return Field(key=key, label=name, kind=kind_of(label, pair.options), options=options, hints=hints,
                 required=OPTIONAL.search(label) is None and not office_only(label, pair.section))


def doubts_of(made: Field, office: bool) -> Iterator[str]:
    """What a person should check."""
    words = {
        FieldKind.CHOICE: "程序判断为单选；若可多选，请改为 options",
        FieldKind.OPTIONS: "程序判断为多选；若只能选一项，请改为 choice",
        FieldKind.PERIOD: "程序判断为起止年月", FieldKind.LONG_TEXT: "程序判断为长文字",
    }
    guessed = "程序未能判断种类，按普通文字读取" if made.kind == FieldKind.TEXT else f"程序按标签判断种类为 {made.kind}"
    yield words.get(made.kind, guessed)
    if office:
        yield "程序判断由受理或评审单位填写，不要求申报人填写"
    elif not made.required:
        yield "程序判断可以不填"
