"""Turns the From fields of a mail into its sender: the name and the one address that a letter may go to, or why there is none.

An address that is only almost one is not mended: whoever it is mended to would get somebody else's letter. It is shown as it was
written. Signs behind it (<li@unit.cn>. or li@unit.cn；) are of no address, so it is known without them.
"""

from __future__ import annotations

import re

from intake.mime.headers import LONGEST_ADDRESS, Fields, addresses

SEVERAL, BLANK, WIDE_SIGN = "发件人不止一个地址", "发件人地址为空", "发件人地址中的“＠”不是半角字符"
TOO_LONG, IRREGULAR = "发件人地址过长", "发件人地址不合规范"
_SHOWN = 200


def sender_of(fields: Fields, notes: list[str]) -> tuple[str, str]:
    """(display name, address) of From: exactly one address, be it written twice or beside a name with a comma (Wang, Li <li@x>),
    else no address at all, a note why, in Chinese, and in place of the name all that is written."""
    senders = [pair for value in fields.all("from") for pair in addresses(value)]
    if len(senders) == 1 and senders[0][1]:
        return senders[0]
    written = " ".join(fields.text("from", LONGEST_ADDRESS + 1000).split())
    mailboxes = [address for _, address in senders if address]
    signs = sum(value.count(b"@") for value in fields.all("from"))
    if len({address.lower() for address in mailboxes}) == 1 and signs == len(mailboxes):
        return written.partition("<")[0].strip(' ",')[:_SHOWN], mailboxes[0]
    notes.append(SEVERAL if len(mailboxes) > 1 or signs > 1 else _why(written))
    return written[:_SHOWN], ""


def _why(written: str) -> str:
    if not written.strip("<> "):
        return BLANK
    if re.search("[＠﹫]", written) and "@" not in written:
        return WIDE_SIGN
    return TOO_LONG if len(written) > LONGEST_ADDRESS else IRREGULAR


def without_address(notes: tuple[str, ...]) -> str:
    """Why a mail has no sender's address, as its notes say."""
    whys = (SEVERAL, BLANK, WIDE_SIGN, TOO_LONG, IRREGULAR)
    return next((note for note in notes if note in whys), "发件人地址无法识别")
