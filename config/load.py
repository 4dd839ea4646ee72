"""Reads settings and guide from their files. Returns checked objects, or reports every problem at once with its file and key.

This is the only place that reads configuration. Where it lies, and where relative paths start, is told by config.places: never at
the current folder, so that cron started elsewhere does not open a second, empty ledger.
"""

from __future__ import annotations

import csv
import hashlib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from config.check import settled, wrong_references
from config.complaints import Homes, complaints, meant, no_toml
from config.language import listen, say, speak
from config.model import Form, Guide, Settings, WrongSettings
from config.os_errors import why
from config.places import CHECKOUT, MACHINE, PROGRAM, SHIPPED, absolute, base_of, guide_folder, settings_file
from config.places import PROJECT as PROJECT
from config.upgrade import with_kinds

PREFIX = "INTAKE_"


def load_settings(
    path: Path | None = None, changes: Mapping[str, Mapping[str, Any]] | None = None, needed: bool = True
) -> Settings:
    """Settings of this installation: defaults, then the TOML file, then the environment, then `changes` (section → key → value).

    `path`: the file; None takes the first that config.places names. `needed`: an installation of a wheel must have one; else the
    shipped one will do. Raises WrongSettings with all problems.
    """
    found = settings_file(path)
    listen(lambda: found)
    if found is None and needed and not CHECKOUT:
        raise WrongSettings([
            say(f"没有设置文件：请先运行 {PROGRAM} init 文件夹，或用 --settings 指出设置文件（{MACHINE}）",
                f"no settings file: run {PROGRAM} init DIR first, or name one with --settings ({MACHINE})")])
    written, problems = _toml(found or SHIPPED) if found or not CHECKOUT else ({}, [])
    problems += list(_stray_variables(os.environ))

    class FromWorld(BaseSettings, Settings):
        model_config = SettingsConfigDict(
            env_prefix=PREFIX, env_nested_delimiter="__", enable_decoding=False, extra="forbid", frozen=True
        )

        @classmethod
        def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, *_: Any, **__: Any
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return (EnvSettingsSource(settings_cls), init_settings)

    try:
        loaded = FromWorld(**written)
        merged = loaded.model_dump(by_alias=True)
        for section, values in (changes or {}).items():
            merged[section] = {**merged[section], **values}
        settings = Settings.model_validate(merged)
        speak(settings.logs.language)
    except ValidationError as error:
        problems += complaints(error, Settings, (found or SHIPPED).name)
    else:
        problems += [] if settings.home.parts else ["home: " + say("没有写状态目录（INTAKE_HOME 是空的？）",
                                                                   "names no folder (is INTAKE_HOME empty?)")]
    if problems:
        raise WrongSettings(problems)
    return _settled(settings, base_of(found))


def load_guide(folder: Path) -> Guide:
    """Reads the guide of one year from its folder: *.toml (guide.toml, and files for what made it too long), forms/*.toml,
    lists/*.csv, letters/*.j2.

    Raises WrongSettings with all problems. What a rule or a template means is checked elsewhere: parsers.checks.problems and
    reports.letters.compose.problems.
    """
    folder = guide_folder(folder)
    if not folder.is_dir():
        raise WrongSettings([f"{folder}/guide.toml: " + say("没有这个指南文件夹", "no such folder of a guide")])
    written, homes, problems = _gathered(folder)
    forms = []
    for file in sorted((folder / "forms").glob("*.toml")):
        form, wrong = _checked(file, Form)
        problems += wrong
        forms += [form] if form else []
    tables, wrong = _tables(folder)
    lists = {name: tuple(row[0] for row in rows) for name, rows in tables.items()}
    letters, unread = _letters(folder)
    from_files = {"forms": forms, "lists": lists, "tables": tables, "letters": letters, "digest": _digest(folder)}
    whole = with_kinds(written) | from_files
    try:
        guide = Guide.model_validate(whole)
    except ValidationError as error:
        raise WrongSettings(problems + wrong + unread + complaints(error, Guide, f"{folder.name}/guide.toml", homes)) from None
    problems += wrong + unread + [f"{folder.name}/{line}" for line in wrong_references(guide)]
    if problems:
        raise WrongSettings(problems)
    return settled(guide)


def _gathered(folder: Path) -> tuple[dict[str, Any], Homes, list[str]]:
    """The tables of guide.toml, with the tables of the other files beside it appended."""
    written, problems = _toml(folder / "guide.toml")
    homes: Homes = {}
    for file in (folder / "guide.toml", *sorted(f for f in folder.glob("*.toml") if f.name != "guide.toml")):
        more, wrong = (written, []) if file.name == "guide.toml" else _toml(file)
        problems += wrong
        for key, entries in more.items():
            rows = entries if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries) else None
            if rows is None and file.name != "guide.toml":
                problems.append(f"{folder.name}/{file.name}: {key}: " + say(
                    "应写在 guide.toml；此文件只写表，如 [[rules]]",
                    "belongs into guide.toml; here stand tables, as [[rules]]"))
                continue
            first = 0 if file.name == "guide.toml" else len(written.get(key, ()))
            names = (str(row.get("id") or row.get("key") or n + 1) for n, row in enumerate(rows or ()))
            homes |= {(key, first + n): f"{folder.name}/{file.name}: {key}[{name}]" for n, name in enumerate(names)}
            if file.name != "guide.toml":
                written[key] = [*written.get(key, ()), *(rows or ())]
    return written, homes, problems


