"""Where comments are read from: a survey with its codebook, or a column of any file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli import options
from outreach.errors import CannotWrite, OutreachError, Place, SurveyNotFound
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.codebook import Codebook
    from outreach.comments.comment import Comment
    from outreach.comments.frame import Frame
    from outreach.comments.wish import Wish
    from outreach.intake.findings import Finding
    from outreach.intake.responses import Responses
    from outreach.intake.surveys import Source
    from outreach.theming import Found

FRAME = "themes.toml"


def column(command: Any) -> Any:  # noqa: ANN401
    """Add --column."""
    return click.option(
        "--column", metavar="NAME",
        help=_("Comments are in this column of a file; no codebook is needed."),
    )(command)  # fmt: skip


def tokenizer(command: Any) -> Any:  # noqa: ANN401
    """Add --tokenizer."""
    return click.option(
        "--tokenizer", type=click.Choice(["janome", "mecab", "sudachi"]), default="janome",
        show_default=True, help=_("Who parts texts into words; mecab gives the same, faster."),
    )(command)  # fmt: skip


def theme_count(command: Any) -> Any:  # noqa: ANN401
    """Add --count."""
    return click.option(
        "--count", type=click.IntRange(min=1), metavar="N",
        help=_("How many themes; else 5 to 12 are proposed."),
    )(command)  # fmt: skip


def frames(command: Any) -> Any:  # noqa: ANN401
    """Add --frame and --no-frame."""
    command = click.option(
        "--no-frame", is_flag=True, help=_("Find themes afresh, whatever themes.toml says.")
    )(command)
    return click.option(
        "--frame", "frame_path", type=click.Path(), metavar="FILE",
        help=_("The coding frame, last year's perhaps; else themes.toml beside the codebook."),
    )(command)  # fmt: skip


def mask(command: Any) -> Any:  # noqa: ANN401
    """Add --mask."""
    return click.option(
        "--mask", is_flag=True, help=_("Mask personal data in the texts of csv and json too.")
    )(command)


@dataclass
class Commented:
    """Comments that can be read as often as it takes, with their survey's codebook."""

    codebook: Codebook
    files: Sequence[Path]
    chunks: Callable[[], Iterator[Sequence[Comment]]]
    frame_file: Path
    source: Source | None = None
    found: list[Finding] = field(default_factory=list)

    @property
    def numbered(self) -> bool:
        """Whether respondents are running numbers, which change when rows do."""
        return self.source is None or self.codebook.respondent is None

    def asks(self, name: str) -> bool:
        """Return whether the survey has a question of this name."""
        return any(name in question.names for question in self.codebook.questions)

    def answers(self) -> Responses:
        """Return all answers of the survey; raises OutreachError for a file without a codebook."""
        from outreach.intake.responses import concatenate

        if self.source is None:
            message = _("Without a codebook there are no questions to group comments by.")
            remedy = _("Name a survey's folder, or group by theme or kind.")
            raise OutreachError(message, Place(str(self.files[0])), remedy)
        self.found.clear()
        return concatenate(list(self.source.usable_chunks(self.found)))

    @contextmanager
    def themes(
        self, wish: Wish, frame: Frame | None, jobs: int | None, scheduler: str | None = None
    ) -> Iterator[Found]:
        """Give the themes as `wish` has them, but for the survey's public names.

        Where there are many comments they are placed while `Found.parts` is gone through.
        """
        from outreach.cli.progress import progress
        from outreach.theming import theme_comments
        from outreach.workers import workers

        wish = replace(wish, public_names=self.codebook.survey.public_names)
        with workers(jobs, scheduler) as side_by_side, progress() as tell:
            yield theme_comments(
                self.chunks, wish, side_by_side, tell, frame, numbered=self.numbered
            )

    def frame(self, path: str | None) -> Frame | None:
        """Return the coding frame at `path`, else that of the survey, None where it has none.

        Raises SurveyNotFound, FrameError.
        """
        from outreach.comments.frame_toml import read_frame

        if path is not None:
            return read_frame(path)
        return read_frame(self.frame_file) if self.frame_file.is_file() else None

    def check_free(self, frame: Frame | None) -> None:
        """Raise CannotWrite where the survey has a coding frame that was not read: its edits."""
        read = None if frame is None else frame.path
        if self.frame_file.is_file() and (read is None or not read.samefile(self.frame_file)):
            message = _("There is a coding frame already; what was edited in it would be lost.")
            remedy = _("Move it away, or leave out --frame and --no-frame.")
            raise CannotWrite(message, Place(str(self.frame_file)), remedy)

    def write_frame(self, found: Found, frame: Frame | None) -> None:
        """Write the survey's coding frame with what people edited in `frame`; say where it is."""
        from outreach.comments.frame_writing import frame_bytes
        from outreach.report.files import replacing

        if not found.whole:
            raise OutreachError(_("Of a sample no frame can be written."))
        written = frame_bytes(
            found.themes,
            frame,
            numbered=self.numbered,
            public_names=self.codebook.survey.public_names,
        )
        with replacing(self.frame_file, self.files) as path:
            path.write_bytes(written)
        message = _("Written: {path}. Edit it, then run the command again.")
        click.echo(message.format(path=self.frame_file), err=True)

    def finish(self) -> None:
        """Say on stderr what could not be read; leave with 1 where that is an error."""
        if self.source is not None:
            options.tell([(self.source, self.found)])


def open_comments(
    survey: str, codebook: str | None, column: str | None, questions: Sequence[str]
) -> Commented:
    """Return the comments of a survey, or with `column` those of any file.

    Raises SurveyNotFound, UnreadableFile, CodebookError, UnknownQuestion.
    """
    if column is not None:
        if codebook or questions:
            raise click.UsageError(_("--column is not with --codebook or --question."))
        return _of_file(Path(survey), column)
    from outreach.comments.comment import comment_questions, comments_of
    from outreach.intake.surveys import find_survey

    try:
        source = find_survey(survey, codebook)
    except SurveyNotFound as error:
        if Path(survey).is_file():
            remedy = _("Name the column with the comments: --column NAME.")
            raise OutreachError(error.message, error.place, f"{error.remedy} {remedy}") from error
        raise
    comment_questions(source.codebook, questions)  # raises before anything is read
    found: list[Finding] = []

    def chunks() -> Iterator[Sequence[Comment]]:
        found.clear()
        first = 0
        for responses in source.usable_chunks(found):
            yield list(comments_of(responses, questions, first))
            first += len(responses)

    folder = source.path if source.path.is_dir() else source.codebook.folder
    return Commented(source.codebook, source.files, chunks, folder / FRAME, source, found)


def _of_file(path: Path, column: str) -> Commented:
    from outreach.comments.lone_files import file_comments, lone_codebook

    if not path.is_file():
        message, remedy = _("There is no such file."), _("Look at the spelling of its name.")
        raise SurveyNotFound(message, Place(str(path)), remedy)
    book = lone_codebook(path, column)
    beside = path.with_name(f"{path.stem}.{FRAME}")
    return Commented(book, [path], lambda: file_comments(path, column), beside)
