"""The door and the desk: the only room with network, database, disk, clock and processes."""
