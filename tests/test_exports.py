"""The same twelve respondents in every service's export: one table, whoever wrote it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import make_exports
import pytest

import outreach

FOLDER = Path(__file__).parent / "files" / "exports"
NAMES = sorted(set(make_exports.FILES) - {"expected.csv"})
CODED = {"limesurvey_codes.csv"}  # those that know questions and answers by codes of their own

# What `check` has to say of a file that is in order, and why; anything else is too much.
WARNED = {
    "google_forms.csv": {"P008": "the mail addresses of those who signed in"},
    "microsoft_forms.xlsx": {"P008": "mail addresses and names"},
    "surveymonkey.csv": {"P008": "mail addresses, names, and where they answered from"},
    "surveymonkey.xlsx": {"P008": "where they answered from (IP)"},
    "surveymonkey_ja.csv": {"P008": "where they answered from (IP)"},
    "limesurvey_codes.csv": {"P008": "where they answered from (IP)"},
    "limesurvey_text.csv": {"P008": "where they answered from (IP)"},
    "limesurvey.sav": {"P008": "where they answered from (IP)"},
    "redcap_raw.csv": {"P008": "a mail address as survey identifier"},
    "paper_options.xlsx": {"R008": "the fourth form's row is hidden, and counts"},
    "paper.xls": {"R007": "a note without ※ stands below the answers"},
}


def codebook_of(name: str) -> Path:
    return FOLDER / ("codebook-coded.toml" if name in CODED else "codebook.toml")


def expected() -> list[list[str]]:
    with (FOLDER / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def normalised(name: str) -> list[list[str]]:
    """Return what `normalise` makes of a file, its header first."""
    table = outreach.normalise(outreach.read_responses(FOLDER / name, codebook_of(name)))
    return [list(table.columns), *table.to_numpy().tolist()]


def test_every_file_of_the_folder_is_read() -> None:
    """A file that somebody adds by hand must not lie there untested."""
    files = {path.name for path in FOLDER.iterdir() if path.suffix != ".toml"}
    assert files == set(make_exports.FILES)
    assert len(NAMES) >= 22


@pytest.mark.parametrize("name", NAMES)
def test_the_twelve_respondents_are_the_same_in_every_export(name: str) -> None:
    ours, wanted = normalised(name), expected()
    assert ours[0] == wanted[0]
    assert len(ours) == len(wanted), f"{len(ours) - 1} respondents"
    for row, (have, want) in enumerate(zip(ours, wanted, strict=True)):
        for key, said, meant in zip(wanted[0], have, want, strict=True):
            assert said == meant, f"{name}: respondent {row}, {key}: {said!r}, not {meant!r}"


@pytest.mark.parametrize("name", NAMES)
def test_an_export_that_is_in_order_gets_no_finding_but_those_it_deserves(name: str) -> None:
    findings = outreach.check(FOLDER / name, codebook_of(name))
    told = "\n".join(map(str, findings))
    assert not [one for one in findings if one.severity == "error"], told
    assert {one.rule for one in findings} == set(WARNED.get(name, ())), told


@pytest.mark.parametrize("name", NAMES)
def test_what_the_service_knows_of_people_reaches_no_result(name: str) -> None:
    """Neither the table nor a finding shows a mail address, a name, an IP address or an ID."""
    served = [*make_exports.SERVED, *make_exports.NAMES, *make_exports.ADDRESSES]
    served += ["花子", "example.jp", "203.0.113", "anonymous", "Guest", "Administrator"]
    served += ["118000000", "88000", "R0000", "KOUEN", "12345670", "2017"]
    findings = outreach.check(FOLDER / name, codebook_of(name))
    told = [one.message + one.suggestion for one in findings]
    cells = [cell for row in normalised(name) for cell in row]
    for value in served:
        assert not [text for text in (*cells, *told) if value in text], value


@pytest.mark.parametrize("name", NAMES)
def test_what_the_service_knows_of_people_stands_in_the_frame_of_no_answer(name: str) -> None:
    """The notebook's table has the questions' columns and no other."""
    responses = outreach.read_responses(FOLDER / name, codebook_of(name))
    keys = {column[0] for column in responses.frame.columns}
    assert keys == set(expected()[0]) - {"respondent"}


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_that_are_no_respondents_are_in_no_count(name: str) -> None:
    """Totals, notes and second header rows: every tick is a person's."""
    book = outreach.read_codebook(codebook_of(name))
    frame = outreach.read_responses(FOLDER / name, book.path).frame
    ticks = Counter(option for one in make_exports.PEOPLE for option in one.channel)
    assert {option: int(frame["channel", option].sum()) for option in make_exports.OPTIONS} == dict(
        ticks
    )


