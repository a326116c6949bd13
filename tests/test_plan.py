"""The plan: every sentence true of what may be shown, and nothing of what may not."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import outreach
from outreach.codebook import Codebook, Net, Option, Question, Survey
from outreach.intake.coding import code_dtype
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses
from outreach.messages import use_language
from outreach.planning.duties import project_by_words
from outreach.planning.entries import PlanError, entries_text, read_entries
from outreach.planning.making import make_plan
from outreach.planning.plan import Asked, Plan
from outreach.planning.population import PopulationError, read_population
from outreach.planning.shown import largest
from outreach.studies import Study, read_study
from outreach.tables.boxes import folded_break
from outreach.tables.crosstab import tabulate
from outreach.tables.disclosure.suppression import suppress
from outreach.tables.figures import Break

SURVEYS = Path(__file__).parent.parent / "surveys"
LECTURE, WORKSHOP = SURVEYS / "2017-02-04-lecture", SURVEYS / "2016-08-02-workshop"
BOOK = """format = 1
[survey]
title = "講演会"
date = {date}
suppress_below = {below}
[question.age]
type = "single"
role = "age"
label = "年齢"
options = ["60歳代", "70歳代", "80歳以上"]
[question.district]
type = "single"
role = "district"
label = "住所"
options = ["境", "境南町", "本町", "市外"]
outside = "市外"
nets = {{ "武蔵境圏" = ["境", "境南町"] }}
[question.channel]
type = "{channel}"
role = "channel"
label = "きっかけ"
options = ["市報", "チラシ"]
[question.understood]
type = "single"
label = "理解できたか"
options = ["理解できた", "理解できなかった"]
[question.comment]
type = "text"
role = "comment"
label = "感想"
"""
HEAD = "年齢,住所,きっかけ,理解できたか,感想"


def study_of(
    folder: Callable[..., Path], rows: list[str], below: int = 0, channel: str = "single",
    date: str = "2017-02-04",
) -> Study:  # fmt: skip
    book = BOOK.format(below=below, channel=channel, date=date)
    return read_study(folder("\n".join([HEAD, *rows, ""]), book))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(scope="module")
def lecture() -> Study:
    return read_study(LECTURE)


@pytest.fixture(scope="module")
def whole() -> Study:
    return read_study(LECTURE, suppress=0)


def test_sentences_say_what_the_tables_say(whole: Study) -> None:
    plan = make_plan([whole])
    (reach,) = plan.reach
    frame = whole.answers.frame
    crossed = frame.groupby("district", observed=False)["channel"].value_counts()
    here = next(each.text for each in reach.by_group if each.text.startswith("境南町:"))
    assert here == "境南町: 9 people; most through その他, 4 (44%)."
    assert crossed["境南町"].max() == crossed["境南町", "その他"] == 4
    assert any("御殿山" in each.text for each in reach.absent)
    assert [(rate.percent, rate.people) for rate in reach.rates] == [("60.1", 173), ("72.7", 143)]
    assert all(statement.base for statement in (*reach.sentences, *reach.by_group, *reach.absent))


def test_a_net_names_its_members_so_that_a_town_is_found(lecture: Study) -> None:
    (reach,) = make_plan([lecture]).reach
    found = [each.text for each in reach.by_group if "境南町" in each.text]
    assert len(found) == 1
    assert found[0].startswith("武蔵境圏（関前・境・境南町・桜堤）: 30 people")


def numbers_of(plan: Plan) -> Iterator[tuple[str, int]]:
    for reach in plan.reach:
        for statement in (*reach.sentences, *reach.by_group, *reach.absent):
            for number in re.findall(r"(?<![\d.])\d+(?![\d.%]|歳)", statement.text):
                yield statement.text, int(number)


def test_no_sentence_on_the_lecture_holds_a_number_of_people_from_one_to_four(
    lecture: Study,
) -> None:
    found = list(numbers_of(make_plan([lecture])))
    assert found
    assert [text for text, number in found if 0 < number < 5] == []


# --- what may be said of a group, whatever is hidden ---------------------------------------------

_TOWN = Question(
    "district", "single", "住所", "district",
    options=tuple(Option(str(at), name) for at, name in enumerate(("境", "本町", "東町"))),
    nets=(Net("圏", (0, 1)),),
)  # fmt: skip


def _channel(kind: str) -> Question:
    names = ("市報", "チラシ", "知人", "ウェブ")
    options = tuple(Option(str(at), name) for at, name in enumerate(names))
    return Question("channel", kind, "きっかけ", "channel", options=options)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=8, max_size=40),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_what_is_called_the_most_is_so_and_can_be_seen_to_be(
    drawn: list[tuple[int, int]], folded: bool, several: bool
) -> None:
    channel = _channel("multiple" if several else "single")
    book = Codebook(Survey(), (_TOWN, channel), path=Path("見本/codebook.toml"))
    towns, chosen = zip(*drawn, strict=True)
    codes = {
        "district": np.array(towns, code_dtype(_TOWN)),
        "channel": np.array([1 << c if several else c for c in chosen], code_dtype(channel)),
    }
    answers = Responses(book, Respondents(None, 1, len(drawn)), codes)
    by = folded_break(Break((_TOWN,))) if folded else Break((_TOWN,))
    table = suppress(tabulate([answers], [channel], [by], nets=True), 3, proposals=False)[-1]
    for at in range(len(table.groups)):
        told = largest(table, at)
        if told is None:
            continue
        people = table.cells.people[at, :4]
        assert told.number == 0 or told.number >= 3
        if told.certain and told.number:
            assert told.number == people.max()
            best = {channel.labels[option] for option in np.flatnonzero(people == people.max())}
            assert set(told.labels) == best


# --- what people want ----------------------------------------------------------------------------

ROWS = [
    "65,境,市報,理解できた,訪問診療の費用を知りたい",
    "72,境南町,市報,理解できた,訪問診療はどこに頼めばよいですか",
    "75,境南町,チラシ,理解できた,用語が難しくて分かりませんでした",
    "81,本町,市報,理解できた,ありがとうございました",
    "68,市外,チラシ,理解できた,退院の日を早く教えてほしい",
    "69,市外,チラシ,,退院後の薬が心配です。090-1234-5678 の山田様へ",
]


def test_every_question_and_request_is_asked_once_and_masked(survey: Callable[..., Path]) -> None:
    found = study_of(survey, [*ROWS, ROWS[0]])
    asked = make_plan([found]).asked
    texts = [each.text for each in asked]
    assert len(texts) == len(set(texts))
    assert "訪問診療の費用を知りたい" in texts
    assert "退院の日を早く教えてほしい" in texts
    assert not any("ありがとう" in text for text in texts)
    assert len({each.key for each in asked}) == len(asked)
    plan = make_plan([found])
    everything = repr(plan)
    assert "090-1234-5678" not in everything
    assert "山田様" not in everything


def test_good_figures_stand_beside_what_speaks_against_them(survey: Callable[..., Path]) -> None:
    (found,) = make_plan([study_of(survey, ROWS)]).contradictions
    assert "理解できた" in found.statement.text
    assert found.statement.base == 6
    assert "用語が難しくて分かりませんでした" in found.comments


def test_a_figure_that_is_hidden_is_no_contradiction(survey: Callable[..., Path]) -> None:
    rows = [
        row.replace("理解できた", "理解できた" if at < 4 else "") for at, row in enumerate(ROWS)
    ]
    assert make_plan([study_of(survey, rows)]).contradictions
    assert make_plan([study_of(survey, rows, below=5)]).contradictions == ()


def test_residents_lead_to_a_lecture_and_professionals_to_training(lecture: Study) -> None:
    plan = make_plan([lecture])
    assert {action.project for action in plan.public} == {"キ"}
    assert {action.project for action in plan.training} == {"カ"}
    assert plan.public
    assert plan.training
    assert {action.project for action in plan.others} <= set("アイウエオク")
    for action in plan.actions:
        assert action.committee
        wanting = action.questions + action.requests + action.concerns
        assert 0 < wanting <= action.comments
        assert not action.decided
    workshop = make_plan([read_study(WORKSHOP)])
    assert workshop.public == ()
    assert workshop.training


def test_the_coding_frame_decides(survey: Callable[..., Path]) -> None:
    rows = [f"65,境,市報,理解できた,訪問診療の費用を知りたい{at}" for at in range(8)]
    rows += [f"65,境,市報,理解できた,駐車場を広くしてください{at}" for at in range(8)]
    folder = survey("\n".join([HEAD, *rows, ""]), BOOK.format(
        below=0, channel="single", date="2017-02-04"))  # fmt: skip
    from click.testing import CliRunner

    from outreach.cli import build

    assert CliRunner().invoke(build(), ["themes", str(folder), "--write"]).exit_code == 0
    frame = folder / "themes.toml"
    text = frame.read_text(encoding="utf-8")
    assert 'project = ""' in text
    frame.write_text(text.replace('project = ""', 'project = "カ"', 1), encoding="utf-8")
    plan = make_plan([read_study(folder)])
    (decided,) = [action for action in plan.actions if action.decided]
    assert (decided.project, decided.audience) == ("カ", "professionals")


def test_words_point_to_a_project_only_where_several_comments_have_them() -> None:
    assert project_by_words(["MCSに入りたい", "スマホでの情報共有", "お茶"])[0] == "エ"
    assert project_by_words(["MCSに入りたい", "花", "お茶"]) == ("", "")
    assert project_by_words([]) == ("", "")


# --- what people enter ---------------------------------------------------------------------------


def asked(key: str, text: str = "費用は？") -> Asked:
    return Asked(key, "見本", text, "費用", "question")


def test_what_was_entered_stays_and_new_ones_are_added(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(entries_text(read_entries(path), [asked("1@q", '"引用"\\と\n改行')]), "utf-8")
    edited = path.read_text("utf-8").replace('owner = ""', 'owner = "支援課" # 仮')
    edited = edited.replace('due = ""', "due = 2017-03-31").replace("done = false", "done = true")
    path.write_text(edited, "utf-8")
    again = entries_text(read_entries(path), [asked("2@q"), asked("1@q")])
    assert again.startswith(edited)
    path.write_text(again, "utf-8")
    entries = read_entries(path).by_key
    assert list(entries) == ["1@q", "2@q"]
    assert entries["1@q"].owner == "支援課"
    assert entries["1@q"].due == datetime.date(2017, 3, 31)
    assert entries["1@q"].done
    assert entries_text(read_entries(path), [asked("2@q")]) == again  # gone ones are not lost


def test_entries_reach_the_plan_open_ones_first(survey: Callable[..., Path]) -> None:
    found = study_of(survey, ROWS)
    first = make_plan([found]).asked[0]
    path = found.codebook.folder / "plan.toml"
    text = entries_text(read_entries(path), make_plan([found]).asked)
    block = text.index(f'key = "{first.key}"')
    text = text[:block] + text[block:].replace("done = false", "done = true", 1)
    text = text[:block] + text[block:].replace('answer = ""', 'answer = "窓口で案内"', 1)
    path.write_text(text, "utf-8")
    asked_again = make_plan([found]).asked
    assert asked_again[-1].key == first.key
    assert asked_again[-1].answer == "窓口で案内"
    assert not asked_again[0].done


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("format = 1\n[[asked]]\nkey = \"a\"\nowmer = \"x\"\n", "owner"),
        ("format = 1\n[[asked]]\nkey = \"a\"\ndue = \"来週\"\n", "due"),
        ("format = 1\n[[asked]]\nkey = \"a\"\ndone = \"はい\"\n", "done"),
        ("format = 1\n[[asked]]\nowner = \"a\"\n", "key"),
        ("format = 1\n[asked]\nkey = \"a\"\n", "asked"),
        ("format = 1\n[[asked]]\nkey = \"a\"\n[[asked]]\nkey = \"a\"\n", "two entries"),
        ("format = 2\n", "format"),
        ("format = 1\n[[asked]]\nkey = “a”\n", "TOML"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_read_says_where(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PlanError, match=says) as caught:
        read_entries(path)
    assert str(path) in str(caught.value)


def test_bytes_that_are_no_text_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes("format = 1 # 計画".encode("cp932"))
    with pytest.raises(PlanError, match="UTF-8"):
        read_entries(path)


# --- the population ------------------------------------------------------------------------------


def people(path: Path, rows: list[str], encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(["町,年齢階級,人口,時点,出典", *rows, ""]), encoding)
    return path


def test_districts_stand_beside_their_share_of_the_population(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    rows = ["65,境,市報,理解できた,"] * 40 + ["65,本町,市報,理解できた,"] * 10
    rows += ["65,市外,市報,理解できた,"] * 30
    found = study_of(survey, rows)
    path = people(
        tmp_path / "p.csv", ['境,,"3,000",2017-01-01,台帳', "本町,,7000人,2017-01-01,台帳"]
    )
    (reach,) = make_plan([found], path).reach
    stands = {each.group: each for each in reach.represented}
    assert (stands["境"].people, stands["境"].base, stands["境"].expected) == (40, 50, 30.0)
    assert (stands["境"].standing, stands["本町"].standing) == ("over", "under")
    assert reach.reference == "台帳 2017-01-01"


def test_few_people_are_not_tested(survey: Callable[..., Path], tmp_path: Path) -> None:
    found = study_of(survey, ["65,境,市報,理解できた,"] * 20)
    path = people(tmp_path / "p.csv", ["境,,3000,,", "本町,,7000,,"])
    (reach,) = make_plan([found], path).reach
    assert {each.standing for each in reach.represented} == {"not testable"}


def test_what_is_hidden_is_not_told_by_the_population(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    rows = ["65,境,市報,理解できた,"] * 40 + ["65,境南町,市報,理解できた,"] * 3
    rows += ["65,本町,市報,理解できた,"] * 20 + ["65,市外,市報,理解できた,"] * 7
    found = study_of(survey, rows, below=5)
    path = people(tmp_path / "p.csv", ["境,,3000,,", "境南町,,3000,,", "本町,,7000,,"])
    (reach,) = make_plan([found], path).reach
    told = {each.group: each.people for each in reach.represented}
    assert not any(number is not None and 0 < number < 5 for number in told.values())
    if None in told.values():
        assert all(each.share is None for each in reach.represented)


def test_a_margin_of_its_own_counts_before_crossed_rows(tmp_path: Path) -> None:
    book = outreach.read_codebook(LECTURE)
    path = people(
        tmp_path / "p.csv", ["境,65〜69歳,10,,", "境,７０代,20,,", "境南町,70-74,5,,", "境,,100,,"]
    )
    found = read_population(path, book)
    assert found.towns == {"境": 100}
    assert found.ages == {"60歳代": 10, "70歳代": 25}


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig"])
def test_a_file_as_excel_saves_it_is_read(encoding: str, tmp_path: Path) -> None:
    book = outreach.read_codebook(LECTURE)
    path = people(tmp_path / "p.csv", ["武蔵野市境南町,,100,2017,台帳"], encoding)
    assert read_population(path, book).towns == {"境南町": 100}


@pytest.mark.parametrize(
    ("row", "says"),
    [("堺南町,,100,,", "row 2.*堺南町"), ("境,,百人,,", "row 2.*cell C2"), ("境,老人,5,,", "老人")],
)
def test_a_row_that_cannot_be_used_is_named(row: str, says: str, tmp_path: Path) -> None:
    book = outreach.read_codebook(LECTURE)
    with pytest.raises(PopulationError, match=says):
        read_population(people(tmp_path / "p.csv", [row]), book)


def test_the_template_is_a_population_of_nobody() -> None:
    book = outreach.read_codebook(LECTURE)
    found = read_population(SURVEYS / "reference" / "population.csv", book)
    assert (found.towns, found.ages, found.source) == ({}, {}, "")


def test_a_column_that_lacks_is_named(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("町,数\n境,5\n", "utf-8")
    with pytest.raises(PopulationError, match="年齢階級, 人口"):
        read_population(path, outreach.read_codebook(LECTURE))


# --- two events, few answers, missing questions --------------------------------------------------


def test_a_difference_between_events_is_told_with_its_n(tmp_path: Path) -> None:
    studies = []
    for year, good in ((2016, 20), (2017, 58)):
        folder = tmp_path / f"{year}-02-04-講演会"
        folder.mkdir()
        book = BOOK.format(below=0, channel="single", date=f"{year}-02-04")
        (folder / "codebook.toml").write_text(book, "utf-8")
        rows = ["65,境,市報,理解できた,"] * good + ["65,境,市報,理解できなかった,"] * (60 - good)
        (folder / "responses.csv").write_text("\n".join([HEAD, *rows, ""]), "utf-8")
        studies.append(read_study(folder))
    changes = [each.text for each in make_plan(studies).changes]
    assert any("33.3% (n=60) → 96.7% (n=60), 63.3 points" in text for text in changes)
    assert make_plan(studies[::-1]).changes == make_plan(studies).changes  # by date


def test_events_without_a_common_question_say_so(lecture: Study) -> None:
    plan = make_plan([lecture, read_study(WORKSHOP)])
    assert any("no question in common" in each.text for each in plan.changes)
    assert len(plan.reach) == 2


@pytest.mark.parametrize("channel", ["single", "multiple"])
@pytest.mark.parametrize("rows", [[], ["65,境,市報,理解できた,"], ROWS])
@pytest.mark.parametrize("below", [0, 5])
def test_few_answers_make_a_whole_plan(
    rows: list[str], below: int, channel: str, survey: Callable[..., Path]
) -> None:
    plan = make_plan([study_of(survey, rows, below, channel)])
    assert len(plan.reach) == 1
    for _text, number in numbers_of(plan):
        assert below == 0 or not 0 < number < below or len(rows) == number


def test_a_form_without_age_district_channel_date_or_comments(survey: Callable[..., Path]) -> None:
    book = 'format = 1\n[question.useful]\ntype = "single"\nlabel = "役に立ったか"\n'
    book += 'options = ["役に立った", "普通"]\n'
    plan = make_plan([read_study(survey("役に立ったか\n役に立った\n", book))])
    assert plan.asked == ()
    assert plan.reach[0].tables == ()
