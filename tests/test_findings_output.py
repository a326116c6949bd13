"""What `outreach check` writes: text, JSON, GitHub's commands, SARIF, JUnit; its exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner, Result

import outreach
from outreach.cli import build
from outreach.intake.findings import RULES
from outreach.intake.rules import chosen_rules

Folder = Callable[..., Path]
FORMATS = ("text", "json", "github", "sarif", "junit")
HEADER = "番号,理解,役立ち,感想\n"
GOOD = HEADER + "1,理解できた,普通,秘密\n"
BAD = HEADER + "1,眠い,普通,秘密\n2,理解できた,,秘密\n"
WARNED = HEADER  # R004: a header without an answer
KEYS = [
    "rule", "severity", "path", "sheet", "row", "column", "header", "cell", "line",
    "respondent", "message", "suggestion",
]  # fmt: skip

every_format = pytest.mark.parametrize("form", FORMATS)
both_languages = pytest.mark.parametrize("language", ["en", "ja"])


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), ["check", *map(str, arguments)])


def as_json(*arguments: str | Path) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(run(*arguments, "--output-format", "json").stdout)
    return records


def as_sarif(*arguments: str | Path) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(run(*arguments, "--output-format", "sarif").stdout)
    return log


def as_junit(*arguments: str | Path) -> ET.Element:
    return ET.fromstring(run(*arguments, "--output-format", "junit").stdout)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def workbook(survey: Folder) -> Path:
    """Return a survey whose answers are a workbook with one wrong cell, B3."""
    from openpyxl import Workbook

    folder = survey()
    (folder / "responses.csv").unlink()
    book = Workbook()
    assert book.active is not None
    book.active.title = "回答!"
    for row in (HEADER.strip().split(","), [1, "理解できた", "普通"], [2, "眠い", "普通", "秘密"]):
        book.active.append(row)
    book.save(folder / "responses.xlsx")
    return folder


# every format


@every_format
@both_languages
@pytest.mark.parametrize("column", ["色\x1b[2J", "色\u202e\x07", "色\ud7ff\u2028"])
def test_nothing_that_a_terminal_obeys_and_no_comment_is_written(
    survey: Folder, form: str, language: str, column: str
) -> None:
    rows = f"番号,理解,役立ち,感想,{column}\n\x1b1,\x1b[2J眠い,普通,秘密\n2,9,8,秘密,秘密\n"
    result = run(survey(rows), "--output-format", form, "--lang", language)
    assert result.exit_code == 1
    signs = (result.stdout + result.stderr).replace("\n", "").replace("\u3000", "")
    assert signs.isprintable()
    assert "秘密" not in result.output


@every_format
@pytest.mark.parametrize(
    ("rows", "options", "code"),
    [
        (GOOD, [], 0), (WARNED, [], 0), (WARNED, ["--strict"], 1), (BAD, [], 1),
        (BAD, ["--ignore", "V"], 0), (BAD, ["--select", "F,H"], 0), (BAD, ["--select", "v001"], 1),
        (WARNED, ["--strict", "--ignore", "R004"], 0),
    ],
)  # fmt: skip
def test_the_exit_says_what_was_found(
    survey: Folder, form: str, rows: str, options: list[str], code: int
) -> None:
    result = run(survey(rows), "--output-format", form, *options)
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1


@every_format
def test_the_same_input_gives_the_same_bytes(survey: Folder, form: str) -> None:
    folder = survey(BAD)
    one, two = (run(folder, "--output-format", form).stdout for _time in range(2))
    assert one == two


@every_format
def test_a_file_is_written_instead_of_stdout(survey: Folder, here: Path, form: str) -> None:
    folder = survey(BAD)
    result = run(folder, "--output-format", form, "-o", "out")
    assert (result.exit_code, result.stdout) == (1, "")
    whole = run(folder, "--output-format", form).stdout
    assert (here / "out").read_text(encoding="utf-8") == whole
    assert sorted(path.name for path in here.iterdir()) == [folder.name, "out"]


@pytest.mark.parametrize("option", ["-o", "--write-baseline"])
@pytest.mark.parametrize("name", ["responses.csv", "codebook.toml"])
def test_the_input_is_never_written_over(survey: Folder, option: str, name: str) -> None:
    folder = survey(BAD)
    before = (folder / name).read_bytes()
    assert run(folder, option, folder / name).exit_code == 2
    assert (folder / name).read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["codebook.toml", "responses.csv"]


@every_format
def test_one_path_that_cannot_be_checked_does_not_hide_the_others(
    survey: Folder, here: Path, form: str
) -> None:
    result = run("nowhere", survey(BAD), "--output-format", form)
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert "V001" in result.stdout


def test_a_survey_named_twice_is_told_once(survey: Folder) -> None:
    folder = survey(BAD)
    assert as_json(folder, folder) == as_json(folder)
    assert as_json(folder, folder / "responses.csv") == as_json(folder)


# paths


@every_format
def test_a_path_is_relative_also_when_it_was_given_whole(
    survey: Folder, here: Path, form: str
) -> None:
    folder = survey(BAD)
    whole = run(folder, "--output-format", form)
    assert whole.stdout == run(folder.name, "--output-format", form).stdout
    assert str(here) not in whole.stdout


def test_a_path_outside_the_working_directory_stays_whole(
    survey: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = survey(BAD)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert as_json(folder)[0]["path"] == (folder / "responses.csv").as_posix()
    (result, *_more) = as_sarif(folder)["runs"][0]["results"]
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert address == {"uri": (folder / "responses.csv").as_uri()}


# --select and --ignore


def test_the_longer_beginning_wins() -> None:
    assert chosen_rules([], []) == set(RULES)
    assert chosen_rules([], ["V"]) == {code for code in RULES if code[0] != "V"}
    assert chosen_rules(["V"], ["V00"]) == {"V010", "V011", "V012", "V013"}
    assert chosen_rules(["V001", "H"], ["V"]) == {
        "V001",
        *(code for code in RULES if code[0] == "H"),
    }
    assert chosen_rules(["V001"], ["V001"]) == set()


def test_options_may_be_repeated_and_hold_lists(survey: Folder) -> None:
    found = [
        record["rule"] for record in as_json(survey(BAD), "--select", "F, v001", "--select=V005")
    ]
    assert found == ["V001", "V005"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("code", ["V999", "X", "", "V001,,V002", "V001 V002", "Ｖ\x1b"])
def test_an_unknown_rule_is_a_usage_error(survey: Folder, option: str, code: str) -> None:
    result = run(survey(GOOD), option, code)
    assert result.exit_code == 2
    assert "\x1b" not in result.output
    assert option in result.stderr


@pytest.mark.parametrize(("code", "near"), [("V0O1", "V001"), ("V101", "V001"), ("h9", "H001")])
def test_the_nearest_rule_is_named(survey: Folder, code: str, near: str) -> None:
    assert f"{near}?" in run(survey(GOOD), "--select", code).stderr


def test_full_width_codes_are_read(survey: Folder) -> None:
    assert [record["rule"] for record in as_json(survey(BAD), "--select", "Ｖ００１")] == ["V001"]


# text and GitHub


def rows_of(number: int) -> str:
    return HEADER + "".join(f"{at},眠い,1,\n" for at in range(1, number + 1))


@pytest.mark.parametrize("form", ["text", "github"])
@pytest.mark.parametrize(("number", "lines"), [(19, 19), (20, 20), (21, 21), (30, 21)])
def test_more_than_20_alike_are_counted(survey: Folder, form: str, number: int, lines: int) -> None:
    out = run(survey(rows_of(number)), "--output-format", form).stdout.splitlines()
    assert len(out) == lines
    assert (f"{number} in all" in out[-1]) == (number > 20)


def test_the_counts_on_stderr_are_of_all_findings(survey: Folder) -> None:
    assert "errors: 30" in run(survey(rows_of(30))).stderr


_COMMAND = re.compile(r"::(error|warning) ((?:[a-z]+=[^,:]*,?)*)::(.*)")


def commands(output: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as GitHub's runner documents it."""
    read = []
    for line in output.splitlines():
        found = _COMMAND.fullmatch(line)
        assert found, line
        named = dict(part.split("=", 1) for part in found[2].split(","))
        for name, value in named.items():
            assert not re.search("%(?!25|0D|0A|3A|2C)", value)
            named[name] = unquote(value)
        assert not re.search("%(?!25|0D|0A)", found[3])
        read.append((found[1], named, unquote(found[3])))
    return read


