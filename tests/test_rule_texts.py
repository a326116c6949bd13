"""What each rule is said to mean: both languages, examples that are true, the page in docs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import outreach
from outreach.cli import build
from outreach.intake.findings import RULES, Finding
from outreach.intake.rules import parse_rules, rule_texts
from outreach.messages import _

Folder = Callable[..., Path]
PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
LIST = PAGE.parent / "ja" / "tenken.md"
LANGUAGES = ("en", "ja")
PRINTED = 'format = 1\n[published.table]\nfile = "printed.csv"\n'
GOOD = "番号,理解,役立ち,感想\n1,理解できた,普通,\n"

AS_TEXT_ONLY = {  # examples that a CSV of characters cannot show, and why
    "F001": "a broken archive is bytes",
    "F002": "a stray byte is no character",
    "F003": "an empty file has nothing to show",
    "F004": "an encrypted workbook is bytes",
    "F005": "a page or picture is another file's content",
    "F006": "a workbook under another name is bytes",
    "F007": "an archive that unpacks to gigabytes is bytes",
    "F008": "the XML inside a workbook is bytes",
    "H006": "sheets are a workbook's",
    "H007": "sheets are a workbook's",
    "R008": "hidden rows are a workbook's",
    "R009": "merged cells are a workbook's",
    "V011": "formulas without a value are a workbook's",
    "S004": "two tables and the codebook that links them are three files",
    "S007": "a printed table, the answers and the codebook are three files",
    "S009": "a printed table and the codebook are two files",
}

every_rule = pytest.mark.parametrize("code", RULES)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["rule", *arguments])


def example(code: str, language: str = "en") -> tuple[str, str, str]:
    """Return an example's kind (csv, toml, text), its lines, and the place behind the arrow."""
    found = re.fullmatch(r"```(\w+)\n(.*?)```\n\n→ (.+)", rule_texts(language)[code].example, re.S)
    assert found
    return found[1], found[2], found[3]


def unescaped(text: str) -> str:
    r"""Return the text with \x08 and \u202e as the characters that they stand for."""
    return re.sub(r"\\[xu]([0-9a-f]{2,4})", lambda found: chr(int(found[1], 16)), text)


def width(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line)


# the texts


@both_languages
def test_every_rule_is_explained_in_the_order_of_the_table(language: str) -> None:
    assert list(rule_texts(language)) == list(RULES)
    for text in rule_texts(language).values():
        assert text.why
        assert text.remedy
        assert (re.search("[ぁ-ん]{3}", text.why + text.remedy) is not None) == (language == "ja")


@every_rule
def test_the_title_is_the_rules_own(code: str) -> None:
    assert rule_texts("en")[code].title == RULES[code].title
    outreach.use_language("ja")
    assert rule_texts("ja")[code].title == _(RULES[code].title)


@every_rule
def test_the_example_is_the_same_in_both_languages(code: str) -> None:
    (kind, english, place), (other, japanese, spot) = example(code), example(code, "ja")
    assert kind == other
    if kind != "text":
        assert english == japanese
    assert re.sub("[^A-Z0-9]", "", place) == re.sub("[^A-Z0-9]", "", spot)


def test_a_part_that_lacks_is_an_error() -> None:
    page = "## V001 題\n\n### なぜ\n\n理由\n\n### すること\n\n直す\n"
    with pytest.raises(ValueError, match="V001"):
        parse_rules(page, "ja")


# the examples are true


def points_at(finding: Finding, place: str) -> bool:
    """Whether a place in words (E3, row 3, 3行目, the whole file) is where the finding is."""
    cell = re.fullmatch("[A-Z]+[0-9]+", place)
    if cell:
        return finding.place.cell == place
    row = re.search("[0-9]+", place)
    return finding.place.row == (int(row[0]) if row else None) and not finding.place.cell


@every_rule
def test_an_example_breaks_the_rule_and_no_other(code: str, survey: Folder) -> None:
    kind, lines, place = example(code)
    if kind == "text":
        assert AS_TEXT_ONLY[code]
        return
    assert code not in AS_TEXT_ONLY
    if code.startswith("S"):
        folder = survey("", PRINTED)
        (folder / "printed.csv").write_text(lines, encoding="utf-8")
    else:
        folder = survey(unescaped(lines)) if kind == "csv" else survey(GOOD, lines)
    found = outreach.check(folder)
    assert [finding.rule for finding in found] == [code]
    assert points_at(found[0], place)


