"""What every answer tells the browser: nothing from elsewhere, nothing inline, no frame around us, nothing kept."""

from __future__ import annotations

from starlette.responses import Response

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "frame-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_YEAR = "max-age=31536000; includeSubDomains"


def protect(response: Response, *, secure: bool) -> Response:
    """Adds what is missing; a page that says otherwise for itself (a mail shown in a frame) keeps its own."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if secure:
        response.headers.setdefault("Strict-Transport-Security", _YEAR)
    return response
