"""Turns the text of a TOML file and what it should say into a text that says so: only what differs is written anew, so that
comments, order and layout stay."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from config.guide_text.statements import Statement, Table, tables_of
from config.guide_text.written import entry, key, toml

NAMES = ("id", "key", "name", "label")
"""By the first of these that they have, entries of a list are known again."""


def rewritten(text: str, wanted: Mapping[str, Any]) -> str:
    """The text with what differs from `wanted` changed; the same text where nothing does.

    Raises ValueError where the text is written in a way that cannot be changed safely.
    """
    now = tomllib.loads(text)
    if now == wanted:
        return text
    tables = tables_of(text if not text or text.endswith("\n") else text + "\n")
    lists = {name for name, value in now.items() if any(table.many and table.path == (name,) for table in tables)}
    lists |= {name for name, value in wanted.items() if name not in now and _is_list_of_tables(value)}
    for name in dict.fromkeys([*now, *wanted]):
        if now.get(name) == wanted.get(name):
            continue
        if name in lists:
            _change_list(tables, name, wanted.get(name, []))
        elif any(table.path[:1] == (name,) for table in tables):
            _change_table(tables, (name,), wanted.get(name))
        else:
            _set(tables[0], name, wanted.get(name))
    new = "".join(table.text for table in tables)
    expected = {name: value for name, value in wanted.items() if value is not None and (value or name not in lists)}
    if tomllib.loads(new) != expected:
        raise ValueError("the text cannot be changed safely")
    return new


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _set(table: Table, name: str, value: Any) -> None:
    """Gives a key of this table another value, adds it behind the last one, or takes it out (None)."""
    for at, part in enumerate(table.body):
        if isinstance(part, Statement) and part.key == name:
            if value is None:
                del table.body[at]
            else:
                table.body[at] = part.with_value(toml(value))
            return
    if value is not None:
        places = [at for at, part in enumerate(table.body) if isinstance(part, Statement) or _was_statement(part)]
        table.body.insert(places[-1] + 1 if places else _first_free(table), f"{key(name)} = {toml(value)}\n")


def _was_statement(part: str) -> bool:
    return bool(part.strip()) and not part.lstrip().startswith("#")


def _first_free(table: Table) -> int:
    """Behind the comments at the top of a file, at once below a header."""
    return 0 if table.header else len(table.body)


def _change_table(tables: list[Table], path: tuple[str, ...], value: Mapping[str, Any] | None) -> None:
    """Makes [path] say `value`; None takes it out with all below it."""
    if value is None:
        tables[:] = [table for table in tables if table.path[: len(path)] != path]
        return
    own = next((table for table in tables if table.path == path and not table.many), None)
    deeper = {table.path[len(path)] for table in tables if table.path[: len(path)] == path and len(table.path) > len(path)}
    present = {part.key: part.value for part in own.body if isinstance(part, Statement)} if own else {}
    for name in dict.fromkeys([*present, *deeper, *value]):
        if name in deeper:
            _change_table(tables, (*path, name), value.get(name))
        elif own is not None and present.get(name) != value.get(name):
            _set(own, name, value.get(name))
        elif own is None and name in value:
            raise ValueError(f"no table {'.'.join(path)}")


def _change_list(tables: list[Table], name: str, wanted: Sequence[Mapping[str, Any]]) -> None:
    """Makes the entries [[name]] say `wanted`, in its order; entries that are known again keep their text."""
    groups = _groups(tables, name)
    now = [tomllib.loads("".join(table.header + "".join(_bodies(table)) for table in group))[name][0] for group in groups]
    by_name = dict(zip(_names(now), zip(groups, now, strict=True), strict=True))
    kept: list[tuple[list[Table], int]] = []
    for identity, values in zip(_names(wanted), wanted, strict=True):
        if identity in by_name:
            group, old = by_name.pop(identity)
            if old != values:
                group = _changed_entry(group, name, old, values)
            kept.append((group, groups.index(by_group) if (by_group := _original(groups, group)) is not None else -1))
        else:
            kept.append(([_new(name, values)], -1))
    _placed(tables, groups, kept)


def _original(groups: list[list[Table]], group: list[Table]) -> list[Table] | None:
    return next((one for one in groups if one[0] is group[0]), None)


def _bodies(table: Table) -> list[str]:
    return [part if isinstance(part, str) else part.text for part in table.body]


def _groups(tables: list[Table], name: str) -> list[list[Table]]:
    """The entries [[name]], each with the tables that belong to it."""
    groups: list[list[Table]] = []
    for table in tables:
        if table.path == (name,) and table.many:
            groups.append([table])
        elif table.path[:1] == (name,) and groups:
            groups[-1].append(table)
    return groups


def _names(entries: Sequence[Mapping[str, Any]]) -> list[tuple[str, int]]:
    """What each entry is known by: its name, and how often that came before."""
    counts: Counter[str] = Counter()
    names = []
    for one in entries:
        name = next((str(one[part]) for part in NAMES if part in one), str(sorted(one.items(), key=str)))
        names.append((name, counts[name]))
        counts[name] += 1
    return names


def _changed_entry(group: list[Table], name: str, old: Mapping[str, Any], values: Mapping[str, Any]) -> list[Table]:
    """The entry's tables with what differs changed; a table in a table is changed key by key."""
    first, inner = group[0], group[1:]
    for part in dict.fromkeys([*old, *values]):
        if old.get(part) == values.get(part):
            continue
        below = [table for table in inner if table.path[1:2] == (part,)]
        if not below:
            _set(first, part, values.get(part))
        elif any(table.many for table in below):
            inner = [table for table in inner if table not in below]
            _set(first, part, values.get(part))
        else:
            others = [table for table in inner if table not in below]
            _change_table(below, (name, part), values.get(part))
            inner = [*below, *others]
    return [first, *inner]


