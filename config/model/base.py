"""The base class of everything that people write: frozen, unknown keys refused, and all problems reported together."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict


class WrongSettings(Exception):
    """Settings or guide are wrong: exit 78 before any login. `problems` are lines a person can act on, file and key first."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Frozen(BaseModel):
    """Base class of everything that people write: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def split_names(value: object) -> object:
    """Several names out of one string: with commas, or a JSON list. Anything else as it is."""
    if isinstance(value, str) and value.strip().startswith("["):
        return json.loads(value)  # its error is a ValueError, and told with the key
    return [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(split_names)]
"""Several names: a TOML list, or in the environment one string with commas, or a JSON list."""
