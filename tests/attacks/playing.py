"""Plays the stories of one mailbox side by side: each sends, then one pass runs for all, then each looks; as often as the longest
story has passes."""

from __future__ import annotations

import tempfile
import traceback
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests import installation
from tests.attacks.scene import Installation, Scene, Seen
from tests.attacks.table import Acts, Mailbox, attacks


@dataclass
class Played:
    """What came of a mailbox: the tale, the error of each story that did not hold (with its frames), and the exit codes."""

    tale: Installation
    seen: Seen
    errors: dict[str, BaseException] = field(default_factory=dict)
    codes: list[int] = field(default_factory=list)


@cache
def played(mailbox: Mailbox) -> Played:
    """Plays a mailbox once in this process."""
    tale = Installation(Path(tempfile.mkdtemp(prefix="attacks-")), changes=mailbox.settings)
    result = Played(tale, Seen(tale))
    scenes = {row.name: Scene(row.name, tale) for row in attacks() if row.mailbox == mailbox}
    line: dict[str, Acts] = {row.name: row.act(scenes[row.name]) for row in attacks() if row.mailbox == mailbox}
    while line := {name: story for name, story in line.items() if _went_on(name, story, result)}:
        _, code = installation.run(tale.settings)
        result.codes.append(code)
        result.seen = Seen(tale)
        for scene in scenes.values():
            scene.seen = result.seen
    return result


def _went_on(name: str, story: Acts, result: Played) -> bool:
    """Goes on to the story's next pass; False where it has ended or did not hold."""
    try:
        next(story)
    except StopIteration:
        return False
    except Exception as error:
        result.errors[name] = error
        traceback.clear_frames(error.__traceback__)
        return False
    return True
