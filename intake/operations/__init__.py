"""What keeps an installation running: settings, locks, logs, status, backups."""
