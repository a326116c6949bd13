"""How themes are wanted, and texts made ready for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from outreach.comments.words import Analysed, Analyzer, analyse_all
from outreach.errors import OutreachError
from outreach.intake.privacy import MASKS, find_personal, mask
from outreach.messages import _

_OFTEN = 3  # times that a text comes again before a note says so


@dataclass(frozen=True)
class Wish:
    """How themes are wanted: None stands for what is usual.

    `count` is how many themes; `vectors` a transformer of scikit-learn's kind
    that makes vectors of texts; `jobs` how many processes analyse texts;
    `public_names` need no masking.
    """

    count: int | None = None
    analyzer: Analyzer = field(default_factory=Analyzer)
    vectors: Any = None
    jobs: int = 1
    public_names: tuple[str, ...] = ()

    def checked(self) -> Wish:
        """Return self; raise OutreachError for a number of themes that cannot be."""
        if self.count is not None and self.count < 1:
            message = _("There cannot be {count} themes.").format(count=self.count)
            raise OutreachError(message, remedy=_("Give 1 or more, or leave it out."))
        return self


def without_personal(text: str, public_names: Sequence[str] = ()) -> str:
    """Return the text with a comma for personal data, so that no name gets into a theme's.

    >>> without_personal("山田様の電話090-0000-1234へ")
    '、様の電話、へ'
    """
    if not find_personal(text, public_names):
        return text
    masked = mask(text, public_names)
    for label in MASKS.values():
        masked = masked.replace(label, "、")
    return masked


def impersonal_words(
    texts: Sequence[str], analyzer: Analyzer, public_names: Sequence[str] = (), jobs: int = 1
) -> list[Analysed]:
    """Return each text's words, none of them personal data; raises as `analyse_all`."""
    plain = [without_personal(text, public_names) for text in texts]
    return analyse_all(plain, analyzer, jobs)


def repeated(texts: Sequence[str]) -> int:
    """Return how many comments are texts that come three times or more."""
    counts: dict[str, int] = {}
    for text in texts:
        counts[text.strip()] = counts.get(text.strip(), 0) + 1
    return sum(number for number in counts.values() if number >= _OFTEN)
