"""jimflow runs a programme in which many organisations move through the same steps together."""

__version__ = "0.1.0"
