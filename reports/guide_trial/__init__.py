"""Turns blank and filled forms as a guide read them into one page that shows whether it reads them right."""

from __future__ import annotations

from reports.guide_trial.page import trial_page
from reports.guide_trial.seen import FormSeen, PageSeen

__all__ = ["FormSeen", "PageSeen", "trial_page"]
