"""What kaztui costs at a terminal, beside the smallest Textual app and, where installed, fzf, visidata and tig.

    python -m tests.bench.terminal [--runs 20] [--large DIR]

Prints tables of medians; nothing here fails on a number. Milliseconds and their ratios hold only inside one run, since
the programs take turns on the same machine; bytes do not depend on it. "On stock Textual" is kaztui without its cell
diff; ``-C`` is what zlib at level 6, which ``ssh -C`` uses, leaves of the same bytes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..pty.smallest import ROWS
from ..pty.terminal import Terminal, kaztui

QUIET = 0.25
"""Seconds of silence after which a program has drawn what it had to draw."""
STOCK = {"KAZTUI_CELL_DIFF": "0"}


class Program(NamedTuple):
    """How it is started, what it shows when it can be used, and which keys do what is measured."""

    name: str
    command: Sequence[str]
    marker: bytes
    down: str = "j"
    up: str = "k"
    box: Sequence[str] = ()
    """Keys that lead to where text is typed; none where there is no such place."""
    idle: Sequence[str] = ()
    env: Mapping[str, str] = {}
    stdin: Path | None = None
    leave: Sequence[str] = ("q",)


class Start(NamedTuple):
    first: float
    """Seconds to the first frame with records."""
    cpu: float
    """Seconds of processor time to it."""
    sent: bytes
    memory: int


def programs(folder: Path) -> Iterator[Program]:
    rows = folder / "rows.tsv"
    rows.write_text("".join("\t".join(row) + "\n" for row in ROWS))
    smallest = [sys.executable, "-m", "tests.pty.smallest"]
    yield Program("kaztui", kaztui(), b"3 Quotes", box=("/",), idle=("/",))
    yield Program("kaztui on stock Textual", kaztui(), b"3 Quotes", box=("/",), idle=("/",), env=STOCK)
    box = ("shift+tab",)
    yield Program("smallest Textual app", smallest, b"speaker 7", "down", "up", box=box, idle=box)
    if shutil.which("fzf"):
        yield Program("fzf, 300 lines", ["sh", "-c", f"exec fzf < {rows}"], b"speaker 7", "up", "down", box=("ctrl+u",))
    if shutil.which("vd"):
        yield Program("visidata", ["vd", str(rows)], b"speaker 7", box=("/",))
    if shutil.which("tig") and shutil.which("git"):
        subprocess.run(["sh", "-ec", _HISTORY], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        yield Program("tig, 300 commits", ["tig", "-C", str(folder / "history")], b"record 290", box=("/",))


_HISTORY = """
git init -q history && cd history
for n in $(seq 300); do
  git -c user.name=x -c user.email=x@x commit -q --allow-empty -m "record $n of all that was said"
