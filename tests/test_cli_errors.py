"""Every command against every wrong input: exit 0, 1 or 2, one clear line, never a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.cli import build

Folder = Callable[..., Path]
COMMANDS = ("tabulate", "check", "normalise")
WRITERS = ("tabulate", "normalise")
LANGUAGES = ("en", "ja")
HEADER = "番号,理解,役立ち,感想\n"
GOOD = HEADER + "1,理解できた,普通,①秘密\n2,理解できた,普通,\n"

_QUOTED = re.compile("“[^”]*”|「[^」]*」|不明")

every_command = pytest.mark.parametrize("command", COMMANDS)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), [str(argument) for argument in arguments])


def is_clear(result: Result, exit_code: int, language: str) -> None:
    """Assert the exit code, some words in the language, and no traceback."""
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == exit_code
    assert "Traceback" not in result.output
    assert result.output.strip()
    assert any("ぁ" <= sign <= "ん" for sign in words_of(result)) == (language == "ja")


def words_of(result: Result) -> str:
    """Return the messages without the names and answers that they quote."""
    return _QUOTED.sub("", result.stderr)


STOPPED = {  # what cannot be counted: rows, what the line says, what `check` calls it
    "an empty file": (b"", "", "F003"),
    "a column that lacks": ("番号,役立ち,感想\n1,普通,\n", "理解", "H001"),
    "a column twice": ("番号,理解,役立ち,感想,useful\n1,1,1,,1\n", "useful", "H003"),
    "another survey's file": ("氏名,所属\n甲,乙\n", "氏名", "H004"),
    "a respondent twice": (HEADER + "1,1,1,\n1,1,1,\n", "A3", "R002"),
    "a ragged row": (HEADER + "1,1,1,,続き\n", "5", "R001"),
    "an open quote": (HEADER + '1,1,1,"秘密\n2,1,1,\n', "2", "R005"),
    "a bad byte": ((HEADER + "1,1,1,吉祥寺").encode() + b"\x81,\n", "0x81", "F002"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "", "F005"),
}


@both_languages
@every_command
@pytest.mark.parametrize(("rows", "words", "rule"), STOPPED.values(), ids=STOPPED)
def test_what_cannot_be_counted_stops_with_a_reason(
    survey: Folder, command: str, language: str, rows: str | bytes, words: str, rule: str
) -> None:
    result = run(command, survey(rows), "--lang", language)
    is_clear(result, 1 if command == "check" else 2, language)
    assert words in result.output
    assert "秘密" not in result.output
    if command == "check":
        assert rule in result.stdout
    else:
        assert len(result.stdout.splitlines()) <= 1  # a header, but no number
        assert "responses.csv" in result.stderr


MISSING = {
    "a file that is not there": "nowhere.csv",
    "a folder without a codebook": ".",
}


@both_languages
@every_command
@pytest.mark.parametrize("name", MISSING.values(), ids=MISSING)
def test_what_is_not_there_is_said_in_one_line(
    tmp_path: Path, command: str, language: str, name: str
) -> None:
    result = run(command, tmp_path / name, "--lang", language)
    is_clear(result, 2, language)
    assert len(result.stderr.splitlines()) == 1


@both_languages
@every_command
def test_a_folder_without_answers_says_what_to_save(
    survey: Folder, command: str, language: str
) -> None:
    folder = survey()
    (folder / "responses.csv").unlink()
    result = run(command, folder, "--lang", language)
    is_clear(result, 2, language)
    assert "responses.csv" in result.stderr


@both_languages
@every_command
def test_a_broken_codebook_is_named_with_its_line(
    survey: Folder, command: str, language: str
) -> None:
    result = run(command, survey(GOOD, "format ＝ 1\n"), "--lang", language)
    assert result.exit_code == (1 if command == "check" else 2)
    assert "Traceback" not in result.output
    assert "codebook.toml" in result.output
    assert "1" in result.output


@every_command
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_usual_encoding_is_fine(
    survey: Folder, command: str, encoding: str, end: str
) -> None:
    result = run(command, survey(GOOD.replace("\n", end), encoding=encoding))
    assert (result.exit_code, result.exception) == (0, None)


@both_languages
@every_command
def test_a_header_without_answers_is_told_and_is_no_error(
    survey: Folder, command: str, language: str
) -> None:
    result = run(command, survey(HEADER), "--lang", language)
    is_clear(result, 0, language)
    if command == "check":
        assert "R004" in result.stdout


def test_strict_makes_a_warning_an_error(survey: Folder) -> None:
    assert run("check", survey(HEADER), "--strict").exit_code == 1


@both_languages
@every_command
def test_an_unknown_answer_is_counted_and_told_and_leaves_with_1(
    survey: Folder, command: str, language: str
) -> None:
    folder = survey(GOOD + "3,理解しすぎた,普通,秘密\n")
    result = run(command, folder, "--lang", language)
    is_clear(result, 1, language)
    if command == "check":
        assert "B4" in result.stdout
        assert "秘密" not in result.output
    else:
        assert "理解できた" in result.stdout
        assert "outreach check" in result.stderr
        assert "理解しすぎた" not in result.stderr


@both_languages
@pytest.mark.parametrize("command", WRITERS)
def test_the_input_is_never_written_over(survey: Folder, command: str, language: str) -> None:
    folder = survey(GOOD)
    before = (folder / "responses.csv").read_bytes()
    result = run(command, folder, "-o", folder / "responses.csv", "--lang", language)
    is_clear(result, 2, language)
    assert (folder / "responses.csv").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["codebook.toml", "responses.csv"]


@pytest.mark.parametrize("command", WRITERS)
def test_the_input_is_never_written_over_by_another_of_its_names(
    survey: Folder, tmp_path: Path, command: str
) -> None:
    folder = survey(GOOD)
    (tmp_path / "alias.csv").hardlink_to(folder / "responses.csv")
    assert run(command, folder, "-o", tmp_path / "alias.csv").exit_code == 2
    assert (folder / "responses.csv").read_bytes() == GOOD.encode()


TARGETS = {
    "a folder that is not there": "nowhere/out.csv",
    "an ending that is unknown": "out.pdf",
    "no ending": "out",
    "a folder": "folder.csv",
}


@both_languages
@pytest.mark.parametrize("command", WRITERS)
@pytest.mark.parametrize("name", TARGETS.values(), ids=TARGETS)
def test_where_nothing_can_be_written_says_so_and_leaves_nothing(
    survey: Folder, tmp_path: Path, command: str, language: str, name: str
) -> None:
    folder = survey(GOOD)
    (tmp_path / "folder.csv").mkdir()
    result = run(command, folder, "-o", tmp_path / name, "--lang", language)
    is_clear(result, 2, language)
    assert len(result.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name, "folder.csv"]


@pytest.mark.parametrize("command", WRITERS)
def test_an_output_stays_as_it_was_where_the_answers_cannot_be_counted(
    survey: Folder, tmp_path: Path, command: str
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("before", encoding="utf-8")
    folder = survey(HEADER + "1,1,1,\n1,1,1,\n")
    assert run(command, folder, "-o", target).exit_code == 2
    assert target.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name, "out.csv"]


@pytest.mark.parametrize("command", WRITERS)
def test_an_output_is_for_excel_and_the_same_every_time(
    survey: Folder, tmp_path: Path, command: str
) -> None:
    folder = survey(GOOD)
    for name in ("one.csv", "two.csv"):
        assert run(command, folder, "-o", tmp_path / name).exit_code == 0
    one, two = ((tmp_path / name).read_bytes() for name in ("one.csv", "two.csv"))
    assert one.startswith(b"\xef\xbb\xbf")
    assert one == two


@both_languages
@pytest.mark.parametrize("option", ["--question", "--by"])
@pytest.mark.parametrize("name", ["usefull", "comment", "id", ""])
def test_a_question_that_cannot_be_counted_is_named_with_what_can(
    survey: Folder, language: str, option: str, name: str
) -> None:
    result = run("tabulate", survey(GOOD), option, name, "--lang", language)
    is_clear(result, 2, language)
    assert len(result.stderr.splitlines()) == 1


def test_the_nearest_question_is_named(survey: Folder) -> None:
    assert "useful?" in run("tabulate", survey(GOOD), "--question", "usefull").stderr


@every_command
@pytest.mark.parametrize("arguments", [["--nonsense"], ["--lang", "fr"], ["--codebook"]])
def test_an_option_that_is_wrong_is_a_usage_error(
    survey: Folder, command: str, arguments: list[str]
) -> None:
    result = run(command, survey(GOOD), *arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@every_command
def test_a_codebook_of_ones_own_is_used(survey: Folder, files: Path, command: str) -> None:
    file = survey(GOOD, "broken").joinpath("responses.csv")
    assert run(command, file).exit_code in (1, 2)
    assert run(command, file, "--codebook", files / "codebook.toml").exit_code == 0


@pytest.mark.parametrize("command", ["tabulate", "check"])
def test_without_surveys_says_what_to_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(command)
    assert result.exit_code == 2
    assert "surveys" in result.stderr


def test_more_than_20_findings_alike_are_counted(survey: Folder) -> None:
    rows = HEADER + "".join(f"{at},x,1,\n" for at in range(1, 31))
    lines = run("check", survey(rows)).stdout.splitlines()
    assert len(lines) == 21
    assert "10 more" in lines[-1]
    assert "30 in all" in lines[-1]


def test_no_control_character_of_a_file_reaches_the_terminal(survey: Folder) -> None:
    rows = "番号,理解,役立ち,感想,色\x1b[2J\n\x1b[2J1,\x1b[2J,1,,\n\x1b[2J1,1,1,,\n"
    for command in COMMANDS:
        assert "\x1b" not in run(command, survey(rows)).output


@both_languages
@every_command
@pytest.mark.parametrize(
    "rows", [GOOD.encode("cp932"), (HEADER + "1,1,1,\n1,1,1,\n").encode()], ids=["good", "stopped"]
)
def test_the_program_itself_behaves_as_the_library_says(
    survey: Folder, command: str, language: str, rows: bytes
) -> None:
    stopped = rows != GOOD.encode("cp932")
    environment = {**os.environ, "PYTHONIOENCODING": "cp932", "OUTREACH_LANG": language}
    process = subprocess.run(
        [sys.executable, "-m", "outreach", command, survey(rows)],
        capture_output=True, env=environment,
    )  # fmt: skip
    said = process.stderr.decode() + process.stdout.decode()  # UTF-8 in a pipe, on any system
    assert "Traceback" not in said
    assert process.returncode == (0 if not stopped else 1 if command == "check" else 2)
    if stopped:
        assert ("行" in said) == (language == "ja")


@pytest.mark.skipif(sys.platform != "linux", reason="only there may names be any bytes")
@every_command
def test_a_file_name_that_is_no_text_can_be_told(
    survey: Folder, tmp_path: Path, command: str
) -> None:
    folder = survey(HEADER + "1,1,1,\n1,1,1,\n").rename(tmp_path / os.fsdecode(b"\xff"))
    process = subprocess.run(
        [sys.executable, "-m", "outreach", command, folder], capture_output=True
    )
    assert b"Traceback" not in process.stderr
