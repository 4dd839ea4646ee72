"""Limits how much scanned paper is read in one mail: pages and seconds for each file, seconds for each mail. What is cut short is
reported; without a budget no picture is read at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from config.model import Guide, ScanSettings
from parsers.ocr import model_runtime
from parsers.ocr.known_form.printed_words import PrintedWords, printed_words


def timeless() -> float:
    """A clock that stands still: time never cuts anything short."""
    return 0.0


@dataclass(slots=True)
class ScanBudget:
    """`clock` gives seconds of work (the parsers have no clock of their own); `options` are the words beside which ticks are
    looked for, `printed` what the guide's forms print at their fields. Used for one mail, and counts what that mail took."""

    settings: ScanSettings
    options: tuple[str, ...]
    clock: Callable[[], float] = timeless
    printed: PrintedWords = field(default_factory=PrintedWords)
    _began: float = field(init=False)
    _file: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self._file = self.clock()

    def next_file(self) -> None:
        """Begins a file: its seconds count from now."""
        self._file = self.clock()

    @property
    def open(self) -> bool:
        """Whether another page may be read: neither this file's seconds nor the mail's are used up."""
        now = self.clock()
        mine, all_ = now - self._file < self.settings.seconds, now - self._began < self.settings.mail_seconds
        return self.settings.pages > 0 and mine and all_


def scan_budget(settings: ScanSettings, guide: Guide, clock: Callable[[], float] = timeless) -> ScanBudget:
    """The budget for one mail under this guide. The runtime that the settings name is used from now on."""
    model_runtime.use(settings.engine)
    options = (option for form in guide.forms for asked in form.fields for option in asked.options)
    words = tuple(dict.fromkeys(word for o in options for word in (o.label, *o.aliases)))
    return ScanBudget(settings, words, clock, printed_words(guide.forms))
