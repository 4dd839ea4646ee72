"""Places in the product where a fault can be planted, room by room."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.kinds import KINDS, Around
from tests.mutants.source import Change, Source, changed
from tests.mutants.spared import children, spared

TOPS = ("config", "parsers", "reports", "intake")
DEEP = 2
"""Folders down to which a room is one of its own: parsers/formats/word is a part of parsers/formats."""


@dataclass(frozen=True, slots=True)
class Place:
    """One possible fault: the module's path, the line, the kind, and the change."""

    file: str
    line: int
    kind: str
    change: Change

    @property
    def room(self) -> str:
        """Folder of the module, such as parsers/ticks."""
        return "/".join(Path(self.file).parts[:-1][:DEEP]) or Path(self.file).stem


def modules(root: Path) -> list[str]:
    """Paths of all modules of the product below `root`."""
    found = [file for top in TOPS for file in sorted((root / top).rglob("*.py"))]
    return [file.relative_to(root).as_posix() for file in [*found, *root.glob("run_intake.py")]]


def places_of(root: Path, files: Sequence[str]) -> list[Place]:
    """Every place of these modules."""
    return [place for file in files for place in places_in((root / file).read_bytes(), file)]


def places_in(data: bytes, file: str) -> Iterator[Place]:
    """Every place of one module."""
    source = Source(data)
    for node, around in _nodes(ast.parse(data), ()):
        for name, kind in KINDS.items():
            for change in kind(source, node, around):
                yield Place(file, data.count(b"\n", 0, change.start) + 1, name, change)


def _nodes(node: ast.AST, around: Around) -> Iterator[tuple[ast.AST, Around]]:
    for child in children(node):
        if not spared(child) and not (isinstance(child, ast.Expr) and spared(child.value)):
            inside = (*around, node)
            yield child, inside
            yield from _nodes(child, inside)


def makes_another(data: bytes, place: Place) -> bool:
    """Whether the changed module is Python and another program than before."""
    try:
        return ast.dump(ast.parse(changed(data, place.change))) != ast.dump(ast.parse(data))
    except (SyntaxError, ValueError):
        return False
