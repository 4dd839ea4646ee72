"""Files to which staff gave another role → what their names have in common. No guide says how files are told, so that this goes
to those who keep the program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from config.model import Guide
from reports.case import Case, Edit
from reports.edits.edit_effects import roles
from reports.guide_words.roles import role_word, roles_by_word
from reports.suggestions.suggestion import Suggestion, general, habits

_WORDS = re.compile(r"[\u3400-\u9fff]{2,12}")


def words_of_roles(cases: Sequence[Case], edits: Sequence[Edit], guide: Guide) -> Iterator[Suggestion]:
    """One for each role and words in the names of files of several cases to which staff gave it."""
    given = roles(edits, roles_by_word(guide))
    names = (((given[file.sha256], words), case.case_no or "")
             for case in cases for file in case.package.files if file.sha256 in given
             for words in _WORDS.findall(file.name.rsplit("/", 1)[-1]) if general(words))
    for (role, words), numbers in habits(names).items():
        yield Suggestion("程序（附件分类的用词不在指南数据中）", f"名称含“{words}”的文件归为“{role_word(guide, role)}”",
                         f"名称含“{words}”的文件由工作人员改为“{role_word(guide, role)}”", numbers)
