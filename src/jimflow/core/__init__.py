"""Decisions without a clock, a file or a database: what may happen, when it falls and why not."""
