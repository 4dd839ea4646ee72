"""Changes seeds: bytes inserted, cut out, repeated and exchanged, also inside the members of a zip (its checksums are
corrected)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from hypothesis import strategies as st

MOST = 2 << 20


@dataclass(frozen=True)
class Change:
    """Where (0..1 of the length), how many bytes go, what comes in, and how often."""

    at: float
    cut: int
    put: bytes
    times: int

    def of(self, data: bytes) -> bytes:
        """The data, changed."""
        start = int(self.at * len(data))
        return (data[:start] + self.put * self.times + data[start + self.cut :])[:MOST]


@dataclass(frozen=True)
class Wild:
    """One input: which seed, its changes, and which member of a zip they are made in (None: in the file itself)."""

    seed: int
    changes: tuple[Change, ...]
    member: int | None

    def bytes_of(self, seeds: list[bytes]) -> bytes:
        """The input's bytes."""
        data = seeds[self.seed % len(seeds)]
        inside = _inside(data, self) if self.member is not None and data[:2] == b"PK" else None
        return inside if inside is not None else _changed(data, self)


def _changed(data: bytes, wild: Wild) -> bytes:
    for change in wild.changes:
        data = change.of(data)
    return data


def _inside(data: bytes, wild: Wild) -> bytes | None:
    """The same zip with one member changed; None where the seed is a broken one."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            names = [info.filename for info in old.infolist() if info.file_size < MOST]
            chosen = names[(wild.member or 0) % len(names)]
            for name in names:
                content = old.read(name)
                new.writestr(name, _changed(content, wild) if name == chosen else content)
    except Exception:
        return None
    return out.getvalue()


def wild(count: int, words: tuple[bytes, ...]) -> st.SearchStrategy[Wild]:
    """Inputs from so many seeds; `words` are pieces that mean something to the reader."""
    usual = (b"", b"\0" * 64, b"\xff" * 8, b"9" * 12)
    put = st.one_of(st.binary(max_size=6), st.sampled_from(words), st.sampled_from(usual))
    change = st.builds(Change, st.floats(0, 1), st.sampled_from((0, 0, 1, 2, 4, 16, 300)), put, st.sampled_from((1, 1, 1, 2, 40)))
    return st.builds(
        Wild, st.integers(0, count - 1), st.lists(change, max_size=8).map(tuple), st.one_of(st.none(), st.integers(0, 12)))
