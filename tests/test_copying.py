"""What is copied: own words in marks, reported ones never, with who, when, through whom and where."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string

from kaztui import Dossier, load
from kaztui.cite import STYLES, NotCitable, cite
from kaztui.copying import copied
from kaztui.text import sanitise

SAMPLE = Path(__file__).parent / "sample" / "dossier"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(SAMPLE)


@pytest.fixture(scope="module")
def shipped() -> Dossier:
    return load()


COPIED = {
    "q-look": "“Ai nói chậm thì xin mời ra đê mà xem!” (English, our translation: “Whoever says it was slow is welcome "
    "to go to the dyke and look!”): Trần Quốc Bửu, Tue 7 Oct 2031, as reported by Aurora or Bắc Đẩu. "
    "Vũ Minh, Hà An: “Khẩu chiến giữa mùa lũ”, Thời Đại Mới (inferred), Tue 7 Oct 2031 (inferred), paragraph 4 of 7",
    "q-heard": "people of Bến Lụa, date not stated, no origin named, doubtful; reported, in our words: some had heard "
    "water at midnight, but nobody had seen a gate open. [Mud in the market of Bến Lụa], (outlet not named), no "
    "earlier than Wed 8 Oct 2031 (inferred), paragraph 5 of 5",
    "gates-yes": "Did the dam open its gates in the night? Yes (disputed).\n- reported: people of Bến Lụa, no origin "
    "named. Vũ Minh, Hà An: “Khẩu chiến giữa mùa lũ”, Thời Đại Mới (inferred), Tue 7 Oct 2031 (inferred), "
    "paragraph 6 of 7",
    "oriol": "Marguerite Oriol: head, Nhịp Cầu",
}


@pytest.mark.parametrize("id", COPIED)
def test_one_record_is_plain_text_without_a_line_end(dossier: Dossier, id: str) -> None:
    assert copied(dossier, [id]) == COPIED[id]


def test_tokayevs_words_are_copied_with_who_when_through_whom_and_where(shipped: Dossier) -> None:
    assert copied(shipped, ["tok-not-fire-001"]) == (
        "“không bao giờ nổ súng vào những người biểu tình ôn hòa” (English, our translation: his soldiers will “never "
        "open fire on peaceful protesters”): Kassym-Jomart Tokayev, Mon 10 Jan 2022 (inferred), no origin named. “Tổng "
        "thống Putin nói gì về việc đưa lực lượng đến Kazakhstan?”, (outlet not named), Mon 10 Jan 2022 (inferred), "
        "paragraph 8 of 8"
    )


def test_several_are_one_markdown_note_with_each_source_once(dossier: Dossier) -> None:
    note = copied(dossier, ["q-look", "oriol", "q-heard", "q-slow", "q-look"])
    assert note.startswith("**Marguerite Oriol**: head, Nhịp Cầu\n\n> “Ai nói chậm")
    assert note.count("Khẩu chiến giữa mùa lũ") == note.count("Mud in the market") == 1
    assert note.index("## Sources") < note.index("Khẩu chiến")
    assert note.count("“Ai nói chậm") == 1


def test_a_style_is_cites_own(dossier: Dossier) -> None:
    for style in STYLES:
        assert copied(dossier, ["q-look", "dead"], style) == cite(dossier, ["q-look", "dead"], style).rstrip("\n")


@pytest.mark.parametrize("style", ["csl-json", "bibtex"])
def test_who_somebody_is_has_no_citation(dossier: Dossier, style: str) -> None:
    with pytest.raises(NotCitable, match="oriol is an actor"):
        copied(dossier, ["q-look", "oriol"], style)  # type: ignore[arg-type]


def test_an_unknown_id(dossier: Dossier) -> None:
    with pytest.raises(KeyError):
        copied(dossier, ["nobody"])


@pytest.mark.parametrize("style", STYLES)
def test_no_reported_words_are_ever_in_quotation_marks(shipped: Dossier, style: str) -> None:
    for quote in shipped.quotes.values():
        if quote.mode != "indirect":
            continue
        text = copied(shipped, [quote.id], style)  # type: ignore[arg-type]
        assert "reported, in our words: " in text
        marked = set(re.findall("“[^”]*”", text)) - {f"“{shipped.sources[quote.source].title}”"}
        # an article's own term in marks, kept in the gloss, is no quote of the speaker's
        assert all(words in sanitise(quote.gloss or quote.paraphrase or "") for words in marked), quote.id


@pytest.mark.parametrize("mode", ["mixed", "scare"])
def test_of_a_partly_quoted_clause_only_the_quoted_part_is_in_marks(shipped: Dossier, mode: str) -> None:
    for quote in shipped.quotes.values():
        if quote.mode != mode:
            continue
        marked = set(re.findall("“[^”]*”", copied(shipped, [quote.id])))
        marked -= {f"“{shipped.sources[quote.source].title}”"}
        assert all(words == f"“{sanitise(quote.text or '')}”" or words in (quote.gloss or "") for words in marked)
        assert f"“{sanitise(quote.text or '')}”" in marked


@pytest.mark.parametrize("style", STYLES)
def test_every_record_of_the_shipped_dossier_can_be_copied_safely(shipped: Dossier, style: str) -> None:
    ids = [id for id in shipped.ids() if id not in shipped.actors and id not in shipped.places]
    for id in ids:
        text = copied(shipped, [id], style)  # type: ignore[arg-type]
        assert text and sanitise(text, multiline=True) == text
    together = copied(shipped, ids, style)  # type: ignore[arg-type]
    if style == "csl-json":
        assert [item["id"] for item in json.loads(together)] and len(json.loads(together)) == len(shipped.sources)
    if style == "bibtex":
        library = parse_string(together)
        assert not library.failed_blocks
        assert {entry.key for entry in library.entries} == set(shipped.sources)
