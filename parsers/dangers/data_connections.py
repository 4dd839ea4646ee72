"""Turns what a workbook or a mail merge says of data that it takes from elsewhere (connections, web queries, Power Query) into
the risks of taking it."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from collections.abc import Callable, Iterator

from parsers.formats import risks
from parsers.formats.link_targets import on_share, on_web

Inside = Callable[[bytes, str], Iterator[str]]
_WHERE = re.compile(
    r"""\b(?:\w{1,20}:)?(url|sourceFile|odcFile|connection|sourceName|connectString|val)\s*=\s*(?:"([^"]{1,20000})"|'([^']{1,20000})')"""
)
_PAIR = re.compile(r"""\s*([^=;]{1,60}?)\s*=\s*("[^"]*"|'[^']*'|[^;]*)(?:;|$)""")
_SERVERS = re.compile("(?:data source|(?:remote )?server|(?:network )?address|addr|host(?:name)?)")
_PLACES = re.compile(_SERVERS.pattern + "|location|dbq|defaultdir|source(?:db)?|dbname|url|database")
_SERVER = re.compile(r"(?:tcp:|np:)?[A-Za-z0-9_][\w.-]{0,200}(?:\\\w{1,100})?(?:[,:]\d{1,5})?")
_ITSELF = re.compile(r"\.?|\(?local(?:host|db)?\)?(?:[\\:,].*)?|127\.0\.0\.1.*|ThisWorkbookDataModel|\$.*|\.\\.*", re.IGNORECASE)
_OF_A_FILE = re.compile(r".*\.(?:mdb|accdb|xls[xmb]?|csv|txt|dbf|odc|db|sqlite3?|mdf|et|xml|json)$", re.IGNORECASE)
_MASHUP = re.compile(r"<(?:\w{1,20}:)?DataMashup\b[^<>]{0,1000}>\s*([A-Za-z0-9+/=\s]{20,8000000})<")
_FETCHED = re.compile(
    r"\b(?:Web\.(?:Contents|Page|BrowserContents)|OData\.Feed|Sql\.Database|Odbc\.(?:Query|DataSource)|OleDb\.\w+|MySQL\.\w+"
    r"|SharePoint\.\w+|AzureStorage\.\w+|Oracle\.Database|PostgreSQL\.Database|Soda\.Feed)\s*\("
)
_LITERAL = re.compile(r'"((?:[^"]|""){1,2000})"')


def in_connections(markup: str) -> Iterator[str]:
    """The risks of the places named in these elements (xl/connections.xml, the mail merge of word/settings.xml)."""
    for name, double, single in _WHERE.findall(markup):
        value = html.unescape(double or single)
        if name in ("url", "sourceFile", "odcFile", "sourceName"):
            yield from of_place(value)
        elif "=" in value:
            yield from of_connection(value)


def of_place(place: str) -> Iterator[str]:
    """The risk of data that lies at this path or address."""
    if on_share(place):
        yield risks.SHARE
    elif on_web(place):
        yield risks.SENDS


def of_connection(words: str) -> Iterator[str]:
    """The risk of a connection string: a share, an address of the web, or another computer's database. A file on the writer's
    own disk, and the queries of the workbook itself ($Workbook$), are none."""
    for key, raw in _PAIR.findall(words[:20_000]):
        value, key = raw.strip().strip("\"'").strip(), key.lower()
        if not _PLACES.fullmatch(key):
            continue
        if on_share(value) or on_web(value):
            yield from of_place(value)
        elif _SERVERS.fullmatch(key) and _SERVER.fullmatch(value) and not (_ITSELF.fullmatch(value) or _OF_A_FILE.match(value)):
            yield risks.SENDS


def mashup(markup: str) -> bytes:
    """The package in which Power Query keeps its queries, from the XML around it; empty where there is none."""
    found = _MASHUP.search(markup)
    if found is None:
        return b""
    packed = re.sub(r"\s", "", found[1])
    raw = b64decode(packed[: len(packed) // 4 * 4])
    return raw[8 : 8 + int.from_bytes(raw[4:8], "little")]


def in_query(script: str) -> Iterator[str]:
    """The risks of a query in the language of Power Query: functions that ask another computer, paths on a share."""
    if _FETCHED.search(script):
        yield risks.SENDS
    if any(on_share(literal) for literal in _LITERAL.findall(script)):
        yield risks.SHARE
