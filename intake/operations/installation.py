"""What every command that touches state works on: the settings, the guide, the ledger and the vaults of this installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from config.language import say
from config.model import Guide, Settings, WrongSettings
from intake.ledger import Ledger, integrity, open_ledger, runs
from intake.operations import home_owner
from intake.operations.progress import Narrator
from intake.store.vault import Vault
from intake.timestamps import moment_of, text_of


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation, opened."""

    settings: Settings
    guide: Guide
    ledger: Ledger
    mails: Vault
    files: Vault
    narrator: Narrator


CHECKED = "ledger checked"
WEEK = timedelta(days=7)


def check_weekly(settings: Settings, ledger: Ledger, now: datetime) -> None:
    """Reads the whole ledger where that was not done for a week: damage then stops the run while there are good backups. Raises
    LedgerDamaged."""
    with ledger.read() as connection:
        last = moment_of(runs.recall(connection, CHECKED))
    if last is not None and now - last < WEEK:
        return
    integrity.check(settings.ledger.url)
    with ledger.write() as connection:
        runs.remember(connection, CHECKED, text_of(now))


def open_installation(settings: Settings, guide: Guide, narrator: Narrator) -> Installation:
    """Opens the ledger and vaults of this installation. Raises what ledger_of raises."""
    vault = settings.home / "vault"
    return Installation(settings, guide, ledger_of(settings), Vault(vault / "mails"), Vault(vault / "files"), narrator)


def ledger_of(settings: Settings) -> Ledger:
    """Opens the ledger of this installation.

    Raises LedgerOutage, and WrongSettings when the state folder is another user's, and when the ledger is empty beside a vault
    that is not: then one of the two is the wrong one, and going on would settle and answer every mail again.
    """
    if wrong := home_owner.problems(settings.home):
        raise WrongSettings(wrong)
    ledger = open_ledger(settings.ledger.url)
    if not Vault(settings.home / "vault" / "mails").empty() and ledger.empty():
        ledger.close()
        raise WrongSettings([
            "ledger.url: " + say(f"台账是空的，而 {settings.home.name}/vault 邮件库中有邮件：其中一个不对。请检查 INTAKE_HOME "
                                 "和 ledger.url，或运行 restore 从备份恢复台账",
                                 f"the ledger is empty, but the vault under {settings.home.name}/vault holds mail: one of "
                                 "them is not the right one (check INTAKE_HOME and ledger.url; restore the ledger from its "
                                 "backup)")])
    return ledger
