"""Themes → the city's projects and subcommittees → what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.comments.kind_rules import CONCERN, QUESTION, REQUEST
from outreach.comments.projects import project_title
from outreach.comments.theme import OTHER, Theme
from outreach.messages import N_, _
from outreach.planning.audience import parted
from outreach.planning.plan import Action, Audience
from outreach.planning.wanted import LETTERS, PUBLIC, TRAINING, Wanted
from outreach.planning.word_tables import read_projects
from outreach.planning.wording import joined
from outreach.studies import Study

_COUNTED = {
    QUESTION: N_("questions: {number}"),
    REQUEST: N_("requests: {number}"),
    CONCERN: N_("concerns: {number}"),
}
_AUDIENCES: dict[str, Audience] = {PUBLIC: "public", TRAINING: "professionals"}
_QUOTED = 3  # quotes of a proposal
_FEWEST = 2  # comments that make a proposal for another project


@dataclass(frozen=True, slots=True)
class _About:
    """What an action is about: the comments, the project, and why it is thought to be that."""

    letter: str
    places: Sequence[int]
    reason: str
    theme: Theme | None = None
    words: str = ""

    @property
    def decided(self) -> bool:
        return bool(self.theme and self.theme.project and not self.words)


def actions_of(study: Study) -> list[Action]:
    """Return what to do next for a survey's themes, most wanted first.

    A theme goes to the project that people named in the coding frame, else to
    the next lecture (キ), the next training (カ), or each of them, by who writes
    about it. What is said of how the event was run is one action; other
    projects have one each, of the comments in which their words stand, whatever
    their theme.
    """
    wanted = Wanted.of(study)
    if wanted is None:
        return []
    abouts = [*_of_themes(wanted), *_of_running(wanted), *_of_projects(wanted)]
    return by_wishes([_action(wanted, about) for about in abouts])


def by_wishes(actions: Sequence[Action]) -> list[Action]:
    """Return actions in order: those with most questions, requests and concerns first."""
    return sorted(actions, key=lambda each: -(each.questions + each.requests + each.concerns))


def _of_themes(wanted: Wanted) -> Iterator[_About]:
    for at, theme in enumerate(wanted.themes.themes):
        mine = wanted.about(at)
        if theme.project:
            reason = _("So it is written in the coding frame (themes.toml).")
            yield _About(theme.project, mine, reason, theme)
        else:
            for audience, part in parted(wanted.study, mine).items():
                yield _About(LETTERS[audience], part.places, part.reason, theme)


def _of_running(wanted: Wanted) -> Iterator[_About]:
    """Yield one action of all that is said on how the event was run."""
    if wanted.running:
        reason = _("These comments have words on how the event was run.")
        yield _About(wanted.event_letter, wanted.running, reason)


def _of_projects(wanted: Wanted) -> Iterator[_About]:
    """Yield one action for each other project whose words stand in several comments."""
    for project in read_projects().values():
        touched = wanted.touched(project)
        if len(touched) < _FEWEST:
            continue
        words = Counter(word for found in touched.values() for word in found)
        most = _(", ").join(f"「{word}」" for word, _number in words.most_common(3))
        reason = _("Words of this project: {words} (comments: {number}).")
        places = Counter(int(wanted.themes.codes[place]) for place in touched)
        theme = wanted.themes.themes[places.most_common(1)[0][0]]
        told = reason.format(words=most, number=len(touched))
        yield _About(project.letter, tuple(touched), told, theme, most)


def _action(wanted: Wanted, about: _About) -> Action:
    theme, counts = about.theme, wanted.counts(about.places)
    label = theme.label if theme else _("How the event is run")
    number = theme.size if theme and not about.words else len(about.places)
    committee = read_projects()[about.letter].committee
    quotes = [wanted.quote(place) for place in _nearest(about)[:_QUOTED]]
    proposal = _form(about, committee).format(
        theme=about.words or _topic(theme, label),
        committee=committee or project_title(about.letter),
        counts=_counts(counts),
        number=number,
    )
    if quotes:
        proposal = joined([proposal, _("E.g. {quotes}").format(quotes="".join(quotes))])
    return Action(
        theme.key if theme else "", label, about.letter, committee,
        _AUDIENCES.get(about.letter, ""), proposal, about.reason, about.decided,
        theme.owner if theme else "", number,
        counts[QUESTION], counts[REQUEST], counts[CONCERN],
        quotes[0][1:-1] if quotes else "", wanted.study.name,
    )  # fmt: skip


def _nearest(about: _About) -> list[int]:
    """Return the comments, those nearest the theme's centre first."""
    if about.theme is None or about.words:
        return list(about.places)
    order, mine = (*about.theme.quotes, *about.theme.comments), set(about.places)
    return list(dict.fromkeys(place for place in order if place in mine))


def _form(about: _About, committee: str) -> str:
    """Return the sentence that proposes what to do, to be filled in."""
    if about.theme is None:
        if about.letter == PUBLIC:
            return _("Mend how the next lecture is run: {counts}.")
        return _("Mend how the next training is run: {counts}.")
    if about.letter == PUBLIC:
        return _("Take up {theme} at the next lecture: {counts} (of {number} comments).")
    if about.letter == TRAINING:
        return _("Take up {theme} at the next training: {counts} (of {number} comments).")
    if committee:
        return _("Have {committee} look at {theme}: {counts} (of {number} comments).")
    return _("Settle who looks at {theme}, for {committee}: {counts} (of {number} comments).")


def _topic(theme: Theme | None, label: str) -> str:
    if theme and theme.key == OTHER:
        return _("what fits no theme")
    return _("“{theme}”").format(theme=label)


def _counts(counts: Counter[str]) -> str:
    """Return how many of each kind, in words."""
    parts = [_(told).format(number=counts[kind]) for kind, told in _COUNTED.items() if counts[kind]]
    return _(", ").join(parts) or _("no question, request or concern yet")
