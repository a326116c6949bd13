"""A report as a Word document, and the newsletter's draft: opened again, and looked at."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

import outreach
from outreach.cli import build
from outreach.errors import CannotWrite
from outreach.planning.plan import (
    Action,
    Asked,
    Contradiction,
    Plan,
    Rate,
    Reach,
    Represented,
    Statement,
)
from outreach.report.booklet import Booklet
from outreach.report.comment_rows import CommentRow
from outreach.report.document import write_document
from outreach.report.document_grids import grids_of
from outreach.report.document_page import room
from outreach.report.newsletter import write_newsletter
from outreach.reporting import make_report, write_report

SURVEYS = Path(__file__).parent.parent / "surveys"
LECTURE, WORKSHOP = SURVEYS / "2017-02-04-lecture", SURVEYS / "2016-08-02-workshop"
BOOK = """format = 1
[survey]
title = "見本"
{more}
[question.age]
type = "single"
role = "age"
label = "年齢"
options = ["60歳代", "70歳代", "80歳以上"]
[question.channel]
type = "multiple"
role = "channel"
label = {label}
options = [{options}]
[question.comment]
type = "text"
role = "comment"
label = "感想"
"""
HEAD = "年齢,知ったきっかけ,感想\n"
PLAN = Plan(
    ("見本の講演会",), False, 5,
    reach=(
        Reach(
            "2017", "見本の講演会", (Rate("参加者", 104, 173, "60.1"),), (),
            (Statement("市報で知ったのは70歳代の33%（18人中6人）", 18, "表6", small=True),),
            (Statement("境南町の9人中4人はその他で知った", 9, "表7", small=True),),
            (Statement("御殿山からは誰も来なかった（104人中0人）", 104, "表2"),),
            (
                Represented("住所", "東町", 12, 104, 11.5, 6.7, 19.1, 8.2, "as expected"),
                Represented("住所", "南町", None, 104, None, None, None, 9.9, "hidden"),
            ),
            "見本の人口統計",
        ),
    ),
    asked=(
        Asked("a", "2017", "訪問診療の費用はいくらですか。", "費用", "question", "キ"),
        Asked("b", "2017", "用語集がほしい。", "用語", "request", "キ", "地域支援課",
              datetime.date(2017, 9, 1), True, "次回の資料に付ける"),
    ),
    public=(
        Action("t1", "費用", "キ", "普及啓発部会", "public", "訪問診療の費用を取り上げる",
               "質問が多い", False, "", 9, 6, 2, 1, "費用が心配です。"),
    ),
    training=(
        Action("t2", "退院", "カ", "研修部会", "professionals", "退院前の連絡の研修", "要望が多い",
               True, "医師会", 5, 1, 3, 1),
    ),
    contradictions=(Contradiction(Statement("91%が理解できた", 104), ("言葉が難しかった。",)),),
    changes=(Statement("「役に立った」は前回より5ポイント増えた", 104),),
    notes=("区間は95%信頼区間。",),
)  # fmt: skip


@pytest.fixture(scope="module")
def booklet() -> Booklet:
    outreach.use_language("en")
    return replace(make_report(LECTURE), plan=PLAN)


@pytest.fixture(scope="module")
def lecture(booklet: Booklet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    outreach.use_language("en")
    target = tmp_path_factory.mktemp("document") / "lecture.docx"
    write_document(booklet, target)
    return target


@pytest.fixture(scope="module")
def opened(lecture: Path) -> Document:
    return docx.Document(str(lecture))


def styled(document: Document, *names: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style and each.style.name in names]


def everything(document: Document) -> str:
    return "\n".join(document.element.body.xpath(".//w:t/text()"))


def made(survey: Callable[..., Path], rows: str, more: str = "", **parts: str) -> Booklet:
    parts = {"label": '"知ったきっかけ"', "options": '"市報", "チラシ"'} | parts
    return make_report(survey(HEAD + rows, BOOK.format(more=more, **parts)), suppress=0)


def written(booklet: Booklet, folder: Path) -> Document:
    target = folder / "made.docx"
    write_document(booklet, target)
    with zipfile.ZipFile(target) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
    return docx.Document(str(target))


def test_headings_are_the_sections_of_a_yearly_report(opened: Document) -> None:
    assert styled(opened, "Title") == ["Results of the questionnaire"]
    assert styled(opened, "Heading 1") == [
        "In short", "Answers, question by question", "Answers by group", "Themes of the comments",
        "What next", "How to read this",
    ]  # fmt: skip
    questions = styled(opened, "Heading 2")[:7]
    assert questions[0] == "参加者の年齢"
    assert questions[-1] == "その他、ご意見"


def test_the_contents_are_there_before_word_updates_them(opened: Document) -> None:
    codes = opened.element.body.xpath(".//w:instrText/text()")
    assert ' TOC \\o "1-2" \\h \\z \\u ' in codes
    entries = opened.element.body.xpath(".//w:sdtContent//w:hyperlink")
    shown = ["".join(each.xpath(".//w:t/text()")) for each in entries]
    headings = styled(opened, "Heading 1", "Heading 2")
    assert [text.partition(" ")[2] for text in shown] == headings
    assert shown[1:3] == ["2 Answers, question by question", "2.1 参加者の年齢"]
    marks = opened.element.body.xpath(".//w:bookmarkStart/@w:name")
    assert {each.get(qn("w:anchor")) for each in entries} <= set(marks)
    assert not opened.settings.element.xpath(".//w:updateFields")  # Word would ask


def test_every_field_ends_that_begins(opened: Document) -> None:
    kinds = opened.element.body.xpath(".//w:fldChar/@w:fldCharType")
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_every_numbered_table_has_a_caption_above_a_repeated_head_and_n(
    booklet: Booklet, opened: Document
) -> None:
    chapter = booklet.chapters[0]
    captions = [text for text in styled(opened, "Caption") if text.startswith("Table")]
    assert captions == [each.title for each in (*chapter.report.shown, *chapter.said)]
    for table in opened.tables[: len(captions)]:
        before = table._tbl.getprevious()
        assert before.xpath("./w:pPr/w:pStyle/@w:val") == ["Caption"]
        head, *rows = table._tbl.xpath("./w:tr")
        assert head.xpath("./w:trPr/w:tblHeader")
        assert all(row.xpath("./w:trPr/w:cantSplit") for row in (head, *rows))
        assert table.style is not None
        assert table.style.name == "Survey Table"
        cells = [cell.text for row in table.rows for cell in row.cells]
        assert any(text == "n" or "(n)" in text for text in cells)


def test_numbers_are_those_of_the_tables_and_small_ones_are_hidden(opened: Document) -> None:
    age = [[cell.text for cell in row.cells] for row in opened.tables[0].rows]
    assert ["50歳代", "31", "29.8"] in age
    assert ["30歳代", "X", "X"] in age
    assert age[-1] == ["Total (n)", "104", "100.0"]
    assert any("For publishing" in text for text in styled(opened, "Note"))


def test_figures_stand_right_and_words_left(opened: Document) -> None:
    for style, align in (("Table Number", "right"), ("Table Text", "left")):
        form = opened.styles[style].paragraph_format  # type: ignore[attr-defined]
        assert (form.alignment is not None and form.alignment.name == "RIGHT") == (align == "right")
    cell = opened.tables[0].rows[1].cells
    assert [each.paragraphs[0].style.name for each in cell] == [
        "Table Text", "Table Number", "Table Number",
    ]  # fmt: skip


def test_every_chart_says_its_main_figures_in_words(booklet: Booklet, opened: Document) -> None:
    alts = opened.element.body.xpath(".//wp:docPr/@descr")
    assert len(alts) == len(opened.inline_shapes) == 7  # five questions, channel by age and area
    assert "50歳代 29.8% (31 people)" in alts[0]
    assert len([text for text in styled(opened, "Caption") if text.startswith("Figure")]) == 7
    assert len(set(opened.element.body.xpath(".//wp:docPr/@id"))) == 7
    for shape in opened.inline_shapes:
        assert shape.width.mm <= 170.1
        assert shape.height.mm <= 210


def test_comments_are_lists_that_begin_with_one(booklet: Booklet, opened: Document) -> None:
    items = [each for each in opened.paragraphs if each.style and each.style.name == "List Number"]
    lists = [each._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0] for each in items]
    assert [lists.count(number) for number in dict.fromkeys(lists)] == [15, 28]
    first = booklet.chapters[0].comments[0]
    assert items[0].text.startswith(first.text)
    assert items[0].runs[-1].style.name == "Quiet"
    assert first.theme in items[0].runs[-1].text
    numbering = opened.part.numbering_part.element
    for number in set(lists):
        again = numbering.xpath(f"./w:num[@w:numId='{number}']//w:startOverride/@w:val")
        assert again == ["1"]


def test_what_was_written_beside_an_option_is_listed_as_the_city_does(opened: Document) -> None:
    assert "What was written beside “その他”" in styled(opened, "Caption")
    assert "薬剤師会" in styled(opened, "List Bullet")


def test_fonts_and_language_are_japanese_and_no_theme_decides(opened: Document) -> None:
    (fonts,) = opened.styles.element.xpath("w:docDefaults//w:rFonts")
    assert fonts.get(qn("w:eastAsia")) == "BIZ UDGothic"
    assert not [name for name in fonts.attrib if "heme" in name]
    assert not opened.styles.element.xpath("//w:style//w:rFonts[@w:asciiTheme]")
    (language,) = opened.styles.element.xpath("w:docDefaults//w:lang")
    assert language.get(qn("w:eastAsia")) == "ja-JP"
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "合成データ" in section.header.paragraphs[0].text
    assert "PAGE" in section.footer._element.xpath(".//w:instrText/text()")[0]


def test_the_plan_is_there_with_room_for_owner_and_day(opened: Document) -> None:
    text = everything(opened)
    for sentence in (
        "市報で知ったのは70歳代の33%（18人中6人）", "御殿山からは誰も来なかった（104人中0人）",
        "訪問診療の費用を取り上げる", "退院前の連絡の研修", "91%が理解できた", "見本の人口統計",
        "「役に立った」は前回より5ポイント増えた", "区間は95%信頼区間。",
    ):  # fmt: skip
        assert sentence in text
    rows = [[cell.text for cell in row.cells] for row in opened.tables[-1].rows]
    assert rows[0] == ["No.", "Comment", "Theme", "Project", "Owner", "Due", "Done"]
    assert rows[1] == ["1", "訪問診療の費用はいくらですか。", "費用", "キ", "", "", ""]
    assert rows[2][4:] == ["地域支援課", "2017-09-01", "✓"]
    beside = [[cell.text for cell in row.cells] for row in opened.tables[-2].rows]
    assert beside[1] == ["東町", "12", "11.5", "6.7–19.1", "8.2", "as in the population"]
    assert beside[2] == ["南町", "X", "X", "", "9.9", "kept secret"]


def test_two_events_are_two_chapters_whose_tables_count_from_one(tmp_path: Path) -> None:
    document = written(make_report([LECTURE, WORKSHOP]), tmp_path)
    titles = styled(document, "Heading 1")
    assert titles[-2:] == ["What next", "How to read this"]
    assert len(titles) == 4
    assert titles[0].startswith("多職種") or "研修" in titles[0]  # the older one first
    codes = document.element.body.xpath(".//w:instrText/text()")
    assert [code for code in codes if "SEQ Table" in code and "\\r 1" in code]


def test_the_same_report_gives_the_same_bytes(
    booklet: Booklet, lecture: Path, tmp_path: Path
) -> None:
    write_document(booklet, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == lecture.read_bytes()


@pytest.mark.parametrize("more", [[], ["--newsletter"]])
def test_the_same_bytes_with_other_hashes(
    survey: Callable[..., Path], tmp_path: Path, more: list[str]
) -> None:
    parts = {"label": '"知ったきっかけ"', "options": '"市報", "チラシ"'}
    folder = survey(HEAD + "65,市報,費用を知りたいです。\n" * 8, BOOK.format(more="", **parts))
    found = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.docx"
        command = [sys.executable, "-m", "outreach", "report", str(folder), "-o", str(target)]
        environment = os.environ | {"PYTHONHASHSEED": seed, "OUTREACH_LANG": "ja"}
        subprocess.run([*command, *more], check=True, env=environment, capture_output=True)
        found.append(target.read_bytes())
    assert found[0] == found[1]


def test_a_survey_without_comments_a_date_or_more_than_one_answer(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    document = written(made(survey, "65,市報,\n"), tmp_path)
    assert "Nobody wrote a comment." in everything(document)
    assert "Themes of the comments" not in styled(document, "Heading 1")
    write_newsletter(made(survey, "65,市報,\n"), tmp_path / "news.docx")
    assert "Nobody asked anything" in everything(docx.Document(str(tmp_path / "news.docx")))


def test_a_survey_of_nobody(survey: Callable[..., Path], tmp_path: Path) -> None:
    assert styled(written(made(survey, ""), tmp_path), "Heading 1")
    write_newsletter(made(survey, ""), tmp_path / "news.docx")


def test_a_label_of_300_signs_and_60_options_lose_nothing(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    options = [f"選択肢{at:02}" for at in range(59)] + ["長" * 300]
    label = "とても長い質問" * 43
    rows = "".join(f"{60 + at % 30},選択肢{at % 59:02},\n" for at in range(90))
    book = made(
        survey, rows.replace("90,", "89,"), label=f'"{label}"\nheaders = ["知ったきっかけ"]',
        options=", ".join(f'"{each}"' for each in options),
    )  # fmt: skip
    document = written(book, tmp_path)
    text = everything(document)
    assert label in text
    for option in options:
        assert option in text
    for exhibit in book.chapters[0].exhibits:
        for grid in grids_of(exhibit):
            assert sum(grid.widths) <= room(wide=grid.wide) + 0.01
            assert {len(row) for row in grid.rows} == {len(grid.heads)} == {len(grid.widths)}
    write_newsletter(book, tmp_path / "news.docx")


def test_a_table_of_sixteen_columns_lies_on_the_long_side(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    options = [f"選択肢{at:02}" for at in range(15)]
    rows = "".join(f"{60 + at % 30},選択肢{at % 15:02},\n" for at in range(60))
    found = made(survey, rows, options=", ".join(f'"{each}"' for each in options))
    (exhibit,) = [each for each in found.chapters[0].exhibits if each.table.by]
    (turned,) = grids_of(exhibit)  # four groups only: options are rows
    assert turned.heads == ("Answer", "All", "60歳代", "70歳代", "80歳以上", "無回答")
    assert [row[0] for row in turned.rows] == ["n", *exhibit.heads]
    many = "age", "options = [" + ", ".join(f'"{at}歳"' for at in range(60, 90)) + "]"
    text = re.sub(r"options = \[\"60歳代.*\]", many[1], BOOK)
    parts = {"label": '"知ったきっかけ"', "options": ", ".join(f'"{each}"' for each in options)}
    wide = make_report(survey(HEAD + rows, text.format(more="", **parts)), suppress=0)
    (exhibit,) = [each for each in wide.chapters[0].exhibits if each.table.by]
    (grid,) = grids_of(exhibit)
    assert grid.wide
    assert grid.heads[2:] == exhibit.heads
    document = written(wide, tmp_path)
    assert [round(each.page_width.mm) for each in document.sections] == [210, 297, 210]


HOSTILE = "=cmd|' /C calc'!A0 <b>&amp;</b> ]]> \x07\x1b[31m \ufffe \u202e"


def test_markup_formulas_and_control_signs_are_plain_text(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    book = made(
        survey, "65,=cmd calc,良い\n72,<script>,知りたい\n", 'place = "<w:p/>&\\u0007"',
        options='"=cmd calc", "<script>", "\\u0000a"',
    )  # fmt: skip
    chapter = book.chapters[0]
    row = CommentRow(1, HOSTILE, "t1", "<テーマ>\x0b", "", "question", "質問", "感想\x00<", {})
    plan = replace(PLAN, asked=(Asked(HOSTILE, "s", HOSTILE, "\x00", "question"),))
    book = replace(book, chapters=(replace(chapter, comments=(row,)),), plan=plan, mark=HOSTILE)
    text = everything(written(book, tmp_path))
    assert "=cmd|' /C calc'!A0 <b>&amp;</b> ]]> \\x07\\x1b[31m \\ufffe \\u202e" in text
    assert "<script>" in text
    write_newsletter(book, tmp_path / "news.docx")
    assert "<w:p/>&\\x07" in everything(docx.Document(str(tmp_path / "news.docx")))


def test_long_comments_are_whole_in_the_document_and_cut_in_the_newsletter(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    book = made(survey, "65,市報,知りたい\n")
    chapter = book.chapters[0]
    rows = tuple(
        CommentRow(
            at, f"{at:04}" + "長い意見。" * 2000, "t", "テーマ", "", "question", "質問", "感想"
        )
        for at in range(500)
    )
    book = replace(book, chapters=(replace(chapter, comments=rows),))
    items = styled(written(book, tmp_path), "List Number")
    assert len(items) == 500
    assert items[499].startswith(rows[499].text)


def test_an_output_folder_that_is_missing_and_one_of_the_inputs(
    booklet: Booklet, tmp_path: Path
) -> None:
    for write in (write_document, write_newsletter):
        with pytest.raises(CannotWrite, match="Nothing can be written here"):
            write(booklet, tmp_path / "none" / "x.docx")
        taken = tmp_path / "folder.docx"
        taken.mkdir(exist_ok=True)
        with pytest.raises(CannotWrite, match="This is a folder"):
            write(booklet, taken)
        source = tmp_path / "answers.docx"
        source.write_text("source")
        with pytest.raises(CannotWrite, match="never written over"):
            write(booklet, source, [source])
        assert source.read_text() == "source"


def test_a_newsletter_is_a_word_document_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "news.html"
    arguments = ["report", str(LECTURE), "-o", str(target), "--newsletter"]
    found = CliRunner().invoke(build(), arguments)
    assert found.exit_code == 2
    assert "end the name in .docx" in found.stderr
    assert not target.exists()


def test_the_command_writes_a_document_and_a_newsletter(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    parts = {"label": '"知ったきっかけ"', "options": '"市報", "チラシ"'}
    folder = survey(HEAD + "65,市報,良い\n", BOOK.format(more="", **parts))
    for more in ([], ["--newsletter"]):
        target = tmp_path / f"{len(more)}.docx"
        found = CliRunner().invoke(build(), ["report", str(folder), "-o", str(target), *more])
        assert found.exit_code == 0, found.output
        assert docx.Document(str(target)).paragraphs
    write_report(make_report(folder), tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == (tmp_path / "0.docx").read_bytes()


def test_the_newsletter_says_figures_voices_and_what_comes_next(
    booklet: Booklet, tmp_path: Path
) -> None:
    write_newsletter(booklet, tmp_path / "news.docx")
    document = docx.Document(str(tmp_path / "news.docx"))
    text = everything(document)
    for part in ("武蔵野市", "No. ____", "173 people", "91%", "81%", "Answer:", "Questions? Ask:"):
        assert part in text
    assert "訪問診療の費用を取り上げる" in text
    assert "退院前の連絡の研修" in text
    assert len(document.inline_shapes) == 1
    quotes = styled(document, "Quote")
    assert len(quotes) == 4
    rows = booklet.chapters[0].comments
    asked = ["".join(row.text.split()) for row in rows if row.kind_key != "appreciation"]
    for quote in quotes:  # which ones depends on the themes; a long one is cut
        said = "".join(quote.strip("“”").rstrip("…").split())
        assert any(text.startswith(said) for text in asked)


def pages_of(document: Path) -> int:
    """Return how many pages LibreOffice makes of a document."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("there is no LibreOffice here")
    folder = document.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(document)], check=True, capture_output=True, timeout=180)
    return len(re.findall(rb"/Type ?/Page[^s]", document.with_suffix(".pdf").read_bytes()))


