"""The plan: every sentence true, checkable, and silent about what is hidden."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import outreach
from outreach.comments.frame import Frame, FrameTheme
from outreach.errors import CodebookError, OutreachError
from outreach.intake.surveys import find_survey
from outreach.planning.asked import asked_of
from outreach.planning.cells import base_of, cells_of, leading
from outreach.planning.contradictions import contradictions_of
from outreach.planning.entries import read_entries
from outreach.planning.entries_writing import entries_bytes
from outreach.planning.making import books_of, make_plan
from outreach.planning.plan import Plan, Statement
from outreach.planning.population import read_population
from outreach.planning.reach import reach_of
from outreach.planning.representation import represent
from outreach.planning.word_tables import read_cues, read_projects
from outreach.studies import Study, read_study

SURVEYS = Path(__file__).parent.parent / "surveys"
LECTURE, WORKSHOP = SURVEYS / "2017-02-04-lecture", SURVEYS / "2016-08-02-workshop"
TOWNS = ("関前", "境", "境南町", "中町", "市外", "事業所(市内)")
CHANNELS = ("市報", "チラシ", "その他")
BOOK = """format = 1
[survey]
title = "{title}"
kind = "{kind}"
{more}
[question.respondent]
type = "id"
label = "番号"
[question.district]
type = "single"
role = "district"
label = "住所"
options = ["関前", "境", "境南町", "中町", "市外", "事業所(市内)"]
outside = "市外"
aliases = {{ "中町" = ["中町地区"] }}
nets = {{ "武蔵境圏" = ["関前", "境", "境南町"] }}
[question.age]
type = "single"
role = "age"
label = "年齢"
options = ["60歳未満", "60歳代", "70歳以上"]
[question.channel]
type = "{type}"
role = "channel"
label = "きっかけ"
options = ["市報", "チラシ", "その他"]
other = "その他"
[question.understood]
type = "single"
label = "理解できたか"
options = ["理解できた", "理解できなかった"]
[question.comment]
type = "text"
role = "comment"
label = "感想"
"""
HEAD = "番号,住所,年齢,きっかけ,理解できたか,感想"
Row = tuple[str, ...]
Folder = Callable[..., Path]


def made(
    survey: Folder, rows: list[Row], *, more: str = "", kind: str = "lecture",
    answers: str = "single", suppress: int | None = 0, title: str = "見本",
    frame: Frame | None = None,
) -> Study:  # fmt: skip
    lines = [",".join((str(at), *row)) for at, row in enumerate(rows, 1)]
    book = BOOK.format(title=title, kind=kind, type=answers, more=more)
    folder = survey("\n".join([HEAD, *lines]) + "\n", book)
    return read_study(find_survey(folder), suppress=suppress, frame=frame)


def row(town: str = "境", comment: str = "", *, channel: str = "市報", age: str = "60歳代") -> Row:
    return (town, age, channel, "理解できた", comment)


def sentences(plan: Plan) -> list[str]:
    told: list[Statement] = []
    for reach in plan.reach:
        told += [*reach.sentences, *reach.by_group, *reach.absent]
    told += [*(each.statement for each in plan.contradictions), *plan.changes]
    return [each.text for each in told]


def shown_people(text: str) -> list[int]:
    """Return the numbers of people in an English sentence."""
    return [int(found) for found in re.findall(r"(?<![\d.])(\d+)(?= people| of | \(|\))", text)]


@pytest.fixture(scope="module")
def lecture() -> Study:
    return read_study(find_survey(LECTURE))


@pytest.fixture(scope="module")
def workshop() -> Study:
    return read_study(find_survey(WORKSHOP))


def test_the_lecture_tells_which_channel_brings_people_from_a_town(lecture: Study) -> None:
    told = [each for each in reach_of(lecture).by_group if "境南町" in each.text]
    assert [each.text for each in told] == [
        "武蔵境圏（関前・境・境南町・桜堤）, 30 people: of what may be shown the most frequent is"
        " チラシ, 10 (33%)."
    ]
    assert (told[0].base, told[0].small) == (30, False)


def test_each_table_has_its_sentence_and_each_denominator_its_rate(lecture: Study) -> None:
    reach = reach_of(lecture)
    assert [table.by.key for table in reach.tables if table.by] == ["district", "age"]
    assert len(reach.sentences) == len(reach.tables)
    assert [(each.label, each.percent) for each in reach.rates] == [
        ("参加者", "60.1"),
        ("一般参加者", "72.7"),
    ]
    assert reach.sentences[0].source == "講演会をどこで知りましたか × 参加者の住所"


def test_a_hidden_group_is_not_called_small(lecture: Study) -> None:
    told = {each.text for each in reach_of(lecture).by_group}
    assert "市外: the number of people is not shown." in told  # 11: hidden for another's sake


def test_who_never_comes_is_said_of_shown_zeros_only(lecture: Study, workshop: Study) -> None:
    assert [each.text for each in reach_of(lecture).absent] == [
        "“参加者の年齢”: none of 104 people answered 20歳未満."  # 御殿山 is hidden beside others
    ]
    assert reach_of(workshop).absent == ()


def test_professions_stand_in_for_channels_that_nobody_was_asked_for(workshop: Study) -> None:
    plan = make_plan([workshop])
    assert [table.question.key for table in plan.reach[0].tables] == ["profession"]
    assert any("does not ask how people heard" in note for note in plan.notes)


def test_no_small_number_of_people_is_told_of_the_events(lecture: Study, workshop: Study) -> None:
    plan = make_plan([lecture, workshop])
    for text in sentences(plan):
        assert not set(shown_people(text)) & {1, 2, 3, 4}, text


Rows = st.lists(
    st.tuples(st.sampled_from(TOWNS), st.sampled_from(("60歳代", "70歳以上", "")),
              st.sampled_from((*CHANNELS, ""))), min_size=1, max_size=45,
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=Rows, below=st.sampled_from((3, 5)), answers=st.sampled_from(("single", "multiple")))
def test_what_is_hidden_is_neither_told_nor_claimed(
    survey: Folder, rows: list[Row], below: int, answers: str
) -> None:
    found = made(survey, [(*each, "", "") for each in rows], answers=answers, suppress=below)
    reach = reach_of(found)
    for told in (*reach.sentences, *reach.by_group, *reach.absent):
        assert not any(0 < number < below for number in shown_people(told.text)), told.text
        assert told.base is None or told.base == 0 or told.base >= below
    for table in reach.tables:
        for group in range(-1, len(table.groups)):
            most = leading(table, group)
            counts = (table.total if group < 0 else table.cells).counts[max(group, 0)]
            own = [
                int(count)
                for count, category in zip(counts, table.categories, strict=True)
                if category.kind == "option"
            ]
            assert most is None or not most.certain or most.count == max(own)
            assert most is None or most.count >= below


def test_numbers_that_are_not_hidden_are_what_was_counted(survey: Folder) -> None:
    rows = [row("境", channel="チラシ")] * 3 + [row("境"), row("中町"), row("中町", channel="")]
    found = made(survey, rows)
    table = found.crossed(found.codebook.question("channel"), found.codebook.question("district"))
    assert table is not None
    assert base_of(table, 1) == 4
    assert [cell.count for cell in cells_of(table, 1)][:3] == [1, 3, 0]
    texts = [each.text for each in reach_of(found).by_group]
    assert "境, 4 people: the most frequent is チラシ, 3 (75.0%)." in texts
    assert "中町, 2 people: the most frequent is 市報, 1 (50.0%)." in texts


def test_answers_that_are_as_frequent_are_all_named(survey: Folder) -> None:
    found = made(survey, [row(channel="チラシ"), row()])
    (told,) = [each.text for each in reach_of(found).by_group if each.text.startswith("境,")]
    assert told == "境, 2 people: the most frequent are 市報, チラシ, 1 (50.0%) each."


# ---- beside the population ------------------------------------------------------------------
POPULATION = "町,年齢階級,人口,時点,出典\n"


def population(tmp_path: Path, rows: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "population.csv"
    path.write_bytes((POPULATION + rows).encode(encoding))
    return path


def test_the_population_is_read_as_answers_are(survey: Folder, tmp_path: Path) -> None:
    book = made(survey, [row()]).codebook
    rows = (
        '境,,1000,2017/1/1,見本\n境南町１丁目,,300,,\n境南町2丁目,,400,,\n中町地区,,"1,200",,\n'
        ",６０～６４歳,100,,\n,65-69歳,120,,\n合計,,9999,,\n"
    )
    found = read_population(population(tmp_path, rows, "cp932"), book)
    assert found.towns == {"境": 1000, "境南町": 700, "中町": 1200}
    assert found.ages == {"60歳代": 220}
    assert found.reference == "見本 (2017/1/1)"


def test_rows_of_towns_by_age_add_up_both_ways(survey: Folder, tmp_path: Path) -> None:
    book = made(survey, [row()]).codebook
    found = read_population(
        population(tmp_path, "境,60歳代,10,,\n境,70歳以上,20,,\n中町,60歳代,5,,\n境,,40,,\n"), book
    )
    assert found.towns == {"境": 40, "中町": 5}  # the row of all ages counts
    assert found.ages == {"60歳代": 15, "70歳以上": 20}


def test_an_excel_file_is_a_population_too(survey: Folder, tmp_path: Path) -> None:
    from openpyxl import Workbook

    sheet = (written := Workbook()).active
    for cells in (["町", "年齢階級", "人口"], ["境", None, 1000]):
        sheet.append(cells)
    written.save(tmp_path / "p.xlsx")
    book = made(survey, [row()]).codebook
    assert read_population(tmp_path / "p.xlsx", book).towns == {"境": 1000}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("境町,,1,,\n", "row 2 column “町” cell A2: “境町” is none of the options"),
        ("三鷹市,,1,,\n", "“三鷹市” is in another municipality."),
        ("境,,千人くらい,,\n", "cell C2: The population must be a number"),
        ("境,,-4,,\n", "cell C2: The population must be a number"),
        ("境,,1,,\n境,,2,,\n", "row 3 column “町” cell A3: These people are counted"),
        ("中町,,1,,\n中町1丁目,,2,,\n", "These people are counted in another row"),
        (",55～64歳,5,,\n", "cell B2: “55～64歳” is none of the options"),
    ],
)
def test_what_does_not_match_is_told_with_its_row(
    survey: Folder, tmp_path: Path, rows: str, said: str
) -> None:
    book = made(survey, [row()], more='city = "武蔵野市"').codebook
    with pytest.raises(CodebookError) as error:
        read_population(population(tmp_path, rows), book)
    assert said in str(error.value)


def test_a_column_that_lacks_is_told(survey: Folder, tmp_path: Path) -> None:
    path = tmp_path / "population.csv"
    path.write_text("町,人口\n境,3\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="no column “年齢階級”"):
        read_population(path, made(survey, [row()]).codebook)
    with pytest.raises(OutreachError, match="no such file"):
        read_population(tmp_path / "none.csv", made(survey, [row()]).codebook)


def test_districts_stand_under_over_or_untestable(survey: Folder, tmp_path: Path) -> None:
    rows = [row("境")] * 30 + [row("中町")] * 5 + [row("市外")] * 50 + [row("事業所(市内)")] * 9
    study = made(survey, rows)
    path = population(tmp_path, "境,,4000,,\n中町,,5500,,\n関前,,500,,\n")
    found = {
        each.group: each for each in represent(study, read_population(path, study.codebook)).rows
    }
    assert found["境"].base == 35  # without those from outside and from offices
    standings = {group: each.standing for group, each in found.items()}
    assert standings == {"境": "over", "中町": "under", "関前": "not testable"}
    assert found["境"].share == pytest.approx(100 * 30 / 35)
    assert found["境"].low == pytest.approx(70.6, abs=0.1)


def test_a_small_base_is_not_tested(survey: Folder, tmp_path: Path) -> None:
    study = made(survey, [row("境")] * 29)
    path = population(tmp_path, "境,,1,,\n中町,,999,,\n")
    rows = represent(study, read_population(path, study.codebook)).rows
    assert {each.standing for each in rows} == {"not testable"}


def test_a_hidden_district_says_nothing_but_its_net_may(survey: Folder, tmp_path: Path) -> None:
    rows = [row("境")] * 20 + [row("関前")] * 2 + [row("境南町")] * 8 + [row("中町")] * 12
    study = made(survey, rows, suppress=5)
    path = population(tmp_path, "境,,10,,\n関前,,10,,\n境南町,,10,,\n中町,,10,,\n")
    found = represent(study, read_population(path, study.codebook))
    by_group = {each.group: each for each in found.rows}
    for each in found.rows:
        assert each.people is None or each.people == 0 or each.people >= 5
        assert (each.people is None) == (each.standing == "hidden") == (each.share is None)
    assert by_group["関前"].people is None
    assert by_group["武蔵境圏"].people == 30


def test_ages_are_of_residents_and_silent_where_that_would_tell(
    survey: Folder, tmp_path: Path
) -> None:
    rows = [row("境")] * 40 + [row("市外", age="70歳以上")] * 6
    path = population(tmp_path, ",60歳代,10,,\n,70歳以上,10,,\n")
    study = made(survey, rows)
    found = represent(study, read_population(path, study.codebook))
    assert [(each.group, each.people, each.base) for each in found.rows] == [
        ("60歳代", 40, 40),
        ("70歳以上", 0, 40),
    ]
    hiding = represent(made(survey, rows, suppress=5), read_population(path, study.codebook))
    assert hiding.rows == ()
    assert "could then be worked out" in hiding.notes[0]


def test_the_template_beside_the_surveys_is_empty(lecture: Study) -> None:
    found = read_population(SURVEYS / "reference" / "population.csv", lecture.codebook)
    assert (found.towns, found.ages) == ({}, {})
    plan = make_plan([lecture])
    assert "reference/population.csv has no rows yet" in " ".join(plan.notes)


# ---- what was asked -------------------------------------------------------------------------
def test_every_question_and_request_is_there_once_and_masked(survey: Folder) -> None:
    rows = [
        row(comment="往診の費用を教えてください。"),
        row(comment="往診の費用を 教えてください。"),
        row(comment="夜に電話できる先はありますか。090-0000-1234の山田様に聞きました。"),
        row(comment="良かった。"),
    ]
    found = asked_of(made(survey, rows))
    assert len(found) == 2
    assert len({each.key for each in found}) == 2
    texts = " ".join(each.text for each in found)
    assert "090" not in texts
    assert "山田" not in texts
    assert {each.kind for each in found} <= {"question", "request"}


def test_of_a_long_comment_the_sentences_that_ask_are_shown(survey: Folder) -> None:
    long = "先生のお話はとても分かりやすく、家族でも話し合うきっかけになりました。" * 3
    found = asked_of(made(survey, [row(comment=long + "次は薬のことを取り上げてください。")]))
    assert [each.text for each in found] == ["次は薬のことを取り上げてください。"]


QUESTIONS = [
    row(comment="往診の費用を教えてください。"),
    row(comment="夜に電話できる窓口はどこですか。"),
]


def written(study: Study) -> tuple[Path, str]:
    (book,) = books_of([study])
    assert book.entries.path is not None
    book.entries.path.write_bytes(entries_bytes(book.entries, book.asked))
    return book.entries.path, book.entries.path.read_text(encoding="utf-8")


def test_what_people_entered_survives_the_next_run_byte_for_byte(survey: Folder) -> None:
    path, text = written(made(survey, QUESTIONS))
    edited = text.replace('owner = ""', 'owner   = "支援室"  # 5月に決めた', 1)
    edited = edited.replace('due = ""', "due = 2017-05-31", 1).replace(
        "done = false", "done = true", 1
    )
    path.write_text(edited, encoding="utf-8")
    study = made(survey, [*QUESTIONS, row(comment="薬の飲み方を教えてください。")])
    again = written(study)[1]
    assert again.startswith(edited.rstrip("\n"))
    assert again.count("\n[[asked]]\n") == 3
    assert written(study)[1] == again
    plan = make_plan([study])
    done = [each for each in plan.asked if each.done]
    assert [(each.owner, each.due) for each in done] == [("支援室", datetime.date(2017, 5, 31))]
    assert plan.asked[-1] == done[0]  # open ones first
    assert plan.entries_path == str(path)


def test_an_entry_whose_comment_is_gone_is_kept(survey: Folder) -> None:
    path, text = written(made(survey, QUESTIONS))
    path.write_text(text.replace('answer = ""', 'answer = "冊子を渡した"', 1), encoding="utf-8")
    study = made(survey, QUESTIONS[1:])
    assert "冊子を渡した" in written(study)[1]
    assert any(
        "1 entries in plan.toml are of comments" in note for note in make_plan([study]).notes
    )


def test_an_entry_is_found_again_by_text_or_by_respondent(survey: Folder, tmp_path: Path) -> None:
    path, text = written(made(survey, QUESTIONS))
    path.write_text(text.replace('owner = ""', 'owner = "薬剤師会"', 1), encoding="utf-8")
    moved = make_plan([made(survey, [row(), row(), QUESTIONS[0]])])  # another respondent now
    mended = make_plan([made(survey, [row(comment="往診にかかる費用を教えてください。")])])
    assert [each.owner for each in moved.asked] == ["薬剤師会"]
    assert [each.owner for each in mended.asked] == ["薬剤師会"]
    renamed = text.replace("2017-02-04-見本/", "前の名前/").replace('owner = ""', 'owner = "市"', 1)
    path.write_text(renamed, encoding="utf-8")
    study = made(survey, QUESTIONS)
    assert "市" in {each.owner for each in make_plan([study]).asked}
    assert "前の名前" not in written(study)[1]


def test_windows_line_ends_and_notes_stay(survey: Folder) -> None:
    path, text = written(made(survey, QUESTIONS))
    noted = text.replace("format = 1", "format = 1\n# 会議で見る", 1).replace("\n", "\r\n")
    path.write_bytes(noted.encode("utf-8-sig"))
    written(made(survey, QUESTIONS))
    assert path.read_bytes() == noted.encode("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("owner = ", "ownr = ", "Unknown key “ownr”. Did you mean owner?"),
        ('due = ""', 'due = "来月"', "“due” must be a day such as"),
        ("done = false", 'done = "済"', "“done” must be true or false"),
        ('project = ""', 'project = "ケ"', "There is no project “ケ”."),
        ("\n[[asked]]", "\n[asked]", "two brackets on each side"),
        ("format = 1", "format = 2", "Only format = 1 can be read."),
        ("format = 1", "", "does not say its format"),
        ('owner = ""', 'owner ＝ ""', "This is not TOML"),
        ('key = "2017', 'kee = "2017', "Unknown key “kee”."),
    ],
)
def test_a_slip_in_the_entries_is_told_with_its_line(
    survey: Folder, old: str, new: str, said: str
) -> None:
    study = made(survey, QUESTIONS[:1])
    path, text = written(study)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        make_plan([study])
    assert said in str(error.value)
    assert "plan.toml" in str(error.value)


def test_entries_that_cannot_be_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes('format = 1\nx = "費用"'.encode("cp932"))
    with pytest.raises(CodebookError, match="not in UTF-8"):
        read_entries(path)
    path.write_text("format = 1\n" + "[" * 5000, encoding="utf-8")
    with pytest.raises(CodebookError, match="This is not TOML"):
        read_entries(path)
    path.write_text('format = 1\n[[asked]]\nkey = "a"\n[[asked]]\nkey = "a"\n', encoding="utf-8")
    with pytest.raises(CodebookError, match="The key “a” is here twice"):
        read_entries(path)
    assert read_entries(tmp_path / "none.toml").entries == ()


# ---- proposals ------------------------------------------------------------------------------
def test_residents_lead_to_a_lecture_and_professionals_to_a_training(survey: Folder) -> None:
    rows = [
        row(comment="母の認知症について教えてください。"),
        row(comment="ケアマネ同士で事例を話し合う場を作ってください。"),
        row("事業所(市内)", "薬の管理を教えてください。"),
    ]
    plan = make_plan([made(survey, rows)])
    assert all(each.audience == "public" for each in plan.public)
    assert "母の認知症" in " ".join(each.proposal for each in plan.public)
    training = " ".join(each.proposal for each in plan.training)
    assert "ケアマネ同士" in training
    assert "薬の管理" in training  # who wrote it works in an office
    hiding = make_plan([made(survey, rows, suppress=5)])
    assert "薬の管理" not in " ".join(each.proposal for each in hiding.training)


def test_a_workshop_leads_to_training(workshop: Study) -> None:
    plan = make_plan([workshop])
    assert plan.training
    assert not plan.public
    assert {each.committee for each in plan.training} == {"多職種連携推進・研修部会"}


def test_words_of_other_projects_lead_to_their_subcommittee(lecture: Study) -> None:
    others = {each.project: each for each in make_plan([lecture]).others}
    assert others["ウ"].committee == "入退院時支援部会"
    assert "「退院」" in others["ウ"].proposal
    assert not any(each.decided for each in others.values())


def test_proposals_come_in_the_order_of_what_is_wanted(lecture: Study) -> None:
    public = make_plan([lecture]).public
    wants = [each.questions + each.requests + each.concerns for each in public]
    assert wants == sorted(wants, reverse=True)
    assert all(want >= 1 for want in wants)


def test_the_project_that_people_entered_decides(survey: Folder) -> None:
    frame = Frame((FrameTheme("t1", "費用", keywords=("費用",), project="オ", owner="支援室"),))
    rows = [row(comment="往診の費用を教えてください。"), row(comment="費用が心配です。")]
    plan = make_plan([made(survey, rows, frame=frame)])
    (action,) = [each for each in plan.others if each.theme_key == "t1"]
    assert (action.project, action.decided, action.owner) == ("オ", True, "支援室")
    assert action.committee == "在宅医療介護連携支援室"
    assert (action.questions, action.concerns) == (1, 1)
    assert [(each.project, each.owner) for each in plan.asked] == [("オ", "支援室")]


def test_the_tables_that_planning_goes_by_can_be_read() -> None:
    projects = read_projects()
    assert list(projects) == list("アイウエオカキク")
    assert projects["キ"].committee == "普及啓発部会"
    assert all(read_cues().values())


# ---- contradictions and changes -------------------------------------------------------------
def test_a_good_figure_stands_beside_comments_that_do_not_fit(lecture: Study) -> None:
    found = contradictions_of(lecture)
    assert "95 of 104 people (91%) answered 「理解できた」" in found[0].statement.text
    assert any("略語" in text for text in found[0].comments)


def test_a_share_that_is_hidden_or_not_good_is_no_contradiction(survey: Folder) -> None:
    hard = "話が難しかったです。"
    few = made(survey, [row(comment=hard)] * 3, suppress=5)
    assert contradictions_of(few) == []
    bad = [(*row(comment=hard)[:3], "理解できなかった", hard)] * 5 + [row(comment=hard)]
    assert contradictions_of(made(survey, bad)) == []
    assert len(contradictions_of(made(survey, [row(comment=hard)] * 6))) == 1


def pair(
    survey: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new: list[Row], suppress: int
) -> list[Study]:
    old = [row(channel="市報", comment="往診の費用を教えてください。")] * 60 + [
        row(channel="チラシ")
    ] * 20
    first = made(survey, old, more="date = 2016-02-04", suppress=suppress)
    folder = tmp_path / "2016"
    (tmp_path / "2017-02-04-見本").rename(folder)
    first = read_study(find_survey(folder), suppress=suppress)
    return [made(survey, new, more="date = 2017-02-04", suppress=suppress), first]


def test_what_changed_is_told_in_points_with_bases(
    survey: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = [row(channel="チラシ", comment="薬の飲み忘れを防ぐ方法を知りたい。")] * 40 + [row()] * 40
    plan = make_plan(pair(survey, tmp_path, monkeypatch, new, 0))
    told = " ".join(each.text for each in plan.changes)
    assert "“きっかけ”, チラシ: 25.0% (of 80 people) then, 50.0% (of 80) now, +25.0 points" in told
    assert all(each.base == 80 for each in plan.changes if "points" in each.text)
    assert "Themes" in told


def test_a_change_is_not_told_where_a_cell_is_hidden(
    survey: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = [row(channel="市報")] * 3 + [row(channel="チラシ")] * 77
    plan = make_plan(pair(survey, tmp_path, monkeypatch, new, 5))
    told = [each.text for each in plan.changes]
    assert not any("市報" in text for text in told)
    assert not any(set(shown_people(text)) & {1, 2, 3, 4} for text in told)


def test_events_without_a_common_question_say_so(lecture: Study, workshop: Study) -> None:
    told = [each.text for each in make_plan([lecture, workshop]).changes]
    assert any(text.startswith("Not compared:") for text in told)
    assert any("different kinds" in text for text in told)


def test_the_order_is_that_of_the_days(lecture: Study, workshop: Study) -> None:
    plan = make_plan([lecture, workshop])
    assert [reach.survey for reach in plan.reach] == [workshop.name, lecture.name]
    assert plan.titles[-1].startswith("在宅医療")
    assert plan.synthetic


# ---- surveys that lack something ------------------------------------------------------------
LEAN = 'format = 1\n[question.useful]\ntype = "single"\noptions = ["良い", "悪い"]\n'


def test_a_survey_with_one_question_and_one_person(survey: Folder) -> None:
    study = read_study(find_survey(survey("useful\n良い\n", LEAN)))
    plan = make_plan([study])
    assert plan.reach[0].tables == ()
    assert (plan.asked, plan.actions, plan.contradictions, plan.changes) == ((), (), (), ())


def test_one_respondent_is_not_told(survey: Folder) -> None:
    asked = [row(comment="往診の費用を教えてください。")]
    study = made(survey, asked, suppress=5, more='people = { "参加者" = 9 }')
    plan = make_plan([study])
    assert plan.reach[0].rates == ()
    assert not any(1 in shown_people(text) for text in sentences(plan))
    assert len(plan.asked) == 1


def test_nobody_answered(survey: Folder) -> None:
    plan = make_plan([made(survey, [], more='people = { "参加者" = 9 }')])
    assert [each.percent for each in plan.reach[0].rates] == ["0.0"]
    assert "nobody answered" in plan.reach[0].sentences[0].text
    assert plan.actions == ()


def test_two_files_of_one_survey_share_its_entries(survey: Folder) -> None:
    folder = made(survey, QUESTIONS).codebook.folder
    (folder / "b.csv").write_bytes((folder / "responses.csv").read_bytes())
    files = [folder / "responses.csv", folder / "b.csv"]
    (book,) = books_of([read_study(find_survey(path)) for path in files])
    assert entries_bytes(book.entries, book.asked).decode().count("\n[[asked]]\n") == 2


def test_no_survey_is_an_error() -> None:
    with pytest.raises(OutreachError, match="A plan needs a survey"):
        make_plan([])


def test_the_same_answers_make_the_same_plan(survey: Folder) -> None:
    rows = [row(comment=f"{word}について教えてください。") for word in ("費用", "薬", "看取り")]
    one, other = (make_plan([made(survey, rows)]) for _time in range(2))
    assert (one.asked, one.actions, one.notes) == (other.asked, other.actions, other.notes)
    assert sentences(one) == sentences(other)


def test_make_plan_is_a_public_name(lecture: Study) -> None:
    assert isinstance(outreach.make_plan([lecture]), outreach.Plan)
