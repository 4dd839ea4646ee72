"""What a run says at its end."""

from reports.run_summary import RunFacts, summary


def test_a_usual_morning_is_told_in_a_few_lines():
    said = summary(RunFacts(fetched=12, settled=12, not_applications=3, new_cases=8, revisions=1, complete=5, incomplete=3,
                            unclear=1, letters_sent=9, seconds=8.42, workbook="output/审查表.xlsx"))
    assert "12 封新邮件" in said and "8 个新项目" in said and "3 个需补正" in said and "output/审查表.xlsx" in said
    assert "8.4 秒" in said and "一切正常" in said
    assert len(said.splitlines()) <= 8 and not said.endswith("\n")


def test_a_quiet_run_says_that_nothing_came():
    assert "没有新邮件" in summary(RunFacts(seconds=0.2))


def test_counts_of_nothing_are_left_out():
    assert "0 " not in summary(RunFacts(fetched=1, settled=1, new_cases=1, complete=1, seconds=75)).replace("10 ", "")
    assert "1 分 15 秒" in summary(RunFacts(seconds=75))


def test_trouble_is_named_with_what_to_do():
    said = summary(RunFacts(fetched=3, settled=1, shelved=2, waiting=1, letters_failed=1, letters_unknown=1,
                            breaker="3封中有2封搁置", problems=("磁盘空间不足1GB",)))
    assert all(word in said for word in ("搁置", "自动再试", "发送失败", "letters settle", "暂停发送", "磁盘空间不足1GB"))
    assert "一切正常" not in said


def test_a_dry_run_says_that_nothing_was_done():
    assert "未登记、未发信" in summary(RunFacts(fetched=2, dry_run=True))
