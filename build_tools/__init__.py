"""Kanko: MyST Markdown in, a ministry's official publication out; the stages are the folders beside this file."""
