"""What the user points at → a codebook and its files; read, or checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from outreach.codebook import Codebook
from outreach.codebook_toml import read_codebook
from outreach.errors import (
    CodebookError,
    OutreachError,
    Place,
    SurveyNotFound,
    UnreadableFile,
    UnusableAnswers,
)
from outreach.intake.coding import read_response_chunks
from outreach.intake.findings import Finding, finding
from outreach.intake.responses import Responses, concatenate
from outreach.intake.seen import Seen
from outreach.intake.survey_files import answer_files, nearest_codebook, survey_paths
from outreach.messages import _


@dataclass(frozen=True)
class Source:
    """A survey that is to be read: its codebook and the files with its answers."""

    path: Path
    codebook: Codebook
    files: tuple[Path, ...]

    def chunks(self) -> Iterator[Responses]:
        """Yield the answers in chunks, in the order of the files."""
        return read_response_chunks(self.files, self.codebook)

    def usable_chunks(
        self, found: list[Finding], sizes: list[int] | None = None
    ) -> Iterator[Responses]:
        """Yield the answers in chunks; gather findings in `found`, numbers of rows in `sizes`.

        Raises UnusableAnswers at a finding that would make numbers wrong,
        SurveyNotFound where there are printed tables only.
        """
        if not self.files:
            raise self.without_answers()
        for responses in self.chunks():
            stop_at(responses.findings)
            found += responses.findings
            if sizes is not None:
                sizes.append(len(responses))
            yield responses

    def without_answers(self) -> SurveyNotFound:
        """Return the error for a codebook of printed tables, where answers are wanted."""
        message = _("There are no answers here, only printed tables.")
        remedy = _("“outreach check” looks at them; name a survey with answers.")
        return SurveyNotFound(message, Place(str(self.path)), remedy)


def find_surveys(paths: Sequence[str | Path], codebook: str | Path | None = None) -> list[Source]:
    """Return the surveys with answers that are meant; none given means every folder of ./surveys.

    Folders of printed tables only are left out. Raises SurveyNotFound, CodebookError.
    """
    found = [find_survey(path, codebook) for path in survey_paths(paths)]
    answered = [source for source in found if source.files]
    if not answered:
        raise found[0].without_answers()
    return answered


def find_survey(path: str | Path, codebook: str | Path | None = None) -> Source:
    """Return the survey in a folder, or of a file with answers.

    A file's codebook is `codebook`, else the nearest codebook.toml upward.
    Raises SurveyNotFound, CodebookError.
    """
    path = Path(path)
    if not path.exists():
        remedy = _("Look at the spelling of its name.")
        raise SurveyNotFound(_("There is no such file or folder."), Place(str(path)), remedy)
    if path.is_dir() or path.suffix == ".toml":
        book = read_codebook(codebook or path)
        return Source(path, book, answer_files(book, path if path.is_dir() else path.parent))
    return Source(path, read_codebook(codebook or nearest_codebook(path)), (path,))


def read_responses(path: str | Path, codebook: str | Path | None = None) -> Responses:
    """Return all answers of a survey's folder or file, with its findings.

    Raises UnusableAnswers when a finding would make numbers wrong (a column
    that is missing, a respondent that is there twice), SurveyNotFound,
    CodebookError, UnreadableFile.
    """
    found: list[Finding] = []
    return concatenate(list(find_survey(path, codebook).usable_chunks(found)))


def stop_at(findings: Sequence[Finding]) -> None:
    """Raise UnusableAnswers if one of the findings makes every number wrong."""
    stopping = tuple(found for found in findings if found.stops)
    if stopping:
        message = _("No table can be made of these answers.")
        raise UnusableAnswers(message, stopping, _("Mend the file and run the command again."))


def codebook_findings(error: CodebookError) -> list[Finding]:
    """Return what is wrong with a codebook that cannot be used, as findings."""
    return [_of_error(fault, _codebook_rule(error)) for fault in error.faults]


def check_answers(source: Source, look: Callable[[Responses], None] | None = None) -> list[Finding]:
    """Return everything that is wrong with a survey's answers; each chunk is shown to `look`.

    A file that cannot be read is a finding, and the others are read on.
    """
    found: list[Finding] = []
    seen = Seen()
    for file in source.files:
        try:
            for responses in read_response_chunks((file,), source.codebook, seen):
                found += responses.findings
                if look:
                    look(responses)
        except UnreadableFile as error:
            found.append(_of_error(error, error.rule))
    order = {str(file): at for at, file in enumerate(source.files)}
    return sorted(found, key=lambda finding: _place_in(order, finding))


def _place_in(order: dict[str, int], finding: Finding) -> tuple[int, int, int]:
    """Return what findings are sorted by: file, row, column."""
    place = finding.place
    return order.get(place.path, 0), place.row or 0, place.column or 0


def _codebook_rule(error: CodebookError) -> str:
    return "C001" if isinstance(error.__cause__, ValueError) else "C002"


def _of_error(error: OutreachError, rule: str) -> Finding:
    return finding(rule, error.place, error.message, error.remedy)
