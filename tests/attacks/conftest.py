"""Assertions of the stories show their values, as those of tests do."""

from __future__ import annotations

import pytest

from tests.attacks import MODULES

pytest.register_assert_rewrite("tests.attacks.scene", *(f"tests.attacks.{name}" for name in MODULES))
