"""Themes → proposals: the next lecture, the next training, and what a subcommittee should know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.comments.projects import project_letter
from outreach.comments.theme import OTHER, Theme, Themes
from outreach.messages import _
from outreach.planning.audiences import Writers
from outreach.planning.duties import COMMITTEES, project_by_words
from outreach.planning.plan import Action, Audience
from outreach.planning.wording import masked
from outreach.studies import Study

PUBLIC, TRAINING = "キ", "カ"  # of the eight projects: the public's, the professionals'
FEW = 2  # comments of one audience that call for something by themselves
WANTS = ("question", "request", "concern")  # kinds that call for something


@dataclass(frozen=True)
class Proposals:
    """What is proposed for the next lecture, for the next training, for other projects."""

    public: tuple[Action, ...] = ()
    training: tuple[Action, ...] = ()
    others: tuple[Action, ...] = ()


def proposals(studies: Sequence[Study]) -> Proposals:
    """Return what the themes of surveys call for, that of most comments first.

    A theme of which nobody asks, wants or worries about anything calls for
    nothing. The coding frame decides on a theme's project; where it says
    nothing, what residents want of it leads to a lecture, what professionals
    want to training, and its words to whatever other project is concerned.
    """
    found = [action for study in studies for action in _actions(study)]
    found.sort(key=lambda each: -(each.questions + each.requests + each.concerns))
    return Proposals(
        tuple(each for each in found if each.project == PUBLIC),
        tuple(each for each in found if each.project == TRAINING),
        tuple(each for each in found if each.project not in (PUBLIC, TRAINING)),
    )


def _actions(study: Study) -> Iterator[Action]:
    themes = study.themes
    if themes is None:
        return
    writers = Writers(study)
    for theme in themes.themes:
        wanting = [at for at in theme.comments if themes.kinds[at].value in WANTS]
        if theme.key != OTHER and wanting:
            of_work = [at for at in wanting if writers.is_professional(themes.comments[at])]
            own = [at for at in wanting if at not in of_work]
            yield from _Wanted(study, themes, theme).actions(own, of_work)


@dataclass(frozen=True)
class _Wanted:
    """A theme, and what is made of the comments in it that want something."""

    study: Study
    themes: Themes
    theme: Theme

    def actions(self, residents: list[int], professionals: list[int]) -> Iterator[Action]:
        """Yield what residents' comments call for, what professionals' do, what others' should."""
        written = project_letter(self.theme.project)
        if written in (PUBLIC, TRAINING):
            together = residents + professionals
            yield self._action(together, written, _("the coding frame says so"), decided=True)
            return
        for places, project, reason in (
            (residents, PUBLIC, _("comments that read as written by residents and families")),
            (professionals, TRAINING, _("comments that read as written by professionals")),
        ):
            if len(places) >= FEW or (places and len(places) * 2 > len(residents + professionals)):
                yield self._action(places, project, reason)
        texts = [self.themes.comments[at].text for at in self.theme.comments]
        letter, word = (written, "") if written else project_by_words(texts)
        if letter and letter not in (PUBLIC, TRAINING):
            why = _("its words speak of “{word}”").format(word=word)
            reason = _("the coding frame says so") if written else why
            places = residents + professionals
            yield self._action(places, letter, reason, decided=bool(written))

    def _action(
        self, places: list[int], project: str, reason: str, *, decided: bool = False
    ) -> Action:
        theme, kinds = self.theme, Counter(self.themes.kinds[at].value for at in places)
        audience: Audience = {PUBLIC: "public", TRAINING: "professionals"}.get(project, "")  # type: ignore[assignment]
        names = self.study.codebook.survey.public_names
        example = next((at for at in theme.quotes if at in places), min(places))
        return Action(
            theme.key, theme.label, project, COMMITTEES[project], audience,
            _proposal(theme, kinds, project), reason, decided, theme.owner, theme.size,
            kinds["question"], kinds["request"], kinds["concern"],
            masked(self.themes.comments[example].text, names),
        )  # fmt: skip


def _proposal(theme: Theme, kinds: Counter[str], project: str) -> str:
    names = {"question": _("questions"), "request": _("requests"), "concern": _("concerns")}
    parts = _(", ").join(
        _("{kind} {number}").format(kind=names[kind], number=kinds[kind])
        for kind in WANTS
        if kinds[kind]
    )
    sentences = {
        PUBLIC: _("At the next lecture, take up “{theme}”: {parts}, of {number} comments."),
        TRAINING: _("At the next training, work on “{theme}”: {parts}, of {number} comments."),
    }
    other = _("Ask {committee} for an answer on “{theme}”: {parts}, of {number} comments.")
    return sentences.get(project, other).format(
        theme=theme.label, parts=parts, number=theme.size, committee=COMMITTEES[project]
    )
