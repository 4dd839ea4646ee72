"""Kinds of fault: from a node of the tree to the changes that would be one. `KINDS` names them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from tests.mutants.source import Change, Source

Around: TypeAlias = "tuple[ast.AST, ...]"
"""The nodes that a node stands in, the nearest last."""
Kind: TypeAlias = "Callable[[Source, ast.AST, Around], Iterator[Change]]"

SIGNS: Mapping[type[ast.AST], str] = {
    ast.Lt: r"<", ast.LtE: r"<=", ast.Gt: r">", ast.GtE: r">=", ast.Eq: r"==", ast.NotEq: r"!=", ast.In: r"\bin\b",
    ast.NotIn: r"\bnot\s+in\b", ast.Is: r"\bis\b", ast.IsNot: r"\bis\s+not\b", ast.And: r"\band\b", ast.Or: r"\bor\b",
    ast.Add: r"\+", ast.Sub: r"-", ast.Mult: r"\*", ast.Div: r"/", ast.FloorDiv: r"//", ast.Mod: r"%", ast.BitOr: r"\|",
    ast.BitAnd: r"&", ast.BitXor: r"\^", ast.LShift: r"<<", ast.RShift: r">>",
}  # fmt: skip
BOUNDARIES: Mapping[type[ast.AST], str] = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
COMPARISONS: Mapping[type[ast.AST], str] = {
    ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
ARITHMETIC: Mapping[type[ast.AST], str] = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "*", ast.Mod: "*", ast.BitOr: "&", ast.BitAnd: "|",
    ast.BitXor: "&", ast.LShift: ">>", ast.RShift: "<<",
}  # fmt: skip
DROPPED = {"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "removeprefix", "removesuffix"}
OTHERS = {"min": "max", "max": "min", "any": "all", "all": "any"}
EMPTY = {
    "str": '""', "bytes": 'b""', "tuple": "()", "Sequence": "()", "list": "[]", "dict": "{}", "Mapping": "{}", "set": "set()",
    "frozenset": "frozenset()",
}  # fmt: skip


def boundary(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """`<` and `<=`, `>` and `>=`."""
    return _compared(source, node, BOUNDARIES)


def comparison(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """`==`, `in`, `is` and their opposites."""
    return _compared(source, node, COMPARISONS)


def _compared(source: Source, node: ast.AST, others: Mapping[type[ast.AST], str]) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for before, sign, after in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
            if type(sign) in others:
                yield from source.between(before, after, SIGNS[type(sign)], others[type(sign)])


def logic(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """`and` and `or`."""
    if isinstance(node, ast.BoolOp):
        for before, after in zip(node.values, node.values[1:], strict=False):
            yield from source.between(before, after, SIGNS[type(node.op)], "or" if isinstance(node.op, ast.And) else "and")


def negation(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """A `not` dropped."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        start, _ = source.span(node)
        yield Change(start, start + len("not"), "")


def number(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """A whole number one more or less, another doubled or halved. Bounds of slices are a kind of their own."""
    bound = isinstance(around[-1], ast.Slice) or (isinstance(around[-1], ast.UnaryOp) and isinstance(around[-2], ast.Slice))
    if isinstance(node, ast.Constant) and not bound:
        if type(node.value) is int:
            yield from (source.instead(node, str(node.value + step)) for step in (1, -1))
        elif type(node.value) is float:
            yield from (source.instead(node, repr(value)) for value in (node.value * 2 or 1.0, node.value / 2 or -1.0))


def truth(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """`True` and `False`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield source.instead(node, str(not node.value))


def method(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """A call of `strip`, `lower` and the like dropped."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in DROPPED:
        held, (_, end) = node.func.value, source.span(node.func)
        if not (isinstance(held, ast.Name) and held.id in ("str", "bytes")):
            yield Change(source.data.rindex(b".", source.span(held)[1], end), source.span(node)[1], "")


def extreme(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """`min` and `max`, `any` and `all`; a list no more sorted."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        plain = node.func.id == "sorted" and not node.keywords
        if other := "list" if plain else OTHERS.get(node.func.id):
            yield source.instead(node.func, other)


def returned(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """A returned value replaced by its opposite, one more, or nothing, as the function's hint has it."""
    if not isinstance(node, ast.Return) or node.value is None or isinstance(node.value, ast.Constant):
        return
    function = next((outer for outer in reversed(around) if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)), None)
    hint = ast.unparse(function.returns) if function and function.returns else ""
    text = source.text(node.value)
    by_hint = {"bool": f"not ({text})", "int": f"({text}) + 1", "float": f"({text}) + 1"}
    other = by_hint.get(hint) or EMPTY.get(hint.split("[")[0], "None")
    if other != text:
        yield source.instead(node.value, other)


def removed(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """A statement that does something taken out: a call, a raise, a step, an assignment to a part of something."""
    called = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await)
    kept = isinstance(node, ast.Assign) and any(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)
    if called or kept or isinstance(node, ast.AugAssign | ast.Continue | ast.Break | ast.Raise | ast.Delete):
        assert isinstance(node, ast.stmt)
        yield source.instead(node, "pass")


def cut(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """A bound of a slice moved by one, or dropped."""
    for bound in (node.lower, node.upper) if isinstance(node, ast.Slice) else ():
        if bound is not None:
            yield from (source.instead(bound, f"({source.text(bound)}) {step}") for step in ("+ 1", "- 1"))
            yield source.instead(bound, "")


def arithmetic(source: Source, node: ast.AST, around: Around) -> Iterator[Change]:
    """`+` and `-`, `*` and `/`, `|` and `&`; a sign dropped. Not where words or paths are joined: that breaks at once."""
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC and not _of_words(node) and not _of_types(node):
        yield from source.between(node.left, node.right, SIGNS[type(node.op)], ARITHMETIC[type(node.op)])
    elif isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC and not _wordy(node.value):
        yield from source.between(node.target, node.value, SIGNS[type(node.op)], ARITHMETIC[type(node.op)])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
        start, _ = source.span(node)
        yield Change(start, start + 1, "")


def _of_words(node: ast.BinOp) -> bool:
    return any(_wordy(side) or (isinstance(side, ast.BinOp) and _of_words(side)) for side in (node.left, node.right))


def _wordy(node: ast.AST) -> bool:
    words = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    return words or isinstance(node, ast.JoinedStr | ast.Tuple | ast.List | ast.ListComp)


def _of_types(node: ast.BinOp) -> bool:
    """`A | B` as types are written."""
    ends = [node.left.right if isinstance(node.left, ast.BinOp) else node.left, node.right]
    names = [ast.unparse(end).split("[")[0].split(".")[-1] for end in ends]
    return isinstance(node.op, ast.BitOr) and all(_is_type(name) for name in names)


def _is_type(name: str) -> bool:
    return name in ("None", "str", "int", "float", "bool", "bytes", *EMPTY) or (name[:1].isupper() and not name.isupper())


KINDS: Mapping[str, Kind] = {
    kind.__name__: kind
    for kind in (boundary, comparison, logic, negation, number, truth, method, extreme, returned, removed, cut, arithmetic)
}
