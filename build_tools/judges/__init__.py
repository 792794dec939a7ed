"""Judges from outside: whether addresses answer."""
