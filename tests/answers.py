"""Surveys large enough to be read in parts, for tests of reading side by side."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from outreach.intake.findings import Finding
from outreach.intake.surveys import find_survey
from outreach.parallel import Answers, Workers
from outreach.tables.plan import Plan, pairs_of
from outreach.tables.tally import Tally, tally

BOOK = """format = 1
[survey]
title = "合成の講演会"
city = "武蔵野市"
synthetic = true
{responses}
{number}
[question.age]
type = "single"
role = "age"
label = "年齢"
options = ["60歳代", "70歳代", "80歳以上"]
[question.channel]
type = "multiple"
label = "経路"
options = ["市報", "チラシ", "その他"]
other = "その他"
[question.comment]
type = "text"
label = "感想"
"""
NUMBER = '[question.respondent]\ntype = "id"\nlabel = "番号"\n'
_AGES = ("65", "７６才", "八十代", "60代", "", "秘密", "70歳代")
_CHANNELS = ("市報", "市報、チラシ", "", "その他（友人）", "市幸")
_COMMENTS = ("よかった", '"引用"と、読点,コンマ', "一行目\n二行目", "", "電話 0422-00-0000")


def write_survey(
    folder: Path, sizes: dict[str, int], *, numbered: bool = True, encoding: str = "cp932"
) -> Path:
    """Write a survey with files of so many forms each, and return its folder."""
    folder.mkdir(exist_ok=True)
    names = ", ".join(f'"{name}"' for name in sizes)
    book = BOOK.format(responses=f"responses = [{names}]", number=NUMBER if numbered else "")
    (folder / "codebook.toml").write_text(book, encoding="utf-8")
    first = 1
    for name, size in sizes.items():
        rows = [",".join(_cells(at, numbered=numbered)) for at in range(first, first + size)]
        header = "番号,年齢,経路,感想" if numbered else "年齢,経路,感想"
        text = "\r\n".join([header, *rows, "合計,,," if numbered else "合計,,", ""])
        (folder / name).write_bytes(text.encode(encoding))
        first += size
    return folder


def _cells(at: int, *, numbered: bool) -> list[str]:
    answers = [_AGES[at % 7], _CHANNELS[at % 5], _COMMENTS[at // 7 % 5]]
    quoted = ['"{}"'.format(cell.replace('"', '""')) if '"' in cell or "," in cell or "\n" in cell
              else cell for cell in answers]  # fmt: skip
    return [str(at), *quoted] if numbered else quoted


def plan_of(folder: Path) -> Plan:
    """Return a plan of all tables by age."""
    book = find_survey(folder).codebook
    asked = [question for question in book.questions if question.closed]
    return Plan(book, pairs_of(book, asked))


def counted(folder: Path, workers: Workers | None) -> tuple[object, list[Finding], int]:
    """Return everything that was counted, the findings and the number of respondents."""
    answers = Answers(find_survey(folder), workers)
    total = answers.total(partial(tally, plan=plan_of(folder)))
    assert isinstance(total, Tally)
    cubes = [(str(key), cube.counts.tolist(), cube.size) for key, cube in total.cubes.items()]
    return cubes, answers.found, sum(answers.sizes)