def test_githubs_commands_are_escaped_as_documented(survey: Folder, here: Path) -> None:
    folder = survey(BAD.replace("眠い", "100%,眠い".replace(",", "、")))
    name = "回答: 50%, 2017.csv"
    (folder / "responses.csv").rename(folder / name)
    result = run(folder / name, "--output-format", "github")
    (_, first, words), (_, second, _) = commands(result.stdout)
    assert first["file"] == second["file"] == f"{folder.name}/{name}"
    assert (first["line"], first["col"], second["line"]) == ("2", "2", "3")
    assert first["title"].startswith("V001 ")
    assert "100%、眠い" in words
    assert "B2" in words
    raw = result.stdout.splitlines()[0]
    assert "回答%3A 50%25%2C 2017.csv" in raw
    assert "100%25、眠い" in raw


def test_githubs_commands_tell_errors_from_warnings(survey: Folder) -> None:
    (command,) = commands(run(survey(WARNED), "--output-format", "github").stdout)
    assert command[0] == "warning"


def test_a_line_break_within_a_header_forges_no_command(survey: Folder) -> None:
    rows = '番号,理解,役立ち,感想,"色\n::error::forged"\n1,1,1,,\n'
    out = run(survey(rows), "--output-format", "github").stdout
    assert len(commands(out)) == 1