# the command


@both_languages
def test_the_list_has_a_line_for_each_rule_that_fits_a_terminal(language: str) -> None:
    lines = run("--lang", language).stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    assert max(map(width, lines)) <= 80
    assert not any(line.endswith("…") for line in lines)
    titles = [rule_texts(language)[line[:4]].title for line in lines]
    starts = {width(line.removesuffix(title)) for line, title in zip(lines, titles, strict=True)}
    assert len(starts) == 1  # lined up


@every_rule
@both_languages
def test_a_rule_is_explained(code: str, language: str) -> None:
    result = run(code, "--lang", language)
    assert result.exit_code == 0
    text = rule_texts(language)[code]
    said = result.stdout
    assert said.startswith(f"{code}: {text.title}\n")
    for part in (text.why, text.remedy):
        assert all(line in said for line in part.splitlines())
    assert "```" not in said
    assert f"→ {example(code, language)[2]}: {code}" in said
    assert said.replace("\n", "").replace("\u3000", "").isprintable()


@pytest.mark.parametrize("code", ["v001", " V001 ", "Ｖ００１"])
def test_a_code_is_read_in_any_spelling(code: str) -> None:
    assert run(code).stdout == run("V001").stdout


@pytest.mark.parametrize("code", ["V999", "X", "", "V\x1b[2J"])
@both_languages
def test_an_unknown_code_is_a_usage_error(code: str, language: str) -> None:
    result = run(code, "--lang", language)
    assert result.exit_code == 2
    assert "\x1b" not in result.output
    assert "outreach rule" in result.stderr


# the page


def page() -> str:
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield (
        "# Rules of `outreach check`\n\n"
        "Written from `outreach/locale/*/rules.md`, which `outreach rule CODE` shows;"
        " `pytest --refresh` writes it again.\nIn the examples `\\x08` or `\\u202e` stands for the"
        " character itself. Of a file that breaks a\nrule which stops, `tabulate` and `normalise`"
        " make nothing. How findings are written: [ci.md](ci.md).\n"
    )
    yield "| rule | severity | stops | |\n|---|---|---|---|"
    for rule in RULES.values():
        stops = "stops" if rule.stops else ""
        yield f"| [{rule.code}](#{rule.code.lower()}) | {rule.severity} | {stops} | {rule.title} |"
    for code in RULES:
        english, japanese = (rule_texts(language)[code] for language in LANGUAGES)
        yield f"\n## {code}\n\n**{english.title}** {english.why}\n\n{english.example}: {code}\n"
        yield f"{english.remedy}\n\n**{japanese.title}** {japanese.why}\n"
        if example(code)[0] == "text":
            yield f"{japanese.example}: {code}\n"
        yield japanese.remedy
    yield ""


def test_the_page_is_what_the_texts_say(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--refresh"):
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == page()


def japanese_list() -> str:
    """Return every rule in a line: what it finds, how grave it is, whether nothing is counted."""
    lines = [
        "# 点検ルール一覧", "",
        "`outreach check` が知らせる記号です。意味、例、直し方は `outreach rule V001` で出ます。",
        "「中止」は、直すまで集計しないもの（数がすべて誤りになるため）です。", "",
        "| 記号 | 重さ | | 中身 |", "|---|---|---|---|",
    ]  # fmt: skip
    texts = rule_texts("ja")
    grave = {"error": "誤り", "warning": "注意"}
    for code, rule in RULES.items():
        stops = "中止" if rule.stops else ""
        lines.append(f"| {code} | {grave[rule.severity]} | {stops} | {texts[code].title} |")
    return "\n".join(lines) + "\n"


def test_the_japanese_list_has_every_rule(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--refresh"):
        LIST.write_text(japanese_list(), encoding="utf-8", newline="\n")
    assert LIST.read_text(encoding="utf-8") == japanese_list()
