"""A small dossier that is in order, for tests to write to disk and to spoil."""

from __future__ import annotations

from pathlib import Path

from kaztui.text import digest

WORDS = "không để cách mạng màu"
SENTENCE = 'Ông Putin nói sẽ "không để cách mạng màu" xảy ra.'

FILES: dict[str, str] = {
    "dossier": """\
id: small
title: A small dossier
period: 2022-01-01/2022-01-31
timezone: Asia/Almaty
languages: {quotes: vi, gloss: en}
""",
    "sources": f"""\
paper-1:
  title: Họp trực tuyến
  container-title: Báo Mẫu
  outlet_basis: stated
  URL: https://paper.example/1
  issued: 2022-01-11
  credits: [tass]
  text:
    sha256: {"1f" * 32}
    length: 500
    body: [[0, 300], [350, 480]]
    paragraphs: [0, 100, 350]
paper-2:
  title: "[A photo page]"
  title_basis: supplied
  text: {{sha256: {"2e" * 32}, length: 400, body: [[0, 400]], paragraphs: [0]}}
""",
    "actors": """\
putin:
  name: Vladimir Putin
  kind: person
  native: {ru: Владимир Путин}
  aliases: [Putin, ông Putin]
  roles:
    - {title: president, of: russia, since: 2012, until: 2024}
russia: {name: Russia, kind: state}
csto: {name: CSTO, kind: organization}
tass: {name: TASS, kind: media}
reuters: {name: Reuters, kind: media}
""",
    "places": """\
kazakhstan: {name: Kazakhstan, kind: country}
almaty:
  name: Almaty
  part_of: kazakhstan
  aliases: [Alma-Ata]
""",
    "events": """\
meeting:
  title: CSTO leaders meet by video
  kind: meeting
  date: 2022-01-10
  date_text: ngày 10/1
  places: [almaty]
  participants:
    - actor: putin
    - {actor: csto, role: host}
  reports:
    - quote: q-no-revolution
    - {source: paper-2, at: [10, 60], digest: "50:0123456789abcdef", stance: contradicts}
""",
    "statements": f"""\
no-revolution:
  speaker: putin
  gist: No colour revolutions will be allowed.
  occasion: meeting
  to: [csto]
  topics: [colour revolution]
  quotes:
    - id: q-no-revolution
      source: paper-1
      mode: mixed
      text: {WORDS}
      paraphrase: Ông Putin nói sẽ ngăn cách mạng màu
      gloss: they would “not let a colour revolution” happen
      at: [118, {118 + len(WORDS)}]
      sentence: [100, {100 + len(SENTENCE)}]
      digest: "{digest(SENTENCE)}"
      cue: Ông Putin nói
      chain: [tass, [reuters, csto]]
      chain_basis: stated
thanks:
  speaker: csto
  gist: Thanks.
  date: 2022-01-11
  replies_to: no-revolution
  quotes:
    - id: q-thanks
      source: paper-2
      mode: indirect
      paraphrase: CSTO cảm ơn
      at: [100, 140]
      digest: "40:0123456789abcdef"
""",
    "claims": """\
dead:
  question: How many died?
  answers:
    - id: dead-164
      answer: "164"
      value: 164
      low: 160
      high: 170
      printed: 164 người
      as_of: 2022-01-09
      reports:
        - {source: paper-1, at: [0, 40], digest: "40:0123456789abcdef", chain_basis: article}
    - id: dead-some
      answer: Some
      reports: [{quote: q-thanks}]
""",
}
"""Collection → what its YAML file says in a dossier without a mistake."""


def make_dossier(folder: Path, **files: str | bytes | None) -> Path:
    """Write the small dossier into ``folder``, with these files instead of its own, and return the folder.

    ``statements="…"`` is the text of ``statements.yaml``, ``statements_jsonl="…"`` that of ``statements.jsonl``
    instead of it; None leaves the file out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    contents: dict[str, str | bytes | None] = {f"{name}.yaml": text for name, text in FILES.items()}
    for name, text in files.items():
        collection, _, form = name.partition("_")
        if form:
            contents[f"{collection}.yaml"] = None
        contents[f"{collection}.{form or 'yaml'}"] = text
    for name, text in contents.items():
        if text is not None:
            (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def spoilt(collection: str, old: str, new: str) -> str:
    """A file of the small dossier with the only ``old`` in it replaced by ``new``."""
    text = FILES[collection]
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {collection}"
    return text.replace(old, new)
