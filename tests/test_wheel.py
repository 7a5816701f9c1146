"""The wheel is whole: installed into an empty folder it brings its definitions, mail templates and settings."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("workflows", "notifications", "config")
LOOK = """
import json, pathlib, jimflow
from jimflow.files.shipped import shipped

def below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())

print(json.dumps({
    "package": str(pathlib.Path(jimflow.__file__).parent),
    "files": {kind: below(shipped(kind)) for kind in ("workflows", "notifications", "config")},
}))
"""


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds nothing but jimflow as its wheel installs it."""
    wheels = tmp_path_factory.mktemp("wheels")
    target = tmp_path_factory.mktemp("installed")
    python(ROOT, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(wheels))
    (wheel,) = wheels.glob("*.whl")
    python(wheels, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    return target


def test_an_installed_wheel_finds_the_files_it_was_built_with(installed: Path, tmp_path: Path) -> None:
    found = json.loads(python(tmp_path, "-c", LOOK, path=installed))
    assert found["package"] == str(installed / "jimflow")
    assert found["files"] == {kind: files_below(ROOT / kind) for kind in KINDS}


def test_a_checkout_finds_the_folders_people_edit(tmp_path: Path) -> None:
    found = json.loads(python(tmp_path, "-c", LOOK))
    assert found["package"] == str(ROOT / "src/jimflow")
    assert found["files"] == {kind: files_below(ROOT / kind) for kind in KINDS}


def test_an_installation_without_its_folders_says_how_to_mend_it(installed: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    (bare / "jimflow" / "files").mkdir(parents=True)
    for name in ("__init__.py", "files/__init__.py", "files/shipped.py"):
        (bare / "jimflow" / name).write_bytes((installed / "jimflow" / name).read_bytes())
    ask = "from jimflow.files.shipped import shipped\ntry: shipped('config')\nexcept FileNotFoundError as e: print(e)"
    assert python(tmp_path, "-c", ask, path=bare) == (
        f"Mappen config/ saknas i installationen ({bare / 'jimflow'}). Installera om jimflow. "
        "The folder config/ is missing from the installation. Install jimflow again.\n"
    )


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def python(folder: Path, *arguments: str, path: Path | None = None) -> str:
    """What this Python prints when it runs in `folder`, with `path` before everything installed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
