"""Names of an older workbook are replaced by today's."""

from __future__ import annotations

from reports.edits.copy_model import Copy, CopySheet
from reports.edits.successors import Successor, Successors
from reports.edits.workbook_diff import compare
from reports.workbook.build_plan import Built, Plan, PlanColumn, PlanSheet

PLAN = Plan("ab", 3, (PlanSheet("形审", (
    PlanColumn("key", "键"), PlanColumn("value", "内容"), PlanColumn("opinion", "意见", staff=True, basis="value"))),))
BUILT = Built(PLAN, {"形审": {"1|old": "x,y,"}})
COPY = Copy((CopySheet("随便", (("键·形审·3·ab", "内容", "意见"), ("1|old", "是", "误报")), "形审", 3),), "ab", 3)
LINES = (Successor(row="1|old", to_row="1|new"), Successor("形审", to_sheet="审查"),
         Successor("形审", column="opinion", to_column="judgement"), Successor("形审", column="value", to_column="read"))


def test_what_was_typed_under_old_names_is_taken_under_new_ones() -> None:
    later = Successors(LINES)
    (change, *_) = [c for c in compare(later.copy(COPY), later.built(BUILT)).changes if c.value == "误报"]
    assert (change.sheet, change.row, change.column, change.base) == ("审查", "1|new", "judgement", "")
    assert later.built(BUILT).checksum_of("审查", "1|new", "read") == "y"
    assert later.built(BUILT).plan.sheets[0].columns[2].basis == "read"


def test_a_name_may_change_again_and_back() -> None:
    later = Successors((Successor(row="a", to_row="b"), Successor(row="b", to_row="c")))
    assert (later.row("形审", "a"), later.row("形审", "b"), later.row("形审", "d")) == ("c", "c", "d")
    back = Successors((Successor("甲", to_sheet="乙"), Successor("乙", to_sheet="甲")))
    assert (back.sheet("甲"), back.sheet("乙")) == ("甲", "甲")


def test_a_sheet_of_the_staffs_own_and_a_workbook_without_changes_stay_as_they_are() -> None:
    own = Copy((CopySheet("形审", (("1|old",),)),))
    assert Successors(LINES).copy(own) == own
    none = Successors(())
    assert (none.copy(COPY), none.built(BUILT)) == (COPY, BUILT)
