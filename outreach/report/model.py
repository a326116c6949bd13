"""What a file or a screen will show, before any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from outreach.codebook import Codebook, Survey
from outreach.errors import UnknownOption
from outreach.messages import _
from outreach.report.exhibit import Exhibit
from outreach.report.layout import lay_out, lay_out_summaries
from outreach.report.notes import notes_on
from outreach.report.row import Look
from outreach.report.summaries import SummaryExhibit
from outreach.tables.boxes import Difference
from outreach.tables.contents import Share
from outreach.tables.rounding import percent
from outreach.tables.summary import Summary
from outreach.tables.table import Table

SYNTHETIC = "合成データ"


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """How many answered of how many, under the name that the codebook gives the denominator."""

    label: str
    responses: int
    people: int

    @property
    def percent(self) -> str:
        """The rate in percent with one decimal, "" when there were no people."""
        return percent(self.responses, self.people, 1)

    @property
    def exact(self) -> float | None:
        """The rate in percent with full precision, None when there were no people."""
        return 100 * self.responses / self.people if self.people else None

    def __str__(self) -> str:
        line = _("Response rate: {percent}% ({responses} of {people}: {label})")
        words = {"responses": self.responses, "people": self.people, "label": self.label}
        return line.format(percent=self.percent or "-", **words)


def synthetic_mark(*, synthetic: bool) -> str:
    """Return the line that says that the answers are made up, or ""."""
    sentence = _("{mark}: answers made up to fit published totals.")
    return sentence.format(mark=SYNTHETIC) if synthetic else ""


def day_and_place(survey: Survey) -> str:
    """Return when and where the event was, as far as the codebook says."""
    when = survey.date.isoformat() if survey.date else ""
    return " ".join(part for part in (when, survey.place) if part)


@dataclass(frozen=True)
class Report:
    """A survey's title, response rates, tables and footnotes, in the order they are shown in."""

    title: str
    survey: str
    subtitle: str
    synthetic: bool
    respondents: int
    rates: tuple[ResponseRate, ...]
    exhibits: tuple[Exhibit, ...]
    summaries: tuple[SummaryExhibit, ...]
    notes: tuple[str, ...]

    @property
    def shown(self) -> tuple[Exhibit | SummaryExhibit, ...]:
        """Every numbered table, in order."""
        return (*self.exhibits, *self.summaries)

    @property
    def mark(self) -> str:
        """The line that says that the answers are made up, or ""."""
        return synthetic_mark(synthetic=self.synthetic)

    @property
    def returned(self) -> tuple[str, ...]:
        """How many forms came back, and the response rate on every denominator."""
        forms = _("Forms returned: {number}").format(number=self.respondents)
        return (forms, *map(str, self.rates))


def build_report(
    codebook: Codebook,
    tables: Sequence[Table],
    share: Share = "row",
    respondents: int | None = None,
    *,
    summaries: Sequence[Summary] = (),
    look: Look | None = None,
    banner: bool = False,
    differences: Sequence[Difference] = (),
    remarks: Sequence[str] = (),
) -> Report:
    """Return the Report of a survey's tables, which are numbered in their order.

    `respondents` is how many returned the form, where no table says it; `look`
    says what is shown of each cell; with `banner` a question's breaks stand in
    one table; `differences` are of nets; `remarks` come after the footnotes.
    """
    survey = codebook.survey
    if share not in get_args(Share):
        raise UnknownOption(_("“{share}” is no share.").format(share=share))
    look = look or Look(share)
    exhibits = lay_out(tables, look, banner=banner, differences=differences)
    shown = lay_out_summaries(summaries, len(exhibits), banner=banner)
    if respondents is None:
        respondents = tables[0].respondents if tables else 0
    return Report(
        title=survey.title or codebook.name,
        survey=codebook.name,
        subtitle=day_and_place(survey),
        synthetic=survey.synthetic,
        respondents=respondents,
        rates=tuple(
            ResponseRate(label, respondents, people) for label, people in survey.people.items()
        ),
        exhibits=exhibits,
        summaries=shown,
        notes=(*notes_on(codebook, exhibits, shown), *remarks),
    )
