"""Answers written for SPSS and as Parquet: nothing is lost, and all of it is read again."""

from __future__ import annotations

import builtins
import time
from collections.abc import Callable
from pathlib import Path

import pyreadstat
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import outreach
from outreach.cli import build
from outreach.report.normalised import normalised_header, normalised_rows
from outreach.report.statistics import write_parquet, write_sav

Folder = Callable[..., Path]

CODEBOOK = """
format = 1
[survey]
title = "在宅医療・介護連携 講演会"
date = 2017-02-04
[question.number]
type = "id"
label = "番号"
[question.age]
type = "single"
role = "age"
label = "参加者の年齢"
options = ["50歳代", "60歳代", "70歳代以上"]
[question.visits]
type = "single"
label = "参加は何回目ですか"
options = ["0回", "1回", "2回以上"]
[question.job]
type = "single"
label = "職種"
options = ["医師", "看護師", "その他"]
codes = ["D", "N", "X"]
other = "その他"
[question.channel]
type = "multiple"
label = "講演会をどこで知りましたか"
options = ["市報", "チラシ、ポスター", "その他", "特にない"]
other = "その他"
exclusive = ["特にない"]
[question."q 1%"]
type = "multiple"
label = "知りたいこと"
options = ["看取り", "費用"]
[question.useful]
type = "scale"
label = "役に立ったか"
options = ["役に立った", "普通", "役に立たなかった"]
[question.people]
type = "number"
label = "世帯の人数"
[question.day]
type = "date"
label = "記入日"
[question.sent]
type = "datetime"
label = "送信日時"
[question.comment]
type = "text"
label = "感想"
"""
KEYS = (
    "number", "age", "visits", "job", "channel", "知りたいこと", "useful", "people", "day", "sent",
    "comment",
)  # fmt: skip
CHANNELS = ("市報", "市報;チラシ、ポスター", "特にない;市報", "市報、知人")

_words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), max_size=12
)
_junk = st.sampled_from(["", "", "？？", "99", "その他", "特にない", "看護婦", "(ﾒﾓ)"]) | _words
ANSWERS = {
    "age": st.sampled_from(["65", "７０歳代", "50歳代", "三十歳"]) | _junk,
    "visits": st.sampled_from(["0", "1回", "2回以上", "5"]) | _junk,
    "job": st.sampled_from(["医師", "N", "保健師", "その他（保健師）"]) | _junk,
    "channel": st.sampled_from(CHANNELS) | _junk,
    "知りたいこと": st.sampled_from(["看取り", "看取り、費用", "費用|？"]) | _junk,
    "useful": st.sampled_from(["1", "普通", "役に立たなかった"]) | _junk,
    "people": st.sampled_from(["3", "２.５", "1,200人", "0.1", "三人"]) | _junk,
    "day": st.sampled_from(["2017/2/4", "平成29年2月4日", "2017-02-30"]) | _junk,
    "sent": st.sampled_from(["2017/02/04 4:35:10 午後", "2017-02-04T07:35:10Z"]) | _junk,
    "comment": _words | st.sampled_from(["一行目\n二行目", "在宅で暮らしたい。" * 200]),
}


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def csv_of(rows: list[dict[str, str]]) -> str:
    lines = [",".join(KEYS)]
    for number, row in enumerate(rows, 1):
        lines.append(",".join([str(number), *(quoted(row[key]) for key in KEYS[1:])]))
    return "\n".join(lines) + "\n"


def table(responses: outreach.Responses) -> list[tuple[str, ...]]:
    return [tuple(normalised_header(responses.codebook)), *normalised_rows(responses)]


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.fixed_dictionaries(ANSWERS), min_size=1, max_size=6))
@pytest.mark.parametrize("ending", ["sav", "zsav"])
def test_what_is_written_for_spss_is_read_again_as_the_same_table(
    survey: Folder, ending: str, rows: list[dict[str, str]]
) -> None:
    folder = survey(csv_of(rows), CODEBOOK)
    responses = outreach.read_responses(folder)
    path = folder / f"written.{ending}"
    write_sav(responses, path, compressed=ending == "zsav")
    again = outreach.read_responses(path, folder / "codebook.toml")
    assert table(again) == table(responses)


def a_row(**answers: str) -> dict[str, str]:
    return dict.fromkeys(KEYS[1:], "") | answers


def written(folder: Path, ending: str = "sav") -> Path:
    path = folder / f"written.{ending}"
    write_sav(outreach.read_responses(folder), path, compressed=ending == "zsav")
    return path


