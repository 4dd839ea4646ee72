"""Turns an applicant's words into the same without what leads a reader elsewhere: addresses, domains, links, IP addresses,
accounts of messengers, telephone and bank numbers, however they are written. Names of units, projects and files stay as they are.

It is looked for in plain copies of the text, and cut from the text itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from reports.letters import contact_accounts, contact_hosts, contact_numbers
from reports.letters.contact_copy import Copy, copies, in_figures, is_laid_over

ADDRESS, LINK, ACCOUNT, NUMBER = "〔邮箱略〕", "〔网址略〕", "〔联系方式略〕", "〔号码略〕"


@lru_cache(maxsize=2048)
def without_contacts(text: str, keep_codes: bool = False) -> str:
    """The text without them; for each a word in brackets that says what was left out. `keep_codes` leaves long runs of digits,
    where the text speaks of a credit code. The text is one line of bounded length; the last ones are remembered, for a letter
    names the same file several times."""
    cuts: list[tuple[int, int, str]] = []
    for copy in copies(text):
        for start, end, word in _found(copy, keep_codes):
            cut = (copy.places[start], copy.places[end - 1] + 1, word)
            touching = [one for one in cuts if one[0] < cut[1] and cut[0] < one[1]]
            whole = (min(one[0] for one in (*touching, cut)), max(one[1] for one in (*touching, cut)), (*touching, cut)[0][2])
            cuts = [one for one in cuts if one not in touching] + [whole]
    for first, last, word in sorted(cuts, reverse=True):
        while last < len(text) and is_laid_over(text[last]):
            last += 1
        text = text[:first] + word + text[last:]
    return text


def _found(copy: Copy, keep_codes: bool) -> Iterator[tuple[int, int, str]]:
    """Where something stands that must go, and the word instead; the surest first."""
    figures = in_figures(copy)
    yield from ((*span, LINK) for span in contact_hosts.links(copy))
    yield from ((*span, ADDRESS) for span in contact_hosts.addresses(copy))
    for one in (copy, figures):
        yield from ((*span, ACCOUNT) for span in (contact_accounts.accounts(one) if one else ()))
    yield from ((*span, LINK) for span in contact_hosts.hosts(copy))
    for one in (copy, figures):
        yield from ((*span, NUMBER) for span in (contact_numbers.numbers(one, keep_codes) if one else ()))