def test_libreoffice_opens_the_document(lecture: Path) -> None:
    assert pages_of(lecture) > 5


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_newsletter_has_two_pages(booklet: Booklet, tmp_path: Path, language: str) -> None:
    outreach.use_language(language)
    write_newsletter(booklet, tmp_path / "news.docx")
    assert pages_of(tmp_path / "news.docx") == 2


def test_the_newsletter_has_two_pages_whatever_is_in_it(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    book = made(survey, "65,市報,知りたい\n", f'place = "{"会" * 400}"\ncity = "{"市" * 100}"')
    chapter = book.chapters[0]
    row = CommentRow(1, "長" * 900, "t", "", "", "question", "質問", "感想")
    card = replace(chapter.cards[0], key="t", label="名" * 300, is_rest=False)
    report = replace(chapter.report, title="題" * 400)
    long = Action("t", "", "キ", "", "public", "提" * 900, "", False, "", 1, 1, 0, 0)
    book = replace(
        book, plan=replace(PLAN, public=(long,) * 5, training=(long,) * 5),
        chapters=(replace(chapter, report=report, comments=(row,), cards=(card,) * 9),),
    )  # fmt: skip
    write_newsletter(book, tmp_path / "news.docx")
    assert pages_of(tmp_path / "news.docx") == 2


def test_a_heading_stands_on_the_page_of_its_wide_table(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    ages = ", ".join(f'"{at}歳"' for at in range(60, 80))
    parts = {"label": '"知ったきっかけ"', "options": ", ".join(f'"市{at:02}"' for at in range(18))}
    text = re.sub(r"options = \[\"60歳代.*\]", f"options = [{ages}]", BOOK)
    rows = "".join(f"{60 + at % 20},市{at % 18:02},\n" for at in range(40))
    book = make_report(survey(HEAD + rows, text.format(more="", **parts)), suppress=0)
    (exhibit,) = [each for each in book.chapters[0].exhibits if each.table.by]
    assert [len(grid.heads) for grid in grids_of(exhibit)] == [12, 11]  # 10 and 9 figures
    document = written(book, tmp_path)
    body = document.element.body.xpath("./w:p")
    breaks = [at for at, each in enumerate(body) if each.xpath("./w:pPr/w:sectPr")]
    titles = {
        "".join(each.xpath(".//w:t/text()")): at
        for at, each in enumerate(body)
        if each.xpath("./w:pPr/w:pStyle[starts-with(@w:val, 'Heading')]")
    }
    assert breaks[0] < titles["Answers by group"] < titles["知ったきっかけ × 年齢"] < breaks[1]
    assert titles["How to read this"] > breaks[1]
    assert "Table 3, continued (2 of 2)" in styled(document, "Note")
