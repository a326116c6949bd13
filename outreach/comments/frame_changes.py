"""A frame of before beside the themes of now: what is new, what vanished, how sizes changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.comments.frame import Frame
from outreach.comments.theme import OTHER, Themes
from outreach.messages import _
from outreach.spelling import visible


@dataclass(frozen=True, slots=True)
class Change:
    """One theme: how many comments it had in the run before, and how many it has now.

    None stands for a theme that was not there.
    """

    key: str
    label: str
    before: int | None
    now: int

    @property
    def new(self) -> bool:
        """Whether no frame knew it."""
        return self.before is None

    @property
    def vanished(self) -> bool:
        """Whether it had comments and has none."""
        return bool(self.before) and not self.now


def changes_of(frame: Frame, themes: Themes) -> tuple[Change, ...]:
    """Return what became of the frame's themes, in its order, and then the new ones.

    What was merged counts as one theme; その他 is left out.
    """
    now = {theme.key: theme.size for theme in themes.themes}
    known = [
        Change(
            theme.key,
            theme.label,
            sum(part.size for part in frame.parts(at)),
            now.get(theme.key, 0),
        )
        for at, theme in enumerate(frame.active)
        if theme.key != OTHER
    ]
    keys = {theme.key for theme in frame.themes}
    new = [
        Change(theme.key, theme.label, None, theme.size)
        for theme in themes.themes
        if theme.key not in keys and theme.key != OTHER and theme.size
    ]
    return (*known, *new)


def said_of(changes: tuple[Change, ...]) -> Iterator[str]:
    """Yield a sentence on what is new, and one on what vanished; none where neither is."""
    new = [each for each in changes if each.new]
    gone = [each for each in changes if each.vanished]
    if new and len(new) < len(changes):
        listed = ", ".join(f"{visible(each.label)} ({each.now})" for each in new)
        yield _("New beside the frame: {themes}.").format(themes=listed)
    if gone:
        listed = ", ".join(f"{visible(each.label)} ({each.before})" for each in gone)
        yield _("No comment any more, before in brackets: {themes}.").format(themes=listed)
