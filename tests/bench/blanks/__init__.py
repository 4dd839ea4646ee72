"""Fillable forms made from guides, filled, saved by other programs and read again: every field exact?"""
