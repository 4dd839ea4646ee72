"""A word that a person typed → what goes with it: cases, mails, letters, files; and why it is not sure whom it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from config.language import say
from config.model import MASKED, FieldKind, Guide
from intake.erasure.words import Words
from intake.ledger import cases as case_rows
from intake.ledger import person, purge
from intake.ledger.person import Fits
from intake.ledger.purge import Old
from intake.operations.installation import Installation

PERSONAL = (FieldKind.PERSON, FieldKind.PHONE, FieldKind.EMAIL, *MASKED)
"""Kinds of fields that say who somebody is: their values are searched for afterwards."""
SHORTEST, LONGEST, MOST_WORDS, DIGITS = 2, 200, 2000, 7
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes. `letters`: key → Message-ID; `files`: digests of files that nothing else uses; `shared`: mail that stays → the
    other cases it brought; `counts` as `person.counted`; `words`: the word, the numbers, and what else names the person;
    `unsure`: why it is not sure who is meant, in Chinese, "" where it is."""

    word: str
    fits: Fits
    gone: Old
    letters: Mapping[str, str]
    files: tuple[str, ...]
    shared: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]
    words: tuple[str, ...]
    unsure: str = ""

    @property
    def nobody(self) -> bool:
        """Whether the ledger knows nobody by this word any more."""
        return not (self.gone.numbers or self.gone.mails or self.gone.shared)

    @property
    def unknown(self) -> bool:
        """Whether it never knew anybody by it, as far as it can tell: a number stays, a name does not."""
        return self.nobody and not self.fits.gone

    @property
    def searched(self) -> Words:
        """What is searched for afterwards."""
        return Words(self.words)


def wrong_word(word: str) -> str:
    """Why this cannot be searched for; "" where it can."""
    if not SHORTEST <= len(word) <= LONGEST:
        return say(f"请写一个邮箱地址、一个项目编号或一个姓名（{SHORTEST} 至 {LONGEST} 个字）",
                   f"write one address, one case number or one name ({SHORTEST} to {LONGEST} characters)")
    return "" if word.isprintable() else say("其中有不能显示的字符，请重新输入",
                                             "holds characters that are not printed; type it again")


def plan(installation: Installation, word: str, everything: bool = False) -> Plan:
    """What goes with this word. `everything`: also where it fits several cases or senders. Touches nothing."""
    with installation.ledger.read() as connection:
        fits = person.fits(connection, word)
        numbers = tuple(sorted({*fits.sent, *fits.written})) if everything or "@" not in word else fits.sent
        gone = purge.of_cases(connection, numbers, fits.mails)
        gone = replace(gone, mails=tuple(sorted({*gone.mails, *person.bounced(connection, gone, word)})))
        needed = purge.needed(connection, gone)
        names = tuple(_names(connection, gone, installation))
        return Plan(
            word, fits, gone, purge.letters_of(connection, gone),
            tuple(digest for digest in installation.files.digests() if digest not in needed) if numbers or fits.mails else (),
            {mail: _others(connection, mail, gone) for mail in gone.shared}, person.counted(connection, gone),
            tuple(dict.fromkeys((word, *gone.numbers, *names)))[:MOST_WORDS], "" if everything else _unsure(word, fits))


def _others(connection: Connection, mail: str, gone: Old) -> tuple[str, ...]:
    return tuple(number for number in person.numbers_of(connection, [mail]) if number not in gone.numbers)


def _unsure(word: str, fits: Fits) -> str:
    """That a name, or an address in a form, may be that of several people."""
    cases, senders = sorted({*fits.sent, *fits.written}), len({address.lower() for address in fits.mails.values()})
    if "@" in word:
        more = sorted(set(fits.written) - set(fits.sent))
        if not more:
            return ""
        return say(f"另有别的邮箱寄来的项目在申报书中写了这个地址：{_listed(more)}。请逐个写明编号；确定都要清除时加 --all",
                   f"cases sent from other addresses have this one in their forms: {_listed(more)}. Name them by their numbers; "
                   "where all are to go, add --all")
    if len(cases) < 2 and senders < 2:
        return ""
    count = len(cases)
    where = say(f"{count} 个项目（{_listed(cases)}）",
                f"{count} cases ({_listed(cases)})") if cases else say("没有项目的邮件", "mails without a case")
    who = say(f"、{senders} 个发件地址", f", {senders} senders") if senders > 1 else ""
    return say(f"这个姓名对应{where}{who}，可能不是同一人。请改写项目编号或邮箱地址；确定都要清除时加 --all",
               f"this name fits {where}{who}, which may not be one person. Write a case number or an address; where all are to "
               "go, add --all")


def _listed(numbers: list[str]) -> str:
    return "、".join(numbers[:SHOWN]) + (say(f" 等 {len(numbers)} 个",
                                            f", {len(numbers)} in all") if len(numbers) > SHOWN else "")


def _names(connection: Connection, gone: Old, installation: Installation) -> Iterator[str]:
    """What names the person in what goes: senders, and what the forms say of people and how they are reached. Not the office's
    own addresses."""
    settings = installation.settings
    own = {address.lower() for address in (*settings.own_addresses, *settings.staff.addresses)}
    told = sorted(person.senders_of(connection, gone.mails)) if gone.cases else []
    for said in (*told, *(text for case_id in gone.cases for text in _of_forms(connection, case_id, installation.guide))):
        long_enough = len(said) >= (DIGITS if said.isascii() and "@" not in said else SHORTEST)
        if long_enough and len(said) <= LONGEST and said.isprintable() and said.lower() not in own:
            yield said


def _of_forms(connection: Connection, case_id: int, guide: Guide) -> Iterator[str]:
    for revision in case_rows.history(connection, case_id):
        for record in revision.package.records:
            form = guide.form(record.form)
            for field in form.fields if form else ():
                value = record.values.get(field.key)
                if field.kind in PERSONAL and value is not None and value.text:
                    yield value.text.strip()
