"""Signs of ticks, and which options they choose."""
