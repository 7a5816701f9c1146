"""Finds the folders that come with the program: definitions, mail templates and configuration."""

from pathlib import Path
from typing import Literal

Kind = Literal["workflows", "notifications", "config"]

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def shipped(kind: Kind) -> Path:
    """The folder `kind` as it came with this installation.

    An installed wheel carries the folders inside the package; in a checkout they stand at its top,
    where people edit them. Raises FileNotFoundError when the installation lacks the folder.
    """
    for folder in (_PACKAGE / "_shipped" / kind, _CHECKOUT / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"Mappen {kind}/ saknas i installationen ({_PACKAGE}). Installera om jimflow. "
        f"The folder {kind}/ is missing from the installation. Install jimflow again."
    )
