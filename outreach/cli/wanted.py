"""What `outreach picture` is asked for."""

from __future__ import annotations

from dataclasses import dataclass

THEMES = ("bars", "map", "hierarchy")  # pictures of themes
WORDS = ("cloud", "words", "network", "correspondence")  # pictures of words
BY_GROUP = ("cloud", "words", "correspondence")  # those of words that know groups
_OF_COMMENTS = ("theme", "kind")  # groups that are not of an answer


@dataclass(frozen=True)
class Wanted:
    """What is to be drawn, as the options say it."""

    questions: tuple[str, ...]
    kind: str
    by: str | None
    group: str | None
    minimum: int | None
    count: int | None
    frame_path: str | None
    no_frame: bool
    tokenizer: str
    jobs: int | None
    scheduler: str | None

    @property
    def themes(self) -> bool:
        """Whether themes must be found for it."""
        return self.kind in THEMES or self.by in _OF_COMMENTS

    @property
    def least(self) -> int:
        """In how many comments a word must be: what one person says is nobody else's."""
        return 2 if self.minimum is None else self.minimum
