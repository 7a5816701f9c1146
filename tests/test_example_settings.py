"""The example of a settings file names every setting there is, with the value it has when nothing is said."""

import re
import tomllib
from pathlib import Path

from pydantic import SecretStr

from jimflow.config import Settings
from jimflow.files.shipped import shipped

EXAMPLE = shipped("config") / "jimflow.example.toml"


def uncommented() -> dict[str, object]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return tomllib.loads("\n".join(line[2:] for line in lines if re.match(r"# \w+ = ", line)))


def test_the_example_names_every_setting_and_no_other() -> None:
    assert sorted(uncommented()) == sorted(Settings.model_fields)


def test_the_example_shows_the_defaults() -> None:
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    shown = {name: defaults[name] for name in defaults if defaults[name] is not None}
    shown = {name: v.get_secret_value() if isinstance(v, SecretStr) else v for name, v in shown.items()}
    assert {name: uncommented()[name] for name in shown} == shown


def test_nothing_in_the_example_is_in_force() -> None:
    assert tomllib.loads(EXAMPLE.read_text(encoding="utf-8")) == {}


def test_the_example_can_be_used_with_every_line_in_force(tmp_path: Path) -> None:
    values = uncommented()
    assert Settings(**values).smtp_port == 25  # type: ignore[arg-type]
