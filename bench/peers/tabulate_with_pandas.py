"""The tables of the lecture's questionnaire, as a plain pandas script makes them.

    python bench/peers/tabulate_with_pandas.py surveys/2017-02-04-lecture/responses.csv

What somebody would write for this one file: it counts what its patterns
know, and finds no faults. The yardstick of bench/small.py.
"""

from __future__ import annotations

import re
import sys
import unicodedata

import pandas as pd

EVENT_YEAR = 2017
QUESTIONS = ["年齢", "住所", "どこで知ったか", "理解できたか", "本日の話"]
BREAKS = ["年齢", "住所", "どこで知ったか"]
ERAS = {"昭和": 1925, "S": 1925, "平成": 1988, "H": 1988, "大正": 1911, "T": 1911}
TENS = {"二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TOWNS = ["御殿山", "西久保", "八幡町", "境南", "東町", "南町", "本町", "北町", "中町", "緑町",
         "関前", "桜堤", "境"]  # fmt: skip
CHANNELS = {
    "市報": ["市報", "市報むさしの", "広報"],
    "チラシ": ["チラシ", "ちらし", "案内チラシ"],
    "事業所へのお知らせ": ["事業所へのお知らせ", "職場へのお知らせ", "事業所への通知",
                           "事業所あてのお知らせ"],
    "フェイスブック": ["フェイスブック", "Facebook"],
    "市ホームページ": ["市ホームページ", "市のホームページ", "市HP"],
}  # fmt: skip
UNDERSTOOD = {
    "理解できた": ["理解できた", "できた", "わかった", "1"],
    "理解できなかった": ["理解できなかった", "2"],
}
USEFUL = {
    "役に立った": ["役に立った", "役立った", "役にたった", "1"],
    "普通": ["普通", "ふつう", "2"],
    "役に立たなかった": ["役に立たなかった", "3"],
}


def clean(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def age_band(text: str) -> str | None:
    if era := re.match(r"(昭和|平成|大正|[SHT])(\d+)年", text):
        years = EVENT_YEAR - 1 - ERAS[era[1]] - int(era[2])
    elif kanji := re.match(r"([二三四五六七八九])十代", text):
        years = 10 * TENS[kanji[1]]
    elif number := re.match(r"(\d+)", text):
        years = int(number[1])
    else:
        return None
    if years >= 80:
        return "80歳以上"
    return "20歳未満" if years < 20 else f"{years // 10 * 10}歳代"


def town(text: str) -> str | None:
    if "事業所" in text:
        return "事業所(市外)" if "市外" in text else "事業所(市内)"
    text = re.sub(r"^(東京都)?(武蔵野市)?(吉祥寺)?", "", text)
    for name in TOWNS:
        if text.startswith(name):
            return "境南町" if name == "境南" else name
    return "市外" if text and text != "無回答" else None


def channel(text: str) -> str | None:
    if not text or text == "無回答":
        return None
    for option, names in CHANNELS.items():
        if text in names:
            return option
    return "その他"


def option_of(options: dict[str, list[str]]) -> dict[str, str]:
    return {name: option for option, names in options.items() for name in names}


def read(path: str) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    known = {"理解できたか": option_of(UNDERSTOOD).get, "本日の話": option_of(USEFUL).get}
    readers = {"年齢": age_band, "住所": town, "どこで知ったか": channel, **known}
    frame = frame.rename(columns={"本日の話は": "本日の話"})
    for name, reader in readers.items():
        options = {value: reader(clean(value)) or "無回答" for value in frame[name].unique()}
        frame[name] = frame[name].map(options)
    return frame


def main() -> None:
    frame = read(sys.argv[1])
    for name in QUESTIONS:
        people = frame[name].value_counts().sort_index()
        percent = (100 * people / len(frame)).round(1)
        print(pd.DataFrame({"people": people, "%": percent}).to_string(), end="\n\n")
    for name in QUESTIONS[3:]:
        for by in BREAKS:
            table = pd.crosstab(frame[by], frame[name], normalize="index", margins=True)
            print((100 * table).round(1).to_string(), end="\n\n")


if __name__ == "__main__":
    main()
