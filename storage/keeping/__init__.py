"""Keeping what was seen through the years: copies, what becomes too old, and whether all of it is whole."""
