"""What a mail's HTML may do in the frame of a page: wear its own style, and nothing else."""

from __future__ import annotations

FRAMED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
"""The content security policy of the frame's document."""
