"""What is written for people: the workbook, case pages, pictures, and files for experts."""
