"""What comments want: topics to take up, how the event is run, and whom it concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from outreach.comments.kind_rules import CONCERN, QUESTION, REQUEST
from outreach.comments.theme import Themes
from outreach.planning.asked import asking
from outreach.planning.audience import is_lecture, parted
from outreach.planning.word_tables import Project, read_cues, read_projects, said_in
from outreach.planning.wording import quote
from outreach.studies import Study

PUBLIC, TRAINING = "キ", "カ"
LETTERS = {"public": PUBLIC, "professionals": TRAINING, "": ""}
_WANTS = (QUESTION, REQUEST, CONCERN)
_SIGNS = 60  # of a quote


@dataclass(frozen=True)
class Wanted:
    """What a survey's comments want: their places, those on how the event is run apart."""

    study: Study
    themes: Themes
    topics: tuple[int, ...]
    running: tuple[int, ...]

    @classmethod
    def of(cls, study: Study) -> Wanted | None:
        """Return what a survey's comments want, None where nobody wrote any."""
        themes = study.themes
        if themes is None:
            return None
        cues = read_cues()["進め方"]
        wants = [
            place
            for place, kind in enumerate(themes.kinds)
            if kind.value in _WANTS and themes.codes[place] >= 0
        ]
        running = [place for place in wants if said_in(themes.comments[place].text, cues)]
        apart = set(running)
        topics = tuple(place for place in wants if place not in apart)
        return cls(study, themes, topics, tuple(running))

    def about(self, at: int) -> list[int]:
        """Return the topics of the theme in that position."""
        return [place for place in self.topics if self.themes.codes[place] == at]

    def decided(self, place: int) -> str:
        """Return the project that people named for a comment's theme, "" where they did not."""
        return self.themes.themes[int(self.themes.codes[place])].project

    def quote(self, place: int) -> str:
        """Return what a comment asks, masked, in so many signs as a line holds."""
        text = asking(self.study, self.themes.comments[place], self.themes.kinds[place])
        return quote(text if len(text) <= _SIGNS else text[: _SIGNS - 1] + "…")

    def counts(self, places: Iterable[int]) -> Counter[str]:
        """Return how many of these comments are of each kind."""
        return Counter(self.themes.kinds[place].value for place in places)

    def touched(self, project: Project) -> dict[int, tuple[str, ...]]:
        """Return the topics in which words of a project stand, with these words."""
        found = {
            place: said_in(self.themes.comments[place].text, project.words)
            for place in self.topics
            if not self.decided(place)
        }
        return {place: words for place, words in found.items() if words}

    @property
    def event_letter(self) -> str:
        """The project that the event itself belongs to: キ for a lecture, カ for a workshop."""
        return PUBLIC if is_lecture(self.study) else TRAINING


def letters_of(study: Study) -> dict[int, str]:
    """Return by place of a comment that wants something the project that is to answer it.

    The one that people named for its theme; else that in whose words it is
    written, if one is; else キ or カ, by who writes (see `parted`).
    """
    wanted = Wanted.of(study)
    if wanted is None:
        return {}
    found = dict.fromkeys(wanted.running, wanted.event_letter)
    for at in range(len(wanted.themes.themes)):
        for audience, part in parted(study, wanted.about(at)).items():
            found |= dict.fromkeys(part.places, LETTERS[audience])
    best: dict[int, int] = {}
    for project in read_projects().values():
        for place, words in wanted.touched(project).items():
            if len(words) > best.get(place, 0):
                best[place] = len(words)
                found[place] = project.letter
    return {place: wanted.decided(place) or letter for place, letter in found.items()}
