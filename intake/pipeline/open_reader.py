"""Opens the reader of mails that the settings name: processes of this machine, or a cluster."""

from __future__ import annotations

from config.model import WrongSettings
from intake.cluster import LOCAL, problems
from intake.sandbox.readers import LocalReader, Reader
from intake.sandbox.worker_setup import Bench


def open_reader(bench: Bench) -> Reader:
    """The reader of these settings. Nothing is started before something is offered. Raises WrongSettings."""
    if wrong := problems(bench.settings):
        raise WrongSettings(wrong)
    if bench.settings.url == LOCAL:
        return LocalReader(bench)
    from intake.cluster.coordinator import ClusterReader

    return ClusterReader(bench)
