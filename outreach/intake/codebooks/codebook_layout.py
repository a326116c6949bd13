"""How a codebook is laid out as a workbook: its sheets, their columns, what each may hold."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.codebook import ROLES, TYPES
from outreach.codebook_values import NUMBER, PUBLISHED, QUESTION, SURVEY, TEXT, TEXTS, Kind

SURVEY_SHEET, QUESTIONS, OPTIONS = "催し", "設問", "選択肢"
TARGETS, PRINTED = "目標の割合", "印刷した表"
HINT = "※"  # a row that begins so explains the headings
TICK = "○"
LINE_BREAK = "⏎"  # a line break inside one item of a list, whose items stand one a line


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or a row of the sheet 催し: its heading, the key of the codebook, a hint."""

    heading: str
    key: str
    kind: Kind
    hint: str
    width: int = 14


SURVEY_ROWS = tuple(
    Column(heading, key, SURVEY[key], hint)
    for heading, key, hint in (
        ("題名", "title", "表の先頭に出る題名"),
        ("開催日", "date", "例 2026-12-05。生まれた年はこの日で年齢になる"),
        ("種別", "kind", "lecture、workshop、consultation など自由に"),
        ("会場", "place", ""),
        ("回答ファイル", "responses", "空欄なら、同じフォルダーの responses.csv や responses.xlsx"),
        ("市の名前", "city", "住所の先頭から取り除く。例 武蔵野市"),
        ("人数", "people", "回収率の分母。右のセルに名前、その右に人数。行を足してよい"),
        ("無回答の書き方", "missing", "答えなしと数える書き方。1行に1つ（改行は Alt+Enter）"),
        ("使わない列", "ignore_columns", "氏名やメールなど、集計に使わない列の見出し。1行に1つ"),
        ("合計の行", "total_rows", "この言葉で始まる行は回答者と数えない。1行に1つ"),
        ("小数の桁", "decimals", "割合の小数の桁数。0 から 6"),
        ("伏せる人数", "suppress_below", "公表する表で、これより少ない人数を伏せる。0 は伏せない"),
        ("伏せない名前", "public_names", "講師など、感想に出ても伏せない名前。1行に1つ"),
        ("合成データ", "synthetic", "練習用の架空のデータなら ○"),
        ("時間帯", "timezone", "ふつうは Asia/Tokyo のまま"),
    )
)  # fmt: skip
QUESTION_COLUMNS = tuple(
    Column(heading, key, QUESTION.get(key, TEXT), hint, width)
    for heading, key, hint, width in (
        ("キー", "key", "英数字の短い名前。空欄なら質問文", 14),
        ("種類", "type", "一覧から選ぶ", 16),
        ("役割", "role", "年代・地区などの集計に使うときだけ選ぶ", 14),
        ("質問文", "label", "表の見出しになる言葉", 36),
        ("列の見出し", "headers", "回答ファイルでの別の見出し。1行に1つ", 30),
        ("無回答の書き方", "missing", "この質問だけの書き方。1行に1つ", 16),
        ("必須", "required", "空欄を誤りとするなら ○", 8),
        ("列がなくてもよい", "optional", "列がないこともあるなら ○", 10),
        ("印", "marks", "選択肢ごとに列があるときの印。1行に1つ。空欄なら ○ や 1 など", 12),
        ("小数の桁", "decimals", "空欄なら催しと同じ", 10),
        ("最小", "minimum", "数の質問で、これより小さい答えを誤りとする", 8),
        ("最大", "maximum", "数の質問で、これより大きい答えを誤りとする", 8),
        ("対象", "applies", "限られた人への質問なら、1行目に質問のキー、2行目からその答え", 18),
        ("行列", "grid", "同じ選択肢の質問を1つの表にするときの、表の名前", 14),
        ("まとめの順", "nets", "まとめを表に出す順。空欄なら選択肢の順。1行に1つ", 18),
    )
)  # fmt: skip
OPTION_COLUMNS = tuple(
    Column(heading, key, kind, hint, width)
    for heading, key, kind, hint, width in (
        ("質問", "question", TEXT, "設問のキーか質問文。空欄なら上の行と同じ", 14),
        ("選択肢", "options", TEXT, "用紙の順に、1行に1つの選択肢", 30),
        ("別の書き方", "aliases", TEXTS, "同じ意味の書き方。1行に1つ（改行は Alt+Enter）", 30),
        ("コード", "codes", TEXT, "番号で入力したファイルでの番号。空欄なら 1、2、3…", 10),
        ("点数", "scores", TEXT, "平均点を出すときの点数。空欄ならコードと同じ", 10),
        ("まとめ", "nets", TEXTS, "まとめて数えるときの名前。例 60歳以上。1行に1つ", 18),
        ("その他", "other", TEXT, "選択肢にない書き込みが入る選択肢に ○", 10),
        ("ほかと選べない", "exclusive", TEXT, "「特にない」など、1つだけで選ぶ選択肢に ○", 10),
        ("市外", "outside", TEXT, "ほかの市区町村の住所が入る選択肢に ○", 10),
    )
)  # fmt: skip
TARGET_COLUMNS = (
    Column("質問", "question", TEXT, "設問のキーか質問文。空欄なら上の行と同じ", 14),
    Column("選択肢", "option", TEXT, "選択肢か、まとめの名前", 30),
    Column("目標", "target", NUMBER, "市の人口など。人数でも％でもよい", 14),
)
PRINTED_COLUMNS = (
    Column("キー", "key", TEXT, "表の短い名前", 14),
    *(
        Column(heading, key, PUBLISHED[key], hint, width)
        for heading, key, hint, width in (
            ("質問", "question", "設問のキー。質問の表でなければ空欄", 14),
            ("ファイル", "file", "例 published/age.csv", 30),
            ("題名", "title", "表の題名", 24),
            ("人数の列", "column", "回答と照合する列の見出し。空欄なら計か最初の数の列", 14),
            ("複数回答", "several", "1人が2つ以上の行に入る表なら ○", 10),
            ("小数の桁", "decimals", "割合の小数の桁数。空欄なら印刷のとおり", 10),
            ("年", "year", "年のない日付の年。例 平成28年度", 12),
            ("合計", "sums", "合計 = 部分 + 部分。行どうしか列どうし。1行に1つ", 36),
            ("割合", "percents", "割合 = 人数 / 分母。1行に1つ", 36),
            ("増減", "changes", "149%増 = 前の数 → 後の数。1行に1つ", 36),
            ("ほかの表", "links", "行 | 列 = 表のキー | 行 | 列。同じはずの数。1行に1つ", 44),
            ("見ない行や列", "ignore", "照合しない行や列の名前。1行に1つ", 18),
        )
    ),
)
TYPE_NAMES = dict(
    zip(
        TYPES,
        ("番号", "1つ選ぶ", "いくつでも選ぶ", "段階", "数", "日付", "日時", "自由記述", "重み"),
        strict=True,
    )
)
ROLE_NAMES = dict(zip(ROLES, ("年齢", "地区", "知った経路", "感想・意見", "職種"), strict=True))
