"""Turns what the library of the command line complains of into the language that is spoken. Complaints of our own commands are
in it already."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from config.complaints import in_words
from config.language import spoken


def complaint(error: Any) -> str:
    """One line for a person: an error of typer, or one of ours that it carries."""
    own: str = error.format_message()
    if spoken() == "en":
        return own
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return f"没有这个选项：{error.option_name}" + _meant(error.possibilities)
    if kind == "MissingParameter":
        return f"缺少 {_name(error)}"
    if kind == "BadOptionUsage":
        return f"选项 {error.option_name} 后面要写值" if "requires" in own else f"选项 {error.option_name} 后面不能写值"
    if kind == "BadParameter" and " is not one of " in str(error.message):
        return f"{_name(error)} 只能是 {str(error.message).partition(' is not one of ')[2].rstrip('.')}"
    if kind == "BadParameter" and " does not match the format" in str(error.message):
        return f"{_name(error)} 的日期写作 2024-04-30"
    if kind == "BadParameter" and isinstance(error.__cause__, ValidationError):
        return f"{_name(error)} 的值不对：{in_words(error.__cause__.errors()[0])}"
    if kind == "BadParameter":
        return str(error.message)
    if kind == "UsageError" and own.startswith("No such command"):
        return f"没有这个命令：{own.removeprefix('No such command').strip(' .')}"
    if kind == "UsageError" and "unexpected extra argument" in own:
        return f"多出的参数：{own.rpartition('(')[2].rstrip(').')}"
    if kind == "UsageError" and own.startswith("Missing command"):
        return "后面还要写命令"
    return own


def _name(error: Any) -> str:
    """The parameter as a person types it."""
    param = error.param
    if param is None:
        return str(error.param_hint or "参数")
    return "/".join(param.opts) if param.param_type_name == "option" else str(param.metavar or param.name.upper())


def _meant(possibilities: Any) -> str:
    return f"（是否指 {'、'.join(possibilities)}？）" if possibilities else ""
