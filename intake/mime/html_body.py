"""Reads the words of an HTML body, and the links to files in it (cloud attachments: the mail holds a link and no file)."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from intake.mime.charsets import one_line
from parsers.model.mail import Link

HTML_BYTES = 2 << 20
MOST_LINKS = 50
_LINE_TAGS = {"br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"}
_SILENT_TAGS = {"script", "style", "head", "title", "template", "noscript"}
_URL = re.compile(r"https?://[^\s<>\"'，。；、）】》]{4,2000}")
# Patterns of links to files: (pattern over host and path, the service that keeps the file).
PROVIDERS = (
    (re.compile(r"mail\.(163|126|yeah)\.(com|net)/large-attachment-download"), "网易邮箱超大附件"),
    (re.compile(r"(mail|fs)\.(163|126|yeah)\.(com|net)/fs/"), "网易邮箱超大附件"),
    (re.compile(r"dashi\.163\.com/html/cloud-attachment-download"), "网易邮箱大师云附件"),
    (re.compile(r"i?wx\.mail\.qq\.com/ftn/download"), "QQ邮箱超大附件"),
    (re.compile(r"(mail|exmail)\.qq\.com/cgi-bin/ftn\w*download"), "QQ邮箱超大附件"),
    (re.compile(r"(pan|yun)\.baidu\.com/(s/|share/)"), "百度网盘"),
    (re.compile(r"(www\.)?(alipan|aliyundrive)\.com/s/"), "阿里云盘"),
    (re.compile(r"cloud\.189\.cn/(t/|web/share)"), "天翼云盘"),
    (re.compile(r"(1drv\.ms/|onedrive\.live\.com/)"), "OneDrive"),
    (re.compile(r"([\w-]+\.)?(lanzou\w*|weiyun|feishu|kdocs|docs\.qq|123pan|quark|ctfile)\.(com|cn)/"), "网盘或在线文档"),
)
_DATA_PICTURE = re.compile(r"""["'(]\s*data:(image/[a-z+.-]{2,20})[^,"']{0,100};base64,([A-Za-z0-9+/=\s]+)""", re.IGNORECASE)
MOST_PICTURES = 100
_SIZE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?\s?(?:[KMG]B?|字节))(?![A-Za-z])", re.IGNORECASE)
_EXPIRES = re.compile(r"(\d{4}(?:年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2})(?:\s*\d{1,2}:\d{2})?|无限期|永久有效)")
_FILE_NAME = re.compile(r"[^\s/\\:*?\"<>|：]{1,120}\.(?:docx?|pdf|zip|rar|7z|wps|xlsx?|jpe?g|png|tiff?|ofd)\b", re.IGNORECASE)


def pictures_within(html: str, most_bytes: int) -> tuple[list[tuple[str, bytes]], str]:
    """(media type, bytes) of the pictures that an HTML body holds itself (data: addresses), in their order; up to so many bytes
    together. What is no base64 is left out. And the HTML without all of them, because only its beginning is read."""
    pictures: list[tuple[str, bytes]] = []
    left = most_bytes
    for match in islice(_DATA_PICTURE.finditer(html), MOST_PICTURES):
        if len(match[2]) * 3 // 4 > left:
            break
        try:
            data = b64decode("".join(match[2].split()) + "==")
        except ValueError:
            continue
        left -= len(data)
        pictures.append((match[1].lower(), data))
    return pictures, _DATA_PICTURE.sub('"', html)


def read_page(html: str) -> tuple[str, list[Link], set[str]]:
    """(text, file links, content ids shown) of an HTML body; its first two MiB are read."""
    data = html[:HTML_BYTES].encode("utf-8", "replace")
    try:
        parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=False)
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return "", [], set()
    shown = {src[4:].strip("<>") for image in root.iter("img") if (src := image.get("src") or "").lower().startswith("cid:")}
    lines = (" ".join(line.split()) for line in "".join(_text(root)).split("\n"))
    return "\n".join(line for line in lines if line), list(islice(_anchors(root), MOST_LINKS)), shown


def _text(root: etree._Element) -> Iterator[str]:
    """Text in reading order, one line a block; iterates over events, so depth costs no recursion."""
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT_TAGS
            if tag in _LINE_TAGS:
                yield "\n"
            if not silent and element.text:
                yield element.text.replace("\n", " ")
            continue
        if event == "end":
            silent -= tag in _SILENT_TAGS
            if tag in ("td", "th"):
                yield " "
            elif tag in _LINE_TAGS:
                yield "\n"
        if not silent and element.tail:
            yield element.tail.replace("\n", " ")


def _anchors(root: etree._Element) -> Iterator[Link]:
    for anchor in root.iter("a"):
        url = (anchor.get("href") or "").strip()
        provider = provider_of(url)
        if provider:
            block = anchor
            for _ in range(3):  # name, size and expiry are beside the link, some boxes up
                parent = block.getparent()
                if parent is None or parent.tag in ("body", "html") or len(parent) > 40:
                    break
                block = parent
            titles = " ".join(str(element.get("title") or "")[:300] for element in (anchor, block))
            around = "".join(map(str, islice(block.itertext(), 100)))[:1000] + " " + titles
            yield link(url, provider, around, "".join(map(str, islice(anchor.itertext(), 20)))[:300])


def provider_of(url: str) -> str:
    """The service that keeps the file behind this address; "" for ordinary links."""
    try:
        parts = urlsplit(url[:2000])
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    place = (parts.hostname or "") + parts.path
    return next((name for pattern, name in PROVIDERS if pattern.match(place)), "")


def link(url: str, provider: str, around: str, label: str = "") -> Link:
    """A file link with what the words around it say; fields that they do not say are empty."""
    try:
        titles = parse_qs(urlsplit(url).query, max_num_fields=50).get("title", [])
    except ValueError:
        titles = []
    match = next((m for words in (*titles, label, around) if (m := _FILE_NAME.search(words))), None)
    size, expires = _SIZE.search(around), _EXPIRES.search(around)
    return Link(
        one_line(url), provider, one_line(match[0] if match else (titles or [""])[0], 200),
        size[1] if size else "", expires[1] if expires else "",
    )  # fmt: skip


def links_in_text(body: str) -> Iterator[Link]:
    """File links written in a plain body."""
    for match in islice(_URL.finditer(body), 20 * MOST_LINKS):
        if provider := provider_of(match[0]):
            yield link(match[0], provider, body[max(0, match.start() - 200) : match.end() + 100])
