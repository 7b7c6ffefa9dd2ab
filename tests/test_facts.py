"""All about a record: every fact under its label, and every record that it is linked to within reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaztui import Dossier, load, wording
from kaztui.facts import Facts, Pieces, facts_of
from kaztui.facts.pieces import chain, report
from kaztui.fields import actor_fields, event_fields, fields_of
from kaztui.records import Actor, Event, Quote

SAMPLE = Path(__file__).parent / "sample" / "dossier"


@pytest.fixture(scope="module")
def sample() -> Dossier:
    return load(SAMPLE)


@pytest.fixture(scope="module")
def both(sample: Dossier) -> tuple[Dossier, Dossier]:
    return sample, load()


def said(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)


def read(facts: Facts) -> dict[str, list[str]]:
    """``heading label`` → the values, as text."""
    known: dict[str, list[str]] = {}
    for section in facts.sections:
        for fact in section.facts:
            label = f"{said(section.heading)} {fact.label}".strip()
            known.setdefault(label, []).extend(said(value) for value in fact.values)
    return known


def lines(facts: Facts) -> list[Pieces]:
    values = [value for section in facts.sections for fact in section.facts for value in fact.values]
    return [facts.title, *facts.paragraphs, *(section.heading for section in facts.sections), *values]


def reached(dossier: Dossier, facts: Facts) -> set[str]:
    """The records to which facts lead, the articles of what they say of events, and what rows lead through.

    That is the wordings of a statement, and the article of a quote.
    """
    ids = {part for link in facts.links for part in link.split("@")}
    wordings = {quote.id for id in ids & set(dossier.statements) for quote in dossier.statements[id].quotes}
    return ids | wordings | {dossier.quotes[id].source for id in ids & set(dossier.quotes)}


def test_everything_that_a_record_is_linked_to_is_within_reach(both: tuple[Dossier, Dossier]) -> None:
    for dossier in both:
        for id in dossier.ids():
            assert {link.id for link in dossier.links(id)} <= {id} | reached(dossier, facts_of(dossier, id)), id


def test_every_link_leads_to_a_record(both: tuple[Dossier, Dossier]) -> None:
    for dossier in both:
        known = set(dossier.ids())
        for id in dossier.ids():
            facts = facts_of(dossier, id)
            assert (facts.id, reached(dossier, facts) - known) == (id, set())
            assert said(facts.title)


def test_nothing_is_empty(both: tuple[Dossier, Dossier]) -> None:
    for dossier in both:
        for id in dossier.ids():
            facts = facts_of(dossier, id)
            assert all(all(piece.text for piece in line) for line in lines(facts)), id
            assert all(facts.paragraphs)
            assert all(fact.label and fact.values and all(fact.values)
                       for section in facts.sections for fact in section.facts), id  # fmt: skip


def test_a_field_that_can_be_marked_is_shown_as_it_is_searched(both: tuple[Dossier, Dossier]) -> None:
    shown = set()
    for dossier in both:
        for id in dossier.ids():
            match dossier.record(id):
                case Quote() as record:
                    fields = fields_of(dossier, "quote")(record.id)
                case Event() as record:
                    fields = event_fields(dossier, record)
                case Actor() as record:
                    fields = actor_fields(record)
                case _:
                    continue
            for piece in (piece for line in lines(facts_of(dossier, id)) for piece in line if piece.field):
                assert fields[piece.field] == piece.text, (id, piece)
                shown.add(piece.field.partition(".")[0])
    assert shown >= {"text", "paraphrase", "gloss", "statement", "speaker", "name", "aliases", "native", "title",
                     "summary", "places", "participants", "occasion", "chain", "source"}  # fmt: skip


def test_chains_are_worded_as_everywhere(both: tuple[Dossier, Dossier]) -> None:
    for dossier in both:
        for quote in dossier.quotes.values():
            assert said(chain(dossier, quote)) == wording.chain(dossier, quote)
        for event in dossier.events.values():
            for each in event.reports:
                assert said(report(dossier, each)).startswith(wording.report_chain(dossier, each))


def test_only_own_words_are_in_the_ink_of_words(both: tuple[Dossier, Dossier]) -> None:
    for dossier in both:
        for quote in dossier.quotes.values():
            facts = facts_of(dossier, quote.id)
            own = [piece.text for piece in facts.paragraphs[0] if piece.role == "words"]
            assert own == (["“", quote.text, "”"] if quote.mode in ("direct", "mixed") else [])
            called = {"indirect": "in our words: ", "scare": "marked by the article: "}.get(quote.mode, "“")
            assert said(facts.paragraphs[0]).startswith(called)


def test_a_quote(sample: Dossier) -> None:
    facts = facts_of(sample, "q-look")
    assert said(facts.title) == "Trần Quốc Bửu · Tue 7 Oct · Minister of Water"
    assert [said(paragraph) for paragraph in facts.paragraphs] == [
        "“Ai nói chậm thì xin mời ra đê mà xem!”",
        "English: “Whoever says it was slow is welcome to go to the dyke and look!”",
    ]
    known = read(facts)
    assert known["according to"] == ["Trần Quốc Bửu ▸ Aurora or Bắc Đẩu ▸ Thời Đại Mới · the article says so"]
    assert known["printed in"] == [
        "Khẩu chiến giữa mùa lũ",
        "Thời Đại Mới (inferred) · Tue 7 Oct 2031 (inferred) · paragraph 4 of 7, characters 361–398",
    ]
    assert known["to whom"] == ["not stated"]
    assert known["answers"] == ["Marguerite Oriol, Mon 6 Oct: The authorities reacted three days too late."]
    assert list(known)[:6] == ["according to", "printed in", "in short", "when", "occasion", "to whom"]
    assert list(known)[-1] == "topics"


def test_an_actor_has_what_they_said_and_did_day_by_day_and_who_answered_whom() -> None:
    dossier = load()
    known = read(facts_of(dossier, "tokayev"))
    assert known["role"] == ["Tổng thống Kazakhstan (President of Kazakhstan), Kazakhstan"]
    took_part = "CSTO leaders meet by video on Kazakhstan, speaks; proposed the meeting"
    assert known["Took part in Mon 10 Jan"] == [took_part]
    shooting = "The security forces will never open fire on peaceful protesters. · Baoquocte.vn (000), 001, 004"
    assert shooting in known["Said Mon 10 Jan"]
    blinken = read(facts_of(dossier, "blinken"))
    answered = [value for label, values in blinken.items() if label.startswith("Was answered") for value in values]
    assert answered == [
        "Ministry of Foreign Affairs of Russia: Wherever the Americans come, the people there find it hard to live. ↩ "
        "Once the Russians are in, it can be very hard to get them to leave."
    ]


def test_an_agency_has_what_it_passed_on_by_article_and_what_is_only_inferred() -> None:
    known = read(facts_of(load(), "tass"))
    assert "Vladimir Putin: marked by the article: “cách mạng màu” (inferred)" in known["Passed on 004"]
    (stated,) = (value for value in known["Passed on PLVN (002)"] if not value.endswith(" (inferred)"))
    assert stated.startswith("Vladimir Putin: “Tổ chức của chúng tôi đã chứng minh được tiềm năng")


def test_an_event_has_who_reports_and_who_contradicts_it(sample: Dossier) -> None:
    known = read(facts_of(sample, "night-release"))
    assert known["what"] == ["emergency · alleged"]
    assert known["reported"] == ["people of Bến Lụa ▸ (no origin named) ▸ Thời Đại Mới · paragraph 6 of 7"]
    (contradicted,) = known["contradicted"]
    assert contradicted.startswith("Phạm Văn Đệ ▸ Bắc Đẩu (credited by the article as a whole) ▸ Báo Miền Sông")


def test_a_quote_and_an_article_that_deny_an_event_are_said_to_deny_it(sample: Dossier) -> None:
    known = read(facts_of(sample, "q-rumour"))
    event = wording.event_title(sample.events["night-release"])
    assert ("reports" in known, known["contradicts"]) == (False, [event])
    assert read(facts_of(sample, "q-gates"))["reports"] == [event]
    article = read(facts_of(sample, "mien-song"))
    assert article["What it denies contradicts"] == [event]
    assert not any(event in values for label, values in article.items() if label.startswith("Events"))


def test_what_one_article_says_of_an_event(sample: Dossier) -> None:
    facts = facts_of(sample, "night-release@mien-song")
    assert said(facts.title) == wording.event_title(sample.events["night-release"])
    assert said(facts.paragraphs[0]) == "Báo Miền Sông"
    words, through = read(facts)["contradicts"]
    assert words == "marked by the article: “xả lũ trong đêm”" and through.startswith("Phạm Văn Đệ ▸ Bắc Đẩu")
    assert "q-rumour" in facts.links
    silent = facts_of(sample, "night-release@khuyet-danh")
    assert said(silent.paragraphs[1]) == "This article says nothing of it."


@pytest.mark.parametrize("id", ["night-release@nobody", "nobody@mien-song", "oriol@mien-song"])
def test_what_no_article_of_the_dossier_says_of_no_event(sample: Dossier, id: str) -> None:
    with pytest.raises(KeyError):
        facts_of(sample, id)


def test_every_name_can_be_asked_for_and_every_row_leads_somewhere_as_a_whole(both: tuple[Dossier, Dossier]) -> None:
    for dossier in both:
        named = {**dossier.actors, **dossier.sources, **dossier.places, **dossier.events}
        for id in dossier.ids():
            for line in lines(facts_of(dossier, id)):
                assert all(piece.asks[0] for piece in line if piece.link in named and not piece.row), (id, line)
                rows = [piece for piece in line if piece.row]
                assert all(piece.link for piece in rows), (id, line)
                assert not rows or rows[0] is line[0], (id, line)


def test_what_leads_to_no_record_can_be_asked_for(sample: Dossier) -> None:
    asked = {piece.asks for id in ("q-look", "night-release", "aurora") for line in lines(facts_of(sample, id))
             for piece in line if not piece.link}  # fmt: skip
    assert asked > {("topic", "response"), ("on", "7/10"), ("kind", "emergency"), ("event", "night-release"),
                    ("via", "aurora")}  # fmt: skip


def test_a_claims_answers_are_sections_with_a_way_to_their_quotes(sample: Dossier) -> None:
    facts = facts_of(sample, "dead")
    assert [said(section.heading) for section in facts.sections] == [
        "Seven · 7 people", "At least eleven · ≥ 11 people · retracted", "Nine · 9 people"
    ]  # fmt: skip
    assert [section.heading[0].link for section in facts.sections] == ["dead-7", "dead-11", "dead-9"]
    assert "q-figures" in facts.links and "q-eleven" in facts.links


def test_a_pane_may_ask_for_a_part_of_long_lists() -> None:
    dossier = load()
    for id in ("putin", "tass", "ev-csto-meeting", "004", "kz"):
        whole, part = read(facts_of(dossier, id)), read(facts_of(dossier, id, 3))
        cut = [label.removesuffix(" …") for label in part if label.endswith("…")]
        assert cut
        for heading in cut:
            listed = sum(len(values) for label, values in part.items() if label.startswith(heading)) - 1
            (rest,) = part[f"{heading} …"]
            assert listed == 3
            assert 3 + int(rest.removesuffix(" more")) == sum(
                len(values) for label, values in whole.items() if label.startswith(heading)
            )


def test_an_unknown_id(sample: Dossier) -> None:
    with pytest.raises(KeyError):
        facts_of(sample, "nobody")
