"""Makes a dossier of many quotes out of few, to see how the program behaves at a size nobody curates by hand.

    python tests/bench/make_dossier.py 100000 OUT [--from DOSSIER_OR_TEXTS] [--seed 1] [--articles DIR]

Sentences come from a dossier (the shipped one by default) or from a JSON Lines file of objects with ``text`` and,
if there is one, ``gloss``. While they last each becomes one quote; beyond that the head of one is spliced to the
tail of another, so that all quotes differ. What comes out is a valid dossier in JSON Lines (DESIGN.md section 3):
sources have invented texts in which every offset and digest holds; ``--articles`` writes those too. One seed, one
dossier, to the byte.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import kaztui
from kaztui.text import digest

QUOTES_A_SOURCE = 40
STATEMENTS_AN_EVENT = 30
CUES = ("Ông nói", "Tuyên bố nêu rõ", "Theo cơ quan này", "Bà cho biết", "Người phát ngôn khẳng định")
FAMILY = ("Akhmetov", "Sultanov", "Nguyễn", "Bektassov", "Ivanov", "Trần", "Müller", "Okafor", "Serikov", "Lê")
GIVEN = ("Aigul", "Timur", "Marat", "Hồng", "Dinara", "Olga", "Kairat", "Minh", "Saule", "Viktor")


class Sentence(NamedTuple):
    text: str
    gloss: str


class Waiting(NamedTuple):
    """A quote that has no source yet."""

    quote: dict[str, Any]
    sentence: Sentence
    speaker: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quotes", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="pool", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=Path)
    options = parser.parse_args()
    write(options.quotes, options.out, sentences(options.pool), Random(options.seed), options.articles)


def sentences(pool: Path | None) -> list[Sentence]:
    """What quotes are made of."""
    if pool is not None and pool.is_file():
        lines = [json.loads(line) for line in pool.read_text("utf-8").splitlines() if line.strip()]
        found = [Sentence(line["text"], line.get("gloss") or "") for line in lines]
    else:
        dossier = kaztui.load(pool)
        found = [
            Sentence(quote.text or quote.paraphrase or "", quote.gloss or "") for quote in dossier.quotes.values()
        ]
    found = [Sentence(" ".join(text.split()), " ".join(gloss.split())) for text, gloss in found]
    return list(dict.fromkeys(sentence for sentence in found if len(sentence.text) >= 12))


def spliced(pool: list[Sentence], count: int, random: Random) -> Iterator[Sentence]:
    """``count`` sentences, all different."""
    seen: set[str] = set()
    for sentence in random.sample(pool, min(count, len(pool))):
        seen.add(sentence.text)
        yield sentence
    tries = 0
    while len(seen) < count:
        parts = [random.choice(pool) for _ in range(2 + tries // 1_000)]
        made = Sentence(_splice([part.text for part in parts], random), _splice([part.gloss for part in parts], random))
        if made.text in seen:
            tries += 1
            continue
        tries = 0
        seen.add(made.text)
        yield made


def _splice(parts: list[str], random: Random) -> str:
    """The head of the first, the tail of the last and the middle of what is between, in at most 60 words."""
    words: list[str] = []
    for place, part in enumerate(parts):
        of = part.split()
        cut = random.randint(len(of) // 3, 2 * len(of) // 3)
        words += of[:cut][:30] if place < len(parts) - 1 else of[cut:][:30]
    return " ".join(words)


def write(count: int, out: Path, pool: list[Sentence], random: Random, articles: Path | None) -> None:
    """Writes the dossier, and its sources' texts into ``articles``."""
    if not pool:
        raise SystemExit("no sentence of 12 characters or more to make quotes of")
    out.mkdir(parents=True, exist_ok=True)
    actors = _actors(count, random)
    speakers = [actor["id"] for actor in actors]
    wordings = _statements(spliced(pool, count, random), random)
    statements: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []
    waiting: list[Waiting] = []
    for number, group in enumerate(wordings):
        gist = " ".join(group[0].gloss.split()[:12]) or f"Point {number} of a long list."
        statement: dict[str, Any] = {
            "id": f"s-{number}",
            "speaker": random.choice(speakers),
            "gist": gist[:1].upper() + gist[1:],
            "occasion": f"e-{number // STATEMENTS_AN_EVENT}",
            "topics": random.sample(["order", "security", "gas", "health", "trade", "weapons", "talks"], 2),
            "quotes": [],
        }
        statements.append(statement)
        for place, sentence in enumerate(group):
            quote: dict[str, Any] = {"id": f"q-{number}-{place}"}
            statement["quotes"].append(quote)
            waiting.append(Waiting(quote, sentence, statement["speaker"]))
    random.shuffle(waiting)
    for start in range(0, len(waiting), QUOTES_A_SOURCE):
        sources.append(_source(len(sources), waiting[start : start + QUOTES_A_SOURCE], speakers, random, articles))
    events = [_event(number, statements, random) for number in range(-(-len(statements) // STATEMENTS_AN_EVENT))]
    about = f"id: made-{count}\ntitle: {count} made quotes\nlanguages: {{quotes: vi, gloss: en}}\n"
    (out / "dossier.yaml").write_text(about, "utf-8")
    for name, records in (("actors", actors), ("events", events), ("sources", sources), ("statements", statements)):
        with (out / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for record in records:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _statements(made: Iterator[Sentence], random: Random) -> Iterator[list[Sentence]]:
    """Sentences in ones, twos and threes; the wordings of one statement share how they begin."""
    for sentence in made:
        group = [sentence]
        while random.random() < 0.25 and len(group) < 3:
            other = next(made, None)
            if other is None:
                break
            head = sentence.text.split()[: random.randint(3, 8)]
            group.append(Sentence(" ".join([*head, other.text]), sentence.gloss or other.gloss))
        yield group


def _actors(count: int, random: Random) -> list[dict[str, Any]]:
    """The shipped dossier's persons and bodies, and one invented person for every 200 quotes."""
    shipped = [
        {"id": actor.id, "name": actor.name, "kind": actor.kind, "native": actor.native, "aliases": list(actor.aliases)}
        for actor in kaztui.load().actors.values()
    ]
    invented = []
    for number in range(count // 200):
        name = f"{random.choice(GIVEN)} {random.choice(FAMILY)}{'abcdefghij'[number % 10]}{number // 10 or ''}"
        invented.append({"id": f"a-{number}", "name": name, "kind": "person", "aliases": [name.split()[-1]]})
    return shipped + invented


def _source(
    number: int, quotes: list[Waiting], speakers: list[str], random: Random, out: Path | None
) -> dict[str, Any]:
    """A source in which the quotes stand one a paragraph; fills in what each quote says of its place."""
    id = f"src-{number}"
    text = ""
    paragraphs = []
    for quote, sentence, speaker in quotes:
        paragraphs.append(len(text))
        cue = random.choice(CUES)
        start = len(text)
        quoted = random.random() < 0.8
        before, after = (f"{cue}: “", "”") if quoted else (f"{cue} rằng ", "")
        text += before
        at = [len(text), len(text) + len(sentence.text)]
        text += sentence.text + after
        quote.update(source=id, mode="direct" if quoted else "indirect")
        quote["text" if quoted else "paraphrase"] = sentence.text
        if sentence.gloss:
            quote["gloss"] = sentence.gloss
        quote.update(at=at, sentence=[start, len(text)], digest=digest(text[start:]), cue=cue)
        if random.random() < 0.3:
            through = random.choice([other for other in speakers[:20] if other != speaker])
            quote.update(chain=[through], chain_basis="stated")
        text += "\n"
    data = text.encode()
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{id}.txt").write_bytes(data)
    day = random.randint(10, 31)
    return {
        "id": id, "title": f"Bài báo số {number}: {quotes[0].sentence.text[:40].strip()}",
        "container-title": f"Báo {number % 97}",
        "outlet_basis": "stated", "language": "vi", "issued": f"2022-01-{day:02}",
        "text": {
            "sha256": sha256(data).hexdigest(), "length": len(text), "body": [[0, len(text)]], "paragraphs": paragraphs,
        },
    }  # fmt: skip


def _event(number: int, statements: list[dict[str, Any]], random: Random) -> dict[str, Any]:
    first = statements[number * STATEMENTS_AN_EVENT]
    kind = random.choice(["meeting", "diplomacy", "violence", "deployment"])
    return {
        "id": f"e-{number}", "title": f"Made-up {kind} number {number}", "kind": kind,
        "date": f"2022-01-{random.randint(1, 9):02}", "participants": [{"actor": first["speaker"]}],
        "reports": [{"quote": first["quotes"][0]["id"]}],
    }  # fmt: skip


if __name__ == "__main__":
    main()
