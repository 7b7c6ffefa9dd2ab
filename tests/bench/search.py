"""How well and how fast quotes are found.

    python tests/bench/search.py [DOSSIER] [options, see --help]

Makes noisy queries of the dossier's own quotes (see noise.py), asks them, and prints success@1 and @5 and MRR@10 by
kind with 95 % intervals (Wilson), times per query and per keystroke (each query typed letter by letter), and what
opening the dossier and building, writing and reading the index costs in time and memory. A sample of the same queries
is put to RapidFuzz's partial_ratio and WRatio and, where it is installed, to fzf; of a large dossier that takes long,
and --others 0 leaves it out. Any quote of the right statement is a hit. Even queries are for tuning, odd ones for
reporting.

Queries that somebody typed are told apart: for the shipped dossier those of typed.jsonl, which were written from the
articles by somebody who did not see what they find, else those of --queries, a file with a line
{"query": "…", "statements": ["id", …]} for each: any of the statements is a hit.
It prints; it never fails a build. Two shared cores: trust ratios, not milliseconds.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import shutil
import subprocess
import sys
import tracemalloc
from collections import defaultdict
from collections.abc import Callable
from math import sqrt
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any, NamedTuple

import kaztui
from kaztui.fields import documents, fields_of
from kaztui.search import Index, Match
from kaztui.text import fold

sys.path.insert(0, str(Path(__file__).parent))
from noise import CIRCULAR, KINDS, Asked, Maker, told  # type: ignore[import-not-found, unused-ignore]

Finder = Callable[[str], list[str]]
"""A query → the statements of its best hits, best first."""
HEAD = f"{'':40}{'n':>5}  success@1 (95 %)     @5     MRR@10   p50 ms  p95 ms"
TYPED = Path(__file__).parent / "typed.jsonl"


class Typed(NamedTuple):
    """A query that somebody typed, and the statements any of which was meant."""

    query: str
    statements: frozenset[str]


class _Help(argparse.RawDescriptionHelpFormatter, argparse.ArgumentDefaultsHelpFormatter):
    """The docstring as it stands, and the default of each option."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Help)
    parser.add_argument("dossier", nargs="?", help="the shipped one, unless another is named")
    parser.add_argument("--half", choices=("tuning", "reported", "both"), default="reported", help="which queries")
    parser.add_argument("--count", type=int, default=400, help="queries a kind, both halves together")
    parser.add_argument("--seed", type=int, default=20220105, help="of all chance")
    parser.add_argument("--others", type=int, default=20, metavar="N", help="ask RapidFuzz and fzf N of a kind too")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="queries that somebody typed")
    parser.add_argument("--keystrokes", type=int, default=8, metavar="N", help="type N queries of each kind")
    parser.add_argument(
        "--kind", action="append", choices=KINDS, metavar="KIND", help="this kind only; may be repeated"
    )
    parser.add_argument("--misses", action="store_true", help="print what was not found")
    options = parser.parse_args()

    start = perf_counter()
    dossier = kaztui.load(options.dossier)
    opened = perf_counter() - start
    for _ in dossier.prepare():
        pass
    prepared = perf_counter() - start - opened
    print(f"this machine, now: a million additions take {_additions() * 1e3:.0f} ms")
    print(f"opened in {opened:.2f} s, ready for words after {prepared:.2f} s more; {_resident():.0f} MB resident")
    fields = list(documents(dossier, "quote"))
    statement = {id: dossier.statement_of(id).id for id, _ in fields}
    kinds = options.kind or KINDS
    maker = Maker(told(iter(fields), statement.__getitem__), options.seed)
    queries = {kind: _half(maker.asked(kind, options.count), options.half) for kind in kinds}
    print(f"{len(fields)} quotes, {sum(map(len, queries.values()))} queries ({options.half} half), seed {options.seed}")

    names = [[actor.name, *actor.native.values(), *actor.aliases] for actor in dossier.actors.values()]
    names += [[place.name, *place.aliases] for place in dossier.places.values()]
    index = _costs(fields, names, fields_of(dossier, "quote"))
    del fields
    gc.collect()
    gc.freeze()

    def kaztui_finds(query: str) -> list[str]:
        return [statement[match.id] for match in index.find(query, limit=10)]

    _table("kaztui.search", queries, kaztui_finds, misses=options.misses)
    _keystrokes(index, queries, options.keystrokes)
    others: list[tuple[str, Finder]] = []
    if options.others:
        few = {kind: asked[: options.others] for kind, asked in queries.items()}
        texts = {}
        for id, quote in dossier.quotes.items():
            speaker = dossier.actors[dossier.statement_of(id).speaker].name
            texts[id] = " ".join((quote.text or "", quote.paraphrase or "", speaker, quote.gloss or ""))
        _table("kaztui.search, same queries as below", few, kaztui_finds)
        others = _others(texts, statement)
        for name, finder in others:
            _table(name, few, finder)

    def the_line_finds(query: str) -> list[str]:
        try:
            return [statement[hit.id] for hit in dossier.search(query, limit=30)]
        except kaztui.QueryError:
            return []

    if file := options.queries or (None if options.dossier else TYPED):
        _typed(file, [("kaztui.search, as a query line", the_line_finds), *others], misses=options.misses)


