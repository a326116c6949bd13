"""A report as a folder: page, workbook, document, and each chart as SVG and PNG."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from outreach.errors import CannotWrite, Place
from outreach.messages import _
from outreach.report.booklet import Booklet, Chapter
from outreach.report.files import replacing
from outreach.report.page_pictures import pictures_of
from outreach.tables.charts.drawing import picture_of

Writer = Callable[[Booklet, Path, Sequence[Path]], None]
NAME = "report"
CHARTS = "charts"


def write_folder(
    booklet: Booklet, target: Path, writers: Mapping[str, Writer], inputs: Sequence[Path] = ()
) -> list[Path]:
    """Write the report in every format of `writers`, and its charts; return the files.

    The folder is made where it is not there, its parent has to be. Each file
    is whole or not there; other files in the folder stay. Raises CannotWrite.
    """
    charts = target / CHARTS
    try:
        target.mkdir(exist_ok=True)
        charts.mkdir(exist_ok=True)
    except OSError as error:
        message = _("This folder cannot be made ({reason}).").format(reason=error.strerror)
        remedy = _("Does the folder above it exist, may you write to it?")
        raise CannotWrite(message, Place(str(target)), remedy) from error
    written = []
    for ending, write in writers.items():
        written.append(target / f"{NAME}{ending}")
        write(booklet, written[-1], inputs)
    for at, chapter in enumerate(booklet.chapters, 1):
        before = f"{at}-" if len(booklet.chapters) > 1 else ""
        for name, content in _charts(chapter):
            written.append(charts / f"{before}{name}")
            with replacing(written[-1], inputs) as path:
                path.write_bytes(content)
    return written


def _charts(chapter: Chapter) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each chart and picture, as SVG and as PNG."""
    for exhibit in chapter.exhibits:
        chart = exhibit.table.chart()
        name = f"table-{exhibit.number:02}"
        yield f"{name}.svg", picture_of(chart)
        yield f"{name}.png", picture_of(chart, "png")
    themes = chapter.study.themes
    for name, picture in pictures_of(themes) if themes is not None else ():
        yield f"{name}.svg", picture.svg.encode()
        yield f"{name}.png", picture.png
