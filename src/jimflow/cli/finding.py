"""One answer of the doctor's."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.core.mistakes import Said


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer. `ok` is None where it is not well but the work goes on."""

    name: str
    ok: bool | None
    said: Said
