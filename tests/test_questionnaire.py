"""The printed form: it agrees with the entry sheet, holds what it should, and harms nobody."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_codebook_writing import codebooks, unclashing

import outreach
from outreach.cli import build
from outreach.codebook import Codebook
from outreach.codebook_toml import read_codebook
from outreach.errors import CannotWrite
from outreach.report.entry_columns import entry_columns
from outreach.report.new_event import start_event
from outreach.report.questionnaire import build_questionnaire
from outreach.report.questionnaire_docx import docx_of
from outreach.report.questionnaire_html import html_of
from outreach.report.questionnaire_layout import WIDTH
from outreach.report.word_document import MARGIN
from outreach.report.word_document import WIDTH as PAPER

SURVEYS = Path(__file__).parent.parent / "surveys"
LECTURE = SURVEYS / "2017-02-04-lecture"
KINDS = ("docx", "html")
FORM = """
format = 1
[survey]
title = "見本の講演会"
date = 2026-12-05
place = "市民会館"
[question.number]
type = "id"
label = "番号"
optional = true
[question.heard]
type = "single"
label = "在宅医療を知っていますか"
options = ["はい", "いいえ"]
required = true
[question.wish]
type = "multiple"
label = "聞きたいこと"
options = ["看取り", "薬", "その他", "特にない"]
other = "その他"
exclusive = ["特にない"]
applies = { question = "heard", is = ["はい"] }
[question.left]
type = "single"
label = "今回は尋ねない質問"
options = ["a", "b"]
optional = true
[question.g1]
type = "scale"
label = "話は分かりやすかった"
options = ["そう思う", "普通", "思わない"]
codes = [3, 2, 1]
grid = "研修について"
[question.g2]
type = "scale"
label = "時間は十分だった"
options = ["そう思う", "普通", "思わない"]
codes = [3, 2, 1]
grid = "研修について"
[question.recommend]
type = "scale"
label = "勧めますか"
options = ["0", "1", "2", "3"]
[question.times]
type = "number"
label = "参加回数（回）"
minimum = 1
maximum = 1000000
[question.day]
type = "date"
label = "介護を始めた日"
[question.at]
type = "datetime"
label = "記入日時"
[question.weight]
type = "weight"
label = "重み"
[question.place]
type = "text"
label = "勤め先の種類"
[question.comment]
type = "text"
role = "comment"
label = "ご意見"
"""


class _Page(HTMLParser):
    """The text of a page, its tags, and whether each is closed where it should be."""

    VOID = ("meta", "br")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.text.append(data)


def book_of(tmp_path: Path, text: str = FORM) -> Codebook:
    folder = tmp_path / "2026-12-05-見本"
    folder.mkdir(exist_ok=True)
    (folder / "codebook.toml").write_text(text, "utf-8")
    return read_codebook(folder)


def words_in(content: bytes, kind: str) -> str:
    """Return the text of a form, in order, without white space."""
    if kind == "html":
        return "".join("".join(_Page(content.decode("utf-8")).text).split())
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join("".join(node.text or "" for node in body.iter(TEXT)).split())


TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def written(book: Codebook, folder: Path, kind: str) -> bytes:
    outreach.write_questionnaire(book, folder / f"form.{kind}")
    return (folder / f"form.{kind}").read_bytes()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(), ["questionnaire", *map(str, arguments)])


IN_ORDER = [
    "番号（事務局が記入します）", "見本の講演会アンケート", "令和8年（2026年）12月5日（土）",
    "市民会館", "お名前を書く必要はありません", "質問は全部で10問です",
    "問1在宅医療を知っていますか", "番号1つだけに○", "必ずお答えください", "1はい2いいえ",
    "問2聞きたいこと", "問1で「はい」と答えた方だけ", "いくつでも", "「特にない」に○をつけた方は",
    "1看取り2薬3その他（", "）4特にない",
    "問3〜問4研修について", "それぞれの行で", "そう思う普通思わない",
    "問3話は分かりやすかった321", "問4時間は十分だった321",
    "問5勧めますか", "あてはまるもの1つだけに○", "0123",
    "問6参加回数（回）", "1から1,000,000まで", "回",
    "問7介護を始めた日", "令和", "年月日", "問8記入日時", "14時", "年月日時分",
    "お名前、ご住所、電話番号を書かないで", "問9勤め先の種類", "問10ご意見", "ご自由に",
    "ご協力ありがとうございました", "お帰りの際に",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_on_the_form_in_order(tmp_path: Path, kind: str) -> None:
    outreach.use_language("ja")
    text = words_in(written(book_of(tmp_path), tmp_path, kind), kind)
    at = 0
    for words in IN_ORDER:
        assert words in text[at:], words
        at = text.index(words, at) + len(words)
    assert "重み" not in text
    assert "今回は尋ねない" not in text
    assert text.count("電話番号") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_is_in_english_too_with_the_codebooks_own_options(
    tmp_path: Path, kind: str
) -> None:
    text = words_in(written(book_of(tmp_path), tmp_path, kind), kind)
    for words in ("Q1在宅医療", "Circleonenumberonly", "1はい", "Onlyifyouanswered“はい”toQ1."):
        assert words in text
    if kind == "html":
        assert b'<html lang="en">' in (tmp_path / "form.html").read_bytes()


@pytest.mark.parametrize("survey", ["2017-02-04-lecture", "2016-08-02-workshop", FORM])
def test_form_and_entry_sheet_ask_the_same_in_the_same_order(tmp_path: Path, survey: str) -> None:
    book = book_of(tmp_path, survey) if survey == FORM else read_codebook(SURVEYS / survey)
    form = build_questionnaire(book)
    columns = [column for column in entry_columns(book) if column.hint.startswith("Q")]
    keys = [key for item in form.items for key in item.keys]
    assert keys == list(dict.fromkeys(column.question.key for column in columns))
    assert keys == list(book.numbers)
    numbers = [number for item in form.items for number, _label in numbered(item)]
    assert numbers == [f"Q{at}" for at in range(1, len(keys) + 1)]
    for column in columns:
        number = f"Q{book.numbers[column.question.key]}: "
        assert column.hint.startswith(number)
    for item in form.items:
        for key, (_number, label) in zip(item.keys, numbered(item), strict=True):
            question = book.question(key)
            choices = [choice for line in item.lines for choice in line]
            assert label == question.label
            assert tuple(choice.label for choice in choices) == question.labels
            assert all(
                choice.code in ("", option.code)
                for choice, option in zip(choices, question.options, strict=True)
            )


def numbered(item) -> list[tuple[str, str]]:
    return list(item.statements) or [(item.number, item.label)]


def test_what_is_circled_is_the_code_unless_the_label_says_it(tmp_path: Path) -> None:
    text = FORM + (
        '[question.said]\ntype = "single"\nlabel = "番号の付いた選択肢"\n'
        'options = ["1. 市報", "2.5倍", "3回"]\ncodes = [1, 2, 3]\n'
    )
    said = build_questionnaire(book_of(tmp_path, text)).items[-1]
    assert [choice.code for line in said.lines for choice in line] == ["", "2", "3"]


def test_questions_of_a_grid_that_lie_apart_or_do_not_fit_stand_alone(tmp_path: Path) -> None:
    wide = FORM.replace('"そう思う", "普通"', '"' + "とても" * 12 + '", "普通"')
    kinds = [item.kind for item in build_questionnaire(book_of(tmp_path, wide)).items]
    assert "grid" not in kinds
    apart = FORM.replace("[question.recommend]", "[question.g3]") + (
        '[question.g4]\ntype = "scale"\nlabel = "あと"\ngrid = "研修について"\n'
        'options = ["そう思う", "普通", "思わない"]\ncodes = [3, 2, 1]\n'
    )
    items = build_questionnaire(book_of(tmp_path, apart)).items
    assert [item.keys for item in items if item.kind == "grid"] == [("g1", "g2")]
    assert items[-1].keys == ("g4",)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_codebook_makes_the_same_bytes(tmp_path: Path, kind: str) -> None:
    book = read_codebook(LECTURE)
    assert written(book, tmp_path, kind) == written(book, tmp_path, kind)
    if kind == "docx":
        with zipfile.ZipFile(tmp_path / "form.docx") as parts:
            assert {part.date_time for part in parts.infolist()} == {(2000, 1, 1, 0, 0, 0)}
            assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


HOSTILE = r"<b>x</b> & \u001b[31m\u202e<script>alert(1)</script>\u0000\ufffe {{ 7*7 }} ]]>"


@pytest.mark.parametrize("kind", KINDS)
def test_markup_and_control_signs_in_labels_are_text(tmp_path: Path, kind: str) -> None:
    text = FORM.replace("在宅医療を知っていますか", HOSTILE).replace("看取り", HOSTILE)
    text = text.replace("見本の講演会", HOSTILE).replace("研修について", HOSTILE)
    content = written(book_of(tmp_path, text), tmp_path, kind)
    shown = words_in(content, kind)
    assert shown.count("<b>x</b>&[31m<script>alert(1)</script>{{7*7}}]]>") >= 4
    assert not set(shown) & set("\x00\x1b\u202e\ufffe")
    if kind == "html":
        page = _Page(content.decode("utf-8"))
        assert not {"script", "link", "img", "b>x"} & set(page.tags)


def test_the_page_is_whole_and_loads_nothing() -> None:
    page = html_of(build_questionnaire(read_codebook(LECTURE))).decode("utf-8")
    read = _Page(page)
    assert read.open == []
    assert not {"src", "href", "onclick", "action"} & set(read.attributes)
    assert not re.search(r"url\(|@import|https?:", page)
    assert read.tags.count("h1") == 1
    assert read.tags.count("fieldset") == read.tags.count("legend") == read.tags.count("h2") == 7
    assert "size: A4" in page
    assert "break-inside: avoid" in page
    assert min(map(float, re.findall(r"([\d.]+)pt", page))) >= 14


def test_the_document_is_a4_large_japanese_and_in_words_own_styles() -> None:
    form = build_questionnaire(read_codebook(LECTURE))
    document = docx.Document(io.BytesIO(docx_of(form)))
    section = document.sections[0]
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert abs(section.page_height - Mm(297)) < Mm(0.1)
    assert WIDTH == PAPER - 2 * MARGIN
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == [f"{item.number}\u3000{item.label}" for item in form.items]
    used = [each.style for each in document.paragraphs]
    used += [each.style for table in document.tables for each in paragraphs_of(table)]
    assert min(style.font.size for style in used) >= Pt(14)
    styles = document.styles.element.xml
    assert 'w:eastAsia="BIZ UDGothic"' in styles
    assert '<w:lang w:val="ja-JP" w:eastAsia="ja-JP"' in styles
    assert "NUMPAGES" in section.footer.paragraphs[0]._p.xml


def paragraphs_of(table):
    return [each for row in table.rows for cell in row.cells for each in cell.paragraphs]


def test_a_question_stays_on_its_page(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(docx_of(build_questionnaire(book_of(tmp_path)))))
    for name in ("Heading 1", "Instruction", "Note"):
        assert document.styles[name].paragraph_format.keep_with_next
    for table in document.tables[1:]:  # the first is the form's number
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)
        for row in table.rows[:-1]:
            for cell in row.cells:
                assert all(each.paragraph_format.keep_with_next for each in cell.paragraphs)


def test_elements_stand_in_the_order_of_words_schema(tmp_path: Path) -> None:
    """Word calls a file damaged whose elements stand in another order; LibreOffice does not."""
    order = {
        "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "tcMar", "vAlign"],
        "tblPr": [
            "tblStyle", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblInd",
            "tblBorders", "tblLayout", "tblCellMar", "tblLook",
        ],
        "pPr": [
            "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr",
            "shd", "tabs", "autoSpaceDE", "autoSpaceDN", "spacing", "ind", "contextualSpacing",
            "jc", "outlineLvl", "rPr",
        ],
    }  # fmt: skip
    document = docx.Document(io.BytesIO(docx_of(build_questionnaire(book_of(tmp_path)))))
    for part in (document.element, document.styles.element):
        for node in part.iter():
            name = str(node.tag).partition("}")[2]
            children = [str(child.tag).partition("}")[2] for child in node]
            if name in order:
                assert children == sorted(children, key=order[name].index), name


SIXTY = ", ".join(f'"{at}番目の町"' for at in range(60))
ODD = {
    "sixty options": (f'[question.a]\ntype = "single"\nlabel = "町"\noptions = [{SIXTY}]\n', 60),
    "long options": (
        f'[question.a]\ntype = "multiple"\nlabel = "町"\noptions = ["{"長" * 300}", "い"]\n', 2,
    ),
    "a long label": (f'[question.a]\ntype = "text"\nlabel = "{"長" * 300}"\n', 0),
    "a label of what cannot be seen": ('[question.a]\ntype = "text"\nlabel = "\\u200b"\n', 0),
    "a long code": (
        f'[question.a]\ntype = "single"\nlabel = "町"\noptions = ["甲", "乙"]\n'
        f'codes = ["{"A" * 80}", "B"]\n', 2,
    ),
    "a scale of twenty": (
        f'[question.a]\ntype = "scale"\nlabel = "点"\noptions = [{SIXTY}]\n', 60,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("question", "options"), ODD.values(), ids=ODD)
def test_odd_questions_are_printed_whole(
    tmp_path: Path, kind: str, question: str, options: int
) -> None:
    book = book_of(tmp_path, "format = 1\n" + question)
    text = words_in(written(book, tmp_path, kind), kind)
    (item,) = build_questionnaire(book).items
    assert len([choice for line in item.lines for choice in line]) == options
    assert "Q1" + (item.label if item.label != "a" else "a") in text
    assert all(label in text for label in book.questions[0].labels)


@settings(suppress_health_check=list(HealthCheck), max_examples=30)
@given(codebooks().filter(unclashing), st.sampled_from(["ja", "en"]))
def test_any_codebook_makes_a_form_or_says_why_not(book: Codebook, language: str) -> None:
    outreach.use_language(language)
    if not book.numbers:
        with pytest.raises(CannotWrite):
            build_questionnaire(book)
        return
    form = build_questionnaire(book)
    assert [key for item in form.items for key in item.keys] == list(book.numbers)
    docx.Document(io.BytesIO(docx_of(form)))
    assert _Page(html_of(form).decode("utf-8")).open == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_says_what_it_made_and_what_is_left_off(tmp_path: Path, kind: str) -> None:
    book_of(tmp_path)
    target = tmp_path / f"form.{kind}"
    target.write_text("an older form")
    result = run(
        tmp_path / "2026-12-05-見本", "-o", target, "--hand-in", "出口の箱へ", "--lang", "ja"
    )
    assert result.exit_code == 0
    assert "質問は10問です" in result.stderr
    assert "left" in result.stderr.splitlines()[1]
    assert "出口の箱へ" in words_in(target.read_bytes(), kind)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("survey", "target", "words"),
    [
        (LECTURE, "form.pdf", ".docx .html"),
        (LECTURE, "form", ".docx .html"),
        (LECTURE, "nowhere/form.docx", "nowhere"),
        (LECTURE, "", "form"),
        (SURVEYS / "2016-activity", "form.docx", "optional = true"),
        (SURVEYS / "none", "form.docx", "none"),
    ],
)
def test_what_cannot_be_written_is_one_clear_line(
    tmp_path: Path, language: str, survey: Path, target: str, words: str
) -> None:
    (tmp_path / "form.html").mkdir()
    result = run(survey, "-o", tmp_path / (target or "form.html"), "--lang", language)
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert len(result.stderr.splitlines()) == 1
    assert words in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["form.html"]


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    book = book_of(tmp_path)
    taken = tmp_path / "answers.html"
    taken.write_text("answers")
    with pytest.raises(CannotWrite):
        outreach.write_questionnaire(book, taken, inputs=[taken])
    assert taken.read_text() == "answers"


@pytest.mark.parametrize(
    ("survey", "most"), [("2017-02-04-lecture", 2), ("2016-08-02-workshop", 1), ("", 1)]
)
def test_libreoffice_prints_the_form_on_few_pages(tmp_path: Path, survey: str, most: int) -> None:
    """Without a name it is what `outreach new` begins with."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed: soffice")
    outreach.use_language("ja")
    folder = SURVEYS / survey if survey else start_event(tmp_path / "2026-12-05-見本").codebook
    outreach.write_questionnaire(read_codebook(folder), tmp_path / "form.docx")
    subprocess.run(
        [
            office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "form.docx",
        ],
        check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "form.pdf").read_bytes())
    assert 1 <= len(pages) <= most
