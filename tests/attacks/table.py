"""The table of attacks: what each tries, what must hold, and in which mailbox its story is played. The stories stand in the
modules of their kinds; the rows of docs/attacks.md come from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from typing import Any

from tests.attacks import MODULES
from tests.attacks.scene import Scene

Acts = Iterator[None]
"""A story: it sends, `yield` is a pass, then it looks at what came of it."""


class Kind(StrEnum):
    """What an attack is of."""

    FORGERY = "forgery"
    REFLECTION = "reflection"
    BY_NUMBER = "hijack by number"
    BY_THREAD = "hijack by thread"
    BY_UNIT = "hijack by unit"
    BY_FILE = "hijack by file"
    BY_DOMAIN = "hijack by domain"
    LOOPS = "loops"
    QUOTA = "quota"
    POISON = "poison letters"
    DANGEROUS = "dangerous files"
    FLOOD = "flood"


@dataclass(frozen=True)
class Mailbox:
    """One installation on which stories are played side by side: its settings by section, and the exit code of each pass."""

    name: str
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: tuple[int, ...] = (0,)

    def __hash__(self) -> int:
        return hash(self.name)


CLERK = "clerk@office.example.org"
JUDGED = Mailbox("a provider that judges")
COMMON = Mailbox("common", {"staff": {"addresses": [CLERK]}})


@dataclass(frozen=True)
class Attack:
    """One row. `not_yet`: why it is not held; "" for one that is."""

    kind: Kind
    tries: str
    holds: str
    act: Callable[[Scene], Acts]
    mailbox: Mailbox
    not_yet: str = ""

    @property
    def name(self) -> str:
        """The row's name, none twice."""
        return self.act.__name__.strip("_").replace("_", " ")


ATTACKS: list[Attack] = []


def attack(
    kind: Kind, tries: str, holds: str, *, mailbox: Mailbox = COMMON, not_yet: str = ""
) -> Callable[[Callable[[Scene], Acts]], Callable[[Scene], Acts]]:
    """Enters a story into the table."""

    def enter(act: Callable[[Scene], Acts]) -> Callable[[Scene], Acts]:
        ATTACKS.append(Attack(kind, tries, holds, act, mailbox, not_yet))
        return act

    return enter


def attacks() -> list[Attack]:
    """All rows, by their kinds."""
    for name in MODULES:
        import_module(f"tests.attacks.{name}")
    return sorted(ATTACKS, key=lambda row: list(Kind).index(row.kind))


BEFORE = """# Attacks

The mailbox is open to the world. Each row is a story of `tests/attacks/` that is played through the whole pass, from a mail's
bytes to the letters, the ledger and the workbook; a test holds this table against the stories (`python -m tests.attacks` writes
it). “Not held” says why; such a story must fail, so that the row cannot stay when it is mended.
"""


def document() -> str:
    """docs/attacks.md."""
    rows = attacks()
    held = sum(not row.not_yet for row in rows)
    parts = [BEFORE, f"{len(rows)} attacks of {len({row.kind for row in rows})} kinds; {held} held."]
    for kind in Kind:
        parts += [f"\n## {kind.capitalize()}\n", "| attack | what it tries | what must hold | |", "|---|---|---|---|"]
        parts += [
            f"| {row.name} | {row.tries} | {row.holds} | {f'not held: {row.not_yet}' if row.not_yet else 'held'} |"
            for row in rows
            if row.kind == kind
        ]
    return "\n".join(parts) + "\n"
