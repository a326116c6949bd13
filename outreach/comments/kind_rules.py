"""The rules by which a sentence asks or wishes for something; the first that fits counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from outreach.comments.cues import Cue, read_cues
from outreach.messages import N_, _

QUESTION, REQUEST, APPRECIATION, CONCERN, UNSURE = KINDS = (
    "question",
    "request",
    "appreciation",
    "concern",
    "unsure",
)
SETS = {
    "NEG": "ない|ん|ぬ",
    "GIVE": "いただける|くださる|もらえる|くれる|いただく|もらう|頂戴",
    "WH": "何|なに|なん|どこ|いつ|誰|だれ|どう|どの|どんな|どれ|どれくらい|どのくらい|どれぐらい|"
    "どのぐらい|どちら|なぜ|なんで|どうして|いくら|いくつ|いかが|いかに|どなた|どのように|どのような|"
    "どういう|どういった|何時|何人|どれほど|どれだけ",
    "SOFT": "です|ます|だ|た|と|思う|おもう|考える|感じる|いる|て|の|ん|が|けど|けれど|けれども|"
    "ので|から|し|で|ある|う|ござる|存じる|おる|かな|も|な|は|ところ|もの|次第",
    "GLAD": "よい|ありがたい|うれしい|助かる|たすかる|幸い|幸甚|安心|便利|心強い|最高|理想|"
    "すばらしい|たのしい|おもしろい|よろしい|なお|参加|行く|ベスト",
    "ASK": "知る|聞く|うかがう|たずねる|教わる|しる",
    "NEED": "必要|不可欠|急務|必須",
    "ACT": "充実|改善|強化|拡充|増設|設置|実施|開催|整備|検討|導入|見直し|周知|普及|継続|徹底|公開|"
    "削減|短縮|拡大|向上|育成|確保|配置|増員|配布|統一|廃止|撤回|新設|増便|増加|開放|改修|修繕|補修|"
    "撤去|軽減|補助|助成|無料化|無償化|簡素化|明確化|可視化|活用|推進|促進|活性化|緩和|再開|延長|"
    "支給|値下げ|引き下げ|引き上げ|中止|対策|是正|修正|啓発|発信|提供|説明|貸し出し|募集|取り締まり",
    "WHAT": "方法|目安|費用|料金|値段|違い|ちがい|仕組み|しくみ|手続き|手順|連絡先|基準|条件|理由|時期|有無|"
    "可否|流れ|相談先|窓口|見通し|頻度|金額|やりかた|やり方|探し方|選び方|使い方|対処法|対応法|根拠|"
    "期限|定義|具体例|進め方|関わり方|申込先|問い合わせ先|詳細|相場",
}  # fmt: skip
PHRASES = {
    "NEG_Q": (
        "NEG の|ん|もの? です|だ? う? か|かしら",
        "NEG です|だ? う? ?",
        "NEG です|だ う",
    ),
    "PLEASE": (
        "ください",
        "ほしい",
        "いただく|もらう たい",
        "GIVE ます? NEG_Q",
        "いただける|くださる|もらえる|くれる ます? ば|と|たら|なら|でしょう",
        "いただける|くださる|もらえる|くれる ます? です? う? か",
        "くれ $",
        "頂戴 $",
        "ちょうだい $",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """What one kind of sentence looks like: its cues (see `cues.read_cues`).

    `says` are the words for a reader, English and marked for translation; `unless`
    are cues that void it. `weight` is 2 for one that decides over a whole comment,
    1 for one that gives way to what the other sentences say.
    """

    code: str
    kind: str
    says: str
    cues: str
    unless: str = ""
    weight: int = 2

    @property
    def words(self) -> str:
        """What it says, in the reader's language."""
        return _(self.says)


