"""Tells whether a mail really came from the address it names, by our provider's own Authentication-Results (RFC 8601) and never
by checks of ours.

Only the topmost of these headers can be the provider's: the sender may have written everything below it. NetEase writes its own
below all that the sender wrote, with the name of a host alone, and folds it within words. So there both count: the worse of them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from intake.mime.headers import Fields
from parsers.model.mail import Proof

_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"?')
_ESCAPED = re.compile(r"\\.")
_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(
    r"\s*(spf|dkim|dmarc)\s*=\s*(pass|fail|softfail|neutral|none|policy|permerror|temperror|[a-z]+)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(smtp\.(?:mailfrom|mail|envelope-from|helo)|envelope-from|header\.[di])\s*=\s*([^\s;]*)", re.IGNORECASE)
_PROPERTY = re.compile(r"(?:smtp|header|policy|envelope-from|body)[.=]", re.IGNORECASE)
_DOMAIN = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,62}")
_FAILED = re.compile(r";\s*dmarc\s*=\s*fail\b", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_MOST = 5
NETEASE = ("126.com", "163.com", "yeah.net", "188.com")
"""NetEase's domains of mailboxes: its header names its judge by a host alone (mx19), and stands below the sender's."""


def proof(fields: Fields, sender: str = "", envelope: str | None = None) -> Proof | None:
    """Who judged the sender, and how; None where nobody did: a result without SPF, DKIM and DMARC ("none") judges nobody.

    "fail": DMARC failed, or without DMARC both SPF and DKIM did not pass and one of them failed. "pass": DMARC passed, or
    without it SPF or DKIM for the sender's own domain. "" is neither.

    SPF speaks of the envelope and DKIM of who signed: anybody passes both for a domain of his own, whatever address he writes as
    the sender. `envelope` is the Return-Path, the domain of an SPF result that names none.
    """
    headers = fields.all("authentication-results")
    if not headers:
        return None
    top, last = _read(headers[0], sender, envelope), _read(headers[-1], sender, envelope)
    if len(headers) > 1 and _HOST.fullmatch(last.judge):
        return replace(top, lowest=last)
    return top if top.judge else None


def _read(raw: bytes, sender: str, envelope: str | None) -> Proof:
    text = raw[:8000].decode("latin-1")
    if "." not in text.partition(";")[0]:  # a host alone: it may be folded within words
        text = _PROPERTY.sub(lambda found: " " + found[0], re.sub(r"\s+", "", _ESCAPED.sub("", text)))
    one, other = (_judged(plain, sender, envelope) for plain in _without_the_senders_words(text))
    if _FAILED.search(raw.decode("latin-1")):  # also between brackets that the sender's own words open and close, and far behind
        one, other = (replace(judged, judge=_judge(text), verdict="fail") for judged in (one, other))
    if one == other:
        return one
    proven = tuple(domain for domain in one.proven if domain in other.proven)
    return Proof(one.judge or other.judge, "fail" if "fail" in (one.verdict, other.verdict) else "", proven)


def _judge(text: str) -> str:
    name = text.partition(";")[0].split()
    return name[0].lower()[:200] if name else ""


def _judged(text: str, sender: str, envelope: str | None) -> Proof:
    """What one reading of the results says; without a judge where it has none of the methods."""
    results = text.split(";")[1:]
    verdicts: dict[str, set[str]] = {}
    proven: list[str] = []
    untold = False
    for result in results[:50]:
        if match := _RESULT.match(result):
            method, verdict = match[1].lower(), match[2].lower()
            verdicts.setdefault(method, set()).add(verdict)
            if verdict == "pass" and method != "dmarc":
                named = _domains(result, envelope if method == "spf" else None)
                untold |= named is None
                proven += named or []
    told = tuple(dict.fromkeys(proven))[:_MOST]
    own = untold if not told else any(_aligned(domain, sender) for domain in told)
    return Proof(_judge(text) if verdicts else "", _verdict(verdicts, own), told)


def _without_the_senders_words(text: str) -> tuple[str, str]:
    """The results without comments and quoted words, in both of which the sender's own may stand (the part of the address before
    the @): once with the quotes taken away first, once the comments. Where a lone quote or bracket makes these differ, neither is
    believed further than the other."""
    text = _ESCAPED.sub("", text)
    return _without_comments(_QUOTED.sub("", text)), _QUOTED.sub("", _without_comments(text))


def _without_comments(text: str) -> str:
    for _ in range(5):  # comments may contain comments
        text, changed = _COMMENT.subn(" ", text)
        if not changed:
            break
    return text


def _domains(result: str, envelope: str | None) -> list[str] | None:
    """The domains that a result is about, in small letters; [] where they cannot be read, None where nothing is told of any. The
    name that a server gave in HELO is about the mail only where the envelope has no sender."""
    told = [(name.lower(), value.rpartition("@")[2].strip("<>\"").rstrip(".").lower())
            for name, value in _SUBJECT.findall(result[:2000])[:6]]
    if not told:
        return None if envelope is None else _readable([envelope.rpartition("@")[2].rstrip(".").lower()])
    named = [domain for name, domain in told if name != "smtp.helo"]
    return _readable(named) if any(named) else _readable([domain for name, domain in told if name == "smtp.helo"])


def _readable(domains: list[str]) -> list[str]:
    return [domain for domain in domains if _DOMAIN.fullmatch(domain)]


def _verdict(verdicts: dict[str, set[str]], own: bool) -> str:
    """`own`: something passed for the sender's own domain."""
    if dmarc := verdicts.get("dmarc", set()) & {"pass", "fail"}:
        return "fail" if "fail" in dmarc else "pass"
    weak = verdicts.get("spf", set()) | verdicts.get("dkim", set())
    if "pass" in weak:
        return "pass" if own else ""
    return "fail" if "fail" in weak else ""


