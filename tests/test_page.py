"""The page: whole, safe, the same bytes twice, with every table, theme, comment and sentence."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from outreach.cli import build
from outreach.intake.surveys import find_survey
from outreach.messages import use_language
from outreach.planning.plan import (
    Action,
    Asked,
    Contradiction,
    Plan,
    Reach,
    Represented,
    Statement,
)
from outreach.report.booklet import Booklet, bind
from outreach.report.page import page_of
from outreach.studies import read_study

LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"
WORKSHOP = LECTURE.parent / "2016-08-02-workshop"
VOID = {"meta", "input", "br", "link", "img"}
ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>=cmd|' /C calc'!A0"


class Outline(HTMLParser):
    """Gathers what a page is made of, and complains of tags that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def ids(self) -> list[str]:
        return [str(found["id"]) for _tag, found in self.tags if found.get("id")]


def plan_of(below: int = 5) -> Plan:
    """Return a plan with something in each of its parts."""
    said = Statement("文その一", 30), Statement("文その二", 9, small=True)
    groups = (Statement("武蔵境圏（境南町を含む）", 30),)
    absent = (Statement("御殿山から来た人はいません", 104),)
    stands = (
        Represented("district", "境", 10, 60, 16.7, 9.0, 28.0, 12.0, "as expected"),
        Represented("district", "本町", None, 60, None, None, None, 9.0, "hidden"),
    )
    name = "2017-02-04-lecture"
    reach = Reach(name, "講演会", (), (), said, groups, absent, stands, "住民基本台帳")
    asked = Asked(
        "k1", "2017-02-04-lecture", "訪問診療の費用は。", "費用", "question", "キ", "山", None
    )
    done = replace(
        asked, key="k2", text=ATTACK, due=datetime.date(2017, 4, 1), done=True, answer="済"
    )
    action = Action(
        "t1", "費用", "キ", "普及啓発部会", "public", "講演会で費用を取り上げる", "質問が多い",
        False, "", 5, 4, 1, 0, "費用は？",
    )  # fmt: skip
    training = replace(action, project="カ", audience="professionals", proposal="研修で連携を")
    return Plan(
        ("講演会",), True, below, (reach,), (asked, done), (action,), (training,), (),
        (Contradiction(Statement("91%が理解できたと答えた", 104), ("用語が難しい",)),),
        (Statement("5ポイント増えた", 70),), ("計画の注",),
    )  # fmt: skip


@pytest.fixture(scope="module")
def lecture() -> Booklet:
    use_language("ja")
    return bind([read_study(find_survey(LECTURE))], plan_of())


def run(*arguments: object) -> tuple[int, str]:
    found = CliRunner().invoke(build(), [*map(str, arguments)])
    return found.exit_code, found.output


def test_it_is_whole_and_every_id_is_there_once(lecture: Booklet) -> None:
    use_language("ja")
    outline = Outline(page_of(lecture))
    ids = outline.ids()
    assert len(ids) == len(set(ids))
    targets = [found["href"] for tag, found in outline.tags if tag == "a"]
    assert {str(target).removeprefix("#") for target in targets} <= set(ids)
    for _tag, found in outline.tags:
        if label := found.get("aria-labelledby"):
            assert label in ids
    assert dict(outline.tags)["html"]["lang"] == "ja"


def test_it_asks_for_nothing_and_runs_its_own_script_only(lecture: Booklet) -> None:
    outline = Outline(page_of(lecture))
    for tag, found in outline.tags:
        assert tag not in ("link", "img", "iframe", "object", "base")
        assert "src" not in found
        assert not any(name.startswith("on") for name in found)
        assert str(found.get("href", "#")).startswith("#")
    policy = next(found for tag, found in outline.tags if found.get("http-equiv"))
    assert "default-src 'none'" in str(policy["content"])
    assert sum(tag == "script" for tag, _found in outline.tags) == 1