done
"""


@contextmanager
def opened(program: Program, columns: int = 120, rows: int = 40) -> Iterator[tuple[Terminal, Start]]:
    """The program with its first frame drawn."""
    with Terminal(program.command, columns=columns, rows=rows, env=program.env) as terminal:
        terminal.wait_until(lambda: program.marker in terminal.output)
        first, cpu = time.monotonic() - terminal.started, terminal.cpu
        terminal.wait_quiet(QUIET)
        yield terminal, Start(first, cpu, bytes(terminal.output), terminal.memory)


def bytes_of(terminal: Terminal, keys: Sequence[str]) -> list[bytes]:
    return [terminal.sent_by(key, quiet=QUIET) for key in keys]


def latencies(terminal: Terminal, keys: Sequence[str]) -> list[float]:
    """Seconds from each key to the first byte that answers it, the screen being at rest."""
    found = []
    for key in keys:
        terminal.wait_quiet(0.12)
        before, since = len(terminal.output), time.monotonic()
        terminal.press(key)
        terminal.wait_until(lambda before=before: len(terminal.output) > before, patience=2.0, pause=0.001)  # type: ignore[misc]
        found.append(time.monotonic() - since)
    return found


def echoes(terminal: Terminal, line: str, row: int = 1, pause: float = 0.1) -> list[float]:
    """Seconds from each key to the screen on which what has been typed stands in a row, from 0; spaces cannot be seen.

    Typed at a steady pace, whatever is still being worked out and drawn. Fails where a letter is never echoed.
    """
    terminal.wait_quiet(QUIET)
    for _ in terminal.frames():  # what was there before
        pass
    times: list[float] = []
    due = time.monotonic()
    for letter in line:
        times.append(time.monotonic())
        terminal.press(letter)
        due += pause
        terminal.wait_until(lambda due=due: time.monotonic() > due, pause=0.0005)  # type: ignore[misc]
    terminal.wait_quiet(QUIET)
    awaited = [place for place, letter in enumerate(line) if letter != " "]
    late: list[float] = []
    for when, screen in terminal.frames():
        while len(late) < len(awaited) and line[: awaited[len(late)] + 1] in screen.lines[row]:
            late.append(when - times[awaited[len(late)]])
    assert len(late) == len(awaited), f"{line!r} is not echoed:\n{terminal.text}"
    return late


def compressed(data: bytes) -> int:
    return len(zlib.compress(data, 6))


def median(values: Sequence[float]) -> float:
    return statistics.median(values) if values else float("nan")


# -- what is printed ------------------------------------------------------------------------------------


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    print(f"\n{title}\n")
    for row in (heads, ["-" * width for width in widths], *rows):
        first, *rest = zip(row, widths, strict=True)
        print("| " + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]) + " |")


def starts(found: Sequence[Program], runs: int) -> None:
    seen: dict[str, list[Start]] = {program.name: [] for program in found}
    small: dict[str, list[int]] = {program.name: [] for program in found}
    for run in range(runs):
        for program in found:
            with opened(program) as (_, start):
                seen[program.name].append(start)
            if run < 3:
                with opened(program, 80, 24) as (_, start):
                    small[program.name].append(len(start.sent))
    base = seen["smallest Textual app"]
    time_base, cpu_base, memory_base = (
        median([getattr(start, name) for start in base]) for name in ("first", "cpu", "memory")
    )
    rows = []
    for name, each in seen.items():
        first, cpu, memory = (median([getattr(start, part) for start in each]) for part in ("first", "cpu", "memory"))
        rows.append(
            [
                name,
                f"{first * 1000:.0f}",
                f"{first / time_base:.2f}",
                f"{cpu / cpu_base:.2f}",
                f"{median([len(start.sent) for start in each]):,.0f}",
                f"{median([compressed(start.sent) for start in each]):,.0f}",
                f"{median(small[name]):,.0f}",
                f"{memory / 1e6:.1f}",
                f"{memory / memory_base:.2f}",
            ]
        )
    table(
        f"Start, medians of {runs}",
        ["", "first frame ms", "× smallest", "CPU ×", "B 120x40", "with -C", "B 80x24", "MB (PSS)", "× smallest"],
        rows,
    )


def keys(found: Sequence[Program], runs: int) -> None:
    rows = []
    for program in found:
        with opened(program) as (terminal, start):
            # Inside the page: what scrolls is drawn anew by all of them.
            moves = bytes_of(terminal, [program.down, program.down, program.up, program.up] * (runs // 4 + 1))
            terminal.press(*program.box)
            terminal.wait_quiet(QUIET)
            typed = bytes_of(terminal, list("the source"))
            echo = latencies(terminal, ["backspace", "e"] * (runs * 3)) if program.box else []
            terminal.wait_quiet(QUIET)
            before, used, since = len(terminal.output), terminal.cpu, time.monotonic()
            terminal.wait_quiet(3.0) if program.name != "smallest Textual app" else pause(terminal, 3.0)
            took = time.monotonic() - since
            stream = start.sent + b"".join(moves) + b"".join(typed)
            rows.append(
                [
                    program.name,
                    f"{median(list(map(len, moves))):,.0f}",
                    f"{median(list(map(len, typed))):,.0f}",
                    f"{max(map(len, typed)):,}",
                    f"{median(echo) * 1000:.0f}",
                    f"{sorted(echo)[int(len(echo) * 0.99)] * 1000:.0f}" if echo else "",
                    f"{(len(terminal.output) - before) / took:,.0f}",
                    f"{100 * (terminal.cpu - used) / took:.1f}",
                    f"{len(stream):,} → {compressed(stream):,}",
                ]
            )
    table(
        "Keys at 120x40",
        ["", "cursor down B", "typed B", "most", "echo ms p50", "p99", "idle B/s", "CPU %", "whole session B, with -C"],
        rows,
    )


TYPED = (
    "tokayev noi ve dao chinh", "khong duoc no sung canh bao", "putin lien bang nga csto",
    "quan doi nga rut khoi kazakhstan", "bo noi vu cho biet", "nguoi bieu tinh bi bat o almaty",
)  # fmt: skip


def steadily(large: Path | None) -> None:
    """How long the echo of a key takes while the keys before it are still being answered, and the memory that takes.

    A large dossier is opened for the first time, its index then made and kept, and again.
    """
    rows = []
    sessions: list[tuple[str, Path | None]] = [("the shipped dossier", None)]
    if large:
        sessions += [(f"{large}, for the first time", large), (f"{large}, again", large)]
    for name, folder in sessions:
        program = Program(name, kaztui(*(["-d", str(folder)] if folder else [])), b"3 Quotes")
        with opened(program) as (terminal, start):
            terminal.wait_idle(2.0, patience=600)
            memory = [terminal.highest]
            terminal.forget_highest()
            late: list[float] = []
            for line in TYPED:
                terminal.press("/")
                pause(terminal, 0.3)
                late += echoes(terminal, line)
                terminal.press("ctrl+u", "esc")
                pause(terminal, 1.2)
            late.sort()
            memory += [terminal.highest, terminal.memory]
            at = [f"{late[int(len(late) * part)] * 1000:.0f}" for part in (0.5, 0.95, 0.99)]
            most = f"{late[-1] * 1000:.0f}"
            rows.append([name, f"{start.first * 1000:.0f}", *at, most, *(f"{size / 1e6:.0f}" for size in memory)])
    heads = ["ten keys a second", "first frame ms", "echo ms p50", "p95", "p99", "most"]
    heads += ["MB at most, before", "meanwhile", "MB (PSS), then"]
    table(f"{sum(len(line.replace(' ', '')) for line in TYPED)} letters typed at 120x40", heads, rows)


def pause(terminal: Terminal, seconds: float) -> None:
    until = time.monotonic() + seconds
    terminal.wait_until(lambda: time.monotonic() > until)


def main(steps: Sequence[Callable[[Sequence[Program], int], None]] = (starts, keys)) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--large", type=Path, help="a folder with a large dossier, in which is typed, too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = name
        found = list(programs(Path(name)))
        for program in found:  # compiled files and caches in place
            with opened(program):
                pass
        for step in steps:
            step(found, asked.runs)
        steadily(asked.large)


if __name__ == "__main__":
    main()
