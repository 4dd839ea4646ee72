"""Turns a file's name into what would run, or lead elsewhere, if somebody opened a file of that name."""

from __future__ import annotations

import re
import unicodedata

_PROGRAMS = (
    "exe scr com pif dll sys ocx cpl drv msi msp mst msix appx appxbundle msixbundle app dmg pkg deb rpm apk ipa "
    "jar jnlp class xll wll bat cmd ps1 psm1 psd1 ps1xml vbs vbe vb js jse wsf wsh wsc sct hta sh bash command py "
    "pyw pl rb php lua ahk au3 gadget reg inf ins isp job msc chm hlp application appref-ms settingcontent-ms "
    "diagcab diagpkg deskthemepack theme themepack xbap osd action workflow "
    "appcontent-ms ps2 psc1 msh shb shs scpt applescript vbscript wsb pyc pyz pyzw appimage flatpakref msu vsto htc mobileconfig"
)
_SHORTCUTS = (
    "lnk url website webloc desktop scf library-ms search-ms searchconnector-ms rdp ica iqy dqy odc oqy rqy udl dsn "
    "inetloc fileloc afploc ftploc"
)
_WITH_MACROS = "slk mad maf mda accde mde"
_IMAGES = "iso img vhd vhdx udf vmdk wim"
KINDS = dict.fromkeys(_PROGRAMS.split(), "可执行的程序或脚本")
KINDS |= dict.fromkeys(_SHORTCUTS.split(), "快捷方式或指向别处的链接文件")
KINDS |= dict.fromkeys(_WITH_MACROS.split(), "打开时可运行宏的表格或数据库")
KINDS |= dict.fromkeys(_IMAGES.split(), "磁盘映像")
KINDS["one"] = "OneNote 文件，可内嵌程序"
"""Suffix in small letters → what such a file is, for staff."""


def suffix(name: str) -> str:
    """The suffix of a file as Windows takes it, in small letters and without the dot; "" where it has none."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) not in ("Cf", "Cc"))
    last = plain.replace("\\", "/").rpartition("/")[2].rstrip(". \u3000")
    last = re.sub(r":[^:]*$", "", last) or last  # a stream behind a name
    return last.rpartition(".")[2].strip().lower() if "." in last else ""