ACTS = (
    Rule(
        "K-U1", UNSURE, N_("says that there is no question or wish"),
        """質問|疑問|疑問点|要望|意見|希望|不明|不明点|お願い|聞く たい? こと? は|も|が|など? 特に?
           ない|ある|ござる ます? ん? た? SOFT* $ / 特に ない|なし $ / 特に ある|ござる ます ん $""",
        unless="質問|疑問|要望|意見|希望|お願い .. ある|ござる ます !ん / ある $ / ある た $ / ある ます た",
    ),
    Rule(
        "K-U2", UNSURE, N_("a greeting"),
        """よろしく お? 願い|願う|お願い する? SOFT* $ / こんにちは $ / はじめまして $ /
           よろしく $""",
        unless="を よろしく / も|の|を .. を .. 願う / <サ変> .. よろしく",
    ),
    Rule(
        "K-Q1", QUESTION, N_("asks to be told: please tell me"),
        """教える|おしえる て|で PLEASE / 教える て $ / 教える て くれる $ / ご|お|御? 教示|教授|回答|返答|
           返事|教え .. ください|願う|お願い|いただく|いただける / お 教え ください / お 聞かせ ください /
           聞く せる て PLEASE / 聞かせる て PLEASE / 回答 .. PLEASE / 説明 .. 教える""",
        unless="教える て GIVE .. ありがとう / 教える て いただく|もらう た|て|まし",
    ),
    Rule(
        "K-Q2", QUESTION, N_("wants to know: I should like to know"),
        """ASK|確認 する? たい SOFT* $ / ASK たい !こと !もの !人 !内容 !情報 !<noun> !と / 知る たい と 思う SOFT* $ /
           知る たい こと|もの|点|の は / ASK たい こと が SOFT* $ / 質問 する? たい / 質問 です|だ|が|ある $ /
           質問 が .. ある|ござる ます SOFT* $ / お 聞き|うかがい|尋ね し|する ます? たい? SOFT* $ /
           うかがう ます $ / 疑問 です|だ $ / 質問 $""",
        unless="""ASK たい た? と 思う て|、|まし .. 参加|来る|申し込む|うかがう / もっと .. 聞く たい /
            話|講演|お話|お話し|講義|体験談|意見|また|次回|続き .. 聞く たい / ASK たい .. よい た /
            聞く たい た .. 聞く""",
    ),
    Rule(
        "K-R1", REQUEST, N_("asks politely for something: could you not"),
        """GIVE ます? NEG_Q / に|く なる ます? NEG_Q / できる|可能 ます? NEG_Q / いただける|くださる|くれる ます です? う? か /
           られる ます? NEG です う か / ます ん か ね? $ / 考える られる NEG か / ほう が よい の? で|じゃ は? ない
           / NEED だ? の? で|じゃ は? ない / べき だ? の? で|じゃ は? ない""",
    ),
    Rule(
        "K-R2", REQUEST, N_("asks for something: please do"),
        """て|で ください / <サ変> ください / ください SOFT* $ / お|ご|御 .. ください / を ください /
           て|で くれ $ / て|で ちょうだい|頂戴""",
        unless="がんばる て ください / お 大事 .. ください / 自愛 ください / 活躍 ください",
    ),
    Rule(
        "K-R3", REQUEST, N_("wishes for something: I want, I should like"),
        """て|で|が|も|を|は|と ほしい !<noun> !こと !もの !人 / ほしい SOFT* $ / て ほしい こと|もの|点|内容 は|が|:|として /
           いただく|もらう たい !<noun> !こと / れる たい !<noun> $ / れる たい し$ / 願う たい / 願う SOFT* $ /
           を|と|も 願う / を|も|と|よう .. 望む / 望む|のぞむ ます SOFT* $ / 求める SOFT* $ / 要望|要請|要求|提案|リクエスト する|いたす
           / 希望 する|いたす SOFT* $ / 希望 です? $ / 要望 です? $ / 熱望|切望 /
           お|御 願い する|いたす|申し上げる / お|御 願い $ / お願い する|いたす|申し上げる / お願い です? $ /
           て|で PLEASE / 期待 する SOFT* $ / 待つ て いる SOFT* $ / 頼む|たのむ ます? $""",
        unless="""ほしい .. 聞く られる た / 希望 が 持てる / 期待 に / 期待 .. 以上""",
    ),
    Rule(
        "K-R4", REQUEST, N_("says what would be good: it would help if"),
        """ば|と|たら|なら なお|もっと|より|一番|大変|とても|すごく|さらに|本当に? GLAD !た !か !の !です !た !ます /
           ば|と|たら|なら なお|もっと|より|一番|大変|とても|すごく|さらに? GLAD SOFT* $ /
           ば よい た / と|ば|たら よい の です|に|だ|で が|けど|けれど? / ば|たら よい な / ば と 思う / れば $ / たら な? $""",
        unless="""よい の|ん? です|だ? う? か|かしら|かな / ば|と よい の|ん? か / と いう と / WH .. ば|と よい /
            ば よい と 聞く|うかがう|いう|教える|わかる / WH .. くれる か""",
    ),
    Rule(
        "K-R5", REQUEST, N_("says what should be done: should, is needed"),
        """べき !か !こと !もの !点 !だった / NEED SOFT* $ / NEED が|も ある / NEED です|だ|と !か !う / 必要 で ある /
           ほう が よい !か / ほう が .. よい SOFT* $ / て|で は どう|いかが / たら どう|いかが / ば どう|いかが $ /
           なければ|なくては なる|いける ます? ない|ん SOFT* $ / ば なる|いける ます? ない|ん と 思う SOFT* $ / て も よい の? で|じゃ は? ない / て も よい と 思う / て も よい の で は $ /
           ます う よ? $ / そろそろ .. う $""",
        unless="必要 が|は|も ない / 必要 が あり ませ ん / ほう が よい の? です う? か",
    ),
    Rule(
        "K-R6", REQUEST, N_("names what should be done or offered, or more of it"),
        """もっと|もう少し|さらに|より .. を|に $ / を $ / よう に $ / <adj> 目 に $ / もっと <adj> $ /
           もっと .. たい SOFT* $ / 話|講演|お話|講義|体験談|また|次回 .. 聞く たい SOFT* $ /
           の|と|など ACT $ / ACT を .. $ / もっと .. た SOFT* $ / は 不要 $""",
    ),
    Rule(
        "K-C0", CONCERN, N_("doubts: is it not …, how can that be"),
        """で|じゃ は? ない です|だ? う? か / いかが|如何 な もの か / どう か と 思う / WH の? ため の .. か $ /
           なぜ|どうして .. NEG の? です|だ? う? か / て よい の です|だ? う? か / これ|それ で よい の? です|だ? う? か /
           疑問 が 残る / 疑問 だ|です|に|を 思う|感じる? / 気 が ある の か / わけ が ない / 信じる られる ない""",
    ),
    Rule(
        "K-Q3", QUESTION, N_("ends as a question does"),
        """か $ / かしら $ / か ? / かな $ / の ? / ? $ / でしょう か / ます か / です か / とは $ / WH .. の $ /
           WH .. か 、 / って 何|なに $ / か また""",
        unless="こと か $ / もの か $",
    ),
    Rule(
        "K-Q4", QUESTION, N_("names what somebody wants to know"),
        """<verb> 方 $ / WHAT $ / WHAT は $ / について $ / に関して $ / に関する こと $ / に つい て $ / WHAT に 関する こと? $""",
        weight=1,
    ),
)  # fmt: skip


def cues_of(rule: Rule) -> tuple[tuple[Cue, ...], tuple[Cue, ...]]:
    """Return a rule's cues, and those that void it."""
    return _read(rule.cues), _read(rule.unless)


@cache
def _read(lines: str) -> tuple[Cue, ...]:
    written = [" ".join(line.split()) for line in lines.split("/")]
    found: list[Cue] = []
    for line in written:
        if line:
            found += read_cues(line, SETS, PHRASES)
    return tuple(found)
