"""Words that headers and answers are known by when a codebook is drafted."""

from __future__ import annotations

import re

from outreach.intake.services import PERSONAL
from outreach.patterns import pattern
from outreach.spelling import new_forms, squeeze, uncircle

MISSING = (
    "無回答",
    "未記入",
    "未回答",
    "無記入",
    "記入なし",
    "回答なし",
    "NA",
    "N/A",
    "na",
    "不明",
    "-",
    "ー",
)
OTHER_LABEL, OUTSIDE = "その他", "市外"
ID = pattern(
    r"(?:no|id|#|番号|用紙番号|整理番号|通し番号|通番|連番|票番号|調査票番号|回答番号|回答者番号|回答者id|回答id|id番号"
    r"|受付番号|レコード番号|respondent|respondentid|recordid|record_id|responseid)\.?"
)
_PERSONAL = pattern(
    r"(?:ご|お)?(?:氏名|名前)(?:\(.*\))?|(?:ご|お)?(?:電話|連絡先|携帯)(?:番号)?(?:\(.*\))?|fax(?:番号)?"
    r"|e?-?mail.*|メール(?:アドレス)?(?:\(.*\))?|郵便番号|〒|ip-?(?:アドレス|address|addr)?|入力者|担当者"
)
_STAMP = pattern(
    r"タイムスタンプ|timestamp|日時|時刻|(?:submit|start|end)date|datestamp|入力日|回答日|受付日"
)
MAIL_OR_PHONE = pattern(
    r".+@.+\..+|0\d{1,4}-?\d{1,4}-?\d{3,4}|\d{1,3}(?:\.\d{1,3}){3}|〒?\d{3}-\d{4}"
)
AGE = pattern(r"年齢|年代|おいくつ|何歳|生年|生まれ|^age|年令|歳代")
DISTRICT = pattern(r"住所|お?住まい|居住|町名|町丁|地区|お住い|在住|^district|^area")
CHANNEL = pattern(
    r"何で.*知|どこで.*知|何を見て|知りました|知ったきっかけ|きっかけ|経路|媒体|情報源|^channel"
)
PROFESSION = pattern(r"職種|職業|^profession|^job|^occupation")
COMMENT = pattern(
    r"感想|意見|要望|自由|コメント|聞きたい|知りたい|お気づき|メッセージ|ひとこと|一言|理由|具体的|お書き|ご質問"
    r"|質問事項|comment|opinion|^質問$"
)
COUNTED = pattern(
    r"回数|人数|年数|何回|何人|何年|件数|時間|点数|金額|歳|経験年|日数|number|count|hours|years"
)
GRADED = pattern(r"満足|評価|理解|役[に立]|段階|度$|度合|難易|よかった|良かった")
OTHERS = pattern(r"その他|そのほか|other", re.IGNORECASE)
NOTHING_ELSE = pattern(
    r"特に(?:ない|なし|無し|ありません)|なし|ない|あてはまるものはない|いずれ.*ない|どれも.*ない"
)
NAMED_PERSON = pattern(r"さん(?:$|[のがにと])|様|先生|氏(?:$|[のがにと])|\d{5}|@")
_KEYS = (
    (r"性別|^sex|^gender", "sex"), (r"満足", "satisfaction"), (r"役[に立]", "useful"),
    (r"理解|わかりやす|分かりやす", "understood"), (r"難", "difficulty"), (r"時間", "length"),
    (r"回数|何回", "times"), (r"質問|聞きたい|知りたい", "questions"), (r"要望|希望", "wishes"),
    (r"意見", "opinions"), (r"感想", "impressions"), (r"理由", "reason"), (r"参加", "attendance"),
    (r"家族", "family"), (r"立場|属性", "position"), (r"重み|weight", "weighting"),
)  # fmt: skip
_NUMBERED = pattern(r"(?:q|問|設問|質問)\.?(\d{1,2})(?:-(\d{1,2}))?(?!\d)|(\d{1,2})[.:)、]")
_ALIKE = (
    ("出来", "でき"), ("分か", "わか"), ("解か", "わか"), ("良", "よ"), ("御", "ご"),
    ("頂", "いただ"), ("下さ", "くださ"), ("役に立", "役立"), ("役にた", "役立"), ("役だ", "役立"),
    ("歳代", "代"), ("才代", "代"), ("等", "など"), ("為", "ため"), ("又は", "または"),
    ("普通", "ふつう"),
)  # fmt: skip
_KATAKANA = {ord("ァ") + at: ord("ぁ") + at for at in range(86)}
NUMBERING = pattern(r"^\(?(\d{1,2})[.):、．]\s*(?=\D)|^(\d{1,2}) (?=\D)")
_STRONG = pattern(
    r"とても|非常に|大変|たいへん|大いに|よく(?!な)|十分|すごく|まったく|全く|全然|ぜんぜん|かなり"
)
_WEAK = pattern(
    r"やや|まあ|少し|どちらかといえば|どちらかと言えば|ある程度|おおむね|概ね|ほぼ|だいたい|比較的"
    r"|あまり|余り"
)
_NEUTRAL = pattern(r"普通|ふつう|どちらとも|どちらでも|なんとも|ちょうど")
_NEGATIVE = pattern(
    r"ない|なかった|ません|不満|不十分|不|悪|難し|わかりにく|いいえ|役立たず|no$|poor|bad"
)
_POSITIVE = pattern(
    r"満足|理解|役立|よい|よかった|はい|わかり|わかった|でき|思う|思った|ある|あった|十分|適切|参加|利用|必要|関心"
    r"|やさし|易し|yes$|good|そう"
)


