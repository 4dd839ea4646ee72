"""Signs that no person wrote a mail, or that it must not be answered (RFC 3834, and what mailers do instead of following it)."""

from __future__ import annotations

import re

from intake.mime.headers import Fields

_SENDERS = re.compile(r"(mailer-?daemon|postmaster|(no|do-?not)[-_.]?reply|bounces?|auto-?reply)([-+_.=].*)?@", re.IGNORECASE)
_SUBJECTS = re.compile(
    r"\s*(自动回复|自动答复|系统退信|退信通知|邮件退回|automatic reply|auto-?reply|out of office|undelivered mail)", re.IGNORECASE
)
_SUPPRESS = {"all", "autoreply"}
"""Not OOF: that asks for no reply of an absent person, and Exchange and Outlook write it on what people send."""
BOUNCES = ("content-type: multipart/report", "from: mailer-daemon", "from: postmaster", "return-path: <>")
"""Signs that a mail of ours came back: whatever is attached to such a mail is not an application."""


def automatic_signs(fields: Fields, sender: str, subject: str) -> tuple[str, ...]:
    """The signs found, each as a short "header: value"; empty when a person may have written the mail."""
    signs = [*_header_signs(fields)]
    if fields.media_type() == "multipart/report":
        signs.append("content-type: multipart/report")
    if sender and _SENDERS.match(sender):
        signs.append("from: " + sender.partition("@")[0].lower()[:40])
    if match := _SUBJECTS.match(subject):
        signs.append("subject: " + match[1])
    return tuple(signs[:20])


def _header_signs(fields: Fields) -> list[str]:
    signs = []
    for name, raw in fields.items:
        value = raw.decode("latin-1").strip().lower()
        word = re.split(r"[;\s(]", value)[0][:40]
        if (
            (name == "auto-submitted" and word != "no")
            or (name == "precedence" and word in ("bulk", "list", "junk", "auto_reply"))
            or (name == "return-path" and word == "<>")
            or name in ("x-autoreply", "x-autorespond", "x-autoresponder")
            or (name == "x-auto-response-suppress" and _SUPPRESS & set(re.split(r"[\s,;]+", value)))
        ):
            signs.append(f"{name}: {word}")
        elif name.startswith("list-"):
            signs.append(name[:40])
    return list(dict.fromkeys(signs))
