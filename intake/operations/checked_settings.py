"""Loads and checks settings and guide before anything else happens: the problems of every room in one message (exit 78)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from config.complaints import meant
from config.language import say
from config.load import load_guide, load_settings
from config.model import Guide, Settings, Severity, WrongSettings
from config.places import guide_folder
from config.usable import place_problems, run_problems
from intake.operations import home_owner
from intake.operations.guide_check_cache import already_checked, note_good


def configured(
    context: typer.Context, changes: Mapping[str, Mapping[str, Any]] | None = None, mail: bool = False, reuse_check: bool = False,
    workbook: bool = False, stateless: bool = False,
) -> tuple[Settings, Guide]:
    """Settings and guide for a command. `mail`: settings of mailbox, sending and letters are needed too; `reuse_check`: a guide
    that this program found good before need not be checked again; `workbook`: the command writes a workbook; `stateless`: it
    touches no state, and needs no settings file of its own.

    Raises WrongSettings with all problems. Nothing is contacted.
    """
    settings = load_settings(context.obj if isinstance(context.obj, Path) else None, changes, needed=not stateless)
    problems = [] if stateless else home_owner.problems(settings.home)
    guide, tried = None, False
    try:
        guide = load_guide(settings.guide.path)
    except WrongSettings as wrong:
        missing = not guide_folder(settings.guide.path).is_dir()
        problems += [f"settings: guide.path: {line}" for line in wrong.problems] if missing else wrong.problems
    else:
        tried = not (reuse_check and already_checked(settings, guide))
        if tried:
            problems += _rules(guide)
            if mail:
                problems += _letters(guide)
            if mail or workbook:
                problems += _sheets(guide)
    problems += [] if stateless else [f"settings: {line}" for line in place_problems(settings)]
    if mail:
        problems += [] if guide is None else _told(settings, guide)
        problems += _doors(settings)
    if problems or guide is None:
        raise WrongSettings(problems)
    if tried and reuse_check and mail:
        note_good(settings, guide)
    return settings, guide


def _told(settings: Settings, guide: Guide) -> list[str]:
    """What is wrong with the rules whose reminders letters carry."""
    lines = []
    for name in settings.letters.tell:
        rule = guide.rule(name)
        if rule is None:
            near = meant(name, [one.id for one in guide.rules])
            lines.append(say(f"指南中没有规则 {name!r}", f"the guide has no rule {name!r}") + near)
        elif rule.severity != Severity.REMIND:
            lines.append(say(f"规则 {name!r} 不是提醒（remind），不写入回信",
                             f"rule {name!r} is no reminder, so that no letter carries it"))
    return [f"settings: letters.tell: {line}" for line in lines]


def guide_problems(guide: Guide) -> list[str]:
    """Everything that is wrong with rules, coverage, sheets and letters of a guide, file first; where nothing is, what breaks
    when its rules are tried."""
    return [line for lines in problems_by_part(guide) for line in lines] or _trial(guide)


def problems_by_part(guide: Guide) -> Iterator[list[str]]:
    """What is wrong with the guide's rules, then its coverage, sheets and letters; each is looked at when it is asked for."""
    yield _rules(guide)
    yield _coverage(guide)
    yield _sheets(guide)
    yield _letters(guide)


def _rules(guide: Guide) -> list[str]:
    from parsers.checks.problems import problems

    return [f"{guide.id}/guide.toml: {line}" for line in problems(guide)]


def _trial(guide: Guide) -> list[str]:
    from reports.guide_trial.rule_trial import problems

    return [f"{guide.id}/guide.toml: {line}" for line in problems(guide)]


def _coverage(guide: Guide) -> list[str]:
    from reports.guide_coverage import gaps

    return [f"{guide.id}/coverage.toml: {line}" for line in gaps(guide)] if guide.coverage else []


def _letters(guide: Guide) -> list[str]:
    from reports.letters import compose, decision_letters, paper_counts

    lines = (*compose.problems(guide), *decision_letters.problems(guide), *paper_counts.problems(guide))
    return [f"{guide.id}/{line}" for line in lines]


def _sheets(guide: Guide) -> list[str]:
    from reports.workbook import sheet_names  # pandas comes with it, which a command without a workbook does not need

    return [f"{guide.id}/{line}" for line in sheet_names.problems(guide)]


def _doors(settings: Settings) -> list[str]:
    from intake.cluster import problems as cluster_problems
    from intake.letters.smtp import send_problems
    from intake.mailbox import mailbox_problems

    doors = (*mailbox_problems(settings.mailbox), *send_problems(settings.smtp), *cluster_problems(settings.workers))
    return [f"settings: {line}" for line in (*doors, *run_problems(settings))]