def test_githubs_line_is_the_one_that_an_editor_shows(survey: Folder) -> None:
    rows = HEADER + '1,1,1,"秘\n密"\n2,眠い,1,\n'
    ((_, named, _),) = commands(run(survey(rows), "--output-format", "github").stdout)
    assert named["line"] == "4"


def test_a_workbook_has_no_line(workbook: Path) -> None:
    ((_, named, words),) = commands(run(workbook, "--output-format", "github").stdout)
    assert "line" not in named
    assert "col" not in named
    assert "回答!" in words
    assert "B3" in words


# JSON


def test_json_has_exactly_these_keys(survey: Folder, here: Path) -> None:
    folder = survey(BAD)
    first, second = as_json(folder)
    assert list(first) == list(second) == KEYS
    message, suggestion = first.pop("message"), first.pop("suggestion")
    assert "眠い" in message
    assert suggestion
    assert first == {
        "rule": "V001", "severity": "error", "path": f"{folder.name}/responses.csv", "sheet": "",
        "row": 2, "column": 2, "header": "理解", "cell": "B2", "line": 2, "respondent": "1",
    }  # fmt: skip


def test_json_of_a_workbook_names_its_sheet_and_no_line(workbook: Path) -> None:
    (found,) = as_json(workbook)
    assert [found[key] for key in ("sheet", "row", "column", "cell", "line")] == [
        "回答!", 3, 2, "B3", None,
    ]  # fmt: skip


def test_json_of_a_whole_file_has_neither_row_nor_column(survey: Folder) -> None:
    (found,) = as_json(survey(b""))
    assert [found[key] for key in ("rule", "row", "column", "line", "cell")] == [
        "F003", None, None, None, "",
    ]  # fmt: skip


def test_json_is_never_grouped_and_is_a_list_also_of_nothing(survey: Folder) -> None:
    assert len(as_json(survey(rows_of(30)))) == 30
    assert as_json(survey(GOOD)) == []


# SARIF


@pytest.fixture(scope="module")
def schema() -> Any:
    path = Path(__file__).parent / "files" / "schema" / "sarif-2.1.0.json"
    text = json.loads(path.read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(text)(text)


@both_languages
@pytest.mark.parametrize("rows", [GOOD, BAD, WARNED, "", "甲\n1\n"])
def test_sarif_is_valid_against_the_official_schema(
    survey: Folder, schema: Any, rows: str, language: str
) -> None:
    log = as_sarif(survey(rows), "--lang", language)
    assert [error.message for error in schema.iter_errors(log)] == []
    assert len(log["runs"][0]["results"]) == len(outreach.check(survey(rows)))


def test_the_schema_refuses_what_is_wrong(survey: Folder, schema: Any) -> None:
    log = as_sarif(survey(BAD))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(schema.iter_errors(log))


def test_sarif_of_a_workbook_has_a_logical_location(workbook: Path, schema: Any) -> None:
    log = as_sarif(workbook)
    assert not list(schema.iter_errors(log))
    (location,) = log["runs"][0]["results"][0]["locations"]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "回答!!B3"}]


