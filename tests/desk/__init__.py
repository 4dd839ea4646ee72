"""Tests of the staff's workbook edits: an office whose mails are read already, and clerks who change its workbook."""
