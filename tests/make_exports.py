"""Twelve respondents, written as every service and every office writes them.

Run it to make tests/files/exports again: python tests/make_exports.py
(needs XlsxWriter, xlwt, pandas, pyreadstat). Same input, same bytes.

What the exports look like, and where that was read
---------------------------------------------------
Google Forms, CSV: `タイムスタンプ` first, as `2017/02/04 4:35:10 午後 GMT+9`; ticks joined by `;`;
    free text of その他 stands among them, without the option's name. (Stored exports and programs
    that read them on GitHub: `参加日…: '1 日目;2 日目'`, `%Y/%m/%d %I:%M:%S 午後 GMT+9`.)
Google Sheet linked to a form: ticks joined by `, `; stamps are cells, shown as
    2017/02/04 16:35:10.
Microsoft Forms, xlsx: ID, 開始時刻, 完了時刻, メール, 名前 (English: ID, Start time, Completion
    time, Email, Name), then perhaps 最終変更時刻/Last modified time; `anonymous` where nobody
    signed in; ticks end in `;` each, free text among them. (Programs on GitHub that skip these
    five columns.)
LoGoフォーム, CSV: public documentation of the columns was not to be found; a program on GitHub that
    receives its data reads 回答ID. 受付番号, 送信日時, 回答日時 and how ticks are joined are
    guesses.
kintone, CSV: ticks are one column for each option with 1 in it (note.com/shokun1108, 2021), headed
    `field[option]`, or stand in one cell on lines of their own; Shift_JIS or UTF-8 with or without
    BOM (get.kintone.help 020150); レコード番号, 作成者, 更新者, 作成日時, 更新日時; UTC from its
    API.
SurveyMonkey: two header rows. Respondent ID, Collector ID, Start Date, End Date, IP Address, Email
    Address, First Name, Last Name, Custom Data 1, then questions; below them Response, Open-Ended
    Response, or the options over whose columns the question stands once. A cell repeats its option;
    `Other (please specify)` holds the text itself. (Headers quoted in parsers on GitHub; edsl,
    dc-election.) The names in its Japanese form are guesses.
LimeSurvey (its sources: export/Writer.php, SurveyObj.php, export_helper.php): id, submitdate,
    lastpage, startlanguage, seed, startdate, datestamp, ipaddr, refurl; `code[SQ001]` is Y or
    blank, `code[other]` text; with full texts the heading is `question [subquestion]`, answers are
    はい, いいえ, and N/A for what was never shown. For SPSS: variable label
    `[subquestion] question`, 1 = Yes, 0 = Not Selected. Its Japanese headings are guesses.
REDCap: record_id, redcap_survey_identifier, <form>_timestamp, `field___1` = 1/0, <form>_complete;
    with labels Record ID, Survey Identifier, Survey Timestamp, `label (choice=…)` = Checked or
    Unchecked, Complete?. (R and Stata syntax that REDCap writes, on GitHub.)
SPSS: value labels, user-missing values; a multiple-response set is an extension record (type 7,
    subtype 7; PSPP's description of system files), whose variables are labelled with options.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

FOLDER = Path(__file__).parent / "files" / "exports"
Cell = str | float | datetime.datetime | None
Row = Sequence[Cell]


class Person(NamedTuple):
    """What one respondent answered, in the options' own words."""

    age: str = ""
    district: str = ""
    channel: tuple[str, ...] = ()
    other: str = ""
    understood: str = ""
    useful: str = ""
    times: str = ""
    comment: str = ""


PEOPLE = (
    Person("60歳代", "東町", ("市報", "チラシ"), "", "よく理解できた", "役に立った", "3",
           "とても分かりやすかったです。\n次は「看取り」の話も聞きたいです。"),
    Person("70歳代", "市外", ("知人、友人から",), "", "だいたい理解できた", "役に立った", "1",
           "駐車場が足りません, 増やしてください。"),
    Person("20歳未満", "境", ("ホームページ", "その他"), "大学の掲示板", "だいたい理解できた",
           "普通",
           "1", "祖母の介護で知りたいことが、たくさんありました。"),
    Person("80歳以上", "境南町", ("ケアマネジャー",), "", "あまり理解できなかった", "普通", "2",
           'マイクの音が"小さく"て聞こえませんでした。'),
    Person("60歳代", "市外", ("市報", "知人、友人から", "その他"), "駅のポスター", "よく理解できた",
           "役に立った", "5", ""),
    Person("50歳代", "中町", ("特にない",), "", "理解できなかった", "役に立たなかった", "1",
           "特にありません。"),
    Person("70歳代", "西久保", ("その他",), "市役所、窓口で", "だいたい理解できた", "役に立った",
           "",
           "① 手続き\n② 費用\nの２つを知りたい。"),
    Person("40歳代", "桜堤", ("チラシ", "ホームページ"), "", "だいたい理解できた", "普通", "2",
           "仕事があるので、夜(19時～)の開催を希望します。"),
    Person("80歳以上", "本町", ("市報",), "", "よく理解できた", "役に立った", "10",
           "髙齢でも分かる話でした。"),
    Person("", "北町", comment="時間が短い。もっと聞きたかった。"),
    Person(comment="質問の時間がほしかったです。\n\n資料は家族にも見せます。"),
    Person("30歳代", "市外", ("市報", "チラシ", "ケアマネジャー"), "", "だいたい理解できた",
           "役に立った", "1", "父(82歳)が使っています; 訪問看護は㈱でもできますか？"),
)  # fmt: skip
AGES = ("20歳未満", "20歳代", "30歳代", "40歳代", "50歳代", "60歳代", "70歳代", "80歳以上")
TOWNS = ("東町", "南町", "本町", "北町", "御殿山", "中町", "西久保", "緑町", "八幡町", "関前", "境",
         "境南町", "桜堤", "市外")  # fmt: skip
