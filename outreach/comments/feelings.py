"""Praise and worry in one sentence, what denies and dispels them → which of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.comments.cues import Token
from outreach.comments.kind_rules import APPRECIATION, CONCERN, Rule
from outreach.comments.tones import BUT, DENIED, DISPELLED, INNER, THANKS

_LINKS = frozenset(
    (
        "て で は も が を に と な だ です ます た こと の れる られる せる させる すぎる そう くらい ほど さ など かける "
        "いう という ある なる 感じる する いる じゃ く ところ 点 面 全然 全く まったく 少し だいぶ かなり あまり "
        "思う 言える か 見当たる もの わけ 特に 何 気持ち 感 ござる とても 今 より ぐっと すっかり ずいぶん いくらか"
    ).split()
)
_NO = frozenset(("ない ん ぬ ず なし").split())
_GONE = frozenset(
    (
        "なくなる 無くなる 消える 減る 減らす 解消 軽減 払拭 和らぐ やわらぐ 薄れる 薄らぐ 取れる とれる 吹き飛ぶ "
        "取り除く なくす 無くす 解ける 晴れる 緩和 乗り越える 克服 防ぐ 避ける 回避 ほぐれる 解決 消す 小さい "
        "下がる 低い 癒す 少ない 軽い 落ち着く ぬぐう 拭う"
    ).split()
)
_WHEN = frozenset(("とき 際 場合 たら ば 時期 なら").split())
_BUT = frozenset(
    ("が けど けれど けれども ものの のに しかし でも ただ ただし だが ところが").split()
)
OPENS = frozenset(
    (
        "でも しかし ただ ただし それでも だが ですが けれど けれども だけど とはいえ ところが しかしながら もっとも"
    ).split()
)  # what a sentence begins with that takes back what was said before
_ENDED = frozenset(("た です ます だ").split())


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's cue in a sentence, from one token to before another."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Feeling:
    hit: Hit
    good: bool
    inner: bool
    past: bool
    attribute: bool


def feeling(tokens: Sequence[Token], hits: Sequence[Hit]) -> Hit | None:
    """Return the hit that says how the writer feels, under the rule that then counts.

    Concern goes before appreciation unless it is dispelled: denied, gone, a mere case
    (困ったとき), a quality of what is praised (難しい話を分かりやすく), or past and followed
    by something good (不安だったが安心した).
    """
    felt = _merged([_judged(tokens, hit) for hit in hits if not _supposed(tokens, hit)])
    good = [each for each in felt if each.good and each.hit.rule.weight > 0]
    bad = [each for each in felt if not each.good]
    standing = [each for each in bad if not _outweighed(tokens, each, good)]
    chosen = [each for each in standing if each.hit.rule.weight > 1] or standing or good
    told = [each for each in chosen if each.hit.rule is not DISPELLED] or chosen
    if not told:
        return None
    if _was_before(tokens, told[-1]):
        return Hit(DISPELLED, told[-1].hit.start, told[-1].hit.end)
    turned = _turned(tokens, told[-1])
    return Hit(BUT, told[-1].hit.start, turned) if turned else told[-1].hit


def _was_before(tokens: Sequence[Token], told: _Feeling) -> bool:
    """Whether the last worry was a state until something else came: 決めつけていたが、図で分かった."""
    for at in range(told.hit.end, len(tokens) - 3):
        if tokens[at].base == "た" and _but(tokens, at + 1, at + 2):
            return not told.good and any(t.base in ("いる", "てる") for t in tokens[at - 2 : at])
    return False


def _turned(tokens: Sequence[Token], told: _Feeling) -> int:
    """Return the position after a contrast that follows the last praise; 0 where none does.

    Whoever praises and goes on with "but" has a complaint, in whatever words: 話は良かったが、椅子が…
    """
    if not told.good or told.hit.rule in (DISPELLED, THANKS[0]):
        return 0
    for at in range(told.hit.end, len(tokens) - 1):
        if _but(tokens, at, at + 1) and len([each for each in tokens[at:] if not each.silent]) > 2:
            return at + 1
    return 0


def _judged(tokens: Sequence[Token], hit: Hit) -> _Feeling:
    """Return a hit turned round where it is denied."""
    good = hit.rule.kind == APPRECIATION
    rest = _after(tokens, hit.end)
    nearby = tokens[rest] if rest < len(tokens) else None
    past = any(token.base == "た" for token in tokens[hit.end : rest + 1]) or (
        tokens[hit.end - 1].base == "た"
    )
    attribute = _is_attribute(tokens, hit.end)
    inner = hit.rule.code in INNER
    if nearby is None or hit.rule.weight < 2:
        return _Feeling(hit, good, inner, past, attribute)
    no = nearby.base in _NO and not _asks(tokens, rest)
    gone = not good and nearby.base in _GONE
    if good and no:
        return _Feeling(Hit(DENIED, hit.start, rest + 1), False, False, past, attribute)
    if not good and (no or gone):
        after = _after(tokens, rest + 1)
        again = gone and after < len(tokens) and tokens[after].base in _NO
        if not again:
            return _Feeling(Hit(DISPELLED, hit.start, rest + 1), True, False, past, attribute)
    return _Feeling(hit, good, inner, past, attribute)


def tells_past(tokens: Sequence[Token], last: int) -> bool:
    """Return whether a sentence ends with what was so for a time: 悩んでいました, 不安だった."""
    bases = [token.base for token in tokens[max(last - 4, 0) : last] if token.base != "ます"]
    return bases[-2:] in (["いる", "た"], ["てる", "た"], ["だ", "た"], ["です", "た"])


def _asks(tokens: Sequence[Token], at: int) -> bool:
    """Whether ない there is that of よくないか, which affirms."""
    return any(token.surface == "か" for token in tokens[at + 1 : at + 4])


def _after(tokens: Sequence[Token], at: int) -> int:
    """Return the position of the first token that does not merely link a word to its denial."""
    while at < len(tokens) and at >= 0 and tokens[at].base in _LINKS:
        if tokens[at].surface == "が" and tokens[at - 1].base in _ENDED:
            break
        at += 1
    return at


def _supposed(tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether a concern is only a case that may come: 困ったとき, 困ったら."""
    if hit.rule.kind != CONCERN:
        return False
    at = hit.end
    if _expected(tokens, at):
        return True
    while at < len(tokens) and (
        tokens[at].base in ("て", "いる", "な", "だ", "の", "ある", "が", "する", "なる", "れる")
        or tokens[at].surface == "た"
    ):
        at += 1
    return at < len(tokens) and (tokens[at].base in _WHEN or tokens[at].surface in _WHEN)