def is_personal(header: str) -> bool:
    """Return whether a column of that header holds who answered, which no table needs.

    >>> is_personal("お名前"), is_personal("メールアドレス"), is_personal("講師の名前の読みやすさ")
    (True, True, False)
    """
    name = squeeze(header)
    return name in PERSONAL or _PERSONAL.fullmatch(name) is not None


def is_stamp(header: str) -> bool:
    """Return whether a column of that header may say when a form was sent."""
    return _STAMP.search(squeeze(header)) is not None


def alike(text: str) -> str:
    """Return what spellings of one option have in common: no width, kana, numbering, okurigana.

    >>> alike("１．チラシ") == alike("ちらし"), alike("７０歳代") == alike("70代")
    (True, True)
    >>> alike("理解出来た") == alike("理解できた"), alike("役にたった") == alike("役立った")
    (True, True)
    """
    name = new_forms(squeeze(NUMBERING.sub("", uncircle(text).strip()))).translate(_KATAKANA)
    for old, new in _ALIKE:
        name = name.replace(old, new)
    return name.strip("。.・「」『』\"'") or squeeze(text)


def leading_number(label: str) -> int | None:
    """Return the number that an option begins with, as 1．市報 and ②チラシ do."""
    found = NUMBERING.match(squeeze(uncircle(label).strip().replace(" ", ". ", 1)))
    return int(found[1] or found[2]) if found else None


def grade(label: str) -> float | None:
    """Return how good an answer of a scale is, from 3 to −3, or None where it is no such answer.

    >>> [grade(text) for text in ("とても満足", "満足", "やや満足", "普通", "やや不満", "不満")]
    [3.0, 2.0, 1.0, 0.0, -1.0, -2.0]
    >>> grade("あまり理解できなかった"), grade("全く理解できなかった"), grade("市報")
    (-1.0, -3.0, None)
    """
    text = alike(label)
    if _NEUTRAL.search(text):
        return 0.0
    negative = _NEGATIVE.search(text) is not None
    if not negative and not _POSITIVE.search(text):
        return None
    size = 3.0 if _STRONG.search(label) else 1.0 if _WEAK.search(label) else 2.0
    return -size if negative else size


def key_for(header: str, role: str, number: int) -> str:
    """Return a short ASCII name for a question; `number` is its place in the file.

    >>> key_for("年齢", "age", 1), key_for("Q3. 満足度", "", 5), key_for("Useful?", "", 2)
    ('age', 'satisfaction', 'useful')
    >>> key_for("問4　何か", "", 7), key_for("何か", "", 7)
    ('q4', 'q7')
    """
    name = squeeze(header)
    if role and role != "comment":
        return role
    for shape, key in _KEYS:
        if re.search(shape, name):
            return key
    if role:
        return role
    slug = re.sub(r"[^a-z0-9]+", "_", name).strip("_")
    if name.isascii() and re.search("[a-z]", slug) and len(slug) <= 24:
        return slug
    found = _NUMBERED.match(name)
    if found:
        return "q" + "_".join(part for part in found.groups() if part)
    return f"q{number}"