def _additions() -> float:
    """Seconds that a million additions take: the measure for all other times."""
    start, total = perf_counter(), 0
    for number in range(1_000_000):
        total += number
    return perf_counter() - start


def _resident() -> float:
    """Megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * resource.getpagesize() / 1e6


def _half(asked: list[Asked], half: str) -> list[Asked]:
    return asked if half == "both" else asked[::2] if half == "tuning" else asked[1::2]


def _costs(fields: list[Any], names: list[list[str]], fields_of: Callable[[str], Any]) -> Index:
    gc.collect()
    start = perf_counter()
    index = Index(iter(fields), names=names, fields_of=fields_of)
    built = perf_counter() - start
    start = perf_counter()
    data = index.dump()
    dumped = perf_counter() - start
    del index
    gc.collect()
    start = perf_counter()
    index = Index.load(data, fields_of=fields_of)
    loaded = perf_counter() - start
    for _ in index.warm():
        pass
    start = perf_counter()
    if len(fields) <= 20_000:
        tracemalloc.start()
        again = Index(iter(fields), names=names, fields_of=fields_of)
        held = f", {tracemalloc.get_traced_memory()[0] / 1e6:.1f} MB held"
        tracemalloc.stop()
        del again
    else:
        held = ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"build {built * 1e3:.0f} ms, dump {dumped * 1e3:.0f} ms ({len(data) / 1e6:.1f} MB), load {loaded * 1e3:.1f} ms"
        f"{held}; peak of the process {peak:.0f} MB"
    )
    return index


def _table(name: str, queries: dict[str, list[Asked]], finder: Finder, *, misses: bool = False) -> None:
    print(f"\n{name}\n{HEAD}")
    sums: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for kind, asked in queries.items():
        ranks: list[tuple[int, float]] = []
        for _, query, right in asked:
            start = perf_counter()
            found = finder(query)
            took = perf_counter() - start
            rank = found.index(right) + 1 if right in found[:10] else 0
            ranks.append((rank, took))
            if misses and rank != 1:
                print(f"   miss {rank} {kind}: {query!r} -> {right} not {found[:1]}")
        _row(kind + (" (circular)" if kind in CIRCULAR else ""), ranks)
        sums["circular" if kind in CIRCULAR else "all but circular"] += ranks
        sums["all"] += ranks
    for label in ("all but circular", "circular", "all"):
        if sums[label]:
            _row(label, sums[label])


def typed(file: Path) -> list[Typed]:
    """The queries of a file that has one on each line."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [Typed(row["query"], frozenset(row["statements"])) for row in rows]