def test_sarif_points_to_its_rules_and_to_the_line(survey: Folder, here: Path) -> None:
    folder = survey(BAD).rename(here / "在宅 #1%")
    (run_,) = as_sarif(folder)["runs"]
    rules = run_["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for rule in rules:
        assert rule["defaultConfiguration"]["level"] == RULES[rule["id"]].severity
        assert rule["shortDescription"]["text"] == RULES[rule["id"]].title
        assert rule["fullDescription"]["text"] and rule["help"]["text"]  # noqa: PT018
    for result, line in zip(run_["results"], (2, 3), strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        physical = result["locations"][0]["physicalLocation"]
        assert physical["region"] == {"startLine": line}
        address = physical["artifactLocation"]
        assert address["uriBaseId"] in run_["originalUriBaseIds"]
        assert address["uri"].isascii()
        assert unquote(address["uri"]) == "在宅 #1%/responses.csv"


def test_sarifs_fingerprint_does_not_move_with_the_row(survey: Folder) -> None:
    def prints(rows: str) -> list[str]:
        results = as_sarif(survey(rows))["runs"][0]["results"]
        return sorted(result["partialFingerprints"]["outreachFinding/v1"] for result in results)

    rows = BAD.splitlines(keepends=True)
    assert prints(BAD) == prints(rows[0] + rows[2] + "7,1,1,\n" + rows[1])
    assert len(set(prints(BAD))) == 2


def test_sarif_says_whether_everything_was_checked(survey: Folder) -> None:
    for paths, complete in (((survey(BAD),), True), ((survey(BAD), "nowhere"), False)):
        (run_,) = as_sarif(*paths)["runs"]
        assert run_["invocations"] == [{"executionSuccessful": complete}]


# JUnit


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_rule(
    survey: Folder, here: Path
) -> None:
    folder = survey(BAD + "3,だめ,普通,\n")
    suites = as_junit(folder)
    by_name = {suite.get("name"): suite for suite in suites}
    assert list(by_name) == [f"{folder.name}/responses.csv", f"{folder.name}/codebook.toml"]
    answers, codebook = by_name.values()
    assert [(suite.get("tests"), suite.get("failures")) for suite in (answers, codebook)] == [
        ("2", "2"), ("1", "0"),
    ]  # fmt: skip
    assert (suites.get("tests"), suites.get("failures")) == ("3", "2")
    names = [(case.get("name") or "").split()[0] for case in answers.iter("testcase")]
    assert names == ["V001", "V005"]
    failure = answers.find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "error"
    assert len((failure.text or "").splitlines()) == 2


def test_junit_fails_a_warning_only_where_it_counts(survey: Folder) -> None:
    folder = survey(WARNED)
    assert as_junit(folder).get("failures") == "0"
    said = as_junit(folder).find("testsuite/testcase/system-out")
    assert said is not None
    assert said.text
    assert as_junit(folder, "--strict").get("failures") == "1"


def test_junit_of_a_file_without_a_finding_passes(survey: Folder) -> None:
    suites = as_junit(survey(GOOD))
    assert suites.get("failures") == "0"
    assert all(len(suite) == 1 for suite in suites)
    assert len(suites) == 2


def test_what_xml_cannot_hold_is_shown_escaped(survey: Folder) -> None:
    rows = "番号,理解,役立ち,感想\n1,<眠い>&\x0b\uffff,1,\n"
    failure = as_junit(survey(rows)).find("testsuite/testcase/failure")
    assert failure is not None
    assert "<眠い>&" in (failure.text or "")
    assert "\\x0b" in (failure.text or "")
    assert "\\uffff" in (failure.text or "")
