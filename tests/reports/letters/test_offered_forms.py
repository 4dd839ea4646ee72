"""Receipts say where the fillable forms lie, where the office says it, and nowhere else."""

from __future__ import annotations

from tests.reports.letters.test_letters import GUIDE, letter
from tests.reports.sample_desk import OFFICE, case

CASE = case(GUIDE)
URL = "https://www.example.org/forms?a=1&b=2"


def test_the_place_of_the_forms_is_told_only_where_it_is_set() -> None:
    told = letter(CASE, office=OFFICE.model_copy(update={"form_url": URL}))
    assert URL in told.text and URL.replace("&", "&amp;") in told.html
    silent = letter(CASE)
    assert "可直接填写" not in silent.text + silent.html
