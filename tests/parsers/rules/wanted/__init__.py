"""Rules that offices of other calls want, each with its hit, its near miss and its silence."""
