"""The only room with network, database, disk, clock and processes: mail comes in here, workbook and letters go out."""
