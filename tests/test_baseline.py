"""Known findings: told again by their value, wherever their row goes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.cli import build
from outreach.errors import Place
from outreach.intake.baseline import Known, known, looked_at, read_baseline, without_known
from outreach.intake.findings import Finding, finding

Folder = Callable[..., Path]
HEADER = "番号,理解,役立ち,感想\n"
ROWS = ["1,眠い,普通,\n", "2,理解できた,まあまあ,\n", "3,理解できた,普通,\n", "4,眠い,,\n"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), ["check", *map(str, arguments)])


@pytest.fixture
def folder(survey: Folder) -> Path:
    """Return a survey with four findings, all of which known.json knows."""
    made = survey(HEADER + "".join(ROWS))
    result = run(made, "--write-baseline", "known.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "4" in result.stderr
    return made


def write(folder: Path, rows: list[str], header: str = HEADER) -> None:
    (folder / "responses.csv").write_text(header + "".join(rows), encoding="utf-8")


def is_known(folder: Path, *options: str) -> bool:
    result = run(folder, "--baseline", "known.json", *options)
    return (result.exit_code, result.stdout) == (0, "")


def test_what_is_known_is_hidden_and_counted(folder: Path) -> None:
    result = run(folder, "--baseline", "known.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Hidden by the baseline: 4" in result.stderr
    assert "tale" not in result.stderr


@pytest.mark.parametrize(
    "rows",
    [ROWS[::-1], [ROWS[0], "9,理解できた,普通,\n", *ROWS[1:]], ["9,1,1,\n", *sorted(ROWS)]],
    ids=["turned round", "a row between", "sorted below a new one"],
)
def test_rows_may_move(folder: Path, rows: list[str]) -> None:
    write(folder, rows)
    assert is_known(folder, "--strict")


def test_columns_may_move(folder: Path) -> None:
    rows = [",".join([*reversed(row.strip().split(","))]) + "\n" for row in ROWS]
    write(folder, rows, "感想,役立ち,理解,番号\n")
    assert is_known(folder, "--strict")


def test_rows_may_move_where_nobody_has_a_number(survey: Folder) -> None:
    rows = [row.split(",", 1)[1] for row in ROWS]
    header = HEADER.split(",", 1)[1]
    folder = survey(header + "".join(rows))
    run(folder, "--write-baseline", "known.json")
    write(folder, ["理解できた,普通,\n", *rows[::-1]], header)
    assert is_known(folder, "--strict")
    write(folder, [*rows, rows[0]], header)  # the same wrong answer once more
    result = run(folder, "--baseline", "known.json")
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    "row",
    ["1,だるい,普通,\n", "5,眠い,普通,\n", "3,理解できた,眠い,\n", "3,眠い,普通,\n"],
    ids=["another value", "another respondent", "another column", "a value known of another"],
)
def test_something_else_is_new(folder: Path, row: str) -> None:
    number = row.split(",")[0]
    write(folder, [*(other for other in ROWS if not other.startswith(number)), row])
    result = run(folder, "--baseline", "known.json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1


def test_the_same_answers_in_another_file_are_new(folder: Path) -> None:
    other = folder.rename(folder.with_name("2018"))
    assert len(run(other, "--baseline", "known.json").stdout.splitlines()) == 4


def test_an_entry_that_is_stale_is_named_and_fails_only_where_strict(folder: Path) -> None:
    write(folder, ["1,理解できた,普通,\n", *ROWS[1:]])
    result = run(folder, "--baseline", "known.json")
    assert (result.exit_code, result.stdout) == (0, "")
    named, summary = result.stderr.splitlines()
    assert all(part in named for part in ("responses.csv", "V001", "理解", "(1)"))
    assert "Stale in the baseline: 1" in summary
    assert run(folder, "--baseline", "known.json", "--strict").exit_code == 1


def test_what_was_not_looked_at_is_not_stale(folder: Path, survey: Folder) -> None:
    write(folder, ["1,理解できた,普通,\n"])
    other = folder.with_name("other")
    other.mkdir()
    for name in ("codebook.toml", "responses.csv"):
        (other / name).write_bytes((folder / name).read_bytes())
    assert is_known(other, "--strict")
    assert is_known(folder, "--strict", "--select", "H")
    assert not is_known(folder, "--strict")


@pytest.mark.parametrize("path", [".", "surveys", "surveys/a", "surveys/a/responses.csv"])
def test_an_entry_is_looked_at_from_any_folder_above_it(path: str) -> None:
    entry = Known("V001", "surveys/a/responses.csv", "", "", "0")
    assert list(looked_at([entry], [path], {"V001"})) == [entry]
    assert list(looked_at([entry], [path], {"V002"})) == []
    assert list(looked_at([entry], ["surveys/b", "surveys/a/resp"], {"V001"})) == []


def test_nothing_is_stale_where_something_could_not_be_checked(folder: Path) -> None:
    write(folder, ["1,理解できた,普通,\n"])
    result = run(folder, "nowhere", "--baseline", "known.json")
    assert result.exit_code == 2
    assert "Stale" not in result.stderr


def test_no_baseline_is_written_where_something_could_not_be_checked(folder: Path) -> None:
    before = Path("known.json").read_bytes()
    assert run(folder, "nowhere", "--write-baseline", "known.json").exit_code == 2
    assert Path("known.json").read_bytes() == before


def test_a_baseline_is_the_same_in_both_languages(folder: Path) -> None:
    assert is_known(folder, "--strict", "--lang", "ja")


def test_a_baseline_is_sorted_holds_no_answer_and_is_read_as_it_was_written(folder: Path) -> None:
    text = Path("known.json").read_text(encoding="utf-8")
    assert "眠い" not in text
    assert "まあまあ" not in text
    entries = json.loads(text)["findings"]
    assert [list(entry) for entry in entries] == [[*Known._fields, "count"]] * 4
    assert [entry["rule"] for entry in entries] == ["V001", "V001", "V001", "V005"]
    assert len(text.splitlines()) == len(entries) + 5  # a line for each
    write(folder, ROWS[::-1])
    run(folder, "--write-baseline", "again.json")
    assert Path("again.json").read_text(encoding="utf-8") == text
    assert list(read_baseline("again.json")) == sorted(read_baseline("known.json"))


def test_a_hash_depends_on_where_the_value_stands() -> None:
    def of(rule: str, path: str, header: str) -> str:
        return known(finding(rule, Place(path, header=header), "…", value="65")).hash

    places = [("V001", "a.csv", "年齢"), ("V003", "a.csv", "年齢"), ("V001", "b.csv", "年齢"),
              ("V001", "a.csv", "回数")]  # fmt: skip
    assert len({of(*place) for place in places}) == 4
    assert of("V001", "a", "b,c") != of("V001", "a,b", "c")


def test_a_count_hides_as_many_as_it_says() -> None:
    place = Place("a.csv", header="理解")
    found = [Finding("V001", "error", place, "", str(row), value="眠い") for row in range(3)]
    entry = known(found[0])
    assert without_known(found, {entry: 2}) == (found[2:], [])
    assert without_known(found, {entry: 3}) == ([], [])
    assert without_known(found, {entry: 4}) == ([], [entry])


def test_a_running_number_is_nobody() -> None:
    place = Place("a.csv", row=2, header="理解")
    one, two = (
        Finding("V001", "error", place, number, "…", value="眠い", running=True) for number in "12"
    )
    assert known(one) == known(two)
    assert known(one).respondent == ""


ENTRY = {"rule": "V001", "path": "a", "respondent": "", "header": "", "hash": "0", "count": 1}
BROKEN = {
    "no JSON": "{",
    "another JSON": "[]",
    "another format": '{"format": 2, "findings": []}',
    "no entries": '{"format": 1}',
    "a key that lacks": json.dumps({"format": 1, "findings": [{**ENTRY, "hash": None}]}),
    "a count of nothing": json.dumps({"format": 1, "findings": [{**ENTRY, "count": 0}]}),
    "a count that is true": json.dumps({"format": 1, "findings": [{**ENTRY, "count": True}]}),
    "a key too many": json.dumps({"format": 1, "findings": [{**ENTRY, "row": 2}]}),
    "brackets without end": "[" * 200_000,
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_no_baseline_stops_with_one_line(folder: Path, text: str, language: str) -> None:
    Path("known.json").write_text(text, encoding="utf-8")
    result = run(folder, "--baseline", "known.json", "--lang", language)
    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert "known.json" in result.stderr


@pytest.mark.parametrize("name", ["nowhere.json", "."])
def test_a_baseline_that_is_not_there_stops(folder: Path, name: str) -> None:
    result = run(folder, "--baseline", name)
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_hostile_baseline_reaches_no_terminal(folder: Path) -> None:
    entry = {**ENTRY, "path": f"{folder.name}/\x1b[2J", "header": "\x1b[2J"}
    text = json.dumps({"format": 1, "findings": [entry]})
    Path("known.json").write_text(text, encoding="utf-8")
    result = run(folder, "--baseline", "known.json")
    assert "\x1b" not in result.output
    assert "Stale in the baseline: 1" in result.stderr
