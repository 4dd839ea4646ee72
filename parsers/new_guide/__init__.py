"""Turns drafts of a call's blank forms into its whole guide as data: forms, categories, rules, and what only a person knows."""

from __future__ import annotations

from parsers.new_guide.blank_form import BlankForm
from parsers.new_guide.drafted_guide import Base, NewGuide, drafted_guide
from parsers.new_guide.guide_files import guide_files

__all__ = ["Base", "BlankForm", "NewGuide", "drafted_guide", "guide_files"]
