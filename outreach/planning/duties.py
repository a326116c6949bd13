"""Who is responsible for what: projects, subcommittees, and the words that point to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from outreach.patterns import pattern

# Who takes care of which of the eight projects, as the city's report of 2016 says.
COMMITTEES: Mapping[str, str] = {
    "ア": "在宅医療・介護連携推進協議会",
    "イ": "在宅医療・介護連携推進協議会",
    "ウ": "入退院時支援部会",
    "エ": "ICT連携部会",
    "オ": "在宅医療介護連携支援室",
    "カ": "多職種連携推進・研修部会",
    "キ": "普及啓発部会",
    "ク": "在宅医療・介護連携推進協議会",
}
# Words in a comment that point to a project beside lectures and training; order is that of ties.
CUES: Mapping[str, str] = {
    "ウ": r"退院|入院|転院|病棟|病院から|救急|カンファレンス|サマリー|地域連携(?:室|パス)",
    "エ": r"ICT|ＩＣＴ|MCS|メディカルケアステーション|スマ(?:ホ|ートフォン)|タブレット|パソコン"
    r"|情報(?:の)?共有|情報漏|インターネット|電子|オンライン|メール|連絡ノート|やり取り",
    "オ": r"相談|窓口|問い?合わせ|支援室|包括|どこに(?:聞|行|電話|頼)|誰に(?:聞|頼)",
    "ア": r"一覧|リスト|名簿|マップ|地図|どこに(?:い|あ)る|(?:先生|医師|医院|薬局)を探|探し方",
    "ク": r"他(?:の)?(?:市|区|自治体|地域)|隣の(?:市|区)|三鷹|小金井|西東京|杉並|都内|市外|広域",
}
# Words that professionals use of their work.
PROFESSIONAL = pattern(
    r"多職種|ケアマネ|ケアプラン|利用者(?:さん|様|の|に|が|を)|患者(?:さん|様|の|に|が|を)|事業所"
    r"|訪看|サービス担当者|主治医意見書|連携(?:シート|ノート|室)|職員|現場|病棟|算定|加算|専門職|事例"
    r"|カンファレンス|顔の見える|研修|グループワーク|他職種|ヘルパーとして|医師会|薬剤師として"
)
WORKPLACE = pattern(r"事業所|職場|勤務|施設")
WORKSHOP = pattern(r"work\s*shop|研修|勉強会|事例検討|training", 2)  # re.IGNORECASE


def project_by_words(texts: Iterable[str]) -> tuple[str, str]:
    """Return the project that most of the texts' words point to, and such a word.

    Two texts at least, and two of five, have to; else ("", "").

    >>> project_by_words(["退院の日が急に決まる", "退院後の薬", "駐車場"])
    ('ウ', '退院')
    >>> project_by_words(["退院の日が急に決まる", "駐車場"])
    ('', '')
    """
    gathered = list(texts)
    best = ("", "", 0)
    for letter, cues in CUES.items():
        hits = [found[0] for text in gathered if (found := pattern(cues).search(text))]
        if len(hits) > best[2]:
            best = letter, max(hits, key=lambda hit: (hits.count(hit), hit)), len(hits)
    letter, word, number = best
    return (letter, word) if number >= 2 and number >= 0.4 * len(gathered) else ("", "")
