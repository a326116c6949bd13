"""Tables as a page shows them: each question by each break, on each base, in each share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outreach.messages import _
from outreach.palette import EDGE, ink_on
from outreach.report.exhibit import Exhibit
from outreach.report.row import Look
from outreach.report.summaries import SummaryExhibit
from outreach.tables.charts.drawn_cells import Drawn, drawn
from outreach.tables.contents import SMALL, Share
from outreach.tables.hidden import WITHHELD
from outreach.tables.rebased import of_answered
from outreach.tables.table import Table

Rows = list[list[str]]
_MOST = 64  # single bars in one chart
_FITS = 0.07  # share of a bar from which its figure has room


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as texts: a head, rows whose first cell names them, the percentages' share.

    Of a crossing a cell has two lines, people above the percentage.
    """

    share: str
    head: list[str]
    rows: list[tuple[str, list[tuple[str, str]]]]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: parts of 100 %, or one bar for each option."""

    label: str
    parts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of a table: `stacked` to 100 %, or each by itself; `legend` is of names and colours."""

    stacked: bool
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class View:
    """A question's table by one break on one base: its grids by share, and its chart."""

    break_key: str
    break_label: str
    base: str
    title: str
    grids: tuple[Grid, ...]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with its views, the simple table on the base of everybody first."""

    key: str
    label: str
    views: tuple[View, ...]

    @property
    def breaks(self) -> tuple[tuple[str, str], ...]:
        """The breaks' keys and names, each once."""
        return tuple(dict.fromkeys((view.break_key, view.break_label) for view in self.views))

    @property
    def bases(self) -> tuple[str, ...]:
        """The bases that there are views of."""
        return tuple(dict.fromkeys(view.base for view in self.views))

    @property
    def crossed(self) -> bool:
        """Whether there is a break, so that shares differ."""
        return len(self.breaks) > 1 or bool(self.breaks and self.breaks[0][0])


def askings(exhibits: Sequence[Exhibit], prefix: str = "") -> Iterator[Asking]:
    """Yield the questions of exhibits, in order, each with all its views."""
    by_key: dict[str, list[Exhibit]] = {}
    for exhibit in exhibits:
        by_key.setdefault(exhibit.table.question.key, []).append(exhibit)
    for at, found in enumerate(by_key.values()):
        views = [view for exhibit in found for view in _views(exhibit)]
        question = found[0].table.question
        yield Asking(f"{prefix}q{at}", question.label, tuple(views))


def _views(exhibit: Exhibit) -> Iterator[View]:
    others = [of_answered(table) for table in exhibit.tables]
    yield _view(exhibit)
    if all(other is not None for other in others):
        tables = tuple(other for other in others if other is not None)
        yield _view(replace(exhibit, tables=tables))


def _view(exhibit: Exhibit) -> View:
    table = exhibit.table
    shares: tuple[Share, ...] = ("row",) if exhibit.is_simple else ("row", "column", "total")
    grids = tuple(_grid(replace(exhibit, look=Look(share))) for share in shares)
    by = table.by
    return View(
        by.key if by else "", by.label if by else _("simple table"), table.base,
        exhibit.title, grids, None if exhibit.is_grid else chart_of(table),
    )  # fmt: skip


def _grid(exhibit: Exhibit) -> Grid:
    if exhibit.is_simple:
        row = exhibit.simple
        rows = [(exhibit.row_label(at), [(cell, "") for cell in _with_sign(row.entry(at))])
                for at in row.columns]  # fmt: skip
        whole = f"{exhibit.whole}%" if exhibit.whole else ""
        rows.append((exhibit.total_label, [(exhibit.total_count, ""), (whole, "")]))
        return Grid(exhibit.share, [exhibit.counted, "%"], rows, exhibit.outcomes)
    found = []
    for row in exhibit.rows:
        if row.table is None:
            continue
        lines = dict(row.lines())
        people, shares = lines["people"], lines.get("shares", [])
        pairs = zip(people, shares or [""] * len(people), strict=True)
        cells = [(base, "") for base in row.bases]
        found.append((row.label, cells + [_pair(*pair) for pair in pairs]))
    return Grid(exhibit.share, [*exhibit.base_heads, *exhibit.heads], found, exhibit.outcomes)


