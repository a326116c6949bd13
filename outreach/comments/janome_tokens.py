"""Morphemes by janome: pure Python, always there."""

from __future__ import annotations

from outreach.comments.morphemes import Morpheme, ipadic_part, pieces


class JanomeTokenizer:
    """janome with the dictionary that it brings, mecab-ipadic 2.7.0."""

    name = "janome"

    def __init__(self) -> None:
        from janome.tokenizer import Tokenizer

        self._tokenizer = Tokenizer()

    def morphemes(self, text: str) -> list[Morpheme]:
        """Return the morphemes in order."""
        found = []
        for start, piece in pieces(text):
            for token in self._tokenizer.tokenize(piece):
                assert not isinstance(token, str)  # it would be with wakati only
                surface: str = token.surface
                inflection = token.infl_type
                found.append(
                    Morpheme(
                        surface,
                        ipadic_part(surface, token.part_of_speech),
                        token.base_form,
                        start,
                        "" if inflection == "*" else inflection,
                    )
                )
                start += len(surface)
        return found
