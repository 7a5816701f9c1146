"""Holds HTML to its own rules with html-validate: many documents in one call, nothing fetched."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.chromium import installed

RULES = Path(__file__).with_name(".htmlvalidate.json")


def html_faults(pages: Mapping[str, str]) -> list[str]:
    """What is wrong with the documents, by name: `name:line:column rule: message`. One call for many is quick."""
    program = installed("node_modules/html-validate/bin/html-validate.mjs")
    with tempfile.TemporaryDirectory(prefix="jimflow-html-") as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            file = Path(folder, f"{number:04}.html")
            file.write_text(html, encoding="utf-8")
            names[str(file)] = name
        told = Path(folder, "told.json")  # a pipe would lose the end of a long answer
        with told.open("w", encoding="utf-8") as answer:
            done = subprocess.run(
                [Path(sys.executable).with_name("node"), program, "--config", RULES, "--formatter", "json", *names],
                stdout=answer,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        said = told.read_text(encoding="utf-8")
    if done.returncode not in (0, 1) or not said.startswith("["):
        raise RuntimeError(f"html-validate did not run: {done.stderr or said}")
    return [
        f"{names[found['filePath']]}:{m['line']}:{m['column']} {m['ruleId']}: {m['message']}"
        for found in json.loads(said)
        for m in found["messages"]
    ]


def as_sent(page: Page) -> str:
    """The HTML of the page's address as the server sends it, before the browser mends it."""
    return page.request.get(page.url).text()
