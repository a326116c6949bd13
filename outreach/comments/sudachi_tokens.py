"""Morphemes by Sudachi, their parts of speech in ipadic's terms."""

from __future__ import annotations

from outreach.comments.morphemes import Morpheme, ipadic_part, missing_extra, pieces

# Sudachi's parts of speech (UniDic's) that have another name in ipadic; the first that fits.
_PARTS = (
    ("名詞,普通名詞,サ変", "名詞,サ変接続"), ("名詞,普通名詞,形状詞可能", "名詞,形容動詞語幹"),
    ("名詞,普通名詞,副詞可能", "名詞,副詞可能"), ("名詞,普通名詞", "名詞,一般"),
    ("名詞,固有名詞,地名", "名詞,固有名詞,地域"), ("名詞,固有名詞", "名詞,固有名詞"),
    ("名詞,数詞", "名詞,数"), ("名詞,助動詞語幹", "名詞,非自立"), ("代名詞", "名詞,代名詞"),
    ("形状詞,助動詞語幹", "名詞,非自立,助動詞語幹"), ("形状詞", "名詞,形容動詞語幹"),
    ("接頭辞", "接頭詞,名詞接続"), ("接尾辞,名詞的,助数詞", "名詞,接尾,助数詞"),
    ("接尾辞,名詞的,副詞可能", "名詞,接尾,副詞可能"),
    ("接尾辞,名詞的,サ変可能", "名詞,接尾,サ変接続"),
    ("接尾辞,名詞的", "名詞,接尾,一般"), ("接尾辞,形状詞的", "名詞,接尾,形容動詞語幹"),
    ("接尾辞,形容詞的", "形容詞,非自立"), ("接尾辞", "動詞,接尾"), ("感動詞", "感動詞"),
    ("動詞", "動詞,自立"), ("形容詞", "形容詞,自立"),
    ("補助記号", "記号,一般"), ("記号", "記号,一般"), ("空白", "記号,空白"),
)  # fmt: skip
_NEGATED = ("形容詞", "助動詞")
_ENDINGS = {"方": "名詞,接尾,特殊,*", "さん": "名詞,接尾,人名,*", "様": "名詞,接尾,人名,*"}


class SudachiTokenizer:
    """Sudachi with its core dictionary; raises MissingExtra where it is not installed."""

    name = "sudachi"

    def __init__(self) -> None:
        try:
            from sudachipy import Dictionary, SplitMode

            dictionary = Dictionary(dict="core")
        except ImportError as error:  # also a dictionary that is not there
            raise missing_extra(self.name, error) from error
        make = getattr(dictionary, "tokenizer", None) or dictionary.create  # its older name
        self._tokenizer = make(mode=SplitMode.A)

    def morphemes(self, text: str) -> list[Morpheme]:
        """Return the morphemes in order."""
        found = []
        for start, piece in pieces(text):
            before = ""
            for token in self._tokenizer.tokenize(piece):
                surface: str = token.surface()
                levels = token.part_of_speech()
                part = ipadic_part(surface, _part(surface, ",".join(levels[:4]), before))
                place = start + token.begin()
                base = token.dictionary_form()
                found.append(Morpheme(surface, part, base, place, _inflection(levels[4])))
                before = f"{part} {surface}"
        return found


def _part(surface: str, sudachi: str, before: str = "") -> str:
    """Return ipadic's part of speech, four levels; `before` is that of what stands before, and it.

    What may depend on another word (できる, ない, ほしい) does so behind a verb.

    >>> _part("連絡", "名詞,普通名詞,サ変可能,*"), _part("を", "助詞,格助詞,*,*")
    ('名詞,サ変接続,*,*', '助詞,格助詞,*,*')
    >>> _part("欲しい", "形容詞,非自立可能,*,*"), _part("ない", "形容詞,非自立可能,*,*", "形容詞")
    ('形容詞,自立,*,*', '助動詞,*,*,*')
    """
    if sudachi.startswith("接尾辞,名詞的") and surface in _ENDINGS:
        return _ENDINGS[surface]
    if surface[:1] == "な" and sudachi.startswith("形容詞,非自立可能") and before[:3] in _NEGATED:
        return "助動詞,*,*,*"  # 良く|ない, 行きたく|ない
    if ",非自立可能" in sudachi and before.startswith(("動詞", "助動詞", "助詞,接続助詞")):
        return f"{sudachi.partition(',')[0]},非自立,*,*"
    for theirs, ours in _PARTS:
        if sudachi.startswith(theirs):
            return ",".join([*ours.split(","), "*", "*", "*"][:4])
    return sudachi


def _inflection(sudachi: str) -> str:
    """Return ipadic's name of how a word inflects.

    >>> [_inflection(name) for name in ("下一段-ラ行", "五段-カ行", "サ行変格", "*")]
    ['一段', '五段・カ行', 'サ変・スル', '']
    """
    if "一段" in sudachi:
        return "一段"
    irregular = {"サ行変格": "サ変・スル", "カ行変格": "カ変・クル", "*": ""}
    return irregular.get(sudachi, sudachi.replace("-", "・"))
