"""The shipped dossier keeps its own rules; with the articles at hand, every anchor stands where it says."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import kaztui
from kaztui import views
from kaztui.dossier import Dossier
from kaztui.fields import names_of
from kaztui.query import parse
from kaztui.records import Actor, Place, Quote, Record, Report
from kaztui.text import digest
from kaztui.verify import verify

ARTICLES = os.environ.get("KAZTUI_ARTICLES") or str(Path(__file__).parents[2] / "shared" / "articles")

with_articles = pytest.mark.skipif(not Path(ARTICLES).is_dir(), reason=f"no articles in {ARTICLES}")


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return kaztui.load()


@pytest.fixture(scope="module")
def texts(dossier: Dossier) -> dict[str, str]:
    found = {}
    for path in Path(ARTICLES).iterdir():
        for id in dossier.sources:
            if path.name.startswith(id):
                found[id] = path.read_bytes().decode()
    return found


def reports(dossier: Dossier) -> Iterator[tuple[str, Report]]:
    for event in dossier.events.values():
        yield from ((event.id, report) for report in event.reports)
    for answer in dossier.answers.values():
        yield from ((answer.id, report) for report in answer.reports)


def test_every_quote_has_what_a_reader_needs(dossier: Dossier) -> None:
    for quote in dossier.quotes.values():
        assert quote.gloss, quote.id
        assert quote.cue, quote.id
        assert quote.mode == "direct" or quote.paraphrase, quote.id


def test_marks_in_a_gloss_stand_only_around_what_is_quoted(dossier: Dossier) -> None:
    for quote in dossier.quotes.values():
        marked = len(re.findall("“[^”]+”", quote.gloss or ""))
        assert marked == (1 if quote.mode in ("mixed", "scare") else 0), (quote.id, quote.gloss)


def test_no_paraphrase_copies_the_quoted_words(dossier: Dossier) -> None:
    for quote in dossier.quotes.values():
        if quote.text and quote.paraphrase and len(quote.text.split()) > 4:
            assert quote.text not in quote.paraphrase, quote.id


def test_a_statement_belongs_to_one_speaker_and_its_quotes_to_known_articles(dossier: Dossier) -> None:
    assert {quote.source for quote in dossier.quotes.values()} == set(dossier.sources)
    wordings = [statement for statement in dossier.statements.values() if len(statement.quotes) > 1]
    assert len(wordings) >= 20


def test_photo_credits_are_in_no_chain(dossier: Dossier) -> None:
    """TASS and AP credit photographs in 002 and 004; TASS's words come through 002's sentences and one line of 004."""
    assert not {"ap", "shutterstock"} & set(dossier.actors)
    through_tass = {quote.id for quote in dossier.quotes.values() if "tass" in dossier.attribution(quote).actors}
    assert {dossier.quotes[id].source for id in through_tass} == {"002", "004"}


CASES = [
    # quote, speaker, mode, chain from the article outwards, basis
    ("kz-moh-toll-004", "kz-moh", "indirect", (("afp",),), "inferred"),
    ("putin-csto-proved-002b", "putin", "direct", (("tass",),), "stated"),
    ("tok-coup-004", "tokayev", "mixed", (("reuters",),), "stated"),
    ("tok-not-fire-001", "tokayev", "mixed", (), "none"),
    ("tok-hunt-000", "tokayev", "mixed", (("sputnik", "reuters", "afp"),), "article"),
    ("blinken-hard-to-leave-004", "blinken", "mixed", (), "none"),
    ("reuters-explains-colour-004", "reuters", "scare", (), "none"),
    ("putin-csto-security-001", "putin", "indirect", (("rt",),), "stated"),
    ("wang-never-allow-003", "wang-yi", "direct", (("scmp",),), "inferred"),
]


@pytest.mark.parametrize(("id", "speaker", "mode", "links", "basis"), CASES, ids=[case[0] for case in CASES])
def test_who_said_it_through_whom(
    dossier: Dossier, id: str, speaker: str, mode: str, links: tuple[tuple[str, ...], ...], basis: str
) -> None:
    quote = dossier.quotes[id]
    assert (dossier.statement_of(id).speaker, quote.mode) == (speaker, mode)
    assert dossier.attribution(quote) == (links, basis)


def test_shooting_without_warning_is_the_articles_own_word(dossier: Dossier) -> None:
    report = dossier.events["ev-shoot-without-warning"].reports[0]
    assert (report.quote, report.source) == (None, "001")
    answer = dossier.answers["shooting-a1"]
    assert dossier.answered_by(answer) == ()


def test_the_reply_is_linked_to_what_it_answers(dossier: Dossier) -> None:
    assert dossier.statements["ru-mfa-reply"].replies_to == "blinken-hard-to-leave"


@with_articles
def test_every_anchor_is_exact_in_the_pinned_articles(dossier: Dossier) -> None:
    collections: dict[str, Mapping[str, Record]] = {
        "sources": dossier.sources,
        "events": dossier.events,
        "statements": dossier.statements,
        "claims": dossier.claims,
    }
    found = verify(collections, Path(ARTICLES))
    assert found.ok
    assert {row.result for row in found.rows} == {"exact"}


@with_articles
def test_offsets_digests_and_cues_hold_against_the_articles(dossier: Dossier, texts: dict[str, str]) -> None:
    """Independent of verify: plain slicing and searching."""

    def check(quote: Quote) -> None:
        text = texts[quote.source]
        start, end = quote.sentence or quote.at
        assert digest(text[start:end]) == quote.digest, quote.id
        if quote.text is not None:
            assert text[quote.at[0] : quote.at[1]] == quote.text, quote.id
        assert quote.cue is not None and quote.cue in text, quote.id

    for quote in dossier.quotes.values():
        check(quote)
    for id, report in reports(dossier):
        if report.source and report.at:
            assert digest(texts[report.source][report.at[0] : report.at[1]]) == report.digest, id


VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
OTHER_NAMES = ("Hiệp ước An ninh Tập thể CIS", "Ủy ban An ninh Quốc gia")
"""Names that are no actor's or place's, or not in this form."""


def in_vietnamese(summary: str | None) -> str:
    """The last part of an event's summary; the whole, where no English stands before it."""
    return (summary or "").rpartition(" — ")[2]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+(?:[./-]\w+)*", text.lower())