@pytest.mark.parametrize("ending", ["sav", "zsav"])
def test_spss_finds_labels_sets_and_missing_values(survey: Folder, ending: str) -> None:
    rows = [
        a_row(visits="1回", job="保健師", channel="市報;チラシ、ポスター", comment="よい"),
        a_row(visits="？？", channel="市報|？？", people="2.5", day="2017/2/4"),
        a_row(),
    ]
    path = written(survey(csv_of(rows), CODEBOOK), ending)
    values, about = pyreadstat.read_sav(path, output_format="dict", user_missing=True)
    assert about.column_names_to_labels["visits"] == "参加は何回目ですか"
    assert about.variable_value_labels["visits"] == {
        0.0: "0回", 1.0: "1回", 2.0: "2回以上", 9.0: "不明",
    }  # fmt: skip
    assert about.missing_ranges["visits"] == [{"lo": 9.0, "hi": 9.0}]
    assert values["visits"] == [1.0, 9.0, None]
    assert values["visits_unreadable"] == ["", "？？", ""]
    assert about.variable_value_labels["job"] == {1.0: "医師", 2.0: "看護師", 3.0: "その他"}
    assert values["job_other"] == ["保健師", "", ""]
    assert (
        about.column_names_to_labels["channel_2"] == "[チラシ、ポスター] 講演会をどこで知りましたか"
    )
    assert values["channel_2"] == [1.0, 9.0, None]
    assert about.mr_sets["channel"]["variable_list"] == [f"channel_{at}" for at in range(1, 5)]
    assert about.mr_sets["channel"]["label"] == "講演会をどこで知りましたか"
    assert about.mr_sets["q_1_"]["counted_value"] == 1
    assert about.variable_measure["useful"] == "ordinal"
    assert about.original_variable_types["people"] == "F3.1"
    assert about.original_variable_types["day"] == "SDATE10"
    assert str(values["day"][1]) == "2017-02-04"


def test_the_same_answers_give_the_same_bytes(
    survey: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = survey(csv_of([a_row(age="65", channel="市報")]), CODEBOOK)
    first = {ending: written(folder, ending).read_bytes() for ending in ("sav", "zsav")}
    time.sleep(1.1)  # the header has the second
    assert {ending: written(folder, ending).read_bytes() for ending in first} == first
    assert b"04 Feb 1700:00:00" in first["sav"]


def test_what_spss_has_no_room_for_is_counted(survey: Folder) -> None:
    option = "住み慣れた地域でいつまでも安心して暮らし続けるために必要な医療と介護の連携について"
    codebook = CODEBOOK.replace("役に立たなかった", option)
    responses = outreach.read_responses(survey(csv_of([a_row(useful=option)]), codebook))
    found = write_sav(responses, responses.codebook.folder / "written.sav")
    assert (found.shortened, found.kept_apart) == (1, 0)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), ["normalise", *map(str, arguments), "--lang", "en"])


@pytest.mark.parametrize("ending", ["csv", "sav", "zsav", "parquet"])
def test_the_command_writes_every_format(survey: Folder, ending: str) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    folder = survey(csv_of([a_row(age="65", comment="ありがとう")]), CODEBOOK)
    path = folder / f"out.{ending}"
    result = run(folder, "-o", path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert path.stat().st_size > 0


@pytest.mark.parametrize("ending", ["sav", "zsav"])
def test_the_command_says_what_stands_apart(survey: Folder, ending: str) -> None:
    folder = survey(csv_of([a_row(useful="？？")]), CODEBOOK)
    result = run(folder, "-o", folder / f"out.{ending}")
    assert result.exit_code == 1
    assert "could not be read: 1" in result.stderr


def test_masking_reaches_comments_other_texts_and_what_was_unreadable(survey: Folder) -> None:
    telephone = "0422-60-1234"
    rows = [a_row(comment=f"電話は{telephone}へ", job=f"保健師 {telephone}", people=telephone)]
    folder = survey(csv_of(rows), CODEBOOK)
    plain, masked = run(folder), run(folder, "--mask")
    assert plain.stdout.count(telephone) == 3
    assert telephone not in masked.stdout
    assert masked.stdout.count("【電話】") == 3
    assert "masked: 3." in masked.stderr
    assert "cannot promise" in masked.stderr


def test_parquet_holds_what_the_csv_holds(survey: Folder) -> None:
    pytest.importorskip("pyarrow")
    import pandas as pd

    rows = [a_row(age="65", channel="市報;チラシ、ポスター"), a_row(job="保健師", people="2.5")]
    responses = outreach.read_responses(survey(csv_of(rows), CODEBOOK))
    path = responses.codebook.folder / "out.parquet"
    write_parquet([responses, responses], responses.codebook, path)
    first = path.read_bytes()
    write_parquet([responses, responses], responses.codebook, path)
    assert path.read_bytes() == first
    frame = pd.read_parquet(path).fillna("")
    header, *below = table(responses)
    assert list(frame.columns) == list(header)
    assert [tuple(row) for row in frame.to_numpy()] == below + below


def test_without_pyarrow_one_line_says_how_to_get_it(
    survey: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = builtins.__import__

    def refuse(name: str, *rest: object) -> object:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return load(name, *rest)

    folder = survey(csv_of([a_row()]), CODEBOOK)
    monkeypatch.setattr(builtins, "__import__", refuse)
    result = run(folder, "-o", folder / "out.parquet")
    assert result.exit_code == 2
    assert "outreach[parquet]" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (folder / "out.parquet").exists()