def _tables(folder: Path) -> tuple[dict[str, tuple[tuple[str, ...], ...]], list[str]]:
    lists, problems = {}, []
    for file in sorted((folder / "lists").glob("*.csv")):
        try:
            lists[file.stem] = tuple(_rows(file))
        except (OSError, UnicodeDecodeError, csv.Error):
            problems.append(f"{folder.name}/lists/{file.name}: " + say("不是 UTF-8 编码的 CSV 文件", "is no CSV file in UTF-8"))
    return lists, problems


def _letters(folder: Path) -> tuple[dict[str, str], list[str]]:
    letters, problems = {}, []
    for file in sorted((folder / "letters").glob("*.j2")):
        try:
            letters[file.name.removesuffix(".j2")] = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            problems.append(f"{folder.name}/letters/{file.name}: " + say("不是 UTF-8 编码的文本", "is no text in UTF-8"))
    return letters, problems


def load_form(path: Path) -> Form:
    """One form definition, as `check --form` takes it. Raises WrongSettings with all problems."""
    form, problems = _checked(path, Form)
    if form is None:
        raise WrongSettings(problems)
    return form


def _toml(path: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        return tomllib.loads(path.read_text("utf-8")), []
    except OSError as error:
        return {}, [f"{path}: " + say(f"读不出来：{why(error)}", f"cannot be read ({why(error)})")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [f"{path.name}: {no_toml(error)}"]


def _checked(path: Path, shape: type[Form]) -> tuple[Form | None, list[str]]:
    written, problems = _toml(path)
    if problems:
        return None, problems
    try:
        return shape.model_validate(written), []
    except ValidationError as error:
        return None, complaints(error, shape, f"{path.parent.name}/{path.name}")


def _stray_variables(environment: Mapping[str, str]) -> Iterator[str]:
    """Yields misspelt overrides: a variable with our prefix and an unknown section would otherwise be ignored in silence."""
    sections = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    for name in sorted(environment):
        if name.startswith(PREFIX) and "__" in name and name.split("__")[0].upper() not in sections:
            near = meant(name.split("__")[0], sections)
            yield say(f"环境变量: {name}: 没有这一节设置", f"environment: {name}: unknown section") + near


def _settled(settings: Settings, base: Path) -> Settings:
    """The same settings with every path absolute and every default of the state folder filled in."""
    home = absolute(settings.home, base)

    def placed(section: BaseModel, *names: str) -> dict[str, Path | None]:
        written = {name: getattr(section, name) for name in names}
        return {name: absolute(path, base) if path else None for name, path in written.items()}

    mailbox = settings.mailbox.model_copy(update={
        "url": _located(settings.mailbox.url, base), **placed(settings.mailbox, "ca_file", "password_file")})
    smtp = settings.smtp.model_copy(update={
        "url": _located(settings.smtp.url or f"maildir:{home / 'letters'}", base),
        **placed(settings.smtp, "ca_file", "password_file")})
    workers = settings.workers.model_copy(update=placed(settings.workers, "ca_file", "cert_file", "key_file"))
    return settings.model_copy(update={
        "workers": workers, "home": home, "mailbox": mailbox, "smtp": smtp,
        "ledger": settings.ledger.model_copy(update={"url": _ledger_url(settings.ledger.url, home, base)}),
        "output": settings.output.model_copy(update={"path": absolute(settings.output.path or home / "output", base)}),
        "guide": settings.guide.model_copy(update={"path": guide_folder(settings.guide.path, base)}),
        "metrics": settings.metrics.model_copy(update=placed(settings.metrics, "path")),
    })


def _located(url: str, base: Path) -> str:
    scheme, colon, rest = url.partition(":")
    return f"{scheme}:{absolute(rest, base)}" if colon and scheme in ("maildir", "folder") and rest else url


def _ledger_url(url: str, home: Path, base: Path) -> str:
    if not url:
        return f"sqlite:///{home / 'ledger.sqlite'}"
    if url.startswith("sqlite:///"):
        return f"sqlite:///{absolute(url.removeprefix('sqlite:///'), base)}"
    return url


def _rows(file: Path) -> Iterator[tuple[str, ...]]:
    """The rows below the heading whose first column is not blank."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        next(rows, None)
        yield from (tuple(cell.strip() for cell in row) for row in rows if row and row[0].strip())


def _digest(folder: Path) -> str:
    """Identity of a guide: the same content of the folder gives the same readings."""
    total = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in (".toml", ".csv", ".j2")):
        total.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    return total.hexdigest()
