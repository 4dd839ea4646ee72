"""Decodes the bytes of a web page, and removes what no reader sees: scripts, style sheets, comments.

Word hides its fields in comments that only Word reads ([if supportFields]). These are kept, so that a form field's box and an
enclosed character are found. The time grows only with the page's length.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from parsers.model.file import TroubleKind, Unreadable

_META = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_CHINESE = {"gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "windows-936", "euc-cn", "chinese", "hz-gb-2312"}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_REVEALED = re.compile(r"<!\[[^\]<>]{0,200}\]>|<\?[^>]{0,1000}>")
_PACKED = re.compile(r"\bdata:[\w/+.;=-]{0,100},[^\"'\s>]+", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_FORM_FIELD = re.compile(r"<w:data>\s*([\da-f\s]{16,20000})</w:data>", re.IGNORECASE)


def decode(data: bytes, charset: str = "") -> str:
    """The text in these bytes: by their byte order mark, by the envelope, by the page's own declaration, or else by trial.
    What is called gb2312 is read as gb18030, which includes it and what Word writes beyond it."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace").lstrip("\ufeff")
    if data[:40].count(0) > 10:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    meta = _META.search(data[:8192])
    charsets = [name for name in (charset, meta[1].decode("ascii", "replace") if meta else "") if name]
    names = [name for name in map(_codec, charsets) if name]
    for name in (*names, "utf-8", "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(names[0] if names else "gb18030", "replace")


_NO_TEXT = ("idna", "punycode", "undefined")
"""Codecs for names of hosts, and one that always fails."""


def _codec(name: str) -> str:
    """The codec of a name in a page; "" for one that is not known, is not for text, or contradicts plain bytes."""
    name = name.strip().lower()
    if name in _CHINESE:
        return "gb18030"
    try:
        info = codecs.lookup("big5hkscs" if name in ("big5", "big-5", "cp950") else name)
    except (LookupError, ValueError):  # ValueError: a name with a NUL in it
        return ""
    wide = info.name.startswith(("utf-16", "utf-32", "utf-7")) or info.name in _NO_TEXT
    return "" if wide or not info._is_text_encoding else info.name


def plain(markup: str) -> tuple[str, str]:
    """The page without scripts, style sheets and comments; and its style sheets.

    Raises Unreadable: unsupported where the page ends inside a table, or in a way in which Word's pages never end.
    """
    markup = _CONTROL.sub("", markup)
    if re.search("<html", markup[:20_000], re.IGNORECASE) and not re.search("</html", markup[-20_000:], re.IGNORECASE):
        tables = re.findall(r"<(/?)table\b", markup, re.IGNORECASE)
        if tables.count("") > tables.count("/") or "schemas-microsoft-com:office" in markup[:20_000]:
            raise Unreadable(TroubleKind.UNSUPPORTED, "网页文件不完整，结尾缺失")
    sheets: list[str] = []
    markup = "".join(_without(markup, "script", []))
    markup = "".join(_without(markup, "style", sheets))
    markup = "".join(_opened(markup))
    return _PACKED.sub("data:", _REVEALED.sub("", markup)), "\n".join(sheets)


def _without(markup: str, tag: str, dropped: list[str]) -> Iterator[str]:
    """The page without elements of this name, whose content goes to `dropped`."""
    start, end = re.compile(rf"<{tag}\b[^>]*>", re.IGNORECASE), re.compile(rf"</{tag}\b[^>]*>", re.IGNORECASE)
    at = 0
    while opening := start.search(markup, at):
        yield markup[at : opening.start()]
        closing = end.search(markup, opening.end())
        dropped.append(markup[opening.end() : closing.start() if closing else len(markup)])
        at = closing.end() if closing else len(markup)
    yield markup[at:]


def _opened(markup: str) -> Iterator[str]:
    """The page without its comments, but with the fields that Word keeps in them."""
    at = 0
    while (start := markup.find("<!--", at)) >= 0 and (end := markup.find("-->", start + 4)) >= 0:
        yield markup[at:start]
        yield _kept(markup[start + 4 : end])
        at = end + 3
    yield markup[at:].replace("<!--", "")


def _kept(comment: str) -> str:
    if not comment.startswith("[if"):
        return ""
    condition, _, inside = comment.partition("]>")
    if "supportFields" in condition and "!" not in condition:
        return inside.rpartition("<![endif]")[0]
    if field := _FORM_FIELD.search(comment):
        return f'<span data-field="{"".join(field[1].split())}"></span>'
    return ""
