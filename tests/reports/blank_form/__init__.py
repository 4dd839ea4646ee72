"""The blank form of a guide as a fillable Word file."""
