"""Made-up answers to a made-up questionnaire, the same for the same seed."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

HEADER = ["番号", "年齢", "住所", "どこで知ったか", "理解できたか", "本日の話は"]
AGES = ["20歳未満", "20歳代", "30歳代", "40歳代", "50歳代", "60歳代", "70歳代", "80歳以上"]
TOWNS = ["東町", "南町", "御殿山", "本町", "北町", "中町", "西久保", "緑町", "八幡町", "関前",
         "境", "境南町", "桜堤", "市外"]  # fmt: skip
CHANNELS = ["市報", "チラシ", "事業所へのお知らせ", "フェイスブック", "市ホームページ", "知人"]
UNDERSTOOD = ["理解できた", "理解できなかった"]
USEFUL = ["役に立った", "普通", "役に立たなかった"]
UNREADABLE = "不明"
BLOCK = 50_000  # rows that are made at a time: a small parent keeps its child's peak honest
WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")

_CODEBOOK = """format = 1
[survey]
title = "A made-up questionnaire"
date = 2017-02-04
city = "武蔵野市"
missing = ["無回答"]
"""


def _question(key: str, kind: str, header: str, options: list[str], more: str = "") -> str:
    listed = json.dumps(options, ensure_ascii=False)
    return f'\n[question.{key}]\ntype = "{kind}"\nlabel = "{header}"\noptions = {listed}\n{more}'


def codebook() -> str:
    """Return the codebook.toml of the questionnaire."""
    return _CODEBOOK + "".join((
        '\n[question.respondent]\ntype = "id"\nlabel = "番号"\n',
        _question("age", "single", "年齢", AGES, 'role = "age"\n'),
        _question("district", "single", "住所", TOWNS, 'role = "district"\noutside = "市外"\n'),
        _question("channel", "multiple", "どこで知ったか", CHANNELS, 'role = "channel"\n'),
        _question("understood", "single", "理解できたか", UNDERSTOOD),
        _question("useful", "scale", "本日の話は", USEFUL),
    ))  # fmt: skip


def spellings() -> dict[str, dict[str, str]]:
    """Return by column what each spelling means; options of a multiple answer joined by |."""
    ages = {"": "", "秘密": UNREADABLE}
    for years in range(16, 100):
        band = AGES[max(0, min(7, years // 10 - 1))]
        texts = (f"{years}", f"{years}歳", f"{years}才", f"　{years} ")
        ages |= {form: band for text in texts for form in (text, text.translate(WIDE))}
    towns = {"": "", "吉祥寺": UNREADABLE, "三鷹市下連雀1-2": "市外"}
    for town in TOWNS[:-1]:
        forms = (town, f"武蔵野市{town}", f"東京都武蔵野市{town}")
        ends = ["", *(f"{chome}-{ban}" for chome in range(1, 6) for ban in range(1, 6))]
        places = [form + end for form in forms for end in ends]
        towns |= {form: town for place in places for form in (place, place.translate(WIDE))}
    channels = {"": ""} | {
        "、".join(some): "|".join(some)
        for size in (1, 2, 3)
        for some in combinations(CHANNELS, size)
    }
    understood = {"": ""} | {option: option for option in UNDERSTOOD}
    useful = {"": ""} | {option: option for option in USEFUL}
    columns = (ages, towns, channels, understood, useful)
    return dict(zip(HEADER[1:], columns, strict=True))


def rows(size: int, seed: int = 20170204) -> Iterator[list[tuple[str, ...]]]:
    """Yield blocks of rows: a respondent's number and five answers; one in 2,000 unreadable."""
    draw = random.Random(seed)
    columns = []
    for meanings in spellings().values():
        forms = list(meanings)
        weights = [0.05 if meanings[form] == UNREADABLE else 100 / len(forms) for form in forms]
        columns.append((forms, weights))
    for start in range(0, size, BLOCK):
        length = min(BLOCK, size - start)
        numbers = map(str, range(start + 1, start + length + 1))
        answers = [draw.choices(forms, weights, k=length) for forms, weights in columns]
        yield list(zip(numbers, *answers, strict=True))


def write(folder: Path, size: int) -> None:
    """Write responses.csv in cp932, codebook.toml and spellings.json into the folder."""
    with (folder / "responses.csv").open("w", encoding="cp932", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for block in rows(size):
            writer.writerows(block)
    (folder / "codebook.toml").write_text(codebook(), encoding="utf-8")
    meanings = json.dumps(spellings(), ensure_ascii=False)
    (folder / "spellings.json").write_text(meanings, encoding="utf-8")
