"""Claims as rows: what counts the same stands side by side, with who says it, as of when and from where."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaztui import Dossier, load
from kaztui.claims import ITSELF, Printing, question, questions

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
