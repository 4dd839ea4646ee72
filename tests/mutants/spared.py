"""What no test could notice by design, so that no fault is planted there; each with its reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

KEYWORDS: Mapping[str, str] = {
    "frozen": "asks for a check that correct code never meets",
    "slots": "spares memory alone",
    "kw_only": "a type checker sees it",
    "strict": "of zip: the lengths are equal where it is asked; of pydantic: types that our own code gives",
    "maxsize": "how much is remembered, not what",
    "daemon": "whether a thread outlives the program",
    "exc_info": "the trace in a log",
    "pretty_exceptions_enable": "how a trace looks: no command shows one",
    "include_input": "of pydantic: more than is read of an error",
    "include_url": "of pydantic: more than is read of an error",
}
"""Arguments by name."""
TUNING: Mapping[str, str] = {
    r"(MOST|LONGEST)(_\w+)?|_(MOST|LONGEST)(_\w+)?": "a cap against hostile input: one more or less of hundreds is the same cap",
    r"_?(\w+_)?(SECONDS|BYTES|STEP|CHUNK|SAMPLES)": "how long is waited, how much is taken at a time",
    r"READER_VERSION|FORMAT": "a number that is only ever held against itself",
}
"""Numbers of modules' constants, by the constants' names; of caps only those of a hundred and more."""
CAP = 100
LONG = 1000
"""Characters or members from which a length is compared with a cap: one more or less of a thousand is the same cap."""
LOGS = {"log", "logger", "logging"}


def spared(node: ast.AST) -> bool:
    """Whether nothing is changed in a node or in anything within it."""
    match node:
        case ast.JoinedStr() | ast.Assert():
            return True
        case ast.Subscript(value=ast.Call(func=ast.Attribute(attr="hexdigest")), slice=ast.Slice()):
            return True  # how much of a digest is a name: one character more is as good
        case ast.FunctionDef(name="__repr__"):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name))):
            return name in LOGS
        case ast.Compare(left=ast.Call(func=ast.Name(id="len"), args=[ast.Name()]), ops=[sign], comparators=[ast.Constant(cap)]):
            return isinstance(sign, ast.Lt | ast.LtE | ast.Gt | ast.GtE) and isinstance(cap, int) and cap >= LONG
        case ast.keyword(arg=name, value=ast.Constant()):
            return name in KEYWORDS
        case ast.AnnAssign(annotation=hint) if "TypeAlias" in ast.unparse(hint):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return _tuning(name, node.value)
        case ast.Assign(targets=[ast.Tuple(elts=names)]):
            return all(isinstance(each, ast.Name) and _tuning(each.id, node.value) for each in names)
    return False


def _tuning(name: str, value: ast.AST | None) -> bool:
    numbers = [inner.value for inner in ast.walk(value or ast.Pass()) if isinstance(inner, ast.Constant)]
    large = all(isinstance(one, int | float) and one >= CAP for one in numbers) or any(
        isinstance(inner, ast.LShift | ast.Pow) for inner in ast.walk(value or ast.Pass())
    )
    reason = next((reason for pattern, reason in TUNING.items() if re.fullmatch(pattern, name)), "")
    return bool(reason) and (large or not reason.startswith("a cap"))


def children(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a node and may be changed: no hints, decorators, bases, nothing for a type checker or a script's start."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from node.args.defaults
            yield from (default for default in node.args.kw_defaults if default is not None)
            yield from node.body
        case ast.ClassDef():
            yield from node.body
        case ast.AnnAssign():
            yield from () if node.value is None else (node.value,)
        case ast.If() if ast.unparse(node.test).endswith("TYPE_CHECKING") or "__name__" in ast.unparse(node.test):
            yield from node.orelse
        case ast.Call(func=ast.Name(id="cast"), args=[_, *values]):
            yield from values
        case ast.Call(func=ast.Name(id="TypeVar" | "ParamSpec" | "NewType")):
            return
        case _:
            yield from ast.iter_child_nodes(node)
