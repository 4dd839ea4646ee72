"""Tells whether a mail really came from the address it names, by our provider's own Authentication-Results (RFC 8601) and never
by checks of ours.

Only the topmost of these headers can be the provider's: the sender may have written everything below it.
"""

from __future__ import annotations

import re

from intake.mime.headers import Fields
from parsers.model.mail import Proof

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)


def proof(fields: Fields) -> Proof | None:
    """Who judged the sender, and how; None where nobody did. "fail": DMARC failed, or without DMARC both SPF and DKIM did
    not pass and one of them failed. "pass": DMARC, or without it SPF or DKIM, passed. "" is neither."""
    raw = fields.get("authentication-results")
    if raw is None:
        return None
    text = raw[:8000].decode("latin-1")
    for _ in range(5):  # comments may contain comments
        text, changed = _COMMENT.subn(" ", text)
        if not changed:
            break
    judge, *results = text.split(";")
    verdicts: dict[str, set[str]] = {}
    for result in results[:50]:
        if match := _RESULT.match(result):
            verdicts.setdefault(match[1].lower(), set()).add(match[2].lower())
    return Proof(judge.split()[0].lower()[:200] if judge.split() else "", _verdict(verdicts))


def _verdict(verdicts: dict[str, set[str]]) -> str:
    if dmarc := verdicts.get("dmarc", set()) & {"pass", "fail"}:
        return "pass" if "pass" in dmarc else "fail"
    weak = verdicts.get("spf", set()) | verdicts.get("dkim", set())
    if "pass" in weak:
        return "pass"
    return "fail" if "fail" in weak else ""


def disproved(judged: Proof | None, authority: str) -> bool:
    """Whether the provider itself says that the sender is not who they say. `authority`: the provider's domain."""
    if judged is None or not authority or judged.verdict != "fail":
        return False
    return judged.judge == authority or judged.judge.endswith("." + authority)


def vouched(judged: Proof | None, authority: str) -> bool:
    """Whether the provider itself says that the sender is who they say. Where no provider is known (mails in a folder of this
    machine) nobody can say so, and whoever may write there is trusted."""
    if not authority or judged is None:
        return not authority
    return judged.verdict == "pass" and (judged.judge == authority or judged.judge.endswith("." + authority))
