"""Measures our work beside the raw limit in one run: `make bench`."""
