"""Parses the answers to FETCH. The two shapes in which servers answer our two questions are matched directly; anything else goes
through imapclient's parser, which knows the whole grammar and takes several times as long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from imapclient.datetime_util import parse_to_datetime
from imapclient.response_parser import parse_fetch_response

Answer = dict[int, Any]

_TOLD = re.compile(rb'\d+ \((?:(?:UID (\d{1,10})|RFC822\.SIZE (\d{1,12})|INTERNALDATE "([^"\\]{20,40})")(?: |(?=\))))+\)')
_BODY = re.compile(rb"\d+ \((?:UID (\d{1,10}) )?BODY\[\] \{\d+\}")
_BODY_END = re.compile(rb"(?: UID (\d{1,10}))?(?: FLAGS \([^()]*\))?\)")


class _Other(Exception):
    """The answer has another shape."""


def taken_apart(data: Sequence[Any]) -> Answer:
    """imaplib's data of FETCH, by uid. Raises what imapclient raises."""
    try:
        return dict(_simple(data))
    except (_Other, ValueError):
        return dict(parse_fetch_response(list(data), normalise_times=False))


def _simple(data: Sequence[Any]) -> Iterator[tuple[int, dict[bytes, Any]]]:
    pieces = iter(data)
    for piece in pieces:
        if isinstance(piece, tuple):
            start, end = _BODY.fullmatch(piece[0]), next(pieces, None)
            close = _BODY_END.fullmatch(end) if isinstance(end, bytes) else None
            uid = (start and start[1]) or (close and close[1])
            if not (start and close and uid):
                raise _Other
            yield int(uid), {b"BODY[]": piece[1]}
        elif isinstance(piece, bytes) and (match := _TOLD.fullmatch(piece)) and all(match.groups()):
            yield int(match[1]), {b"RFC822.SIZE": int(match[2]), b"INTERNALDATE": parse_to_datetime(match[3], normalise=False)}
        else:
            raise _Other
