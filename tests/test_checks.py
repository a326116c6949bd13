"""Every rule: a file that breaks it and nothing else, the place that it names, files that pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import outreach
from outreach.intake.findings import ERROR, RULES, WARNING

FILES = Path(__file__).parent / "files"
CODEBOOK = FILES / "codebook.toml"
BAD = sorted((FILES / "bad").iterdir())
GOOD = sorted((FILES / "good").iterdir())
SECRET = "秘密"  # in every comment of these files
Folder = Callable[..., Path]


def check(path: Path) -> list[outreach.Finding]:
    """Return the findings of a file, or of a folder with its own codebook."""
    return outreach.check(path) if path.is_dir() else outreach.check(path, CODEBOOK)


def rules(folder: Path) -> list[str]:
    return [finding.rule for finding in outreach.check(folder)]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_breaks_the_rule_that_it_is_named_after_and_no_other(path: Path) -> None:
    assert {finding.rule for finding in check(path)} == {path.stem}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_good_file_has_no_finding(path: Path) -> None:
    assert [str(finding) for finding in check(path)] == []


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_bad_file(code: str) -> None:
    assert code in [path.stem for path in BAD]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_finding_shows_a_comment_and_each_says_what_to_do(path: Path, language: str) -> None:
    outreach.use_language(language)
    for finding in check(path):
        assert SECRET not in str(finding)
        assert finding.message
        assert finding.suggestion
        assert "\n" not in str(finding)
        assert path.name in finding.place.path


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_named_after_its_room_and_has_a_severity(rule: outreach.Rule) -> None:
    assert rule.code[0] in "FHRVTPCS"
    assert rule.severity in (ERROR, WARNING)
    assert rule.severity == ERROR or not rule.stops


PLACES = {
    "H001": (1, None, ""),
    "H002": (1, 5, "E1"),
    "H003": (1, 5, "E1"),
    "H004": (1, None, ""),
    "R001": (3, None, ""),
    "R002": (4, 1, "A4"),
    "R003": (3, 1, "A3"),
    "R004": (1, None, ""),
    "R005": (3, None, ""),
    "V001": (3, 5, "E3"),
    "V002": (3, 5, "E3"),
    "V003": (3, 7, "G3"),
    "V004": (3, 8, "H3"),
    "V005": (3, 6, "F3"),
    "V006": (3, 4, "D3"),
    "V007": (3, 4, "D3"),
    "V008": (3, 5, "E3"),
    "V012": (3, 7, "G3"),
    "V013": (3, 7, "G3"),
    "P008": (1, 3, "C1"),
    "C001": (4, None, ""),
    "C002": (4, None, ""),
}


@pytest.mark.parametrize("rule", PLACES)
def test_a_finding_names_its_row_column_and_cell(rule: str) -> None:
    (path,) = [path for path in BAD if path.stem == rule]
    (finding,) = check(path)
    place = finding.place
    assert (place.row, place.column, place.cell) == PLACES[rule]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.startswith("V")])
def test_a_finding_about_an_answer_names_its_respondent_and_header(rule: str) -> None:
    (path,) = [path for path in BAD if path.stem == rule]
    (finding,) = check(path)
    assert finding.respondent == "2"
    assert finding.place.header


def test_a_cell_below_a_line_break_in_quotes_names_row_and_line(survey: Folder) -> None:
    folder = survey('番号,理解,役立ち,感想\n1,1,1,"秘\n密"\n2,9,1,\n')
    (finding,) = outreach.check(folder)
    assert (finding.place.cell, finding.place.line) == ("B3", 4)


def test_a_workbooks_cell_names_its_sheet(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.title = "回答"
    for row in (["番号", "理解", "役立ち", "感想"], [], [1, 9, 1, "秘密"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (finding,) = outreach.check(tmp_path / "a.xlsx", CODEBOOK)
    assert (finding.place.sheet, finding.place.cell) == ("回答", "B3")


def test_everything_wrong_is_found_and_not_the_first_only(survey: Folder) -> None:
    folder = survey("番号,理解,役立ち,感想,色\n1,良い,1,,\n1,1,,,\n,1,9,,\n")
    assert sorted(rules(folder)) == ["H002", "R002", "R003", "V001", "V001", "V005"]


def test_an_option_that_excludes_the_others_does_so_in_columns_of_marks_too(
    survey: Folder,
) -> None:
    options = ",".join(
        f"経路[{name}]" for name in ("市報", "チラシ", "知人、友人", "その他", "特にない")
    )
    assert rules(survey(f"番号,{options},理解,役立ち,感想\n1,○,,,,○,1,1,\n")) == ["V006"]


def test_an_options_column_that_lacks_is_a_column_that_lacks(survey: Folder) -> None:
    assert set(rules(survey("番号,経路[市報],理解,役立ち,感想\n1,○,1,1,\n"))) == {"H001"}


def test_a_respondent_in_two_files_is_found_also_in_the_same_row(survey: Folder) -> None:
    text = (FILES / "codebook.toml").read_text(encoding="utf-8")
    text = text.replace("[survey]\n", '[survey]\nresponses = ["responses.csv", "more.csv"]\n')
    rows = "番号,理解,役立ち,感想\n1,1,1,\n2,1,1,\n"
    folder = survey(rows, text)
    (folder / "more.csv").write_text(rows, encoding="utf-8")
    found = outreach.check(folder)
    assert [finding.rule for finding in found] == ["R002", "R002"]
    assert all(Path(finding.place.path).name == "more.csv" for finding in found)


def test_a_comment_that_a_comma_shifts_under_another_question_is_not_shown(
    survey: Folder,
) -> None:
    found = outreach.check(survey("番号,感想,理解,役立ち\n1,前半,秘密の話,1,1\n"))
    assert "R001" in [finding.rule for finding in found]
    assert not any(SECRET in str(finding) for finding in found)


def test_control_characters_of_a_file_reach_no_message(survey: Folder) -> None:
    rows = "番号,理解,役立ち,感想,色\x1b[31m\n\x1b[31m1,\x1b[31m,1,,\n\x1b[31m1,1,1,,\n"
    for finding in outreach.check(survey(rows)):
        assert str(finding).isprintable()


def test_a_header_that_comes_again_in_the_middle_is_no_respondent(survey: Folder) -> None:
    rows = "番号,理解,役立ち,感想\n1,1,1,\n番号,理解,役立ち,感想\n2,1,1,\n"
    assert any(finding.rule[0] in "HR" for finding in outreach.check(survey(rows)))


def test_the_codebook_is_checked_first_and_all_its_faults_are_findings(survey: Folder) -> None:
    folder = survey("", "format = 2\n[question.a]\ntype = 1\n")
    found = outreach.check(folder)
    assert {finding.rule for finding in found} == {"C002"}
    assert len(found) >= 2