def _typed(file: Path, finders: list[tuple[str, Finder]], *, misses: bool) -> None:
    """One row for each way to find; a statement counts once, however many of its quotes are found."""
    asked = typed(file)
    print(f"\n{len(asked)} queries that somebody typed, {file.name}\n{HEAD}")
    for name, finder in finders:
        ranks: list[tuple[int, float]] = []
        for query, right in asked:
            start = perf_counter()
            found = list(dict.fromkeys(finder(query)))[:10]
            took = perf_counter() - start
            rank = next((rank for rank, each in enumerate(found, 1) if each in right), 0)
            ranks.append((rank, took))
            if misses and rank != 1 and (name, finder) == finders[0]:
                print(f"   miss {rank}: {query!r} -> {sorted(right)} not {found[:1]}")
        _row(name, ranks)


def _row(label: str, ranks: list[tuple[int, float]]) -> None:
    if not ranks:
        print(f"{label:40}{0:5}")
        return
    count = len(ranks)
    first = sum(rank == 1 for rank, _ in ranks)
    low, high = _wilson(first, count)
    five = sum(0 < rank <= 5 for rank, _ in ranks) / count
    mrr = sum(1 / rank for rank, _ in ranks if rank) / count
    p50, p95 = _percentiles([took for _, took in ranks])
    share = f"{first / count:.3f} ({low:.3f}-{high:.3f})"
    print(f"{label:40}{count:5}  {share}  {five:.3f}  {mrr:.3f}  {p50:8.2f}{p95:8.2f}")


def _wilson(hits: int, count: int) -> tuple[float, float]:
    z = 1.96
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _percentiles(seconds: list[float]) -> tuple[float, float]:
    ordered = sorted(seconds)
    return ordered[len(ordered) // 2] * 1e3, ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1e3


def _keystrokes(index: Index, queries: dict[str, list[Asked]], count: int) -> None:
    """Times of each key of queries typed letter by letter: ranking, 20 matches, spans of six rows."""
    ranked: list[float] = []
    worked: list[float] = []
    shown: list[float] = []
    longest = 0.0
    for kind, asked in queries.items():
        if kind == "pasted quote":
            continue
        for _, query, _ in asked[:count]:
            for end in range(1, len(query) + 1):
                start = since = perf_counter()
                at_work = thread_time()
                matches: list[Match] = []
                for answer in index.steps(query[:end]):
                    now = perf_counter()
                    longest = max(longest, now - since)
                    since = now
                    if answer is not None:
                        matches = answer.matches(20)
                ranked.append(perf_counter() - start)
                worked.append(thread_time() - at_work)
                start = perf_counter()
                for match in matches[:6]:
                    _ = match.spans
                shown.append(perf_counter() - start)
    if ranked:
        p50, p95 = _percentiles(ranked)
        c50, c95 = _percentiles(worked)
        s50, s95 = _percentiles(shown)
        print(
            f"\nkeystroke, {len(ranked)} keys: p50 {p50:.2f} ms, p95 {p95:.2f} ms (processor {c50:.2f}, {c95:.2f});"
            f" spans of six rows p50 {s50:.2f}, p95 {s95:.2f}; longest slice {longest * 1e3:.1f} ms"
        )


def _others(texts: dict[str, str], statement: dict[str, str]) -> list[tuple[str, Finder]]:
    from rapidfuzz import fuzz, process

    folded = {id: fold(text) for id, text in texts.items()}

    def scored(scorer: Any, choices: dict[str, str], prepare: Callable[[str], str]) -> Finder:
        def find(query: str) -> list[str]:
            return [statement[id] for _, _, id in process.extract(prepare(query), choices, scorer=scorer, limit=10)]

        return find

    found: list[tuple[str, Finder]] = [
        ("RapidFuzz partial_ratio, folded", scored(fuzz.partial_ratio, folded, fold)),
        ("RapidFuzz WRatio (its default), folded", scored(fuzz.WRatio, folded, fold)),
    ]
    if shutil.which("fzf"):
        lines = "\n".join(f"{id}\t{' '.join(text.split())}" for id, text in folded.items())

        def fzf(query: str) -> list[str]:
            command = ["fzf", "--delimiter=\t", "--nth=2..", "--filter", fold(query)]
            done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
            return [statement[line.partition("\t")[0]] for line in done.stdout.splitlines()[:10]]

        found.append(("fzf --filter, folded (with its start)", fzf))
    return found


if __name__ == "__main__":
    main()