def _aligned(domain: str, sender: str) -> bool:
    """Whether a proven domain speaks for the sender's: the same, or one is a host of the other."""
    own = sender.rpartition("@")[2].lower()
    return own == domain or own.endswith("." + domain) or domain.endswith("." + own)


def _ours(judged: Proof | None, authority: str) -> list[Proof]:
    """What our own provider says of the sender, or may: nothing where it is not known."""
    if judged is None or not authority:
        return []
    named = [judged] if judged.judge == authority or judged.judge.endswith("." + authority) else []
    if not any(authority == one or authority.endswith("." + one) for one in NETEASE):
        return named
    lowest = judged.lowest or (judged if _HOST.fullmatch(judged.judge) else None)
    return [*named, *([lowest] if lowest else [])]


def judged_by(judged: Proof | None, authority: str) -> bool:
    """Whether it was our own provider that judged the sender. `authority`: the provider's domain, "" where none is known."""
    return bool(_ours(judged, authority))


def disproved(judged: Proof | None, authority: str) -> bool:
    """Whether the provider itself says that the sender is not who they say."""
    return any(one.verdict == "fail" for one in _ours(judged, authority))


def vouched(judged: Proof | None, authority: str) -> bool:
    """Whether the provider itself says that the sender is who they say. Where no provider is known (mails in a folder of this
    machine) nobody can say so, and whoever may write there is trusted."""
    said = _ours(judged, authority)
    return not authority or (bool(said) and all(one.verdict == "pass" for one in said))


def relays(judged: Proof | None, authority: str) -> tuple[str, ...]:
    """The domains that certainly handed a mail on whose sender is disproved, as our provider says: a list, a forwarder, a city
    association that passes on what applicants sent it; or the forger's own. () for any other mail."""
    if not disproved(judged, authority):
        return ()
    first, *others = _ours(judged, authority)
    return tuple(domain for domain in first.proven if all(domain in one.proven for one in others))
