"""A table as a chart: 100 % bars for one answer by groups, bars for the rest (altair)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from outreach.fonts import register_font
from outreach.palette import EDGE, OPTIONS, ink_on
from outreach.spelling import visible
from outreach.tables.charts.drawn_cells import Drawn, drawn
from outreach.tables.contents import Contents
from outreach.tables.hidden import WITHHELD

if TYPE_CHECKING:
    import altair as alt

FONTS = "BIZ UDGothic, Yu Gothic, Noto Sans CJK JP, IPAexGothic, sans-serif"
_WIDE, _NARROW, _BAR = 520, 150, 26  # widths of a chart and of one of many, height of a bar: pixels
_ROOM = 6.5  # pixels of a digit
_BESIDE = 4  # charts in a row, and names in a row of the legend


def chart_of(table: Contents, small: int = 30) -> Any:  # noqa: ANN401 - any of altair's charts
    """Return a table's row shares as an altair chart.

    One answer by groups: a 100 % bar for each group, everybody on top, nets as
    figures beside it, 無回答 last. Anything else: a bar for each option, by group
    side by side. Hidden cells are not in the chart's data; a base under `small`
    is marked *. The same table gives the same specification.
    """
    cells = drawn(table, small)
    if table.by is not None and not table.question.multiple:
        chart = _stacked(cells)
    else:
        chart = _bars(cells) if table.by is None else _beside(cells)
    by = f" × {table.by.label}" if table.by else ""
    title = {
        "text": visible(f"{table.question.label}{by} (%)"),
        "subtitle": [*([] if table.by else cells.groups), *cells.notes],
        "anchor": "start",
        "offset": 12,
    }
    chart = chart.properties(title=title, description=title["text"])
    return chart.configure(font=FONTS).configure_view(stroke=None)


def picture_of(
    chart: Any,  # noqa: ANN401 - any of altair's charts
    form: Literal["svg", "png"] = "svg",
) -> bytes:
    """Return a chart as an SVG or PNG file, made without a network or a browser.

    Japanese signs take one of FONTS: one that is installed, else the IPAexGothic
    that matplotlib-fontja brings.
    """
    register_font()
    if form == "png":
        picture = io.BytesIO()
        chart.save(picture, format="png", scale_factor=2)
        return picture.getvalue()
    text = io.StringIO()
    chart.save(text, format="svg")
    return text.getvalue().encode()


def _data(rows: Sequence[dict[str, Any]]) -> Any:  # noqa: ANN401 - altair's Data is untyped
    import altair as alt

    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]


def _stacked(cells: Drawn) -> Any:  # noqa: ANN401 - one chart or several side by side
    """Return a 100 % bar for each group; nets overlap the options, so they are figures beside."""
    import altair as alt

    parts = [at for at, kind in enumerate(cells.kinds) if kind != "net"]
    rows = [_placed(bar, cells) for bar in _cumulated(cells, parts)]
    position = alt.X("start:Q", title=None, axis=alt.Axis(format=".0%", grid=False))
    base = alt.Chart(_data(rows), width=_WIDE, height=alt.Step(_BAR)).encode(y=_groups_axis(cells))
    bars = base.mark_bar(stroke="white", strokeWidth=1).encode(
        x=position.scale(domain=[0, 1], nice=False),
        x2="end:Q",
        color=_legend(cells, parts),
        tooltip=["group:N", "option:N", "shown:N"],
    )
    labels = base.transform_filter("datum.fits").mark_text(fontSize=11).encode(
        x=alt.X("middle:Q"), text="shown:N", color=alt.Color("ink:N", scale=None)
    )  # fmt: skip
    layers = [bars, labels]
    if cells.rests:
        layers.append(_hidden_parts(cells))
    chart = alt.layer(*layers)
    nets = [bar for bar in cells.bars if cells.kinds[bar["place"]] == "net"]
    return alt.hconcat(chart, _figures(cells, nets), spacing=8) if nets else chart


def _cumulated(cells: Drawn, parts: Sequence[int]) -> list[dict[str, Any]]:
    """Return the bars of one group after the other, each from where the one before it ends."""
    ends: dict[int, float] = {}
    bars = []
    for bar in cells.bars:
        if bar["place"] in parts and bar["shown"] != WITHHELD:
            start = ends.get(bar["at"], 0.0)
            ends[bar["at"]] = end = min(1.0, start + bar["share"])
            bars.append(bar | {"start": start, "end": end, "middle": (start + end) / 2})
    return bars


def _placed(bar: dict[str, Any], cells: Drawn) -> dict[str, Any]:
    """Return a bar with the colour of its figure, and whether there is room for it."""
    fits = bar["share"] * _WIDE >= _ROOM * (len(bar["shown"]) + 0.5)
    return bar | {"fits": fits, "ink": ink_on(cells.colours[bar["place"]])}


def _groups_axis(cells: Drawn) -> alt.Y:
    import altair as alt

    axis = alt.Axis(title=None, labelLimit=0, ticks=False, domain=False)
    return alt.Y("group:N", sort=cells.groups, axis=axis, scale=alt.Scale(domain=cells.groups))


def _legend(cells: Drawn, parts: Sequence[int]) -> alt.Color:
    import altair as alt

    names, colours = ([values[at] for at in parts] for values in (cells.options, cells.colours))
    legend = alt.Legend(
        orient="top", title=None, columns=_BESIDE, labelLimit=0, symbolType="square"
    )
    return alt.Color("option:N", scale=alt.Scale(domain=names, range=colours), legend=legend)


def _hidden_parts(cells: Drawn) -> Any:  # noqa: ANN401
    import altair as alt

    base = alt.Chart(_data(cells.rests)).encode(y=_groups_axis(cells))
    edges = base.mark_bar(fill="white", stroke=EDGE, strokeDash=[3, 2])
    return edges.encode(x=alt.X("start:Q"), x2="end:Q") + base.mark_text(fontSize=11).encode(
        x=alt.X("middle:Q"), text="shown:N"
    )


def _figures(cells: Drawn, nets: Sequence[dict[str, Any]]) -> Any:  # noqa: ANN401
    """Return a column of figures for each net."""
    import altair as alt

    names = list(dict.fromkeys(bar["option"] for bar in nets))
    width = _ROOM * max(len(name.encode("utf-16-be")) for name in names)
    top = alt.Axis(orient="top", title=None, ticks=False, domain=False, labelAngle=0, labelLimit=0)
    hidden = alt.Axis(title=None, labels=False, ticks=False, domain=False)
    return (
        alt.Chart(_data(nets), width=round(width) * len(names), height=alt.Step(_BAR))
        .mark_text(fontSize=11)
        .encode(
            x=alt.X("option:N", sort=names, axis=top),
            y=_groups_axis(cells).axis(hidden),
            text="shown:N",
        )
    )


def _bars(cells: Drawn) -> Any:  # noqa: ANN401 - a layered chart
    """Return a bar for each option, longest possible, its percentage beside it."""
    return _options(cells, cells.bars, _WIDE, _longest(cells))


def _beside(cells: Drawn) -> Any:  # noqa: ANN401 - a concatenated chart
    """Return the bars of each group side by side, on one scale, the options named at the left."""
    import altair as alt

    longest = _longest(cells)
    charts = []
    for at, group in enumerate(cells.groups):
        bars = [bar for bar in cells.bars if bar["at"] == at]
        first = at % _BESIDE == 0
        chart = _options(cells, bars, _NARROW, longest, named=first)
        charts.append(chart.properties(title=alt.Title(group, fontSize=11, anchor="start")))
    return alt.concat(*charts, columns=_BESIDE, spacing=10)


def _longest(cells: Drawn) -> float:
    """Return what the scale ends at: a tenth above the longest bar, so that its figure fits."""
    return min(1.0, max((bar["share"] for bar in cells.bars), default=1.0) * 1.1) or 1.0


def _options(
    cells: Drawn, bars: Sequence[dict[str, Any]], width: int, longest: float, *, named: bool = True
) -> Any:  # noqa: ANN401 - a layered chart
    import altair as alt

    look = [
        _simple_look(kind, colour) for kind, colour in zip(cells.kinds, cells.colours, strict=True)
    ]
    rows = [bar | look[bar["place"]] for bar in bars]
    axis = alt.Axis(title=None, labels=named, labelLimit=0, ticks=False, domain=False)
    ends = alt.Axis(format=".0%", tickCount=3 if width < _WIDE else 6, grid=False)
    base = alt.Chart(_data(rows), width=width, height=alt.Step(_BAR)).encode(
        y=alt.Y("option:N", axis=axis, scale=alt.Scale(domain=cells.options)),
        x=alt.X("share:Q", title=None, scale=alt.Scale(domain=[0, longest], nice=False), axis=ends),
    )  # fmt: skip
    drawn_bars = base.mark_bar().encode(
        color=alt.Color("colour:N", scale=None),
        stroke=alt.Stroke("edge:N", scale=None),
        strokeWidth=alt.when("datum.share > 0").then(alt.value(1)).otherwise(alt.value(0)),
        tooltip=["group:N", "option:N", "shown:N"],
    )
    return drawn_bars + base.mark_text(align="left", dx=3, fontSize=11).encode(text="shown:N")


def _simple_look(kind: str, colour: str) -> dict[str, str]:
    """Return one colour for all options, for they are named; what is no option looks different."""
    fill = OPTIONS[0] if kind == "option" else colour
    return {"colour": fill, "edge": OPTIONS[0] if kind == "net" else fill}
