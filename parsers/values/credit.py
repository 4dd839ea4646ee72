"""The unified social credit code (GB 32100-2015): its alphabet, its check character, and typical errors of recognition in it."""

from __future__ import annotations

from itertools import islice, product

from stdnum.cn import uscc

ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_CONFUSED = {"I": "1J", "O": "0DQ", "Z": "27", "S": "58", "V": "UYW"}
"""Letters that the alphabet does not have, and those it has that look like them in print."""
_MOST = 64


def valid(number: str) -> bool:
    """Whether these are 18 characters of the code's alphabet with the right check character. The first one may be a
    letter (farmers' bodies), which python-stdnum's own test refuses."""
    return len(number) == 18 and set(number) <= ALPHABET and uscc.calc_check_digit(number[:17]) == number[17]


def repaired(number: str) -> str | None:
    """The code that was meant where recognition read letters that no code has: only if exactly one correction agrees with the
    check character. None where there is nothing to correct, or no such correction."""
    if len(number) != 18 or not set(number) - ALPHABET or not set(number) <= ALPHABET | set(_CONFUSED):
        return None
    ways = product(*(_CONFUSED.get(c, c) for c in number))
    right = [code for way in islice(ways, _MOST + 1) if valid(code := "".join(way))]
    return right[0] if len(right) == 1 else None