def test_every_comment_theme_and_sentence_is_there(lecture: Booklet) -> None:
    use_language("ja")
    text = "".join(Outline(page_of(lecture)).text)
    (chapter,) = lecture.chapters
    assert len(chapter.comments) == 43
    for row in chapter.comments:
        assert row.text in text
    for card in chapter.cards:
        assert card.label in text
    for words in (
        "文その一", "御殿山から", "住民基本台帳", "講演会で費用を", "研修で連携を",
        "用語が難しい", "5ポイント増えた", "計画の注", "合成データ", "2017-04-01",
    ):  # fmt: skip
        assert words in text
    for exhibit in chapter.exhibits:
        assert exhibit.title in text
    for note in lecture.notes:
        assert note in text


def test_no_hidden_number_is_in_it(lecture: Booklet) -> None:
    """理解できなかった 2人, 無回答 7人: neither they nor their percentages are anywhere."""
    page = page_of(lecture)
    section = page[page.index("理解できなかった") :]
    cells = re.findall(r"理解できなかった</th><td>(.*?)</td><td>(.*?)</td>", section)
    assert cells
    assert set(cells) == {("X", "X")}
    assert "理解できなかった 2" not in page
    assert "width:1.9231%" not in page


def test_what_is_hostile_is_text(lecture: Booklet, survey: Callable[..., Path]) -> None:
    book = f"""format = 1
[survey]
title = {ATTACK!r}
suppress_below = 0
[question.useful]
type = "single"
label = '<b>役に</b>立った？ {"長" * 300}'
options = [{", ".join(f"'選択肢{at} <i>'" for at in range(60))}]
[question.comment]
type = "text"
role = "comment"
label = "感想"
"""
    title = ATTACK.replace("'", "’").replace('"', "”")
    book = book.replace(repr(ATTACK), f"'{title}'")
    rows = f'役に立った,感想\n選択肢1 <i>,"{ATTACK.replace(chr(34), chr(34) * 2)}\x07"\n'
    rows = rows.replace("役に立った", f"<b>役に</b>立った？ {'長' * 300}")
    found = bind([read_study(find_survey(survey(rows, book)))], plan_of(0))
    outline = Outline(page_of(found))
    assert sum(tag == "script" for tag, _found in outline.tags) == 1
    assert not any(tag in ("img", "b", "i") for tag, _found in outline.tags)
    assert "\x07" not in page_of(found)
    assert "alert(2)" in "".join(outline.text)


@pytest.mark.parametrize("rows", ["", "65,市報,良い,\n", "65,市報,良い,費用を知りたい\n"])
def test_few_answers_or_none_make_a_whole_page(rows: str, survey: Callable[..., Path]) -> None:
    from test_studies import BOOK, HEAD

    folder = survey(HEAD + rows, BOOK.format(more=""))
    found = bind([read_study(find_survey(folder))], Plan(("見本",), False, 5))
    assert Outline(page_of(found)).open == []


def test_the_command_writes_it_in_the_language_in_use(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    code, said = run("report", LECTURE, "-o", target, "--lang", "en")
    assert (code, said.strip()) == (0, f"Written: {target}")
    assert '<html lang="en">' in target.read_text(encoding="utf-8")


def test_two_events_stand_in_one_page_oldest_first(tmp_path: Path) -> None:
    target = tmp_path / "year.html"
    code, _said = run("report", LECTURE, WORKSHOP, "-o", target, "--lang", "ja")
    assert code == 0
    text = target.read_text(encoding="utf-8")
    assert text.index("多職種合同研修会") < text.index("講演会「いつまでも")
    Outline(text)


@pytest.mark.parametrize("name", ["report.pdf", "report", "missing/report.html"])
def test_what_cannot_be_written_is_one_line(name: str, tmp_path: Path) -> None:
    code, said = run("report", LECTURE, "-o", tmp_path / name)
    assert code == 2
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    pages = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "OUTREACH_LANG": "ja"}
        command = [sys.executable, "-m", "outreach", "report", str(LECTURE), "-o", str(target)]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        pages.append(target.read_bytes())
    assert pages[0] == pages[1]
    assert len(pages[0]) < 2_500_000
