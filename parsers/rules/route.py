"""hint-route: the way an application came to the office: its recommender, the recommender's class, and where else associations
are named (R81–R84)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from config.model import Guide, Meaning, SignedPart
from parsers.checks.associations import county
from parsers.checks.field_labels import plain
from parsers.checks.listed_names import listed
from parsers.checks.recommender_classes import class_of
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.model.seal import StampKind
from parsers.values.association_names import ending
from parsers.values.names import bare, joint


def route(
    subject: Subject, *, cities_list: str, direct_list: str,
) -> Iterator[Hit]:
    """Offers {told}. The guide's class of the recommender; without a recommender, whether the applicant may apply directly; and
    associations named on seals, in the subject or in the folder's name. Only a note: it decides nothing."""
    value = subject.of(Meaning.RECOMMENDER)
    if value is None:
        return
    name = (value.text or "").strip()
    if name:
        sentence = f"{name}（{_class(subject, name, cities_list)}）"
    else:
        direct = listed(subject, subject.text_of(Meaning.APPLICANT), direct_list)
        sentence = "申报单位在可直接申报的名单中" if direct else "未识别到推荐单位"
    witnesses = [f"{where}“{association}”" for where, association in _witnesses(subject) if bare(association) != bare(name)]
    yield hit(subject.key_of(Meaning.RECOMMENDER), value, Severity.NOTE, told="；".join([sentence, *witnesses]))


def _class(subject: Subject, name: str, cities_list: str) -> str:
    names = (name, *joint(name))
    recommender_class = next((kind for one in names if (kind := class_of(subject.guide, one)) is not None), None)
    if recommender_class is not None:
        return recommender_class.name
    of_a_county = any(county(subject, one, cities_list) for one in names)
    return f"县（市、区）{min(subject.guide.host.members, key=len)}" if of_a_county else "类别未能确定"


def _witnesses(subject: Subject) -> Iterator[tuple[str, str]]:
    """Associations named outside the form, each once: on seals of the recommender's part, in the subject, in the folder's
    name. What was read of a seal is only said to have been read so."""
    seals = "\n".join(stamp.text for file in subject.package.files for stamp in file.stamps
                      if stamp.area == SignedPart.RECOMMENDER_OPINION and stamp.kind == StampKind.SEAL)
    signed = subject.form.part(SignedPart.RECOMMENDER_OPINION) if subject.form else None
    on_seals = f"{plain(signed.label)}的公章识别为" if signed else "公章识别为"
    for where, text in ((on_seals, seals), ("邮件主题提到", subject.package.subject), ("文件夹名提到", subject.package.name)):
        spoken = any(word in text for word in subject.guide.host.members)  # fast, and most texts have none
        for association in dict.fromkeys(_named(subject.guide).findall(text[:400]) if spoken else ()):
            if not _of_the_host(subject.guide, association):
                yield where, association


@lru_cache(maxsize=8)
def _named(guide: Guide) -> re.Pattern[str]:
    """A pattern of associations' names; 科协作 and 科协同 are other words."""
    return re.compile(rf"[\u4e00-\u9fff]{{2,20}}?{ending(guide)}(?!作|会|同|力)")


def _of_the_host(guide: Guide, words: str) -> bool:
    """Whether these words name the association that is applied to, perhaps after other words. A name without the province may be
    the end of another association's name, so it must be at the beginning."""
    return any(name in words if name.startswith(guide.province_name) else words.startswith(name) for name in guide.host.names)


KIND = Kind(route, offers=("told",))
