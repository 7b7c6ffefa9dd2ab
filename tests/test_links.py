"""Links: every way from a record to another has a way back, and each stands once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaztui import Dossier, load
from kaztui.links import Link
from kaztui.records import kind_of

SAMPLE = Path(__file__).parent / "sample" / "dossier"


@pytest.fixture(scope="module", params=["sample", "shipped"])
def dossier(request: pytest.FixtureRequest) -> Dossier:
    return load(SAMPLE if request.param == "sample" else None)


def test_every_link_has_a_way_back(dossier: Dossier) -> None:
    for id in dossier.ids():
        for link in dossier.links(id):
            assert link.kind == kind_of(dossier.record(link.id))
            assert id in {back.id for back in dossier.links(link.id)}, (id, link)


def test_each_link_stands_once(dossier: Dossier) -> None:
    for id in dossier.ids():
        each = dossier.links(id)
        assert len(each) == len(set(each))


def test_links_are_in_the_readers_words() -> None:
    found = load().links("tok-not-fire-004")
    assert found[:3] == [
        Link("statement", "statement", "tok-not-fire"),
        Link("speaker", "actor", "tokayev"),
        Link("source", "source", "004"),
    ]
    assert Link("through", "actor", "reuters") in found


def test_what_is_linked_to_nothing_has_no_links(dossier: Dossier) -> None:
    assert dossier.links("nobody") == []


def test_a_quote_that_denies_an_event_does_not_report_it() -> None:
    sample = load(SAMPLE)
    relations = {(link.relation, link.id) for link in sample.links("night-release")}
    denied = {("contradicted through", "q-rumour"), ("contradicted by", "mien-song")}
    assert {*denied, ("reported through", "q-gates")} < relations
    assert ("reported through", "q-rumour") not in relations
    assert [link.relation for link in sample.links("q-rumour") if link.id == "night-release"] == ["contradicts"]
    assert [link.relation for link in sample.links("mien-song") if link.id == "night-release"] == ["contradicts"]
    assert [link.relation for link in sample.links("q-gates") if link.id == "night-release"] == ["reports"]