def _expected(tokens: Sequence[Token], at: int) -> bool:
    """Whether a worry was an expectation that did not come true: 眠くなるかと思いきや, 難しいと思ったが."""
    for here in range(at, min(at + 4, len(tokens) - 2)):
        if tokens[here].base == "思う" and tokens[here - 1].surface == "と":
            rest = tokens[here + 1 : here + 5]
            ended = next((n for n, each in enumerate(rest) if each.base == "た"), len(rest))
            after = rest[ended + 1 : ended + 2]
            if ended < len(rest) and rest[ended].surface == "たら":
                return True
            return rest[0].surface == "き" or bool(after and after[0].surface in _BUT)
    return False


def _is_attribute(tokens: Sequence[Token], at: int) -> bool:
    while at < len(tokens) and tokens[at].surface in (
        "な",
        "の",
        "た",
        "て",
        "いる",
        "い",
        "という",
        "さ",
        "し",
        "れ",
        "れる",
    ):
        at += 1
    if at >= len(tokens):
        return False
    return tokens[at].has("noun") or tokens[at].base in (
        "こと",
        "もの",
        "ほう",
        "ところ",
        "点",
        "人",
    )


def _outweighed(tokens: Sequence[Token], bad: _Feeling, good: Sequence[_Feeling]) -> bool:
    """Whether something good in the sentence takes a concern back."""
    later = [each for each in good if each.hit.start >= bad.hit.end]
    if bad.hit.rule.weight < 2:
        attributes = [each for each in good if each.attribute and each.hit.end <= bad.hit.start]
        parted = [each for each in good if _but(tokens, each.hit.end, bad.hit.start)]
        return bool(good) and not attributes and not parted
    if not later:
        return False
    if any(each.surface == "ほど" for each in tokens[bad.hit.end : later[-1].hit.start]):
        return True  # 時間が足りないと感じるほど充実していた
    if bad.attribute:
        return not _but(tokens, bad.hit.end, later[-1].hit.start) or bad.inner
    if not bad.inner:
        return False
    if _but(tokens, bad.hit.end, later[-1].hit.start):
        return bad.past or later[-1].hit.rule is DISPELLED
    return bad.past or later[-1].hit.rule.code != "K-A4"


def _but(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a conjunction of contrast stands between two places."""
    return any(
        token.surface in _BUT and (token.surface != "が" or token.part.startswith("助詞,接続"))
        for token in tokens[start:end]
    )


def _touches(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(hit.start < other.end and other.start < hit.end for other in others)


def _merged(felt: Sequence[_Feeling]) -> list[_Feeling]:
    """Return what was felt in order; a faint one counts apart from others, none in a longer one."""
    strong = [each.hit for each in felt if each.hit.rule.weight > 1]
    free = [each for each in felt if each.hit.rule.weight > 1 or not _touches(each.hit, strong)]
    order = sorted(free, key=lambda each: (each.hit.start, -each.hit.end, each.good))
    kept: list[_Feeling] = []
    for each in order:
        if not kept or each.hit.end > kept[-1].hit.end or each.hit.start >= kept[-1].hit.end:
            kept.append(each)
    return kept
