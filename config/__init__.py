"""What we ask for: settings of this installation, and the guide of the year as data."""
