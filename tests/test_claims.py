"""Claims as rows: what counts the same stands side by side, with who says it, as of when and from where."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from kaztui import Dossier, load
from kaztui.claims import ITSELF, NOBODY, Printing, question, questions
from kaztui.records import COLLECTIONS, Report

SAMPLE = Path(__file__).parent / "sample" / "dossier"


@pytest.fixture(scope="module")
def sample() -> Dossier:
    return load(SAMPLE)


def test_the_death_toll_of_164_is_the_ministrys_and_only_inferred_to_have_come_through_afp() -> None:
    (toll,) = questions(load(), ["deaths"])
    first = toll.answers[0]
    assert (first.answer, first.figure, first.as_of, first.status) == ("164 people", "", "Sun 9 Jan 2022", "reported")
    assert (first.printed, first.counts) == ("“164”", "people killed in the riots, without distinction")
    assert first.who == ("kz-moh",)
    assert first.printings == (
        Printing("004", "kz-moh-toll-004", "reports", f"{first.speaker} ▸ AFP? ▸ 004", "paragraph 21 of 24", ""),
    )


def test_every_answer_stands_in_its_question_once(sample: Dossier) -> None:
    for dossier in (load(), sample):
        for each in questions(dossier):
            assert sorted(answer.id for answer in each.answers) == sorted(
                answer.id for answer in dossier.claims[each.id].answers
            )


def test_answers_that_count_the_same_are_together_and_differ_where_they_say_something_else(sample: Dossier) -> None:
    gates = question(sample, sample.claims["night-gates"])
    assert [(group.counts, len(group.answers), group.differ) for group in gates.groups] == [("", 2, True)]
    dead = question(sample, sample.claims["dead"])
    assert [(group.counts, group.differ) for group in dead.groups] == [
        ("killed, in the whole province", False),
        ("killed, the missing included", False),
        ("", False),
    ]
    assert dead.note == sample.claims["dead"].note


def test_what_an_article_says_itself_is_nobodys(sample: Dossier) -> None:
    answers = [answer for each in questions(load()) for answer in each.answers]
    own = [answer for answer in answers if not answer.who]
    assert own and {answer.speaker for answer in own} == {ITSELF}
    assert all(printing.quote is None for answer in own for printing in answer.printings)


def test_an_answer_that_is_taken_back_or_disputed_says_so(sample: Dossier) -> None:
    statuses = {answer.id: answer.status for each in questions(sample) for answer in each.answers}
    assert (statuses["dead-11"], statuses["gates-yes"], statuses["dead-7"]) == ("retracted", "disputed", "reported")


def contradicted(sample: Dossier, *reports: Report) -> Dossier:
    """The sample with an answer "Yes" to whether the dam opened its gates that has these reports."""
    collections = {name: dict(sample.collection(name)) for name in COLLECTIONS}
    claim = sample.claims["night-gates"]
    yes = structs.replace(sample.answers["gates-yes"], reports=reports)
    collections["claims"]["night-gates"] = structs.replace(claim, answers=(yes, *claim.answers[1:]))
    return Dossier(sample.about, collections)  # type: ignore[arg-type]


def test_who_contradicts_an_answer_does_not_give_it(sample: Dossier) -> None:
    denied = Report(quote="q-rumour", stance="contradicts")
    both = contradicted(sample, denied, Report(quote="q-gates"))
    assert both.answered_by(both.answers["gates-yes"]) == ("residents",)
    assert "gates-yes" not in {link.id for link in both.links("pham-van-de")}
    only = contradicted(sample, denied)
    (yes, _) = question(only, only.claims["night-gates"]).answers
    assert (yes.who, yes.speaker) == ((), NOBODY)
    itself = contradicted(sample, denied, Report(source="mien-song", at=(0, 9), digest="9:0123456789abcdef"))
    assert question(itself, itself.claims["night-gates"]).answers[0].speaker == ITSELF
