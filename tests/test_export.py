"""JSON that is exact and safe to look at, and can be read back; CSV that a spreadsheet does not run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest

from kaztui import Dossier, export, load
from kaztui.query import parse
from kaztui.records import COLLECTIONS, About, Record
from kaztui.views import matrix, view

SAMPLE = Path(__file__).parent / "sample" / "dossier"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(SAMPLE)


def test_an_export_written_as_json_lines_is_the_same_dossier(dossier: Dossier, tmp_path: Path) -> None:
    exported = json.loads(export.dumps(export.dossier_json(dossier)))
    (tmp_path / "dossier.yaml").write_text(json.dumps(exported.pop("dossier")))  # JSON is YAML
    assert list(exported) == list(COLLECTIONS)
    for name, records in exported.items():
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    again = load(tmp_path)
    assert again.about == dossier.about
    for name in COLLECTIONS:
        assert dict(again.collection(name)) == dict(dossier.collection(name))


def test_an_export_holds_field_names_as_in_files_and_nothing_derived(dossier: Dossier) -> None:
    exported = export.dossier_json(dossier)
    source = exported["sources"][0]
    assert {"container-title", "URL"} <= set(source)
    assert set(exported["statements"][0]["quotes"][0]) <= set(dossier.quotes["q-look"].__struct_fields__)


def test_an_export_has_a_line_for_each_record(dossier: Dossier) -> None:
    lines = export.dumps(export.dossier_json(dossier)).splitlines()
    assert len([line for line in lines if line.startswith('{"id"')]) == sum(
        len(dossier.collection(name)) for name in COLLECTIONS
    )


@pytest.mark.parametrize(
    ("id", "head"),
    [
        ("q-look", {"id": "q-look", "statement": "go-and-look", "speaker": "tran-quoc-buu", "source": "thoi-dai"}),
        ("dead-9", {"id": "dead-9", "claim": "dead", "answer": "Nine", "value": 9}),
        ("oriol", {"id": "oriol", "name": "Marguerite Oriol", "kind": "person"}),
    ],
)
def test_a_record_stands_alone(dossier: Dossier, id: str, head: dict[str, object]) -> None:
    record = export.record_json(dossier, dossier.record(id))
    assert list(record)[: len(head)] == list(head)
    assert {name: record[name] for name in head} == head


def test_spans_index_the_original_string(dossier: Dossier) -> None:
    hits = export.hits_json(dossier, dossier.search("bo lai mot"))
    hit = next(hit for hit in hits if hit["id"] == "q-nobody-mien-song")
    assert [hit["record"]["text"][start:end] for start, end in hit["spans"]["text"]] == ["bỏ", "lại", "một"]
    assert 0 <= hit["score"] <= 1


def test_the_matrix(dossier: Dossier) -> None:
    assert export.matrix_json(matrix(dossier, ["minister-visit"])) == [
        {
            "event": "minister-visit",
            "cells": {"mien-song": "before", "thoi-dai": "reports", "khuyet-danh": "contradicts"},
            "origins": {"at_least": 1, "named": []},
        }
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Đảo chính “ở” Ōsaka 漢字 ▸ é", "Đảo chính “ở” Ōsaka 漢字 ▸ é"),
        ("\x1b[31m", r"\u001b[31m"),
        ("\x9b\x7f", r"\u009b\u007f"),
        ("\u202e\u2066", r"\u202e\u2066"),
        ("\u200b\ufeff\u00ad", r"\u200b\ufeff\u00ad"),
        ("\u2028", r"\u2028"),
        ("\U000e0041", r"\udb40\udc41"),
        ("\ud800", r"\ud800"),
        ("\ue000\U0010ffff", r"\ue000\udbff\udfff"),
        ("\ufe0f", r"\ufe0f"),
        ('"\\/\n', r"\"\\/\n"),
    ],
)
def test_json_escapes_what_acts_on_a_terminal_and_is_exact(text: str, written: str) -> None:
    assert export.dumps([text]) == f'[\n"{written}"\n]\n'
    assert json.loads(export.dumps([text])) == [text]


def test_empty_lists() -> None:
    assert export.dumps([]) == "[]\n"
    assert json.loads(export.dumps({"a": [], "b": {"c": 1}})) == {"a": [], "b": {"c": 1}}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_quotes_as_csv(dossier: Dossier) -> None:
    text = export.quotes_csv(dossier, view(dossier, parse("")))
    by_id = {row["id"]: row for row in rows(text)}
    assert set(by_id) == set(dossier.quotes)
    assert by_id["q-nobody-thoi-dai"] == {
        "id": "q-nobody-thoi-dai",
        "statement": "nobody-left",
        "speaker": "Đỗ Hương Giang",
        "date": "2031-10-04",
        "date_basis": "stated",
        "gist": "Nobody will be left behind.",
        "mode": "mixed",
        "text": "không để ai bị bỏ lại phía sau",
        "paraphrase": "Bà Giang đã hứa không một người nào bị bỏ rơi",
        "gloss": "she had promised to “let nobody be left behind”",
        "source": "thoi-dai",
        "outlet": "Thời Đại Mới (inferred)",
        "chain": "Đỗ Hương Giang ▸ Bắc Đẩu? ▸ Thời Đại Mới",
        "chain_basis": "inferred",
        "paragraph": "5 of 7",
        "start": "553",
        "end": "583",
        "certainty": "certain",
        "note": "The nearest credit, one paragraph earlier, names two agencies; only one was at the meeting.",
    }
    assert text.count("\r\n") == text.count("\n") == len(dossier.quotes) + 1


def test_the_timeline_as_csv(dossier: Dossier) -> None:
    by_id = {row["id"]: row for row in rows(export.timeline_csv(dossier, view(dossier, parse(""))))}
    visit = by_id["minister-visit"]
    assert (visit["date"], visit["status"]) == ("2031-10-10~", "planned")
    assert (visit["reported_by"], visit["contradicted_by"]) == ("thoi-dai", "khuyet-danh")
    assert by_id["patches"]["date"] == ""


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+84 123", "'+84 123"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\u200b=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("\t=1+1", " =1+1"),
        ("plain = text", "plain = text"),
        ("\x1b[31m", "␛[31m"),
    ],
)
def test_a_cell_is_never_run(dossier: Dossier, text: str, cell: str) -> None:
    """Not by a spreadsheet, as a formula, and not by a terminal."""
    collections: dict[str, dict[str, Record]] = {name: {} for name in COLLECTIONS}
    collections |= {"sources": dict(dossier.sources), "actors": dict(dossier.actors)}
    said = msgspec.structs.replace(dossier.statements["go-and-look"], gist=text, replies_to=None)
    collections["statements"] = {said.id: said}
    made = Dossier(About(id="made", title="Made"), collections)
    (row,) = rows(export.quotes_csv(made, view(made, parse(""))))
    assert row["gist"] == cell
