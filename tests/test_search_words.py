"""How text is cut into words, folded and mapped back, and what typed keys, dates and names are taken for."""

from __future__ import annotations

import unicodedata

import pytest

from kaztui.search.days import days_in
from kaztui.search.telex import decode
from kaztui.search.translit import skeleton
from kaztui.search.words import words_in
from kaztui.text import fold, fold_map, unfold_span


@pytest.mark.parametrize(
    ("text", "folded", "needle", "found"),
    [
        ("đảo", "dao", "dao", "đảo"),
        (unicodedata.normalize("NFD", "đảo chính"), "dao chinh", "dao", unicodedata.normalize("NFD", "đảo")),
        ("Weißrußland", "weissrussland", "russ", "ruß"),
        ("İstanbul", "istanbul", "ist", "İst"),
        ("ﬁnance", "finance", "fin", "ﬁn"),
        ("Щучинск", "shchuchinsk", "shchu", "Щу"),
        ("ＣＳＴＯ", "csto", "csto", "ＣＳＴＯ"),
        ("Kazakh\u00adstan", "kazakhstan", "kazakhstan", "Kazakh\u00adstan"),
        ("a\u0301\u0323\u0308b", "ab", "a", "a\u0301\u0323\u0308"),
        ("Қасым-Жомарт", "qasym-zhomart", "zhomart", "Жомарт"),
    ],
)
def test_folded_positions_map_back_to_whole_letters(text: str, folded: str, needle: str, found: str) -> None:
    assert fold(text) == folded
    mapped, origin = fold_map(text)
    assert mapped == folded
    start, end = unfold_span(text, origin, mapped.index(needle), mapped.index(needle) + len(needle))
    assert text[start:end] == found


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Kassym-Jomart Tokayev", ["kassym", "jomart", "tokayev"]),
        ("2.030 binh lính, 8,164 người", ["2030", "binh", "linh", "8164", "nguoi"]),
        ("ngày 10/1/2022", ["ngay", "10", "1", "2022"]),
        ("Russia's “colour”", ["russia", "colour"]),
        ("CO₂ và G7…", ["co2", "va", "g7"]),
        ("  ", []),
        ("王毅 говорит", ["王毅", "govorit"]),
    ],
)
def test_words(text: str, tokens: list[str]) -> None:
    assert [word.token for word in words_in(text)] == tokens


def test_a_form_does_not_depend_on_composition_capitals_or_where_the_tone_sits() -> None:
    forms = {word.form for word in words_in(unicodedata.normalize("NFD", "hòa HÒA") + " hoà Hoà")}
    assert len(forms) == 1
    assert {word.form for word in words_in("hoa hóa")}.isdisjoint(forms)


@pytest.mark.parametrize(
    ("keys", "how", "word"),
    [
        ("ddaor", "telex", "đảo"),
        ("chinhs", "telex", "chính"),
        ("truwowngf", "telex", "trường"),
        ("truowngf", "telex", "trường"),
        ("dduwowngf", "telex", "đường"),
        ("vieetj", "telex", "việt"),
        ("vietej", "telex", "việt"),
        ("quoocs", "telex", "quốc"),
        ("nguwowif", "telex", "người"),
        ("quawng", "telex", "quăng"),
        ("chuaw", "telex", "chưa"),
        ("dangd", "telex", "đang"),
        ("d9ao3", "vni", "đảo"),
        ("chinh1", "vni", "chính"),
        ("tru7o7ng2", "vni", "trường"),
        ("nguo7i2", "vni", "người"),
        ("vie6t5", "vni", "việt"),
    ],
)
def test_keys_of_an_input_method_are_read(keys: str, how: str, word: str) -> None:
    assert decode(keys) == [(how, word)]


@pytest.mark.parametrize("word", ["tokayev", "putin", "nato", "10", "csto", "đảo", "a", "covid19x", "g77"])
def test_what_is_no_keys_is_left_alone(word: str) -> None:
    assert decode(word) == []


@pytest.mark.parametrize(
    ("query", "day", "month", "year"),
    [
        ("8/1", 8, 1, None),
        ("8-1", 8, 1, None),
        ("10 jan", 10, 1, None),
        ("january 10", 10, 1, None),
        ("ngay 10/1", 10, 1, None),
        ("ngày 10 tháng 1", 10, 1, None),
        ("10/1/2022", 10, 1, 2022),
        ("2022-01-10", 10, 1, 2022),
        ("10 thang 1 nam 2022", 10, 1, 2022),
    ],
)
def test_dates(query: str, day: int, month: int, year: int | None) -> None:
    (found,) = days_in(fold(query))
    assert (found.day, found.month, found.year) == (day, month, year)


@pytest.mark.parametrize("query", ["40/1", "8/13", "d9ao3", "5-6-7", "2.030", "1/2/3/4", "10", "janet 10"])
def test_what_is_no_date(query: str) -> None:
    assert days_in(query) == []


@pytest.mark.parametrize(
    "spellings",
    [
        ["tokayev", "tokaev", "toqaev", "tokajew", "toqayev"],
        ["putin", "poutine"],
        ["kazakhstan", "qazaqstan", "kazachstan", "kasachstan"],
        ["zhomart", "jomart"],
        ["nazarbayev", "nazarbaev", "nasarbajew"],
        ["lavrov", "lawrow"],
    ],
)
def test_spellings_of_a_name_share_a_skeleton(spellings: list[str]) -> None:
    assert len({skeleton(name) for name in spellings}) == 1
