"""hint-route: how the application came to the office: recommender, its class, and what else speaks of one (R81–R84)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import Meaning
from parsers.checks.associations import county
from parsers.checks.listed_names import listed
from parsers.checks.recommender_classes import class_of
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.model.seal import StampKind
from parsers.values.names import bare, joint

_NAMED = re.compile(r"[\u4e00-\u9fff]{2,20}?(?:科协|科学技术协会)(?!作|会|同|力)")


def route(
    subject: Subject, *, cities_list: str, direct_list: str,
) -> Iterator[Hit]:
    """Offers {told}. The guide's class of the recommender; without one, whether the applicant may apply directly,
    and associations that seals, the subject or the folder's name speak of. A note: nothing is decided."""
    value = subject.of(Meaning.RECOMMENDER)
    if value is None:
        return
    name = (value.text or "").strip()
    if name:
        told = f"{name}（{_class(subject, name, cities_list)}）"
    else:
        direct = listed(subject, subject.text_of(Meaning.APPLICANT), direct_list)
        told = "申报单位在可直接申报的名单中" if direct else "未识别到推荐单位"
    witnesses = [f"{where}提到“{said}”" for where, said in _witnesses(subject) if bare(said) != bare(name)]
    yield hit(subject.key_of(Meaning.RECOMMENDER), value, Severity.NOTE, told="；".join([told, *witnesses]))


def _class(subject: Subject, name: str, cities_list: str) -> str:
    names = (name, *joint(name))
    known = next((kind for one in names if (kind := class_of(subject.guide, one)) is not None), None)
    if known is not None:
        return known.name
    return "县（市、区）科协" if any(county(subject, one, cities_list) for one in names) else "类别未能确定"


def _witnesses(subject: Subject) -> Iterator[tuple[str, str]]:
    """Associations named elsewhere, each once: on seals of the recommender's part, in the subject, in the folder's name."""
    seals = "\n".join(stamp.text for file in subject.package.files for stamp in file.stamps
                      if stamp.area == "recommender_opinion" and stamp.kind == StampKind.SEAL)
    for where, text in (("推荐单位意见的公章", seals), ("邮件主题", subject.package.subject), ("文件夹名", subject.package.name)):
        for said in dict.fromkeys(_NAMED.findall(text[:400]) if "科" in text else ()):
            if "湖南省科" not in said and not said.startswith("省科"):
                yield where, said


KIND = Kind(route, offers=("told",))