def _with_sign(entry: tuple[str, str]) -> tuple[str, str]:
    count, share = entry
    return count, f"{share}%" if share and share != WITHHELD else share


def _pair(people: str, share: str) -> tuple[str, str]:
    """Return a cell's two lines; nobody, and what is hidden, needs one."""
    if share in ("", "-", WITHHELD) and people in ("-", "", WITHHELD):
        return people or share, ""
    return people, f"{share}%" if share and share != WITHHELD else share


def chart_of(table: Table) -> Chart | None:
    """Return a table's row shares as bars: 100 % bars of one answer by groups, else single ones.

    None where there would be more of these than anybody compares: the table is there.
    """
    cells = drawn(table, SMALL)
    plain = [at for at, kind in enumerate(cells.kinds) if kind != "net"]
    stacked = table.by is not None and not table.question.multiple
    if not stacked and len(cells.groups) * len(cells.options) > _MOST:
        return None
    bars = _stacked(cells, plain) if stacked else _single(cells)
    legend = tuple((cells.options[at], cells.colours[at]) for at in plain) if stacked else ()
    return Chart(stacked, tuple(bars), legend, _alternative(bars, stacked=stacked))


def _stacked(cells: Drawn, plain: Sequence[int]) -> list[Bar]:
    bars = []
    for at, group in enumerate(cells.groups):
        parts = [
            {**bar, "colour": cells.colours[bar["place"]], "fits": bar["share"] >= _FITS,
             "ink": ink_on(cells.colours[bar["place"]]), "width": round(100 * bar["share"], 4)}
            for bar in cells.bars
            if bar["at"] == at and bar["place"] in plain and bar["share"] > 0
        ]  # fmt: skip
        for rest in cells.rests:
            if rest["at"] == at:
                width = round(100 * (rest["end"] - rest["start"]), 4)
                parts.append({
                    "option": _("kept secret"), "shown": WITHHELD, "width": width, "ink": "#000000",
                    "colour": "#FFFFFF", "fits": width >= 100 * _FITS, "secret": True,
                })  # fmt: skip
        bars.append(Bar(group, tuple(parts)))
    return bars


def _single(cells: Drawn) -> list[Bar]:
    """Return a bar for each option, of groups one below the other in each."""
    several = len(cells.groups) > 1
    bars = []
    for place, option in enumerate(cells.options):
        parts = [
            {**bar, "width": round(100 * bar["share"], 4), "colour": "#005AFF" if not several
             else cells.colours[0] if bar["at"] == 0 else EDGE,
             "name": cells.groups[bar["at"]] if several else ""}
            for bar in cells.bars
            if bar["place"] == place
        ]  # fmt: skip
        bars.append(Bar(option, tuple(parts)))
    return bars


def _alternative(bars: Sequence[Bar], *, stacked: bool) -> str:
    """Return the chart in words; the table beside it holds the same numbers."""
    return "; ".join(_told(bar, stacked=stacked) for bar in bars)


def _told(bar: Bar, *, stacked: bool) -> str:
    parts = []
    for part in bar.parts:
        name = part["option"] if stacked else part["name"]
        figure = part["shown"] + ("%" if part["shown"] != WITHHELD else "")
        parts.append(f"{name} {figure}".strip())
    return f"{bar.label}: {', '.join(parts)}" if parts else bar.label


def summary_grid(exhibit: SummaryExhibit) -> tuple[str, Grid]:
    """Return the title and the table of means, medians and quartiles."""
    rows = []
    for row in exhibit.rows:
        if row.table is None:
            continue
        lines = [texts for _kind, texts in row.lines()]
        cells = [(text, "") for text in (*row.bases, *(lines[0] if lines else []))]
        rows.append((row.label, cells))
    return exhibit.title, Grid("", [*exhibit.base_heads, *exhibit.heads], rows)
