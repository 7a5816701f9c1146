"""The definition language: one module per part, each from plain data to its frozen form."""