def longest_copy(text: str, article: str, names: list[str]) -> tuple[int, str]:
    """The run of words in both of which the most are neither names nor figures: how many, and the run."""
    words, within = words_of(text), f" {' '.join(words_of(article))} "
    plain = [not any(letter.isdigit() for letter in word) for word in words]
    for name in map(words_of, names):
        for start in range(len(words) - len(name) + 1):
            if words[start : start + len(name)] == name:
                plain[start : start + len(name)] = [False] * len(name)
    longest = 0, ""
    for start in range(len(words)):
        end = start + 1
        while end <= len(words) and f" {' '.join(words[start:end])} " in within:
            longest = max(longest, (sum(plain[start:end]), " ".join(words[start:end])))
            end += 1
    return longest


def test_every_event_can_be_found_in_the_articles_language(dossier: Dossier) -> None:
    """Titles are English: what is typed in Vietnamese is found by the end of the summary."""
    for event in dossier.events.values():
        said = in_vietnamese(event.summary)
        assert VIETNAMESE.search(said) and said.endswith("."), event.id
        assert not re.search('["“”‘]', said), f"{event.id}: nobody's quote, so no marks"


EVENT_QUERIES = [
    # as the articles word it, typed without marks; the event that comes first
    ("no sung khong canh bao", "ev-shoot-without-warning"),
    ("treo co ru", "ev-mourning"),
    ("gia khi dot tu nhien tang", "ev-fuel-price"),
    ("164 nguoi thiet mang", "ev-deaths"),
    ("xe quan su nga o san bay", "ev-vehicles-ivanovo"),
    ("chiem toa nha hanh chinh taraz", "ev-buildings-seized"),
    ("toa nha hanh chinh trong tam kiem soat", "ev-buildings-retaken"),
    ("khoi phuc internet almaty", "ev-internet-restored"),
    ("ha vien bo phieu", "ev-smailov-approved"),
    ("rut quan toi da 10 ngay", "ev-withdrawal-complete"),
    ("tien than cua csto", "ev-treaty-1992"),
]


@pytest.mark.parametrize(("query", "id"), EVENT_QUERIES)
def test_an_event_is_found_by_vietnamese_words(dossier: Dossier, query: str, id: str) -> None:
    assert [hit.id for hit in dossier.search(query, limit=1, kinds=("event",))] == [id]


@with_articles
def test_paraphrases_and_summaries_are_not_copied(dossier: Dossier, texts: dict[str, str]) -> None:
    """No run of six words of our Vietnamese stands in an article, names and figures not counted."""
    named: list[Actor | Place] = [*dossier.actors.values(), *dossier.places.values()]
    names = [name for record in named for name in names_of(record)] + list(OTHER_NAMES)
    ours = {event.id: in_vietnamese(event.summary) for event in dossier.events.values()}
    ours |= {quote.id: quote.paraphrase for quote in dossier.quotes.values() if quote.paraphrase}
    for id, words in ours.items():
        for text in texts.values():
            count, run = longest_copy(words, text, names)
            assert count < 6, (id, run)


@with_articles
def test_every_quotation_mark_of_the_articles_is_accounted_for(dossier: Dossier, texts: dict[str, str]) -> None:
    """Every passage in double marks inside an article's body is, wholly or in parts, some quote's words."""
    for id, text in texts.items():
        spans = [quote.at for quote in dossier.quotes.values() if quote.source == id and quote.text]
        for start, end in dossier.sources[id].text.body:
            for passage in re.finditer(r"[\"“]([^\"“”]+)[\"”]", text[start:end]):
                a, b = start + passage.start(1), start + passage.end(1)
                if not any(a < stop and begin < b for begin, stop in spans):
                    raise AssertionError(f"{id}: {text[a:b]!r} at {a}–{b} is no quote")


@pytest.mark.parametrize(
    ("query", "event", "is_meant"),
    [
        ("no sung khong canh bao", "ev-shoot-without-warning", True),
        ("shoot without warning", "ev-shoot-without-warning", True),
        ("khong bao gio no sung", "ev-shoot-without-warning", False),
        ("dao chinh", "ev-coup-attempt", False),
        ("", "", False),
        ("speaker:putin", "", False),
    ],
)
def test_a_view_says_whether_an_event_is_meant_rather_than_a_quote(
    dossier: Dossier, query: str, event: str, is_meant: bool
) -> None:
    view = views.view(dossier, parse(query))
    assert (view.event, view.is_of_event) == (event, is_meant)
