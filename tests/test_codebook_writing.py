"""A codebook that is written is read as the same codebook."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.codebook import (
    CLOSED,
    ROLES,
    TYPES,
    Applies,
    Codebook,
    Net,
    Option,
    Published,
    Question,
    Survey,
)
from outreach.codebook_toml import read_codebook
from outreach.codebook_writing import codebook_text
from outreach.spelling import code_key, squeeze

ROOT = Path(__file__).parent.parent
texts = st.text(
    st.one_of(
        st.sampled_from(
            "市報チラシ年齢70歳代その他無回答ＡＢ１２①\"\\'#=[]{},、 　\n\t\r\x00\x1b\x7f\u200b😀"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=8,
).filter(lambda text: squeeze(text) != "")
names = texts.filter(
    lambda text: (
        "|" not in text
        and squeeze(text) not in ("無回答", "不明")
        and not code_key(text).isdecimal()
    )
)
scores = st.floats(allow_nan=False, allow_infinity=False, width=32)


@st.composite
def option_lists(draw: st.DrawFn) -> tuple[Option, ...]:
    """Options whose labels, aliases and codes are never two options' names."""
    spellings = draw(
        st.lists(names, min_size=1, max_size=8, unique_by=lambda text: squeeze(text)).filter(
            lambda found: len({code_key(text) for text in found}) == len(found)
        )
    )
    size = draw(st.integers(1, len(spellings)))
    aliases = [spellings[size:][at::size] for at in range(size)]
    coded = draw(st.booleans())
    return tuple(
        Option(
            f"k{at}x" if coded else str(at + 1),
            label,
            tuple(aliases[at]),
            draw(scores) if coded else float(at + 1),
        )
        for at, label in enumerate(spellings[:size])
    )


@st.composite
def questions(draw: st.DrawFn, key: str, survey: Survey) -> Question:
    kind = draw(st.sampled_from([name for name in TYPES if name != "id"]))
    options = draw(option_lists()) if kind in CLOSED else ()
    labels = [option.label for option in options]
    some = st.lists(st.sampled_from(labels), max_size=2, unique=True) if labels else st.just([])
    one = st.sampled_from(["", *labels])
    own = draw(st.lists(texts, max_size=2))
    return Question(
        key,
        kind,
        draw(st.sampled_from([key, f"{key} 質問", f'{key}"\\#'])),
        draw(st.sampled_from(["", *ROLES])),
        tuple(f"{key}{text}" for text in draw(st.lists(texts, max_size=2))),
        options,
        (Net("まとめ", tuple(labels.index(x) for x in draw(some))),)
        if labels and "まとめ" not in labels and draw(st.booleans())
        else (),
        other=draw(one),
        exclusive=tuple(draw(some)),
        outside=draw(one),
        marks=tuple(draw(st.lists(texts, min_size=1, max_size=3))),
        missing=(*(() if kind in ("text", "id") else survey.missing), *own),
        required=draw(st.booleans()),
        optional=draw(st.booleans()),
        decimals=draw(st.sampled_from([None, 0, 6])),
        minimum=draw(st.sampled_from([None, -2.5, 0])) if kind == "number" else None,
        maximum=draw(st.sampled_from([None, 0.0, 120])) if kind == "number" else None,
        grid=key if kind in CLOSED and draw(st.booleans()) else "",
    )


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """Codebooks as `read_codebook` can make them; nothing in them clashes."""
    survey = Survey(
        title=draw(st.text(max_size=5)),
        date=draw(st.none() | st.dates()),
        kind=draw(st.sampled_from(["", "lecture"])),
        place=draw(st.just("") | texts),
        responses=tuple(draw(st.lists(texts, max_size=2))),
        city=draw(st.sampled_from(["", "武蔵野市"])),
        timezone=draw(st.sampled_from(["Asia/Tokyo", "UTC"])),
        synthetic=draw(st.booleans()),
        missing=tuple(draw(st.lists(texts, max_size=3))),
        ignore_columns=tuple(draw(st.lists(texts, max_size=3))),
        total_rows=tuple(draw(st.lists(texts, max_size=3))),
        decimals=draw(st.integers(0, 6)),
        suppress_below=draw(st.integers(0, 10)),
        public_names=tuple(draw(st.lists(texts, max_size=2))),
        people=draw(st.dictionaries(texts, st.integers(0, 10**6), max_size=3)),
    )
    keys = [f"問{at}" if at % 2 else f"q{at}" for at in range(draw(st.integers(1, 3)))]
    asked = [draw(questions(key, survey)) for key in keys]
    closed = [question for question in asked if question.options]
    if closed and asked[0] is not closed[-1] and draw(st.booleans()):
        put_to = Applies(closed[-1].key, tuple(draw(st.permutations(closed[-1].labels)))[:2])
        asked[0] = replace(asked[0], applies=put_to)
    if draw(st.booleans()):
        asked.append(Question("respondent", "id", "番号 a"))
    return Codebook(survey, tuple(asked))


