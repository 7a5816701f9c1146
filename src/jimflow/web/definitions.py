"""The definitions that an installation has: those found as files, and those that rounds run on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jimflow.actions.errors import NotFound
from jimflow.core.workflow import Workflow
from jimflow.files.workflows import SUFFIX, CheckReport, check_workflow, workflow_files
from jimflow.runtime import Runtime, calendars_folder, notifications_folder, workflow_folders
from jimflow.store.queries.definitions import InUse, in_use
from jimflow.store.transaction import read

SHORT = 12
"""Characters of a digest that tell definitions apart."""

Stamp = tuple[Path, tuple[int, ...]]
_read: dict[Stamp, CheckReport] = {}
"""A file is read again when it, or a folder that it points into, has changed."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class Known:
    """A definition under its name in addresses.

    `report` is what reading its file found, None where it is only stored; `workflow` is None where the file is broken.
    """

    name: str
    report: CheckReport | None
    workflow: Workflow | None
    uses: tuple[InUse, ...]
    other: bool = False
    """True of one that is stored beside another content of the same name."""

    @property
    def place(self) -> str:
        """The address of its page."""
        content = f"?content={self.workflow.digest[:SHORT]}" if self.other and self.workflow is not None else ""
        return f"/workflows/{self.name}{content}"

    @property
    def key(self) -> str:
        """What says which one is meant, in a form."""
        return self.workflow.digest if self.workflow is not None else self.name


def definitions(runtime: Runtime) -> list[Known]:
    """Each one, by name; what is stored with another content than the file's comes after the file."""
    with read(runtime.engine) as tx:
        used: dict[str, list[InUse]] = defaultdict(list)
        for use in in_use(tx):
            used[use.digest].append(use)
        stored = {digest: runtime.programmes.workflow(tx, digest) for digest in used}
    files = list(_files(runtime))
    digests = {r.workflow.digest for _, r in files if r.workflow is not None}
    taken = {name for name, _ in files} | {r.workflow.name for _, r in files if r.workflow is not None}
    found = [Known(name, report, report.workflow, tuple(used.get(_digest(report), ()))) for name, report in files]
    for digest, workflow in stored.items():
        if digest not in digests:
            found.append(Known(workflow.name, None, workflow, tuple(used[digest]), other=workflow.name in taken))
            taken.add(workflow.name)
    return sorted(found, key=lambda known: (known.name, known.other))


def the_definition(known: Sequence[Known], name: str, content: str = "") -> Known:
    """The one at an address, or the one of that `content`: a digest or its beginning. Raises NotFound."""
    called = [k for k in known if name in (k.name, k.workflow.name if k.workflow is not None else "")]
    if content:
        called = [k for k in called if k.workflow is not None and k.workflow.digest.startswith(content)]
    if not called:
        raise NotFound(f"Det finns ingen definition {name}.", f"There is no definition {name}.")
    return min(called, key=lambda k: (k.other, k.name != name))


def _digest(report: CheckReport) -> str:
    return report.workflow.digest if report.workflow is not None else ""


def _files(runtime: Runtime) -> Iterator[tuple[str, CheckReport]]:
    settings = runtime.settings
    folders = {"notifications": notifications_folder(settings), "calendars": calendars_folder(settings)}
    for path in workflow_files(*workflow_folders(settings)):
        stamp = (path, tuple(_changed(p) for p in (path, *folders.values())))
        report = _read.get(stamp)
        if report is None:
            report = check_workflow(path, **folders)
            if len(_read) >= _MOST:
                _read.clear()
            _read[stamp] = report
        yield path.name.removesuffix(SUFFIX), report


def _changed(path: Path) -> int:
    try:
        found = path.stat()
    except OSError:
        return 0
    return hash((found.st_mtime_ns, found.st_size))
