"""The plan: what figures say of an event, in sentences that can be checked against tables."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from outreach.tables.table import Table

Standing = Literal["under", "over", "as expected", "not testable", "hidden"]
Audience = Literal["public", "professionals", ""]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence derived from figures: it carries its n; `source` says where to check it.

    `base` is None where the sentence counts nobody; `small` says that the base
    is under 30, and has to be read with care.
    """

    text: str
    base: int | None = None
    source: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """A response rate: `responses` of `people`, under the denominator's name."""

    label: str
    responses: int
    people: int
    percent: str


@dataclass(frozen=True, slots=True)
class Represented:
    """A district or an age beside its share of the population.

    `share`, `low` and `high` (percent of the respondents, with a 95 % interval)
    and `people` are None where the number is hidden; `expected` is the percent
    of the population.
    """

    question: str
    group: str
    people: int | None
    base: int
    share: float | None
    low: float | None
    high: float | None
    expected: float
    standing: Standing


@dataclass(frozen=True, eq=False)
class Reach:
    """Whom an event reached, through which channel, and whom not.

    `tables` are channel by district and channel by age as they may be shown,
    each with its statement at the same position of `sentences`; `absent` are
    sentences on those who never came: districts, ages, professions, channels.
    `represented` is empty without a reference population, `reference` its source.
    """

    survey: str
    title: str
    rates: tuple[Rate, ...]
    tables: tuple[Table, ...]
    sentences: tuple[Statement, ...]
    by_group: tuple[Statement, ...]
    absent: tuple[Statement, ...]
    represented: tuple[Represented, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or request that is to be answered at or before the next event.

    `key` names it in plan.toml whatever its row is; `text` is masked; `theme`
    is a label, `kind` "question" or "request"; `project` a letter ア to ク or "".
    `owner`, `due`, `done`, `answer` are what people entered. `comment` refers to
    the comment by its respondent and question (see `comments.pins`).
    """

    key: str
    survey: str
    text: str
    theme: str
    kind: str
    project: str = ""
    owner: str = ""
    due: datetime.date | None = None
    done: bool = False
    answer: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A theme → the project of the eight, its subcommittee, and what to do next.

    `comments` is how many are about the theme, `questions`, `requests` and
    `concerns` how many of them are such. `decided` says that people named the
    project in the coding frame; else it is proposed by `reason`. `survey` is
    the event whose comments they are; `theme_key` is "" for what is said of how
    the event was run, whatever its theme.
    """

    theme_key: str
    theme: str
    project: str
    committee: str
    audience: Audience
    proposal: str
    reason: str
    decided: bool
    owner: str
    comments: int
    questions: int
    requests: int
    concerns: int
    quote: str = ""
    survey: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A good figure, and the comments that say otherwise, masked."""

    statement: Statement
    comments: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything that the planning sheet shows of one event or several, in order.

    `asked` are open ones first. `public` and `training` are the proposals for
    the next lecture (キ) and the next training (カ); `others` those for the
    other projects. `changes` compare the last event with the one before it.
    `entries_path` is the plan.toml that entries were read from, "" without one.
    """

    titles: tuple[str, ...]
    synthetic: bool
    below: int
    reach: tuple[Reach, ...] = ()
    asked: tuple[Asked, ...] = ()
    public: tuple[Action, ...] = ()
    training: tuple[Action, ...] = ()
    others: tuple[Action, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    changes: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = ()
    entries_path: str = ""

    @property
    def actions(self) -> tuple[Action, ...]:
        """All proposals: for the public, for training, for the other projects."""
        return (*self.public, *self.training, *self.others)
