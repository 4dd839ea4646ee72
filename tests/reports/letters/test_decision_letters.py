"""Templates of decision letters are tried like those of receipts: an error is found before an applicant sees it."""

import pytest

from config.model import OfficeSettings
from reports.letters import compose
from reports.letters.decision_letters import KINDS, PARTS, decision, problems
from tests.reports.sample_desk import case, guide

pytestmark = pytest.mark.usefixtures("english")
"""What each complaint says is asked in one language; tests/test_language.py holds the other against it."""

GUIDE = guide()
OFFICE = OfficeSettings(contact="王老师", phone="0731-84880000", address="长沙市某路1号", email="office@example.org")


def changed(name: str, text: str):
    return GUIDE.model_copy(update={"letters": {**GUIDE.letters, name: text}})


def test_the_guides_templates_are_right():
    assert problems(GUIDE) == []


@pytest.mark.parametrize(("name", "text", "says"), [
    ("accepted.txt", "{{ number }} {{ unitt }}", "unitt"), ("accepted.html", "{% if %}", "line 1"),
    ("refused.txt", "{{ points }}", "case number"), ("refused.html", "{{ number }}", "does not give the reason"),
    ("correction.txt", "{{ number }}{% for point in points %}{{ point }}{% endfor %}", "does not name the term"),
    ("correction.html", "{{ number }} {{ days }} {{ points[0] }}", "does not give the reason"),
    ("refused.subject", "{{ office.__class__ }}", "SecurityError"), ("accepted.subject", "通过", "case number"),
])
def test_a_wrong_template_is_found_before_an_applicant_finds_it(name, text, says):
    found = problems(changed(name, text))
    assert found and all(line.startswith(f"letters/{name}.j2") for line in found)
    assert says in found[0]


@pytest.mark.parametrize("name", [f"{kind}.{part}" for kind in KINDS for part in PARTS])
def test_a_guide_without_a_letter_of_a_decision_is_told_so_and_the_other_letters_are_tried(name):
    letters = {known: text for known, text in GUIDE.letters.items() if known != name}
    assert compose.problems(GUIDE.model_copy(update={"letters": letters})) == [f"letters/{name}.j2: is missing"]
    assert problems(GUIDE.model_copy(update={"letters": letters})) == []
    other = "refused.txt" if not name.startswith("refused") else "correction.txt"
    found = problems(GUIDE.model_copy(update={"letters": letters | {other: "{{ unitt }}"}}))
    assert found and all(line.startswith(f"letters/{other}.j2") for line in found)


def test_a_guide_without_any_letter_of_a_decision_is_told_of_each():
    letters = {known: text for known, text in GUIDE.letters.items() if known.partition(".")[0] not in KINDS}
    without = GUIDE.model_copy(update={"letters": letters})
    assert len(letters) == len(GUIDE.letters) - len(KINDS) * len(PARTS)
    assert problems(without) == []
    assert len(compose.problems(without)) == len(KINDS) * len(PARTS) == 9


@pytest.mark.parametrize(("lines", "shown"), [(39, 39), (40, 40), (41, 40)])
def test_a_reason_has_at_most_forty_points(lines, shown):
    one = case(GUIDE)
    told = decision("refused", one, "\n".join(f"第{n}点" for n in range(1, lines + 1)), 5, OFFICE, GUIDE)
    assert [f"第{n}点" in told.text for n in range(1, 42)] == [True] * shown + [False] * (41 - shown)


@pytest.mark.parametrize(("length", "cut"), [(499, False), (500, False), (501, True)])
def test_a_point_has_at_most_five_hundred_characters(length, cut):
    told = decision("refused", case(GUIDE), "补" * length, 5, OFFICE, GUIDE)
    assert ("补" * min(length, 499) in told.text) and (("补" * length in told.text) is not cut)