def _new(name: str, values: Mapping[str, Any]) -> Table:
    header, _, rest = entry(name, values).partition("\n")
    return Table("\n", header + "\n", (name,), True, [rest])


def _placed(tables: list[Table], groups: list[list[Table]], kept: Sequence[tuple[list[Table], int]]) -> None:
    """Puts entries where they belong: those that were there stay in place if their order is the same; new ones stand behind the
    one before them, or at the end of the file."""
    order = [number for _, number in kept if number >= 0]
    taken = {id(table) for group in groups for table in group}
    if order != sorted(order) or not groups:
        start = tables.index(groups[0][0]) if groups else len(tables)
        rest = [table for table in tables if id(table) not in taken]
        start -= sum(id(table) in taken for table in tables[:start])
        tables[:] = [*rest[:start], *(table for group, _ in kept for table in group), *rest[start:]]
        return
    result: list[Table] = []
    waiting = list(kept)
    gone = ""
    for table in tables:
        if id(table) not in taken:
            table.lead, gone = gone + table.lead, ""
            result.append(table)
            continue
        number = next((n for n, group in enumerate(groups) if group[0] is table), None)
        if number is None:
            continue
        if all(index != number for _, index in kept):
            gone += _section(table.lead)
            continue
        while waiting and waiting[0][1] != number and waiting[0][1] < 0:
            result += waiting.pop(0)[0]
        table.lead, gone = gone + table.lead, ""
        result += waiting.pop(0)[0]
        while waiting and waiting[0][1] < 0:
            result += waiting.pop(0)[0]
    tables[:] = [*result, *(table for group, _ in waiting for table in group)]
    if gone:
        tables[-1].body.append(gone)


def _section(lead: str) -> str:
    """Comments that a blank line separates from an entry: they are not its own, and stay when it goes."""
    head, blank, _ = lead.rpartition("\n\n")
    return head + blank if head.strip() else ""
