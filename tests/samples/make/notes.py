"""What a careful reader remarks on an application of the demo besides what must be mended, from what stands on its form.

A remark is (rule, field). The ids are those of the guide of 2024; what each asks is in its hints.toml.
"""

from __future__ import annotations

from typing import Any

Remark = tuple[str, str | None]

EVERY = (("hint-unit-class", "applicant_unit"), ("hint-route", "recommender"), ("hint-package-shape", None))
EXCHANGE = (
    ("hint-team", "cooperation_basis"),
    ("hint-controls", "cooperation_basis"), ("hint-direction", "cooperation_contents"), ("hint-conditions", None),
)  # fmt: skip
HAIZHI = (
    ("hint-other-email", "email"), ("hint-team", "overview"), ("hint-conditions", "overview"), ("hint-controls", None),
    ("hint-overview-staff", "overview"), ("hint-overview-means", "overview"), ("hint-overview-premises", "overview"),
    ("hint-overview-use", "overview"), ("hint-overview-background", "overview"), ("hint-funding-use", "funding"),
    ("hint-funding-own", "funding"),
)  # fmt: skip
BASE = (
    *((f"hint-{what}", "overview") for what in (
        "base-talent", "library-societies", "library-projects", "library-talents", "library-upkeep", "base-contacts",
        "base-office", "base-direction", "base-relations", "returnees", "base-benefit",
    )),
    *((f"hint-base-{what}", None) for what in (
        "rules", "exchange", "matching", "landing", "policy", "widening", "knows-talents",
    )),
)  # fmt: skip
STATION = (
    *((f"hint-station-{what}", "overview") for what in (
        "database", "events", "leads", "staff", "premises", "equipment", "channels", "surveys", "talents", "partners", "matching",
    )),
    *((f"hint-station-{what}", None) for what in ("publicity", "homecoming", "coming", "contacts", "analysis")),
)  # fmt: skip
BY_CATEGORY: dict[Any, tuple[Remark, ...]] = {
    "conference": (("hint-scale", "main_content"),), "cooperation": (), "domestic_base": BASE, "overseas_station": STATION,
}  # fmt: skip
OWN_TEAM = ("研发团队", "研究院", "研究所", "技术中心", "实验室")


def remarks(form: str, category: Any, written: dict[str, Any]) -> list[Remark]:
    """The hints for staff and experts on an application: each rests on a sentence that the generator wrote, or on its being
    left out. `category` is what is ticked: of a form with none or two nothing is asked that belongs to one."""
    said: list[Remark] = [*EVERY, *(EXCHANGE if form == "exchange" else HAIZHI), *BY_CATEGORY.get(category, ())]
    if form == "exchange" and written.get("expected_goals"):
        said.append(("hint-themes", "expected_goals"))
    if category == "domestic_base":
        named = any(word in written["overview"] for word in OWN_TEAM)
        said.append(("hint-base-research-team", "overview" if named else None))
    return said
