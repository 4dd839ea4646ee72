"""Tests of what a guide makes of words and sheets."""
