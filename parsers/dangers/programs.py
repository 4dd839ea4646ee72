"""Turns a file's name and its first bytes into what would run if somebody opened it: a program, a script, a shortcut, a disk
image."""

from __future__ import annotations

import re
import unicodedata

_PROGRAMS = (
    "exe scr com pif dll sys ocx cpl drv msi msp mst msix appx appxbundle msixbundle app dmg pkg deb rpm apk ipa "
    "jar jnlp class xll wll bat cmd ps1 psm1 psd1 ps1xml vbs vbe vb js jse wsf wsh wsc sct hta sh bash command py "
    "pyw pl rb php lua ahk au3 gadget reg inf ins isp job msc chm hlp application appref-ms settingcontent-ms "
    "diagcab diagpkg theme themepack xbap osd action workflow"
)
_SHORTCUTS = "lnk url website webloc desktop scf library-ms search-ms searchconnector-ms rdp iqy odc oqy rqy"
_WITH_MACROS = "slk mad maf mda accde mde"
_IMAGES = "iso img vhd vhdx udf vmdk wim"
_KINDS = dict.fromkeys(_PROGRAMS.split(), "可执行的程序或脚本")
_KINDS |= dict.fromkeys(_SHORTCUTS.split(), "快捷方式或指向别处的链接文件")
_KINDS |= dict.fromkeys(_WITH_MACROS.split(), "打开时可运行宏的表格或数据库")
_KINDS |= dict.fromkeys(_IMAGES.split(), "磁盘映像")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x7fELF", "exe"), (b"L\0\0\0\x01\x14\x02\0", "lnk"), (b"ITSF\x03\0\0\0", "chm"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "one"), (b"\xca\xfe\xba\xbe", "class"), (b"dex\n03", "apk"), (b"vhdxfile", "vhdx"),
    (b"conectix", "vhd"), (b"\xed\xab\xee\xdb", "rpm"), (b"!<arch>\ndebian", "deb"), (b"#!/", "sh"), (b"ID;P", "slk"),
    (b"\xcf\xfa\xed\xfe", "exe"), (b"\xce\xfa\xed\xfe", "exe"), (b"xar!", "pkg"), (b"#@~^", "vbe"),
    (b"Windows Registry Editor", "reg"),
)  # fmt: skip
_SHORT_TEXTS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[(?:InternetShortcut|\{000214A0-|Desktop Entry\]|Shell\])", re.IGNORECASE)
_KINDS["one"] = "OneNote 文件，可内嵌程序"
_OPAQUE = ("application/octet-stream", "text/plain", "text/html", "application/xml", "application/x-ole-storage")
"""Types that say nothing against a suffix: a Word file stays one, whatever it is called."""
_ZIPPED = ("jar", "apk", "appx", "msix", "ipa", "appxbundle", "msixbundle")
_ISO = slice(0x8001, 0x8006)


def suffix(name: str) -> str:
    """The suffix of a file as Windows takes it, in small letters and without the dot; "" where it has none."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) not in ("Cf", "Cc"))
    last = plain.replace("\\", "/").rpartition("/")[2].rstrip(". \u3000")
    last = re.sub(r":[^:]*$", "", last) or last  # a stream behind a name
    return last.rpartition(".")[2].strip().lower() if "." in last else ""


def what_runs(name: str, data: bytes, media_type: str) -> str:
    """What this file is, for staff, if opening it would run something or lead elsewhere; "" for any other. By its bytes, and by
    its suffix where they are text or unknown."""
    head = data[:64]
    by_bytes = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if media_type == "application/x-msdownload" or by_bytes:
        return _KINDS[by_bytes or "exe"]
    if _SHORT_TEXTS.match(head):
        return _KINDS["url"]
    if data[_ISO] in (b"CD001", b"BEA01"):
        return _KINDS["iso"]
    ends = suffix(name)
    if media_type in _OPAQUE or (media_type == "application/zip" and ends in _ZIPPED):
        return _KINDS.get(ends, "")
    return ""
