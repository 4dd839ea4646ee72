"""Digital signatures and electronic seals that a file carries in itself, and how far they could be checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from parsers.model.document import Place


class SealSort(StrEnum):
    """What it looks like to a reader."""

    SIGNATURE = "signature"
    """Signed without anything to see on a page."""
    SEAL = "seal"
    """Signed, and shown on a page as a seal or a written name."""
    PICTURE = "picture"
    """A picture of a seal on a page of a file that never was paper; no signature belongs to it."""


class SealCheck(StrEnum):
    """How far it was checked. Whether its certificate can be trusted is never checked: that needs a network."""

    VALID = "valid"
    """It is over the whole file, and both the digest and the signature are right."""
    UNCHECKED = "unchecked"
    BROKEN = "broken"
    """The file is not the one that was signed, or more was added to it."""


@dataclass(frozen=True, slots=True)
class ElectronicSeal:
    """One signature of a file. `place`: where it is shown on a page, if anywhere; `note` says in Chinese why it is not checked or
    what is broken."""

    sort: SealSort
    check: SealCheck
    place: Place = Place()
    note: str = ""

    @property
    def words(self) -> str:
        """What staff are told: "电子签章：已核验完整"."""
        told = f"{_SORTS[self.sort]}：{_CHECKS[self.check]}"
        return f"{told}（{self.note}）" if self.note else told


_SORTS: Mapping[SealSort, str] = {SealSort.SIGNATURE: "数字签名", SealSort.SEAL: "电子签章", SealSort.PICTURE: "印章图样"}
_CHECKS: Mapping[SealCheck, str] = {
    SealCheck.VALID: "已核验完整", SealCheck.UNCHECKED: "未核验", SealCheck.BROKEN: "已损坏",
}  # fmt: skip


def seal_notes(seals: Iterable[ElectronicSeal]) -> tuple[str, ...]:
    """The words for all seals of a file, those that say the same once with their number."""
    words = [seal.words for seal in seals]
    return tuple(f"{word}，共{words.count(word)}处" if words.count(word) > 1 else word for word in dict.fromkeys(words))
