"""The arrows between modules point one way: DESIGN section 8 as a table, and what is imported when."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kaztui"
SAMPLE = Path(__file__).parent / "sample" / "dossier"

ROWS = (
    "records text dates keys keymap nearest passages rules slices packed memory hashing version",  # pure
    "search",  # knows texts and fields, not dossiers
    "query filters",
    "holdings order fields",
    "conditions links",
    "dossier",
    "rows views wording completion compare claims",
    "facts",
    # IO and formats
    "store verify articles anchor export cite schema config config_file copying context restricted sshd",
    "__init__",  # the public API
    "render progress",
    "tui",
    "usage output commands cli __main__",  # the command line
)
ROW = {name: number for number, row in enumerate(ROWS) for name in row.split()}
"""Module or package directly in kaztui → its row; a new one needs a place in the table above."""

ONLY_IN = {"textual": {"tui"}, "rich": {"tui", "render"}, "bibtexparser": {"cite"}, "argparse": {"cli", "commands"}}
"""Library → the only rooms that may import it."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module below kaztui by dotted name without ``kaztui.`` (``render``, ``render.line``), and its tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
        if parts[-1] == "__init__" and len(parts) > 1:
            parts.pop()
        yield ".".join(parts), ast.parse(path.read_text(encoding="utf-8"))


TREES = dict(modules())
PACKAGES = {name for name in TREES if any(other.startswith(f"{name}.") for other in TREES)} | {"__init__"}


def imports(name: str) -> Iterator[str]:
    """What a module imports, wherever in it: ``kaztui`` modules as in TREES, others by their first name."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            yield from _relative(name, node)


def _relative(name: str, node: ast.ImportFrom) -> Iterator[str]:
    here = [] if name == "__init__" else name.split(".")
    up = node.level - (name in PACKAGES)
    base = [*here[: len(here) - up], *(node.module.split(".") if node.module else [])]
    for alias in node.names:
        inner = ".".join([*base, alias.name])
        yield inner if inner in TREES else ".".join(base) or "__init__"


def room(name: str) -> str:
    return name.partition(".")[0]


def inner_imports(name: str) -> set[str]:
    return {imported for imported in imports(name) if imported in TREES} - {name}


def test_every_module_has_a_row() -> None:
    assert {room(name) for name in TREES} <= set(ROW)


@pytest.mark.parametrize("name", TREES)
def test_a_module_imports_only_from_its_own_row_and_those_above(name: str) -> None:
    below = [imported for imported in inner_imports(name) if ROW[room(imported)] > ROW[room(name)]]
    assert not below, f"{name} imports {', '.join(below)}, which stand below it"


def test_no_module_imports_itself_by_a_way_round() -> None:
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join([*trail[trail.index(name) :], name])
        if name not in done:
            for imported in inner_imports(name):
                visit(imported, (*trail, name))
            done.add(name)

    for name in TREES:
        visit(name, ())


@pytest.mark.parametrize(("library", "rooms"), ONLY_IN.items())
def test_a_library_stays_in_its_room(library: str, rooms: set[str]) -> None:
    assert {room(name) for name in TREES if library in imports(name)} <= rooms


def loaded_by(code: str) -> set[str]:
    """First names of the modules that are loaded after ``code`` ran in an interpreter of its own, its stdout a pipe."""
    script = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}}, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
    )
    return set(done.stderr.split())


def test_a_piped_search_loads_neither_textual_nor_rich() -> None:
    loaded = loaded_by(f"from kaztui.cli import main\nassert main(['search', 'lua', '-d', {str(SAMPLE)!r}]) == 0")
    assert not loaded & {"textual", "rich", "bibtexparser", "pylatexenc"}


def test_importing_kaztui_loads_nothing_heavy() -> None:
    loaded = loaded_by("import kaztui")
    assert not loaded & {"textual", "rich", "bibtexparser", "msgspec", "yaml", "rapidfuzz", "argparse", "json"}
