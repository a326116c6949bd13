"""The sentences in which a footer names the tests of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from outreach.errors import OutreachError, UnknownOption
from outreach.messages import N_, _
from outreach.tables.inference.association import V_NOTE
from outreach.tables.inference.association import Method as Association
from outreach.tables.inference.letters import Correction, Method

TESTS: Mapping[Method, str] = {
    "t": N_(
        "Letters name the groups whose share is lower at the {percent} % level: "
        "two-sided t test of each two groups, with the share of both for the variance."
    ),
    "z": N_(
        "Letters name the groups whose share is lower at the {percent} % level: "
        "two-sided z test of each two groups, with the share of both for the variance."
    ),
}
CORRECTIONS: Mapping[Correction, str] = {
    "bonferroni": N_("Letters are corrected for the pairs of groups of each answer (Bonferroni)."),
    "bh": N_("Letters are corrected for the pairs of groups of each answer (Benjamini–Hochberg)."),
    "none": N_("Letters are not corrected for how many pairs of groups are compared."),
}


@dataclass(frozen=True)
class Settings:
    """What to test, and how.

    `level` is the significance level, `second` a weaker one for small
    letters. `letters` and `association` are None where they are not wanted.
    Groups with fewer than `minimum_base` people get no letters; `population`
    is how many people the respondents are from.
    """

    level: float = 0.05
    second: float | None = None
    letters: Method | None = "t"
    correction: Correction = "bonferroni"
    association: Association | None = "auto"
    population: int | None = None
    minimum_base: int = 30

    def checked(self, respondents: int) -> Settings:
        """Return the settings; raises UnknownOption or OutreachError where one cannot be."""
        for name, known in ((self.letters, Method), (self.association, Association)):
            if name is not None and name not in get_args(known):
                raise UnknownOption(_("“{method}” is no test.").format(method=name))
        if self.correction not in CORRECTIONS:
            message = _("“{correction}” is no correction.").format(correction=self.correction)
            raise UnknownOption(message, remedy=_("Use bonferroni, bh or none."))
        for level in (self.level, self.level if self.second is None else self.second):
            if not 0 < level < 1:
                message = _("A level of {level} is not between 0 and 1.").format(level=level)
                raise OutreachError(message, remedy=_("Use 0.05 for 5 %."))
        if self.population is not None and self.population < respondents:
            message = _(
                "A population of {population} is smaller than its {respondents} respondents."
            )
            raise OutreachError(
                message.format(population=self.population, respondents=respondents),
                remedy=_("Give how many people the respondents are from."),
            )
        return self


@dataclass(frozen=True)
class Used:
    """Which methods a table in fact needed."""

    cells: int = 0
    exact: bool = False
    lettered: bool = False
    overlapping: bool = False
    nested: bool = False
    effect: bool = False


def interval_sentences(settings: Settings, *, weighted: bool) -> Iterator[str]:
    """Yield how the intervals were made."""
    yield _("Intervals hold the share with {percent} % confidence (Wilson 1927).").format(
        percent=percent(1 - settings.level)
    )
    if settings.population is not None:
        yield _("Intervals allow for a population of {population} people (Cochran 1977).").format(
            population=settings.population
        )
    if weighted:
        yield _("Intervals and tests of weighted shares use effective bases (Kish 1965).")


def cell_sentences(settings: Settings, used: Used) -> Iterator[str]:
    """Yield how the cells were tested, and what was left out."""
    yield _("No answer and unreadable answers take no part in tests.")
    if used.cells:
        yield _(
            "Residuals are adjusted standardised residuals (Haberman 1973) among those who "
            "answered both questions; p is two-sided, q is p after Benjamini and Hochberg (1995) "
            "over the tested cells of a table."
        )
    if used.exact:
        yield _("Where fewer than 5 people are expected, p is of Fisher's exact test.")
    if used.effect:
        yield _(V_NOTE)
    if settings.letters is not None and used.lettered:
        yield from _letter_sentences(settings, settings.letters, used)


def _letter_sentences(settings: Settings, method: Method, used: Used) -> Iterator[str]:
    yield _(TESTS[method]).format(percent=percent(settings.level))
    if settings.second is not None:
        yield _("Small letters are for the {percent} % level.").format(
            percent=percent(settings.second)
        )
    yield _(CORRECTIONS[settings.correction])
    if used.overlapping:
        yield _("People who are in two groups are allowed for in their comparison.")
    if used.nested:
        yield _("Groups are compared within the same outer group.")
    yield _(
        "Groups with fewer than {minimum} answers, and shares of 0 % or 100 %, get no letters."
    ).format(minimum=settings.minimum_base)


def percent(level: float) -> str:
    """Return a level in percent, without needless zeros.

    >>> percent(0.05), percent(1 - 0.05), percent(0.001)
    ('5', '95', '0.1')
    """
    return f"{100 * level:.6g}"
