"""Templates of decision letters are tried like those of receipts: an error is found before an applicant sees it."""

import pytest

from reports.letters.decision_letters import problems
from tests.reports.sample_desk import guide

GUIDE = guide()


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