OPTIONS = (
    "市報",
    "チラシ",
    "ホームページ",
    "知人、友人から",
    "ケアマネジャー",
    "その他",
    "特にない",
)
GRASPED = ("よく理解できた", "だいたい理解できた", "あまり理解できなかった", "理解できなかった")
USEFUL = ("役に立った", "普通", "役に立たなかった")

# The same ages and towns as people write them where nothing holds them to an option.
AGES_AS_NUMBERS = ("65", "72", "18", "85", "61", "55", "78", "42", "80", "", "", "35")
AGES_WIDE = ("６５歳", "７２才", "１８才", "８０歳以上", "６１", "５０歳台", "７０代後半", "４０代",
             "９２歳",
             "", "", "３０歳代")  # fmt: skip
AGES_KANJI = ("六十五歳", "七十代", "十八歳", "八十五歳", "六十一", "五十五歳", "七十八", "四十代",
              "九十二歳", "無回答", "", "三十五才")  # fmt: skip
AGES_ERA = ("昭和26年生", "昭和20年生まれ", "平成10年生", "大正15年生", "S26.3.2", "昭和37年",
            "昭和14年12月1日生", "昭和50年生", "昭和５年生まれ", "", "未記入",
            "1982年生まれ")  # fmt: skip
AGES_MIXED = ("60～64", "70～79歳", "10代", "80歳～", "60-64", "満55歳", "70代前半", "42歳くらい",
              "90代", "", "", "30～34歳")  # fmt: skip
TOWNS_LONG = (
    "東京都武蔵野市吉祥寺東町1-2-3", "三鷹市下連雀", "武蔵野市境2-1", "武蔵野市境南町三丁目",
    "西東京市保谷町", "中町一丁目", "西久保２丁目", "武蔵野市桜堤１丁目", "吉祥寺本町4",
    "吉祥寺北町", "",
    "東京都三鷹市下連雀3-1-1",
)  # fmt: skip
TOWNS_SHORT = (
    "吉祥寺東町", "市外（三鷹市）", "境", "境南町", "市外(西東京市)", "中町", "西久保", "桜堤",
    "本町",
    "北町", "", "市外：練馬区",
)  # fmt: skip
TOWNS_TYPED = (
    "〒180-0002 武蔵野市吉祥寺東町１－２－３", "三鷹市", "境２丁目", "境南町3-4", "杉並区", "中町",
    "武藏野市西久保", "櫻堤", "吉祥寺　本町", "武蔵野市吉祥寺北町５－１", "無回答", "市外・三鷹市",
)  # fmt: skip

HOUR = datetime.datetime(2017, 2, 4, 16, 35, 10)  # noqa: DTZ001 - as the clock showed it
SERVED = tuple(f"hanako{at}@example.jp" for at in range(1, 13))
NAMES = tuple(f"武蔵 花子{sign}" for sign in "一二三四五六七八九十百千")
ADDRESSES = tuple(f"203.0.113.{at}" for at in range(101, 113))


def moment(at: int, minutes: int = 0) -> datetime.datetime:
    """Return when the respondent answered."""
    return HOUR + datetime.timedelta(minutes=7 * at + minutes)


def ticked(person: Person) -> list[str]:
    """Return the options as a service joins them: free text in the place of その他."""
    return [person.other if name == "その他" else name for name in person.channel]


def rest(person: Person) -> list[Cell]:
    """Return the answers behind the channel, as the options have them."""
    return [person.understood, person.useful, person.times, person.comment]


def marks(person: Person, yes: Cell = "1", no: Cell = "") -> list[Cell]:
    """Return one cell for each option."""
    return [yes if name in person.channel else no for name in OPTIONS]


# ---- form services -------------------------------------------------------------------------------


