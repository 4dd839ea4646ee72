"""Finds the guide's class of a recommending unit: by the patterns and lists that the guide gives each class, in its order."""

from __future__ import annotations

import re
from functools import lru_cache

from config.model import Guide, RecommenderClass
from parsers.values.association_names import one_ending, province
from parsers.values.names import bare


@lru_cache(maxsize=512)
def class_of(guide: Guide, name: str) -> RecommenderClass | None:
    """The first class that fits this unit, None where none does."""
    plain, main_name = bare(name), one_name(guide, name)
    fits = (kind for kind, patterns, names in _classes(guide)
            if plain and (main_name in names or any(pattern.search(plain) for pattern in patterns)))
    return next(fits, None)


@lru_cache(maxsize=512)
def one_name(guide: Guide, name: str) -> str:
    """The name with one spelling in place of the many that associations' names have."""
    return one_ending(guide, _province_of_a_place(guide).sub("", bare(name)))


@lru_cache(maxsize=8)
def _province_of_a_place(guide: Guide) -> re.Pattern[str]:
    """A pattern of the province's name before that of a city or county."""
    return re.compile(rf"^{province(guide)}(?=.+(?:市|州|县|区))")


@lru_cache(maxsize=8)
def _classes(guide: Guide) -> tuple[tuple[RecommenderClass, tuple[re.Pattern[str], ...], frozenset[str]], ...]:
    return tuple((kind, _patterns(kind, guide), _names(kind, guide)) for kind in guide.recommender_classes)


def _patterns(kind: RecommenderClass, guide: Guide) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(re.sub(r"\{([a-z_]+)\}", lambda hole: _any_of(guide, hole[1]), text)) for text in kind.patterns)


def _any_of(guide: Guide, name: str) -> str:
    """A pattern of the names of a list as alternatives; it matches nothing where the list is empty."""
    words = sorted({bare(word) for entry in guide.lists.get(name, ()) for word in entry.split("/")} - {""}, key=len, reverse=True)
    return "|".join(map(re.escape, words)) or "(?!)"


def _names(kind: RecommenderClass, guide: Guide) -> frozenset[str]:
    """Entries of the class's lists; an entry may have an address after it ("name <address>")."""
    entries = (entry.split("<")[0] for name in kind.lists for entry in guide.lists.get(name, ()))
    return frozenset(one_name(guide, word) for entry in entries for word in entry.split("/")) - {""}
