"""Strangers who know the names of an application: its unit, project, leader, credit code."""

from __future__ import annotations

from tests.attacks.scene import PASS, THIEF, Scene, rules
from tests.attacks.table import Acts, Kind, attack


@attack(
    Kind.BY_UNIT,
    "the applicant's whole form with another account, from an organisation that the provider vouches for",
    "a case of its own; staff are told that it may be a double",
)
def the_same_application_from_a_stranger(s: Scene) -> Acts:
    first = s.applies()
    mail = s.sends(s.thief, "申报材料", [s.form(bank_account_number=THIEF)], verdict=PASS)
    yield
    _, new = s.apart(first, mail)
    assert "possible-duplicate" in rules(new)


@attack(Kind.BY_UNIT, "the applicant's credit code in a form of one's own", "a case of its own")
def the_same_credit_code(s: Scene) -> Acts:
    first = s.applies()
    other = s.form(
        applicant_unit="岳阳市别的学会", project_leader="别人", main_content="别的内容" * 40, bank_account_number=THIEF
    )
    mail = s.sends(s.thief, "申报材料", [other], verdict=PASS)
    yield
    s.apart(first, mail)


@attack(Kind.BY_UNIT, "the applicant's name with invisible characters, blanks and full-width brackets in it", "a case of its own")
def the_name_in_other_characters(s: Scene) -> Acts:
    first = s.applies()
    spelt = "\u200b".join(s.unit[:4]) + " " + s.unit[4:] + "\ufeff"
    mail = s.sends(s.thief, "申报材料", [s.form(applicant_unit=spelt, bank_account_number=THIEF)], verdict=PASS)
    yield
    s.apart(first, mail)


@attack(Kind.BY_UNIT, "a stamped scan alone, named after the applicant's unit and project", "the case has no new file")
def a_scan_by_the_name_of_the_unit(s: Scene) -> Acts:
    first = s.applies()
    project = s.fields()["project_name"]
    name = f"{s.unit}+{project}"
    s.sends(s.thief, name, [s.scan(f"{name}盖章扫描件.pdf")], body=f"补交{name}的盖章件", verdict=PASS)
    yield
    s.untouched(first)


@attack(
    Kind.BY_UNIT,
    "an application of one's own in a folder named after the applicant's unit and project",
    "a case of its own with what its form says",
)
def a_folder_by_the_name_of_the_unit(s: Scene) -> Acts:
    first = s.applies()
    own = s.form(
        applicant_unit=f"益阳市{s.mark}学会", project_leader="别人", main_content="别的内容" * 40, bank_account_number=THIEF
    )
    mail = s.sends(s.thief, f"{s.unit}申报材料", [(f"{s.unit}+{s.fields()['project_name']}.docx", own[1])], verdict=PASS)
    yield
    old, new = s.apart(first, mail)
    assert new["fields"]["applicant_unit"] != old["fields"]["applicant_unit"]


@attack(Kind.BY_UNIT, "the applicant's name as the sender's display name", "the address decides")
def the_name_as_a_display_name(s: Scene) -> Acts:
    first = s.applies()
    mail = s.sends(s.thief, "更正材料", [s.form(bank_account_number=THIEF)], verdict=PASS, name=s.unit)
    yield
    s.apart(first, mail)
