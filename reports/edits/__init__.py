"""A workbook that staff had in hands, read back: its bytes and what it was built with in, what they changed out.

read_copy.py reads the bytes; workbook_diff.py finds the changes; edit_effects.py says what the changes do to a case. What a
workbook was built with is a matter of reports/workbook. Nothing here decides which of two changes wins: that takes the ledger.

Nothing is imported here, so that who only asks for a noun does not load what reads workbooks.
"""