def read_again(codebook: Codebook, folder: Path) -> Codebook:
    path = folder / "codebook.toml"
    path.write_bytes(codebook_text(codebook).encode())
    return replace(read_codebook(path), path=codebook.path)


def unclashing(codebook: Codebook) -> bool:
    """Whether no header means two questions: the strategy's headers are free text."""
    found = [
        squeeze(name)
        for question in codebook.questions
        for name in {*question.names, *(f"{name}_other" for name in question.names)}
    ]
    return len(set(found)) == len(found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(codebooks().filter(unclashing))
def test_what_is_written_is_read_as_the_same(tmp_path: Path, codebook: Codebook) -> None:
    assert read_again(codebook, tmp_path) == codebook


@given(st.text(), st.text(min_size=1))
def test_any_text_comes_through_as_a_value_as_a_key_and_harmless_as_a_remark(
    text: str, key: str
) -> None:
    survey = Survey(title=text, people={key: 3})
    book = Codebook(survey, (Question(key, "text", text),))
    tables = tomllib.loads(codebook_text(book, {("survey",): [text], (): [f"{text}\nx = 1"]}))
    assert tables["survey"] == ({"title": text} if text else {}) | {"people": {key: 3}}
    assert list(tables["question"]) == [key]


@pytest.mark.parametrize(
    "path", [*sorted(ROOT.glob("surveys/*/codebook.toml")), ROOT / "tests/files/codebook.toml"]
)
def test_codebooks_of_this_repository_come_through(path: Path, tmp_path: Path) -> None:
    book = read_codebook(path)
    moved = replace(
        book,
        path=tmp_path / "codebook.toml",
        published=tuple(
            replace(table, path=tmp_path / "表" / table.path.name) for table in book.published
        ),
    )
    (tmp_path / "表").mkdir()
    for table in book.published:
        (tmp_path / "表" / table.path.name).write_bytes(table.path.read_bytes())
    assert read_again(moved, tmp_path) == moved


def test_an_option_that_says_no_answer_leaves_codes_that_are_written(tmp_path: Path) -> None:
    (tmp_path / "codebook.toml").write_text(
        'format = 1\n[question.q]\ntype = "single"\noptions = ["ア", "無回答", "イ"]\n', "utf-8"
    )
    book = read_codebook(tmp_path)
    assert "codes" in codebook_text(book)
    assert read_again(book, tmp_path) == book


def test_defaults_are_left_out_and_long_lists_stand_one_a_line() -> None:
    options = tuple(
        Option(str(at), f"とても長い選択肢の言葉 {at}", (f"別名{at}",), float(at))
        for at in range(1, 9)
    )
    text = codebook_text(Codebook(Survey(), (Question("q", "single", "q", options=options),)))
    assert "codes" not in text
    assert "scores" not in text
    assert "marks" not in text
    assert '  "とても長い選択肢の言葉 1",\n' in text
    assert "\n[question.q.aliases]\n" in text


def test_a_printed_table_is_named_from_the_codebooks_folder() -> None:
    asked = Question("q", "text", "q")
    tables = (Published("q", "q", Path("a/published/q.csv")),)
    book = Codebook(
        Survey(date=datetime.date(2017, 2, 4)), (asked,), tables, Path("a/codebook.toml")
    )
    assert 'file = "published/q.csv"' in codebook_text(book)
    assert "date = 2017-02-04\n" in codebook_text(book)