def google_forms() -> bytes:
    """Age is a choice, the town is typed."""
    header = [
        "タイムスタンプ", "メールアドレス", "1. あなたの年齢を教えてください。",
        "2. お住まいの地域はどちらですか。", "3. この講演会をどこで知りましたか。（複数回答可）",
        "4. 講演の内容は理解できましたか。", "5. 講演は役に立ちましたか。",
        "6. 講演会への参加は何回目ですか。", "7. ご意見・ご感想をお書きください。",
    ]  # fmt: skip
    rows = [
        [
            f"2017/02/04 {moment(at):%I:%M:%S} 午後 GMT+9".replace(" 0", " "), SERVED[at], one.age,
            TOWNS_LONG[at], ";".join(ticked(one)), *rest(one),
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return text_file([header, *rows])


def google_sheet_rows(stamp: Callable[[int], Cell]) -> list[Row]:
    header = [
        "タイムスタンプ", "あなたの年齢を教えてください。", "お住まいの地域はどちらですか。",
        "この講演会をどこで知りましたか。", "講演の内容は理解できましたか。",
        "講演は役に立ちましたか。",
        "講演会への参加は何回目ですか。", "ご意見・ご感想をお書きください。",
    ]  # fmt: skip
    return [
        header,
        *(
            [stamp(at), AGES_WIDE[at], TOWNS_SHORT[at], ", ".join(ticked(one)), *rest(one)]
            for at, one in enumerate(PEOPLE)
        ),
    ]


def google_sheet_csv() -> bytes:
    return text_file(google_sheet_rows(lambda at: f"{moment(at):%Y/%m/%d %H:%M:%S}"))


def google_sheet_xlsx() -> bytes:
    rows = google_sheet_rows(moment)
    ages = [rows[0], *([row[0], number(age), *row[2:]] for row, age in aged(rows[1:]))]
    return workbook(ages, "フォームの回答 1")


def aged(rows: Iterable[Row]) -> Iterable[tuple[Row, str]]:
    return zip(rows, AGES_AS_NUMBERS, strict=True)


def microsoft_forms() -> bytes:
    """Respondents signed in; two test answers were deleted, so IDs begin at 3."""
    header = [
        "ID", "開始時刻", "完了時刻", "メール", "名前", "最終変更時刻",
        "１．あなたの年齢を教えてください。", "２．お住まいの地域はどちらですか。",
        "３．この講演会をどこで知りましたか。（複数選択可）", "４．講演の内容は理解できましたか。",
        "５．講演は役に立ちましたか。", "６．講演会への参加は何回目ですか。",
        "７．ご意見・ご感想をお書きください。",
    ]  # fmt: skip
    rows = [
        [
            at + 3, moment(at), moment(at, 3), SERVED[at], NAMES[at], None, one.age,
            TOWNS_SHORT[at],
            closed(ticked(one)), one.understood, one.useful, number(one.times), one.comment,
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return workbook([header, *rows], "Sheet1", table=True)


def microsoft_forms_en() -> bytes:
    """Nobody signed in; the age is typed; questions are marked as required."""
    header = [
        "ID", "Start time", "Completion time", "Email", "Name", "Last modified time",
        "あなたの年齢を教えてください。 *", "お住まいの地域はどちらですか。 *",
        "この講演会をどこで知りましたか。 *", "講演の内容は理解できましたか。",
        "講演は役に立ちましたか。",
        "講演会への参加は何回目ですか。", "ご意見・ご感想をお書きください。\n",
    ]  # fmt: skip
    rows = [
        [
            at + 1, moment(at), moment(at, 3), "anonymous", None, None, AGES_MIXED[at],
            TOWNS_LONG[at], closed(ticked(one)), *rest(one),
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return workbook([header, *rows], "Form1", table=True)


def closed(parts: Sequence[str]) -> str:
    return "".join(f"{part};" for part in parts)


def logo_form() -> bytes:
    """その他 has a column of its own beside the joined ticks; saved as cp932."""
    header = [
        "回答ID", "受付番号", "送信日時", "問１　年齢", "問２　住所",
        "問３　どこで知りましたか（複数回答可）",
        "問３　どこで知りましたか（その他）", "問４　理解度", "問５　役立ち", "問６　参加回数",
        "問７　感想",
    ]  # fmt: skip
    rows = [
        [
            f"{880001 + at}", f"R{at + 1:05}", f"{moment(at):%Y-%m-%d %H:%M:%S}", AGES_KANJI[at],
            TOWNS_TYPED[at], ",".join(one.channel), one.other, *rest(one),
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return text_file([header, *rows], "cp932")


def logo_form_columns() -> bytes:
    """A column for each option that repeats its option; 番号 is a question of the form's own."""
    channel = "この講演会をどこで知りましたか。"
    header = [
        "受付番号", "回答日時", "番号", "あなたの年齢を教えてください。",
        "お住まいの地域はどちらですか。",
        *(f"{channel}[{name}]" for name in OPTIONS), "その他（具体的に）",
        "講演の内容は理解できましたか。", "講演は役に立ちましたか。",
        "講演会への参加は何回目ですか。",
        "ご意見・ご感想をお書きください。",
    ]  # fmt: skip
    rows = [
        [
            f"R{at + 1:05}", f"{moment(at):%Y/%m/%d %H:%M}", f"{at + 1}", one.age, one.district,
            *(name if name in one.channel else "" for name in OPTIONS), one.other, *rest(one),
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return text_file([header, *rows], "utf-8-sig")


def kintone_columns() -> bytes:
    channel = "どこで知りましたか"
    header = [
        "レコード番号", "作成者", "更新者", "作成日時", "更新日時", "年齢", "住所",
        *(f"{channel}[{name}]" for name in OPTIONS), "その他（具体的に）", "理解度", "役立ち",
        "参加回数", "感想",
    ]  # fmt: skip
    rows = [
        [
            f"{at + 41}", "Guest", "Administrator", utc(at), utc(at + 1), one.age, TOWNS_SHORT[at],
            *marks(one), one.other, *rest(one),
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return text_file([header, *rows], "utf-8-sig")


def kintone_lines() -> bytes:
    """Ticks stand in one cell, each on its own line; the newest record comes last here."""
    header = [
        "レコード番号", "年齢", "住所", "どこで知りましたか", "その他（具体的に）", "理解度",
        "役立ち", "参加回数",
        "感想", "作成者", "作成日時", "更新者", "更新日時",
    ]  # fmt: skip
    rows = [
        [
            f"KOUEN-{at + 41}", AGES_ERA[at], TOWNS_LONG[at], "\n".join(one.channel), one.other,
            *rest(one), "Guest", utc(at), "Administrator", utc(at + 1),
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return text_file([header, *rows], "cp932")


def utc(at: int) -> str:
    return f"{moment(at) - datetime.timedelta(hours=9):%Y-%m-%dT%H:%M:00Z}"


def surveymonkey_rows(
    first: Row, words: tuple[str, str, str], served: Callable[[int], Row]
) -> list[Row]:
    response, open_ended, other = words
    ticks = [name for name in OPTIONS if name != "その他"]
    top = [
        *first, "Q1. あなたの年齢を教えてください。", "Q2. お住まいの地域はどちらですか。",
        "Q3. この講演会をどこで知りましたか。（複数回答可）", *[""] * len(ticks),
        "Q4. 講演の内容は理解できましたか。", "Q5. 講演は役に立ちましたか。",
        "Q6. 講演会への参加は何回目ですか。", "Q7. ご意見・ご感想をお書きください。",
    ]  # fmt: skip
    below = [
        *[""] * len(first), open_ended, open_ended, *ticks, other, response, response, open_ended,
        open_ended,
    ]  # fmt: skip
    rows = [
        [
            *served(at), AGES_MIXED[at], TOWNS_SHORT[at],
            *(name if name in one.channel else "" for name in ticks), one.other, *rest(one),
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return [top, below, *rows]


SURVEYMONKEY = (
    "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address",
    "First Name", "Last Name", "Custom Data 1",
)  # fmt: skip
SURVEYMONKEY_JA = (
    "回答者ID", "コレクターID", "開始日", "終了日", "IPアドレス", "メールアドレス", "名", "姓",
    "カスタムデータ1",
)  # fmt: skip
ENGLISH = ("Response", "Open-Ended Response", "Other (please specify)")
JAPANESE = ("回答", "自由回答", "その他（具体的に）")


def surveymonkey_csv() -> bytes:
    def served(at: int) -> Row:
        start, end = moment(at), moment(at, 3)
        stamps = [f"{time:%m/%d/%Y %I:%M:%S %p}" for time in (start, end)]
        return [f"{11800000001 + at}", "417000001", *stamps, ADDRESSES[at], SERVED[at],
                "花子", "武蔵", ""]  # fmt: skip

    return text_file(surveymonkey_rows(SURVEYMONKEY, ENGLISH, served))


def surveymonkey_xlsx() -> bytes:
    def served(at: int) -> Row:
        number = 11800000001 + at
        return [number, 417000001, moment(at), moment(at, 3), ADDRESSES[at], "", "", "", ""]

    return workbook(surveymonkey_rows(SURVEYMONKEY, ENGLISH, served), "Sheet")


def surveymonkey_ja() -> bytes:
    def served(at: int) -> Row:
        start, end = moment(at), moment(at, 3)
        stamps = [f"{time:%Y/%m/%d %H:%M:%S}" for time in (start, end)]
        return [f"{11800000001 + at}", "417000001", *stamps, ADDRESSES[at], "", "", "", ""]

    return text_file(surveymonkey_rows(SURVEYMONKEY_JA, JAPANESE, served), "utf-8-sig")


# ---- survey programs -----------------------------------------------------------------------------


def limesurvey_codes() -> bytes:
    """Codes of questions and answers, parted by semicolons; for codebook-coded.toml."""
    subquestions = ("SQ001", "SQ002", "SQ003", "SQ004", "SQ005", "SQ006")
    ticks = [name for name in OPTIONS if name != "その他"]
    header = [
        "id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr",
        "refurl", "q_age", "q_district", *(f"q_channel[{code}]" for code in subquestions),
        "q_channel[other]", "q_understood", "q_useful", "q_times", "q_comment",
    ]  # fmt: skip
    rows = [
        [
            *limesurvey_served(at), code(one.age, AGES, "A{}"), town_code(one.district),
            *("Y" if name in one.channel else "" for name in ticks), one.other,
            code(one.understood, GRASPED, "A{}"), code(one.useful, USEFUL, "A{}"),
            one.times, one.comment,
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return text_file([header, *rows], "utf-8-sig", ";", csv.QUOTE_ALL, "\n")


def limesurvey_text() -> bytes:
    channel = "この講演会をどこで知りましたか。"
    ticks = [name for name in OPTIONS if name != "その他"]
    header = [
        "回答ID", "送信日時", "最後のページ", "開始言語", "シード", "開始日時", "最終操作日時",
        "IPアドレス",
        "リファラーURL", "あなたの年齢を教えてください。", "お住まいの地域はどちらですか。",
        *(f"{channel} [{name}]" for name in ticks), f"{channel} [その他]",
        "講演の内容は理解できましたか。", "講演は役に立ちましたか。",
        "講演会への参加は何回目ですか。",
        "ご意見・ご感想をお書きください。",
    ]  # fmt: skip
    rows = [
        [
            *limesurvey_served(at), one.age, one.district,
            *("はい" if name in one.channel else limesurvey_no(one) for name in ticks), one.other,
            *rest(one),
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return text_file([header, *rows], "utf-8-sig", ",", csv.QUOTE_ALL, "\n")


def limesurvey_no(person: Person) -> str:
    """Return what stands for a blank box; who gave one answer only was never shown it."""
    return "いいえ" if person.district else "N/A"


def limesurvey_served(at: int) -> list[Cell]:
    stamps = [f"{time:%Y-%m-%d %H:%M:%S}" for time in (moment(at, 3), moment(at), moment(at, 3))]
    return [f"{at + 5001}", stamps[0], "3", "ja", f"{1234567000 + at}", *stamps[1:], ADDRESSES[at],
            "https://example.jp/kouen"]  # fmt: skip


def limesurvey_sav() -> bytes:
    """Variables are named after codes, and labelled `[option] question`."""
    channel = "この講演会をどこで知りましたか。"
    ticks = [name for name in OPTIONS if name != "その他"]
    chosen = {1: "はい", 0: "未選択"}
    variables = [
        Variable("id", "id", [at + 5001 for at in range(12)]),
        Variable("submitdate", "submitdate",
                 [f"{moment(at):%Y-%m-%d %H:%M:%S}" for at in range(12)]),
        Variable("lastpage", "lastpage", [3] * 12),
        Variable("startlanguage", "startlanguage", ["ja"] * 12),
        Variable("ipaddr", "ipaddr", list(ADDRESSES)),
        choice("q_age", "あなたの年齢を教えてください。", AGES, [one.age for one in PEOPLE]),
        choice("q_district", "お住まいの地域はどちらですか。", TOWNS,
               [one.district for one in PEOPLE]),
        *(
            Variable(
                f"q_channel_SQ{number:03}", f"[{name}] {channel}",
                [(1 if name in one.channel else 0) if one.district else None for one in PEOPLE],
                chosen,
            )
            for number, name in enumerate(ticks, 1)
        ),
        Variable("q_channel_other", f"[その他] {channel}", [one.other for one in PEOPLE]),
        choice("q_understood", "講演の内容は理解できましたか。", GRASPED,
               [one.understood for one in PEOPLE]),
        choice("q_useful", "講演は役に立ちましたか。", USEFUL, [one.useful for one in PEOPLE]),
        Variable("q_times", "講演会への参加は何回目ですか。",
                 [number(one.times) for one in PEOPLE]),
        Variable("q_comment", "ご意見・ご感想をお書きください。", [one.comment for one in PEOPLE]),
    ]  # fmt: skip
    return sav_file(variables)


def redcap_raw() -> bytes:
    header = [
        "record_id", "redcap_survey_identifier", "questionnaire_timestamp", "age", "district",
        *(f"channel___{number}" for number in range(1, 8)), "channel_other", "understood", "useful",
        "times", "comment", "questionnaire_complete",
    ]  # fmt: skip
    rows = [
        [
            f"{at + 101}", SERVED[at], f"{moment(at):%Y-%m-%d %H:%M:%S}", code(one.age, AGES),
            code(one.district, TOWNS), *marks(one, "1", "0"), one.other,
            code(one.understood, GRASPED), code(one.useful, USEFUL), one.times, one.comment, "2",
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return text_file([header, *rows], line="\n")


def redcap_labels() -> bytes:
    channel = "この講演会をどこで知りましたか。"
    header = [
        "Record ID", "Survey Identifier", "Survey Timestamp", "あなたの年齢を教えてください。",
        "お住まいの地域はどちらですか。", *(f"{channel} (choice={name})" for name in OPTIONS),
        "その他（具体的に）", "講演の内容は理解できましたか。", "講演は役に立ちましたか。",
        "講演会への参加は何回目ですか。", "ご意見・ご感想をお書きください。", "Complete?",
    ]  # fmt: skip
    rows = [
        [
            f"{at + 101}", "", f"{moment(at):%Y-%m-%d %H:%M:%S}", one.age, one.district,
            *marks(one, "Checked", "Unchecked"), one.other, *rest(one), "Complete",
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return text_file([header, *rows], line="\n")


def spss_variables(option_label: str) -> list[Variable]:
    """99 and 9 say that nothing was answered, as values that the file declares missing."""
    numbers: list[Cell] = [int(one.times or 99) for one in PEOPLE]
    return [
        Variable("number", "番号", list(range(1, 13))),
        choice("age", "年齢", AGES, [one.age for one in PEOPLE], 99),
        choice("district", "住所", TOWNS, [one.district for one in PEOPLE], 99),
        *(
            Variable(
                f"ch{place}", option_label.format(name),
                [(1 if name in one.channel else 0) if one.channel else 9 for one in PEOPLE],
                {0: "いいえ", 1: "はい", 9: "無回答"}, (9,),
            )
            for place, name in enumerate(OPTIONS, 1)
        ),
        Variable("channel_other", "その他（具体的に）", [one.other for one in PEOPLE]),
        choice("understood", "理解度", GRASPED, [one.understood for one in PEOPLE], 9),
        choice("useful", "役立ち", USEFUL, [one.useful for one in PEOPLE], 9),
        Variable("times", "参加回数", numbers, {99: "無回答"}, (99,)),
        Variable("comment", "感想", [one.comment for one in PEOPLE]),
    ]  # fmt: skip


def spss_sav() -> bytes:
    return sav_file(spss_variables("どこで知ったか[{}]"))


def spss_sets_sav() -> bytes:
    """The option alone is a variable's label; the question is the label of the set."""
    label = "この講演会をどこで知りましたか。"
    names = " ".join(f"ch{place}" for place in range(1, 8))
    text = f"$channel=D1 1 {len(label.encode())} {label} {names}\n".encode()
    record = struct.pack("<4i", 7, 7, 1, len(text)) + text
    content = sav_file(spss_variables("{}"))
    end = content.index(struct.pack("<2i", 999, 0))  # the record that closes the dictionary
    return content[:end] + record + content[end:]


def stata_dta() -> bytes:
    """Stata keeps no labels for missing: what was not answered is a dot."""
    channel = "この講演会をどこで知りましたか。"
    variables = [
        Variable("number", "番号", list(range(1, 13))),
        choice("age", "年齢", AGES, [one.age for one in PEOPLE]),
        choice("district", "住所", TOWNS, [one.district for one in PEOPLE]),
        *(
            Variable(
                f"channel_{place}", f"{channel}[{name}]",
                [(1 if name in one.channel else 0) if one.channel else None for one in PEOPLE],
                {0: "いいえ", 1: "はい"},
            )
            for place, name in enumerate(OPTIONS, 1)
        ),
        Variable("channel_other", "その他（具体的に）", [one.other for one in PEOPLE]),
        choice("understood", "理解度", GRASPED, [one.understood for one in PEOPLE]),
        choice("useful", "役立ち", USEFUL, [one.useful for one in PEOPLE]),
        Variable("times", "参加回数", [number(one.times) for one in PEOPLE]),
        Variable("comment", "感想", [one.comment for one in PEOPLE]),
    ]  # fmt: skip
    return dta_file(variables)


# ---- typed from paper ----------------------------------------------------------------------------

SIGNS = "○〇◯✓レ1"  # every typist has a mark of his own, and some have several


def mark_of(at: int, place: int) -> str:
    return SIGNS[(at + place) % len(SIGNS)]


def typed_marks(at: int, person: Person, text_in_cell: bool) -> list[Cell]:
    """Return one cell for each option, その他 as its own text where it has no other column."""
    return [
        ""
        if name not in person.channel
        else (person.other if name == "その他" and text_in_cell else mark_of(at, place))
        for place, name in enumerate(OPTIONS)
    ]


def typed_rest(at: int, person: Person) -> list[Cell]:
    """Return understood and useful by number, as typists prefer, and times with a unit."""
    grasped: tuple[Cell, ...] = ("", number(code(person.understood, GRASPED)), person.understood)
    useful = code(person.useful, USEFUL)
    times = f"{person.times}回" if person.times and at % 2 else number(person.times)
    return [grasped[1 + at % 2], useful.translate(WIDE) if at % 3 else person.useful, times,
            person.comment]  # fmt: skip


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
CIRCLED = "①②③④⑤⑥⑦"


def paper_merged() -> bytes:
    """Title lines, a header of two rows with merged cells, totals and a note at the foot."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": HOUR})
        sheet = book.add_worksheet("アンケート")
        sheet.merge_range(0, 0, 0, 14, "在宅医療・介護連携 講演会 アンケート集計表")
        sheet.write(1, 0, "平成29年2月4日（土）実施　回収12枚")
        for column, name in enumerate(("番号", "問1 年齢", "問2 お住まい")):
            sheet.merge_range(3, column, 4, column, name)
        sheet.merge_range(3, 3, 3, 9, "問3 どこで知ったか（複数回答可）")
        sheet.write_row(4, 3, OPTIONS)
        for column, name in enumerate(("問4 理解度", "問5 役立ち", "問6 参加回数", "問7 感想"), 10):
            sheet.merge_range(3, column, 4, column, name)
        for at, one in enumerate(PEOPLE):
            row = [at + 1, AGES_KANJI[at], TOWNS_TYPED[at], *typed_marks(at, one, True),
                   *typed_rest(at, one)]  # fmt: skip
            put(sheet, 5 + at, row)
        counts = [sum(name in one.channel for one in PEOPLE) for name in OPTIONS]
        put(sheet, 17, ["合計", "", "", *counts])
        sheet.write(19, 0, "※ 番号は回収した順です。")
    return buffer.getvalue()


def paper_marks() -> bytes:
    """One header row; a mark for その他 and its text in a column of its own; cp932 with totals."""
    header = [
        "番号", "年齢", "住所", *(f"どこで知ったか[{name}]" for name in OPTIONS),
        "その他（具体的に）", "理解度",
        "役立ち", "参加回数", "感想",
    ]  # fmt: skip
    rows = [
        [
            f"{at + 1}".translate(WIDE if at % 2 else {}), AGES_ERA[at], TOWNS_TYPED[at],
            *(str(cell).replace("✓", "レ") for cell in typed_marks(at, one, False)), one.other,
            *typed_rest(at, one),
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    counts = [f"{sum(name in one.channel for one in PEOPLE)}" for name in OPTIONS]
    return text_file([header, *rows, ["合計", "", "", *counts, *[""] * 5]], "cp932")


def paper_options() -> bytes:
    """The options alone are headers; row 7 (the fourth form) is hidden."""
    header = ["番号", "年齢", "お住まい", *OPTIONS, "理解度", "役立ち", "参加回数", "感想"]
    rows = [
        [
            at + 1, number(AGES_AS_NUMBERS[at]), TOWNS_LONG[at], *typed_marks(at, one, True),
            one.understood, one.useful, f"{one.times}回目" if one.times else "", one.comment,
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return workbook([["講演会アンケート（12枚）"], [], header, *rows], "入力", hidden=(6,))


def paper_xls() -> bytes:
    """All answers by their numbers, circled; two empty sheets behind, as Excel once gave."""
    import xlwt

    header = ["番号", "問1．年齢", "問2．住所", "問3．どこで知ったか", "問4．理解度", "問5．役立ち",
              "問6．参加回数", "問7．感想"]  # fmt: skip
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for name in ("Sheet2", "Sheet3"):
        book.add_sheet(name)
    rows: list[Row] = [
        [
            at + 1, AGES_ERA[at], TOWNS_SHORT[at], circled(one),
            circle(code(one.understood, GRASPED)), circle(code(one.useful, USEFUL)),
            number(one.times), one.comment,
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    for row, cells in enumerate([header, *rows]):
        for column, cell in enumerate(cells):
            if cell not in ("", None):
                sheet.write(row, column, cell)
    sheet.write(14, 0, "空欄は回答のなかったものです。")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def circle(number: str) -> str:
    return CIRCLED[int(number) - 1] if number else ""


def circled(person: Person) -> str:
    return "".join(circle(code(name, OPTIONS)) for name in person.channel) + person.other


ODS_CHANNELS = (
    "市報・ﾁﾗｼ", "知人", "ＨＰ、その他（大学の掲示板）", "ケアマネ",
    "市報、友人、その他(駅のポスター)", "特にない",
    "その他（市役所、窓口で）", "ちらし／ホームページ", "１", "無回答", "", "市報,ﾁﾗｼ,ｹｱﾏﾈｼﾞｬｰ",
)  # fmt: skip


def paper_ods() -> bytes:
    """LibreOffice; all in one cell, in the typist's words."""
    header = [
        "番号",
        "年齢",
        "住所",
        "どこで知ったか（いくつでも）",
        "理解度",
        "役立ち",
        "参加回数",
        "感想",
    ]
    rows = [
        [
            at + 1, AGES_MIXED[at], TOWNS_TYPED[at], ODS_CHANNELS[at], one.understood,
            one.useful.replace("普通", "ふつう"),
            one.times.translate(WIDE) + ("回" if one.times else ""),
            one.comment,
        ]
        for at, one in enumerate(PEOPLE)
    ]  # fmt: skip
    return ods_file([header, *rows])


# ---- files ---------------------------------------------------------------------------------------


class Variable(NamedTuple):
    """A variable of a statistics file; values that are labelled are numbers."""

    name: str
    label: str
    values: list[Any]
    labels: dict[int, str] = {}  # noqa: RUF012 - a default that nothing changes
    missing: tuple[int, ...] = ()


def choice(
    name: str, label: str, options: Sequence[str], answers: Sequence[str], missing: int = 0
) -> Variable:
    """Return a single answer as numbers from 1, with a number for none where `missing` is one."""
    labels = dict(enumerate(options, 1)) | ({missing: "無回答"} if missing else {})
    values = [options.index(one) + 1 if one else (missing or None) for one in answers]
    return Variable(name, label, values, labels, (missing,) if missing else ())


def code(answer: str, options: Sequence[str], form: str = "{}") -> str:
    return form.format(options.index(answer) + 1) if answer else ""


def town_code(town: str) -> str:
    return "D99" if town == "市外" else (f"D{TOWNS.index(town) + 1:02}" if town else "")


def number(text: str) -> Cell:
    return float(text) if text else None


def text_file(
    rows: Iterable[Row],
    encoding: str = "utf-8",
    delimiter: str = ",",
    quoting: Any = csv.QUOTE_MINIMAL,
    line: str = "\r\n",
) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, quoting=quoting, lineterminator=line)
    writer.writerows([shown(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode(encoding)


def shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:g}"
    return "" if cell is None else str(cell)


def workbook(
    rows: Sequence[Row], name: str, *, table: bool = False, hidden: Sequence[int] = ()
) -> bytes:
    """Return an Excel file; `table` makes it a table as Microsoft Forms does."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    settings = {"in_memory": True, "default_date_format": "yyyy/mm/dd hh:mm:ss"}
    with Workbook(buffer, settings) as book:
        book.set_properties({"created": HOUR})
        sheet = book.add_worksheet(name)
        if table:
            columns = [{"header": header} for header in rows[0]]
            sheet.add_table(0, 0, len(rows) - 1, len(columns) - 1, {"columns": columns})
        for row, cells in enumerate(rows):
            put(sheet, row, cells)
        for row in hidden:
            sheet.set_row(row, None, None, {"hidden": True})
    return buffer.getvalue()


def put(sheet: Any, row: int, cells: Row) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str) and cell:
            sheet.write_string(row, column, cell)
        elif cell not in ("", None):
            sheet.write(row, column, cell)


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="入力">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2"'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{0}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def ods_file(rows: Iterable[Row]) -> bytes:
    body = "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    members = {
        "mimetype": kind, "content.xml": _ODS.format(body),
        "META-INF/manifest.xml": _MANIFEST.format(kind),
    }  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()


def ods_cell(cell: Cell) -> str:
    if cell in ("", None):
        return "<table:table-cell/>"
    if isinstance(cell, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def sav_file(variables: Sequence[Variable]) -> bytes:
    import pyreadstat

    content = statistics_file(
        ".sav", pyreadstat.write_sav, variables,
        missing_ranges={one.name: list(one.missing) for one in variables if one.missing},
    )  # fmt: skip
    # The header's day and time of writing: 9 and 8 characters behind the first 92 bytes.
    return content[:92] + b"04 Feb 1716:35:10" + content[109:]


def dta_file(variables: Sequence[Variable]) -> bytes:
    import pyreadstat

    content = statistics_file(".dta", pyreadstat.write_dta, variables)
    return re.sub(
        rb"(?<=<timestamp>\x11).{17}(?=</timestamp>)", b"04 Feb 2017 16:35", content, flags=re.S
    )


def statistics_file(
    ending: str, write: Callable[..., None], variables: Sequence[Variable], **options: Any
) -> bytes:
    import pandas as pd

    frame = pd.DataFrame({one.name: column(one) for one in variables})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"responses{ending}"
        write(
            frame, str(path), column_labels=[one.label for one in variables],
            variable_value_labels={one.name: one.labels for one in variables if one.labels},
            **options,
        )  # fmt: skip
        return path.read_bytes()


def column(variable: Variable) -> Any:
    import pandas as pd

    texts = all(isinstance(value, str) for value in variable.values)
    return pd.Series(variable.values, dtype=object if texts else "float64")


def expected() -> bytes:
    """Return the one table that every file says: as `outreach normalise` is to write it."""
    header = [
        "respondent", "age", "district", "channel", "understood", "useful", "times", "comment",
        "channel_other",
    ]  # fmt: skip
    rows = [
        [f"{at + 1}", one.age, one.district, "|".join(one.channel), *rest(one), one.other]
        for at, one in enumerate(PEOPLE)
    ]
    return text_file([header, *rows], line="\n")


FILES: dict[str, Callable[[], bytes]] = {
    "expected.csv": expected,
    "google_forms.csv": google_forms,
    "google_sheet.csv": google_sheet_csv,
    "google_sheet.xlsx": google_sheet_xlsx,
    "microsoft_forms.xlsx": microsoft_forms,
    "microsoft_forms_en.xlsx": microsoft_forms_en,
    "logo_form.csv": logo_form,
    "logo_form_columns.csv": logo_form_columns,
    "kintone_columns.csv": kintone_columns,
    "kintone_lines.csv": kintone_lines,
    "surveymonkey.csv": surveymonkey_csv,
    "surveymonkey.xlsx": surveymonkey_xlsx,
    "surveymonkey_ja.csv": surveymonkey_ja,
    "limesurvey_codes.csv": limesurvey_codes,
    "limesurvey_text.csv": limesurvey_text,
    "limesurvey.sav": limesurvey_sav,
    "redcap_raw.csv": redcap_raw,
    "redcap_labels.csv": redcap_labels,
    "spss.sav": spss_sav,
    "spss_sets.sav": spss_sets_sav,
    "stata.dta": stata_dta,
    "paper_merged.xlsx": paper_merged,
    "paper_marks.csv": paper_marks,
    "paper_options.xlsx": paper_options,
    "paper.xls": paper_xls,
    "paper.ods": paper_ods,
}


def main() -> None:
    for name, make in FILES.items():
        (FOLDER / name).write_bytes(make())


if __name__ == "__main__":
    main()
