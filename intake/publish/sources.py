"""What all that is published is made from: the ledger, the vaults, the settings and the guide of an installation."""

from __future__ import annotations

from dataclasses import dataclass

from config.model import Guide, Settings
from intake.ledger import Ledger
from intake.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Sources:
    """`mails` and `files`: where their bytes are kept."""

    ledger: Ledger
    mails: Vault
    files: Vault
    settings: Settings
    guide: Guide
