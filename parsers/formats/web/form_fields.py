"""Turns a form field as Word keeps it in a web page (the bytes of [MS-DOC] 2.9.78 FFData in hex) into its box in Word's XML."""

from __future__ import annotations

import struct

from lxml import etree

_CHECK_BOX = 1
_NEVER_SET = 25


def box_of(begin: etree._Element | None, spelled: str) -> None:
    """Adds the state of a check box to the beginning of its field. Other fields, whose result is text, are left as they are."""
    if begin is None or len(begin):
        return
    try:
        data = bytes.fromhex(spelled)
        bits = struct.unpack_from("<H", data, 4)[0]
        if bits & 3 != _CHECK_BOX:
            return
        letters = struct.unpack_from("<H", data, 10)[0]
        default = struct.unpack_from("<H", data, 12 + 2 * letters + 2)[0]
    except (ValueError, struct.error):
        return
    state = bits >> 2 & 31
    box = etree.SubElement(etree.SubElement(begin, "ffData"), "checkBox")
    etree.SubElement(box, "default", val=str(int(default != 0)))
    if state != _NEVER_SET:
        etree.SubElement(box, "checked", val=str(int(state != 0)))
