"""Makes the pictures anew: `.venv/bin/python -m docs.pictures.make` plays the demo and draws what it shows."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from docs.pictures.pages import taken
from jimflow.rehearsal.demo import DATABASE

HERE = Path(__file__).resolve().parent
WIDTH = 80
PICTURES = {
    "board.svg": "round show",
    "board.en.svg": "--lang en round show",
    "why.svg": "why formas",
    "why.en.svg": "--lang en why formas",
}
"""Each picture of the terminal and the command it shows, on the demo's database."""
DRAWINGS = {
    "states.svg": "workflow diagram --round jim-plus-2021-2022 --format svg --down",
    "states.en.svg": "--lang en workflow diagram --round jim-plus-2021-2022 --format svg",
}
"""Each picture that a command draws itself."""

FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"


def main() -> None:
    """Plays the demo in a folder that is thrown away, and writes every picture."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        run(Path(folder), "demo", "--dir", str(demo))
        for name, command in PICTURES.items():
            drawn = picture(command, run(demo, *command.split()), name.replace(".", "-"))
            (HERE / name).write_text(drawn, encoding="utf-8")
            sys.stdout.write(f"{name}: {len(drawn) // 1024} kB\n")
        for name, command in DRAWINGS.items():
            (HERE / name).write_text(run(demo, *command.split(), notes=False), encoding="utf-8")
            sys.stdout.write(f"{name}\n")
        for name, png in taken(demo / DATABASE, Path(folder)):
            (HERE / name).write_bytes(png)
            sys.stdout.write(f"{name}: {len(png) // 1024} kB\n")


def run(folder: Path, *words: str, notes: bool = True) -> str:
    """What a command writes on the screen, with or without its notes beside; ends everything when it fails."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("JIMFLOW_")}
    done = subprocess.run(
        [sys.executable, "-m", "jimflow", *words],
        cwd=folder,
        env=settings | {"COLUMNS": str(WIDTH), "PYTHONUTF8": "1", "FORCE_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if notes else subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return done.stdout


def picture(command: str, answer: str, name: str) -> str:
    """An SVG of a terminal, in the fonts of whoever looks: nothing is fetched from elsewhere."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(Text.assemble(("$ ", "bold green"), (f"jimflow {command}", "bold")))
    for line in answer.rstrip().splitlines():
        text = Text.from_ansi(line)
        for start in range(0, max(len(text), 1), WIDTH):  # folded where a terminal folds
            console.print(text[start : start + WIDTH])
    console.print()
    without_fonts = re.sub(r"@font-face \{\{.*?\n    \}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    frame = without_fonts.replace("Fira Code, monospace", FONTS).replace("font-family: arial", f"font-family: {FONTS}")
    return console.export_svg(title="jimflow", theme=MONOKAI, code_format=frame, unique_id=name)


if __name__ == "__main__":
    main()
