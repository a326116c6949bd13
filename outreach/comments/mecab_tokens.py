"""Morphemes by MeCab: fugashi with ipadic, the dictionary that janome has."""

from __future__ import annotations

from outreach.comments.morphemes import Morpheme, ipadic_part, missing_extra, pieces

_GROUP = 1024  # signs that one unknown word may have, as in janome; MeCab's own limit is 24


class MecabTokenizer:
    """MeCab with ipadic; raises MissingExtra where one of them is not installed."""

    name = "mecab"

    def __init__(self) -> None:
        try:
            import ipadic
            from fugashi import GenericTagger
        except ImportError as error:
            raise missing_extra(self.name, error) from error
        self._tagger = GenericTagger(f"{ipadic.MECAB_ARGS} -M {_GROUP}")

    def morphemes(self, text: str) -> list[Morpheme]:
        """Return the morphemes in order."""
        found = []
        for start, piece in pieces(text):
            for node in self._tagger(piece):
                surface: str = node.surface
                feature = node.feature
                base = feature[6] if len(feature) > 6 else "*"
                inflection = feature[4]
                found.append(
                    Morpheme(
                        surface,
                        ipadic_part(surface, ",".join(feature[:4])),
                        surface if base == "*" else base,
                        start,
                        "" if inflection == "*" else inflection,
                    )
                )
                start += len(surface)
        return found
