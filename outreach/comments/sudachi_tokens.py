"""Morphemes by Sudachi, their parts of speech in ipadic's terms."""

from __future__ import annotations

from outreach.comments.morphemes import Morpheme, ipadic_part, missing_extra, pieces

# Sudachi's parts of speech (UniDic's) that have another name in ipadic; the first that fits.
_PARTS = (
    ("名詞,普通名詞,サ変可能", "名詞,サ変接続"), ("名詞,普通名詞,サ変形状詞可能", "名詞,サ変接続"),
    ("名詞,普通名詞,副詞可能", "名詞,副詞可能"), ("名詞,普通名詞,助数詞可能", "名詞,一般"),
    ("名詞,普通名詞", "名詞,一般"), ("名詞,固有名詞", "名詞,固有名詞"), ("名詞,数詞", "名詞,数"),
    ("名詞,助動詞語幹", "名詞,非自立"), ("代名詞", "名詞,代名詞"), ("形状詞", "名詞,形容動詞語幹"),
    ("動詞,非自立", "動詞,非自立"), ("動詞", "動詞,自立"), ("形容詞,非自立", "形容詞,非自立"),
    ("形容詞", "形容詞,自立"), ("接頭辞", "接頭詞,名詞接続"),
    ("接尾辞,名詞的,助数詞", "名詞,接尾,助数詞"),
    ("接尾辞,名詞的", "名詞,接尾,一般"), ("接尾辞", "動詞,接尾"), ("感動詞", "感動詞"),
    ("補助記号", "記号,一般"), ("記号", "記号,一般"), ("空白", "記号,空白"),
)  # fmt: skip


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
            for token in self._tokenizer.tokenize(piece):
                surface: str = token.surface()
                levels = token.part_of_speech()
                part = ipadic_part(surface, _part(",".join(levels[:4])))
                inflection = _inflection(levels[4])
                base, place = token.dictionary_form(), start + token.begin()
                base, place = token.dictionary_form(), start + token.begin()
                found.append(Morpheme(surface, part, base, place, inflection))
        return found


def _part(sudachi: str) -> str:
    """Return ipadic's part of speech, four levels.

    >>> _part("名詞,普通名詞,サ変可能,*"), _part("助詞,格助詞,*,*")
    ('名詞,サ変接続,*,*', '助詞,格助詞,*,*')
    """
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
