"""The models of what people write: the Settings of an installation, and the Guide of a year with its Forms and Rules.

Everything is frozen and unknown keys are refused, so that a typing mistake is found when the program starts and not in a letter.
"""

from config.model.base import (
    Frozen,
    Names,
    WrongSettings,
)
from config.model.condition import Condition
from config.model.contradictions import Contradiction, Coverage
from config.model.form import MASKED, Field, FieldKind, Form, Option, Slot, SlotLayout
from config.model.guide import (
    Call,
    Category,
    Criterion,
    Guide,
    Host,
    Notice,
    Paper,
    RecommenderClass,
    ToFill,
)
from config.model.limits import NO_SCANS, LimitSettings, ScanSettings
from config.model.meaning import NEEDED, NEEDED_OR_LACKING, PRIVATE, Meaning
from config.model.rule import Rule
from config.model.settings import (
    AlertSettings,
    BreakerSettings,
    GuideSettings,
    LedgerSettings,
    LetterSettings,
    LogSettings,
    MailboxSettings,
    MetricsSettings,
    OfficeSettings,
    OutputSettings,
    Settings,
    SmtpSettings,
    StaffSettings,
    WorkerSettings,
)
from config.model.severity import Severity
from config.model.signed_part import SignedPart

__all__ = [
    "MASKED",
    "NEEDED",
    "NEEDED_OR_LACKING",
    "NO_SCANS",
    "PRIVATE",
    "AlertSettings",
    "BreakerSettings",
    "Call",
    "Category",
    "Condition",
    "Contradiction",
    "Coverage",
    "Criterion",
    "Field",
    "FieldKind",
    "Form",
    "Frozen",
    "Guide",
    "GuideSettings",
    "Host",
    "LedgerSettings",
    "LetterSettings",
    "LimitSettings",
    "LogSettings",
    "MailboxSettings",
    "Meaning",
    "MetricsSettings",
    "Names",
    "Notice",
    "OfficeSettings",
    "Option",
    "OutputSettings",
    "Paper",
    "RecommenderClass",
    "Rule",
    "ScanSettings",
    "Settings",
    "Severity",
    "SignedPart",
    "Slot",
    "SlotLayout",
    "SmtpSettings",
    "StaffSettings",
    "ToFill",
    "WorkerSettings",
    "WrongSettings",
]
