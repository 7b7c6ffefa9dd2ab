"""The query line: what is syntax in it, what only looks like it, and what is said of a mistake."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kaztui
from kaztui import query
from kaztui.query import FIELDS, MAX_LENGTH, Condition, Exclusion, Mistake, Phrase, QueryError, Term, Word, parse
from kaztui.query.moments import read

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def shown(term: Term) -> str:
    """A term as these tables write it: ``word``, ``"phrase"``, ``-without``, ``field=a|b``, ``!=``, ``?mistake``."""
    match term:
        case Word():
            return term.text
        case Phrase():
            return f'"{term.text}"'
        case Exclusion():
            return f'-"{term.text}"' if term.is_phrase else f"-{term.text}"
        case Condition():
            return f"{term.name}{'!' * term.negated}={'|'.join(value.text for value in term.values)}"
        case Mistake():
            return f"?{term.text}"


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("", []),
        ("   ", []),
        ("🙂", ["🙂"]),
        ("🙂 csto", ["csto"]),
        ("dao chinh", ["dao", "chinh"]),
        ("Đảo chính", ["Đảo", "chính"]),
        ('"dao chinh" csto', ['"dao chinh"', "csto"]),
        ("“cách mạng màu” csto", ['"cách mạng màu"', "csto"]),
        ("«a b» „c d“ „e f”", ['"a b"', '"c d"', '"e f"']),
        ('"one"', ['"one"']),
        ('-putin -"cach mang"', ["-putin", '-"cach mang"']),
        ("speaker:putin", ["speaker=putin"]),
        ("SPEAKER:Putin", ["speaker=Putin"]),
        ("sp:putin", ["speaker=putin"]),
        ("o:10/1 be:11/1", ["on=10/1", "before=11/1"]),
        ('speaker:"Wang Yi"', ["speaker=Wang Yi"]),
        ("speaker:“Wang Yi”,putin", ["speaker=Wang Yi|putin"]),
        ("speaker:Wang Yi", ["speaker=Wang", "Yi"]),
        ("mode:direct,mixed", ["mode=direct|mixed"]),
        ("mode:direct,,mixed,", ["mode=direct|mixed"]),
        ("-mode:direct,mixed", ["mode!=direct|mixed"]),
        ("via:tass via:reuters", ["via=tass", "via=reuters"]),
        ("via:tass dao chinh", ["via=tass", "dao", "chinh"]),
        ("on:10/1", ["on=10/1"]),
        ("on:10 jan csto", ["on=10 jan", "csto"]),
        ("on:10 January 2022 csto", ["on=10 January 2022", "csto"]),
        ("on:10 tháng 1 csto", ["on=10 tháng 1", "csto"]),
        ("on:5 jan..8 jan csto", ["on=5 jan..8 jan", "csto"]),
        ("on:5..8 jan", ["on=5..8 jan"]),
        ("on:10 csto", ["on=10", "csto"]),
        ('on:"10" jan', ["on=10", "jan"]),
        ("on:5/1..8/1 on:..8/1 on:5/1..", ["on=5/1..8/1", "on=..8/1", "on=5/1.."]),
        ("before:/2022-01-19", ["before=/2022-01-19"]),
        ("on:[2022-01-03,2022-01-09],5/1", ["on=[2022-01-03,2022-01-09]|5/1"]),
        ("speaker:o'neil", ["speaker=o'neil"]),
        ('speaker:a,"b', ["speaker=a|b"]),
    ],
)
def test_what_is_typed_is_read_so(line: str, terms: list[str]) -> None:
    read = parse(line, strict=True)
    assert [shown(term) for term in read.terms] == terms
    assert not read.problems


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("http://tass.ru/a-b?c=d:e", "http://tass.ru/a-b?c=d:e"),
        ("10:30", "10:30"),
        ("lúc 10:30", "lúc 10:30"),
        ("ông nói: “không để xảy ra”", "ông nói không để xảy ra"),
        ('Ông Putin nói sẽ "không để", và', "Ông Putin nói sẽ không để và"),
        ("on: 10", "on 10"),
        ("speaker: putin", "speaker putin"),
        ("theo:TASS Nga:TASS nguồn:TASS time:x", "theo:TASS Nga:TASS nguồn:TASS time:x"),
        ("(speaker:putin)", "speaker:putin"),
        ("a - b – c — d", "a b c d"),
        ("Nga -nước láng giềng- và", "Nga nước láng giềng và"),
        ("Nga, -nước", "Nga nước"),
        ("video-call –csto", "video-call csto"),
        ("--help", "help"),
        ('"unpaired words', "unpaired words"),
        ('5" pipe', "5 pipe"),
        ("“", ""),
        ('" "', ""),
        ("speaker:/x c:\\dir", "speaker:/x c:\\dir"),
        ("- : , …", ""),
        ('a"b"c', 'a"b"c'),
        (
            "Tình hình Kazakhstan: Âm mưu đảo chính? Tổng thống Nga cảnh báo - Trung Quốc -lên tiếng",
            "Tình hình Kazakhstan Âm mưu đảo chính Tổng thống Nga cảnh báo Trung Quốc lên tiếng",
        ),
    ],
)
def test_pasted_text_is_words(line: str, words: str) -> None:
    found = parse(line, strict=True)
    assert all(isinstance(term, Word) for term in found.terms)
    assert " ".join(word.text for word in found.words) == words


@pytest.mark.parametrize(
    ("line", "at", "said"),
    [
        ("speker:putin", 0, "no field speker: (did you mean speaker:?)"),
        ("csto  speker:putin", 6, "no field speker: (did you mean speaker:?)"),
        ("-speker:putin", 1, "no field speker: (did you mean speaker:?)"),
        ("modes:direct", 0, "no field modes: (did you mean mode:?)"),
        ("tpoic:coup", 0, "no field tpoic: (did you mean topic:?)"),
        ("s:putin", 0, "s: may be speaker: or source:"),
        ("a:putin", 0, "a: may be actor: or after:"),
        ("csto speaker:", 5, 'speaker: needs a value, as in speaker:"Wang Yi"'),
        ('speaker:"', 0, 'speaker: needs a value, as in speaker:"Wang Yi"'),
        ("speker:", 0, "no field speker: (did you mean speaker:?)"),
    ],
)
def test_a_mistake_is_said_where_it_stands_and_the_rest_works(line: str, at: int, said: str) -> None:
    found = parse(f"{line} ")
    assert [(problem.start, str(problem)) for problem in found.problems] == [(at, said)]
    assert [term.text for term in found.words] == (["csto"] if "csto" in line else [])
    with pytest.raises(QueryError) as refused:
        parse(line, strict=True)
    assert str(refused.value) == f"query, character {at + 1}: {said}"
    assert refused.value.problems == found.problems
    assert isinstance(refused.value, ValueError)
    assert kaztui.QueryError is QueryError


LONG = "dao " * 249


@pytest.mark.parametrize(
    ("line", "is_cut"),
    [
        (f"{LONG}dao dao dao", False),  # words may be pasted by the page
        (f"{LONG}dao lúc: x 10:30 http://x", False),
        (f"speaker:putin {LONG}dao", False),
        (f"{LONG}dao speaker:putin", True),
        (f"{LONG}dao -mode:direct dao", True),
        (f"{LONG}dao speker:putin", True),
        (f"{LONG[:-8]}speaker:putin", True),  # cut to speaker:put
        (f'{LONG[:-12]}speaker:"Wang Yi"', True),
        (f"{LONG[:-12]}speaker:putin", False),
        (f"{LONG[:-12]}speaker:putin dao dao", False),
    ],
)
def test_a_field_that_is_too_far_behind_to_be_read_is_refused_where_mistakes_are(line: str, is_cut: bool) -> None:
    assert not parse(line).problems  # the box forgives
    said = "only 1,000 characters of a query are read, and a field stands behind them"
    expected = [(1_000, len(line), said)] if is_cut else []
    for ask in (partial(parse, strict=True), kaztui.load().query):
        found: list[tuple[int, int, str]] = []
        try:
            ask(line)
        except QueryError as refused:
            found = [(problem.start, problem.end, str(problem)) for problem in refused.problems]
        assert found == expected


def test_a_mistake_asks_nothing() -> None:
    assert parse("speker:putin").is_empty
    assert not parse("speker:putin csto").is_empty


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("10/1", "2022-01-10", "2022-01-10"),
        ("10-1", "2022-01-10", "2022-01-10"),
        ("10.1", "2022-01-10", "2022-01-10"),
        ("10/1/2021", "2021-01-10", "2021-01-10"),
        ("10 jan", "2022-01-10", "2022-01-10"),
        ("10jan", "2022-01-10", "2022-01-10"),
        ("Jan 10", "2022-01-10", "2022-01-10"),
        ("10 January 2021", "2021-01-10", "2021-01-10"),
        ("ngày 10 tháng 1", "2022-01-10", "2022-01-10"),
        ("10 tháng 1 năm 2021", "2021-01-10", "2021-01-10"),
        ("jan", "2022-01", "2022-01"),
        ("sept 2021", "2021-09", "2021-09"),
        ("tháng 1", "2022-01", "2022-01"),
        ("1/2021", "2021-01", "2021-01"),
        ("2022-01", "2022-01", "2022-01"),
        ("2022", "2022", "2022"),
        ("2022-01-10~", "2022-01-10~", "2022-01-10~"),
        ("5/1..8/1", "2022-01-05", "2022-01-08"),
        ("5..8 jan", "2022-01-05", "2022-01-08"),
        ("5 jan..8 jan", "2022-01-05", "2022-01-08"),
        ("5/1..", "2022-01-05", None),
        ("..8/1", None, "2022-01-08"),
        ("2022-01-05..2022-02", "2022-01-05", "2022-02"),
        ("2022-01-05/2022-01-08", "2022-01-05/2022-01-08", "2022-01-05/2022-01-08"),
        ("2022-01-05/..", "2022-01-05/..", "2022-01-05/.."),
        ("[2022-01-03,2022-01-09]", "[2022-01-03,2022-01-09]", "[2022-01-03,2022-01-09]"),
    ],
)
def test_days_are_typed_in_many_ways(typed: str, first: str | None, last: str | None) -> None:
    assert tuple(date and date.text for date in read(typed, 2022)) == (first, last)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("13", 'no date "13"; days are 10/1, 10 jan, 2022-01-10'),
        ("1/13", 'no date "1/13": the day stands before the month; did you mean 13/1?'),
        ("31/2", 'no date "31/2": no day 31; February 2022 has 28 days'),
        ("31 feb", 'no date "31 feb": no day 31; February 2022 has 28 days'),
        ("8/1..5/1", '"8/1..5/1" ends before it begins'),
        ("..", '".." is open at both ends'),
        ("2022-1-5", 'no date "2022-1-5"; did you mean 2022-01-05 (Wed 5 Jan 2022)?'),
    ],
)
def test_what_is_no_day_is_said(typed: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        read(typed, 2022)
    assert str(refused.value) == said


def test_a_day_without_its_year_needs_the_dossier_s() -> None:
    with pytest.raises(ValueError, match="needs its year"):
        read("10/1", None)
    assert str(read("10/1/2021", None).first) == "2021-01-10"


def test_words_know_whether_they_were_typed_with_marks_and_where() -> None:
    found = parse("  đảo chinh, Токаев")
    assert [(word.text, word.start, word.end, word.is_marked) for word in found.words] == [
        ("đảo", 2, 5, True), ("chinh", 6, 12, False), ("Токаев", 13, 19, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ('csto speaker:"Wang Yi"', "csto"),
        ("csto on:10 jan", "csto"),
        ('a "b c"', "a"),
        ("a  b  ", "a"),
        ("a speker:x", "a"),
        ("a -", ""),
        ("", ""),
    ],
)
def test_peeling_takes_the_last_term_whole(line: str, left: str) -> None:
    assert parse(line).peeled() == left


@pytest.mark.parametrize(
    "line", ["dao ch", "dao ch speaker:x", "dao ch -mode:direct on:10/1", "dao ch -putin", "dao ch speaker:", "ch -"]
)
def test_the_last_word_is_unfinished_while_only_filters_follow_it(line: str) -> None:
    query = parse(line)
    assert query.is_unfinished
    assert not parse(f"{line} ").is_unfinished
    assert query.only(*query.words[-1:]).is_unfinished
    assert not query.only(*query.words[:-1]).is_unfinished
    assert not query.without(query.words[-1]).is_unfinished


def test_queries_are_equal_if_they_ask_the_same() -> None:
    assert parse("sp:“putin”  x") == parse("speaker:putin x")
    assert parse("speaker:putin x") != parse("x speaker:putin")
    assert parse("speaker:putin x") != "speaker:putin x"
    assert str(parse("sp:“Wang Yi”  x on:10 jan")) == 'speaker:"Wang Yi" x on:"10 jan"'


@pytest.mark.parametrize(("one", "other"), [("sp:“putin”  x", "speaker:putin x"), ("a", "  a,"), ("a", "b")])
def test_what_is_equal_is_not_unequal(one: str, other: str) -> None:
    pairs = [(parse(one), parse(other)), (parse(one).terms[0], parse(other).terms[0])]
    assert [a != b for a, b in pairs] == [not (a == b) for a, b in pairs] == [other == "b"] * 2  # noqa: SIM201


# -- properties ---------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [*(f"{name}:" for name in FIELDS), "sp:", "s:", "speker:", "x:", '"', "“", "”", "«", "»", "„", "-", ",", ".", ":",
     "..", "/", "[", "]", "(", ")", " ", "  ", "\t", "\n", "10", "1", "10/1", "jan", "2022-01", "tháng", "putin",
     "Wang", "đảo", "đa\u0309o", "…", "'", "’", "~", "\u0300", "\u202e", "\x00", "?", "http://", "\ud800", "²", "_"]
)  # fmt: skip
LINES = st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join)


@settings(max_examples=1_000, deadline=None)
@given(LINES)
def test_a_query_that_is_printed_and_read_again_is_the_same(line: str) -> None:
    once = parse(line)
    again = parse(str(once))
    assert again.terms == once.terms
    assert again == once
    assert str(again) == str(once)
    assert [problem.what for problem in again.problems] == [problem.what for problem in once.problems]


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_terms_stand_where_they_say_one_after_the_other(line: str) -> None:
    at = 0
    for term in parse(line).terms:
        assert at <= term.start < term.end <= len(line)
        at = term.end


ODD = [
    "a" * 10_000, '"' * 10_000, "-" * 10_000, ":" * 10_000, 'a:"' * 4_000, "speaker:" * 1_500, ' "' * 5_000,
    "“a " * 3_000, "\u202e\u0300\x1b[2J" * 2_000, "on:" + "1" * 10_000, "on:" + "1 jan.." * 2_000, "x, " * 4_000,
    "," * 10_000, "on:" + "[" * 5_000, "speaker:" + '",' * 5_000, " s:a" * 3_000, " abc:a" * 2_000, "abc " * 3_000,
    "đ" * 9_999 + "\ud800", "-speaker:a " * 1_000, "speaker:abcdefgh " * 700, "on:1/1 " * 1_500,
    "\u05d0\u202e " * 3_000,
]  # fmt: skip


@pytest.mark.parametrize("line", ODD, ids=range(len(ODD)))
def test_no_line_however_odd_takes_long(line: str) -> None:
    parse("speker:x")  # what a mistake needs is loaded once
    took = []
    for _ in range(3):
        start = perf_counter()
        found = parse(line)
        str(found)
        took.append(perf_counter() - start)
    assert min(took) < 0.020
    assert all(term.end <= MAX_LENGTH for term in found.terms)


# -- the grammar --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", query.RULES, ids=lambda rule: rule.form)
def test_every_example_of_the_grammar_is_sound_and_finds_something(rule: query.Rule) -> None:
    dossier = kaztui.load()
    assert dossier.search(rule.example), f"{rule.example} finds nothing"


def test_the_grammar_of_the_readme_is_the_program_s() -> None:
    after = README.split("<!-- grammar: generated from kaztui/query/grammar.py -->\n")[1]
    block = after.split("<!-- end grammar -->")[0]
    assert block == query.as_markdown(), "put kaztui.query.as_markdown() between the README's grammar marks"


def test_the_grammar_of_the_module_and_of_the_help_is_the_program_s() -> None:
    from kaztui import usage

    assert query.as_text(110) in (query.__doc__ or ""), "put kaztui.query.as_text(110) into its docstring"
    assert query.as_text() in usage.COMMANDS["search"].help
    assert all(len(line) <= 80 for line in query.as_text().splitlines())
