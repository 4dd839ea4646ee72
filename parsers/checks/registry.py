"""Every kind of rule a guide may use. A new kind is a file with a KIND and one line here."""

from __future__ import annotations

from parsers.checks.rule import Kind
from parsers.rules import account_name as account
from parsers.rules import (
    applicant,
    attachments,
    budget,
    countries,
    delegation,
    direction,
    edition,
    email,
    funding_parts,
    given,
    hint,
    late,
    leads,
    length,
    mentions,
    office_area,
    option_text,
    package_name,
    papers,
    pattern,
    period,
    phone,
    places,
    pledge_date,
    postcode,
    recommender,
    route,
    scan_file,
    seal,
    seal_name,
    shape,
    signature,
    stages,
    template,
)
from parsers.rules import credit_code as uscc
from parsers.rules import field_missing as missing
from parsers.rules import field_unreadable as unreadable
from parsers.rules import funding_range as funding
from parsers.rules import outside_province as province
from parsers.rules import papers_for_option as option_papers
from parsers.rules import partner_abroad as partner
from parsers.rules import printed_twice as twice
from parsers.rules import recommender_sanctioned as sanctions
from parsers.rules import several_forms as versions
from parsers.rules import tick as ticks
from parsers.rules import units_disagree as units
from parsers.rules import word_missing as word_file
from parsers.rules import word_scan_mismatch as mismatch

RULES: dict[str, Kind] = {
    "field-missing": missing.KIND,
    "field-unreadable": unreadable.KIND,
    "tick": ticks.KIND,
    "credit-code": uscc.KIND,
    "phone": phone.KIND,
    "postcode": postcode.KIND,
    "email": email.KIND,
    "period": period.KIND,
    "account-name": account.KIND,
    "units-disagree": units.KIND,
    "outside-province": province.KIND,
    "funding-range": funding.KIND,
    "budget-unit": budget.UNIT,
    "budget-sum": budget.TOTAL,
    "length": length.KIND,
    "option-text": option_text.KIND,
    "countries": countries.KIND,
    "delegation": delegation.KIND,
    "mentions": mentions.KIND,
    "leads": leads.KIND,
    "partner-abroad": partner.KIND,
    "template": template.KIND,
    "edition": edition.KIND,
    "office-area": office_area.KIND,
    "word-missing": word_file.KIND,
    "scan-missing": scan_file.MISSING,
    "scan-unread": scan_file.UNREAD,
    "seal": seal.KIND,
    "seal-name": seal_name.KIND,
    "signature": signature.KIND,
    "signature-date": signature.DATE,
    "word-scan-mismatch": mismatch.KIND,
    "papers": papers.KIND,
    "papers-when-all-read": papers.WHOLE,
    "package-name": package_name.KIND,
    "several-forms": versions.KIND,
    "recommender-missing": recommender.MISSING,
    "route-unclear": recommender.UNCLEAR,
    "self-recommended": recommender.SELF,
    "recommender-ineligible": recommender.INELIGIBLE,
    "recommender-sanctioned": sanctions.KIND,
    "late": late.KIND,
    "secret-mark": attachments.SECRET,
    "attachment": attachments.ATTACHMENT,
    "given": given.KIND,
    "hint": hint.KIND,
    "direction": direction.DIRECTION,
    "category-contents": direction.CONTENTS,
    "options-too-many": direction.SEVERAL,
    "unit-class": applicant.CLASS,
    "joint-applicants": applicant.JOINT,
    "foreign-applicant": applicant.FOREIGN,
    "unit-is-a-part": applicant.PART,
    "listed-place": places.LISTED,
    "country-missing": places.COUNTRY,
    "pattern": pattern.PATTERN,
    "too-short": pattern.SHORT,
    "stages": stages.KIND,
    "pledge-date": pledge_date.KIND,
    "printed-twice": twice.KIND,
    "funding-parts": funding_parts.KIND,
    "package-shape": shape.SHAPE,
    "other-email": shape.OTHER_EMAIL,
    "papers-for-option": option_papers.KIND,
    "route": route.KIND,
}