@pytest.mark.parametrize("name", [name for name in make_exports.FILES if name.endswith(".csv")])
def test_the_text_files_are_what_the_generator_writes(name: str) -> None:
    """No file was changed by hand; workbooks differ with the version of what writes them."""
    assert (FOLDER / name).read_bytes() == make_exports.FILES[name]()


def test_the_one_table_holds_what_is_hard_about_answers() -> None:
    """Who edits the respondents must keep what they are there for."""
    text = (FOLDER / "expected.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["respondent"] for row in rows] == [str(number) for number in range(1, 13)]
    comments = [row["comment"] for row in rows]
    assert all(any(sign in comment for comment in comments) for sign in ("\n\n", ",", '"', ";"))
    assert any("、" in option for row in rows for option in row["channel"].split("|"))
    assert any("、" in row["channel_other"] for row in rows)
    silent = [row for row in rows if not row["district"]]
    assert [key for row in silent for key in row if row[key]] == ["respondent", "comment"]
    assert {row["age"] for row in rows} >= {"", "20歳未満", "80歳以上"}


# ---- how forms number and mark their questions ---------------------------------------------------

DECORATED = (
    "Q{n}. {t}", "Ｑ{n}　{t}", "問{n}．{t}", "【問{n}】{t}", "({n}) {t}", "（{n}）{t}",
    "{n}) {t}", "設問{n}：{t}", "第{n}問 {t}", "{n}　{t}", "[{n}] {t}", "問{n}-{n} {t}",
    "{c}{t}", "{t} *", "※{t}", "{t}【必須】", "{t}（必須）", "{t} (回答必須)",
    "{t}（ひとつに○）", "{t}\n（１つだけ選んでください）", "{n}.{t}（単一選択）",
    "{t}（あてはまるものすべてに○）", "{t}＜複数回答＞", "{t}※複数回答可", "{t}\u00a0",
)  # fmt: skip


@pytest.mark.parametrize("form", DECORATED)
def test_a_question_is_known_however_the_form_numbers_and_marks_it(
    form: str, tmp_path: Path
) -> None:
    rows = list(csv.reader(io.StringIO(make_exports.google_forms().decode(), newline="")))
    asked = [header.split(". ", 1)[1].removesuffix("（複数回答可）") for header in rows[0][2:]]
    rows[0][2:] = [
        form.format(n=number, t=text, c="①②③④⑤⑥⑦"[number - 1])
        for number, text in enumerate(asked, 1)
    ]
    path = tmp_path / "responses.csv"
    path.write_bytes(make_exports.text_file(rows))
    table = outreach.normalise(outreach.read_responses(path, FOLDER / "codebook.toml"))
    assert table.to_numpy().tolist() == expected()[1:]


# ---- two questions that share the options その他 and 特にない -----------------------------------

TWO = """format = 1
[survey]
date = 2017-02-04
missing = ["N/A"]
[question.age]
type = "single"
label = "年齢"
options = ["60歳代", "70歳代"]
[question.channel]
type = "multiple"
label = "どこで知りましたか。"
options = ["市報", "知人、友人から", "その他", "特にない"]
other = "その他"
exclusive = ["特にない"]
[question.wanted]
type = "multiple"
label = "聞きたいテーマは何ですか。"
options = ["看取り", "医療費、介護費", "その他", "特にない"]
other = "その他"
exclusive = ["特にない"]
[question.comment]
type = "text"
label = "ご意見"
"""
ASKED = ("どこで知りましたか。", "聞きたいテーマは何ですか。")
OFFERED = (("市報", "知人、友人から", "その他", "特にない"),
           ("看取り", "医療費、介護費", "その他", "特にない"))  # fmt: skip
GIVEN = (  # age, channel, its free text, wanted, its free text, comment
    ("60歳代", ("市報",), "", ("医療費、介護費", "その他"), "薬の話", "よかった"),
    ("70歳代", ("知人、友人から", "その他"), "駅で見た", ("特にない",), "", ""),
    ("60歳代", ("特にない",), "", ("その他",), "かかりつけ医、薬局", "はい。"),
    ("", ("その他",), "広報車", ("看取り",), "", ""),
)


def wide(
    first: list[str], head: str, other: str, yes: str, no: str, *, both: bool = True
) -> list[list[str]]:
    """Return a file with a column for each option; free text follows, `both` beside a tick."""
    shown = [[name for name in names if both or name != "その他"] for names in OFFERED]
    header = [*first, "年齢"]
    for question, names in zip(ASKED, shown, strict=True):
        header += [head.format(question=question, option=name) for name in names]
        header.append(other.format(question=question))
    rows = [
        [
            *("1" for _ in first), one[0],
            *(yes if name in one[1] else no for name in shown[0]), one[2],
            *(yes if name in one[3] else no for name in shown[1]), one[4], one[5],
        ]
        for one in GIVEN
    ]  # fmt: skip
    return [[*header, "ご意見"], *rows]


def far() -> list[list[str]]:
    """kintone: the texts of その他 are fields of their own behind all ticks."""
    rows = wide(
        ["レコード番号", "作成日時"], "{question}[{option}]", "{question}（その他）", "1", ""
    )
    order = [*range(7), *range(8, 12), 7, 12, 13]
    return [[row[at] for at in order] for row in rows]


def two_rows(service: list[str], other: str, *, again: bool) -> list[list[str]]:
    """SurveyMonkey, or paper where `service` is empty: questions above, options below."""
    shown = [[name for name in names if name != "その他"] for names in OFFERED]
    top, below = [*service, "年齢"], ["" for _ in service] + ["Response" if service else ""]
    for question, names in zip(ASKED, shown, strict=True):
        top += [question, *(question if again else "" for _ in names)]
        below += [*names, other]
    rows = [
        [
            *("1" for _ in service), one[0],
            *(name if name in one[1] else "" for name in shown[0]), one[2],
            *(name if name in one[3] else "" for name in shown[1]), one[4], one[5],
        ]
        for one in GIVEN
    ]  # fmt: skip
    return [[*top, "ご意見"], [*below, "Open-Ended Response" if service else ""], *rows]


def joined() -> list[list[str]]:
    """Google Forms and its like: all ticks in one cell, free text among them."""
    rows = [
        [
            "2017/02/04 4:35:10 午後 GMT+9", one[0],
            *(
                ";".join(text if name == "その他" else name for name in names)
                for names, text in ((one[1], one[2]), (one[3], one[4]))
            ),
            one[5],
        ]
        for one in GIVEN
    ]  # fmt: skip
    return [["タイムスタンプ", "年齢", *ASKED, "ご意見"], *rows]


MONKEY = ["Respondent ID", "Collector ID", "Start Date", "End Date"]
LIME = ["id", "submitdate", "lastpage", "startlanguage"]
SHARED = {
    "kintone": wide(
        ["レコード番号", "作成日時"], "{question}[{option}]", "その他（具体的に）", "1", ""
    ),
    "kintone, texts at the end": far(),
    "LimeSurvey": wide(
        LIME, "{question} [{option}]", "{question} [その他]", "はい", "いいえ", both=False
    ),
    "LimeSurvey, English": wide(
        LIME, "{question} [{option}]", "{question} [Other]", "Yes", "N/A", both=False
    ),
    "LimeSurvey, codes and texts": wide(
        LIME, "q[SQ1]. {question} [{option}]", "q[other]. {question} [その他]", "はい", "いいえ",
        both=False,
    ),
    "REDCap": wide(
        ["Record ID", "Survey Timestamp"], "{question} (choice={option})", "その他（具体的に）",
        "Checked", "Unchecked",
    ),
    "paper, options alone": wide([], "{option}", "その他（具体的に）", "レ", ""),
    "paper, two rows": two_rows([], "その他", again=False),
    "SurveyMonkey": two_rows(MONKEY, "その他（具体的に）", again=False),
    "SurveyMonkey, question again": two_rows(MONKEY, "Other (please specify)", again=True),
    "Google Forms": joined(),
}  # fmt: skip


@pytest.mark.parametrize("service", SHARED)
def test_an_option_that_two_questions_offer_stays_with_its_own(
    service: str, tmp_path: Path
) -> None:
    (tmp_path / "codebook.toml").write_text(TWO, encoding="utf-8")
    (tmp_path / "responses.csv").write_bytes(make_exports.text_file(SHARED[service]))
    assert not outreach.check(tmp_path)
    table = outreach.normalise(outreach.read_responses(tmp_path))
    assert table.to_numpy().tolist() == [
        [f"{number}", age, "|".join(channel), "|".join(wanted), comment, beside, beside_wanted]
        for number, (age, channel, beside, wanted, beside_wanted, comment) in enumerate(GIVEN, 1)
    ]
