"""The clerk's desk: an office whose mails are read already, and clerks who do to the workbook whatever clerks do."""
