"""Turns the class of a control or object into the answer whether showing it runs a script or loads from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.formats import risks
from parsers.formats.link_targets import on_share, on_web

_RUNNING = {
    "8856F961-340A-11D0-A96B-00C04FD705A2": "Web browser",
    "EAB22AC3-30C1-11CF-A7EB-0000C05BAE0B": "Web browser 1",
    "D27CDB6E-AE6D-11CF-96B8-444553540000": "Flash",
    "D27CDB70-AE6D-11CF-96B8-444553540000": "Flash factory",
    "233C1507-6A77-46A4-9443-F871F945D258": "Shockwave Director",
    "166B1BCA-3F9C-11CF-8075-444553540000": "Shockwave Director",
    "25336920-03F9-11CF-8FD0-00AA00686F13": "HTML document",
    "25336921-03F9-11CF-8FD0-00AA00686F13": "HTML application",
    "3050F4D8-98B5-11CF-BB82-00AA00BDCE0B": "HTML application",
    "AE24FDAE-03C6-11D1-8B76-0080C744F389": "Scriptlet",
    "06290BD2-48AA-11D2-8432-006008C3FBFC": "Scriptlet factory",
    "06290BD3-48AA-11D2-8432-006008C3FBFC": "Script moniker",
    "ECABB0C7-7F19-11D2-978E-0000F8757E2A": "SOAP moniker",
    "ECABAFC6-7F19-11D2-978E-0000F8757E2A": "New moniker",
    "0E59F1D5-1FBE-11D0-8FF2-00A0D10038BC": "Script control",
    "6BF52A52-394A-11D3-B153-00C04F79FAA6": "Media player",
    "22D6F312-B0F6-11D0-94AB-0080C74C7E95": "Media player 6",
    "02BF25D5-8C17-4B23-BC80-D3488ABDDC6B": "QuickTime",
    "72C24DD5-D70A-438B-8A42-98424B88AFB8": "Shell",
    "F935DC22-1CF0-11D0-ADB9-00C04FD58A0B": "Shell",
    "13709620-C279-11CE-A49E-444553540000": "Shell application",
    "BDD1F04B-858B-11D1-B16A-00C0F0283628": "List view of the common controls",
    "996BF5E0-8044-4650-ADEB-0B013914E99C": "List view of the common controls",
    "C74190B6-8589-11D1-B16A-00C0F0283628": "Tree view of the common controls",
    "9181DC5F-E07D-418A-ACA6-8EEA1ECB8E9E": "Tree view of the common controls",
    "1EFB6596-857C-11D1-B16A-00C0F0283628": "Tab strip of the common controls",
    "24B224E0-9545-4A2F-ABD5-86AA8A849385": "Tab strip of the common controls",
    "66833FE6-8583-11D1-B16A-00C0F0283628": "Toolbar of the common controls",
    "DD9DA666-8594-11D1-B16A-00C0F0283628": "Combo box of the common controls",
}
"""Class → what it is. Check boxes, text fields, calendars, bar codes and a seal's control are none of these."""
_CLASS = re.compile(r"classid\s*=\s*[\"']?(?:clsid:)?\{?([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})", re.IGNORECASE)
_PROPERTY = re.compile(r"\bvalue\s*=\s*(?:\"([^\"]{3,2000})\"|'([^']{3,2000})')")


def runs(clsid: str) -> bool:
    """Whether an object of this class runs or loads something by being shown."""
    return clsid.strip("{} ").upper() in _RUNNING


def in_control(markup: str) -> Iterator[str]:
    """The risks of a control's part: its class, and the places its properties name."""
    if any(runs(clsid) for clsid in _CLASS.findall(markup)):
        yield risks.CONTROL
    for double, single in _PROPERTY.findall(markup):
        if on_share(double or single):
            yield risks.SHARE
        elif on_web(double or single):
            yield risks.CONTROL
