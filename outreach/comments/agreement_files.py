"""Codings as files: what a coder gave each comment, read from a CSV or a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from outreach.codebook import Codebook, Question, Survey
from outreach.comments.agreement import Agreement, Unit, agreement_of
from outreach.errors import OutreachError
from outreach.intake.cells import Column, Sheet
from outreach.intake.names import Names
from outreach.intake.sheets import joined, read_sheets
from outreach.messages import _
from outreach.spelling import squeeze, unprotected, visible

Group = tuple[str, ...]  # headers of one meaning, the first is ours
_RESPONDENT: Group = ("respondent", "回答者", "番号")
_QUESTION: Group = ("question", "質問", "設問")
_TEXT: Group = ("text", "comment", "コメント", "意見")
_THEME: Group = ("theme", "code", "テーマ", "コード")
_LABEL: Group = ("label", "テーマ名")


def compare_codings(paths: Sequence[str | Path]) -> Agreement:
    """Return how well the coders of these files agree.

    A file has a row for each comment: theme (or label), and what tells comments
    apart: respondent, question, text, as `outreach themes --format csv` writes
    them; only what all files have is compared by. Themes are compared by their
    labels where some file has no keys; `confusion` has labels where there are
    any. Raises OutreachError for a file without these columns, one comment with
    two themes, and whatever reading a file does.
    """
    sheets = [_read(Path(path)) for path in paths]
    ways = [names for names in (_RESPONDENT, _QUESTION) if _all_have(sheets, names)]
    if not ways or ways == [_QUESTION]:
        ways = [*ways, _TEXT]
    themes = _THEME if _all_have(sheets, _THEME) else _LABEL
    names = _names([Path(path) for path in paths])
    codings = {
        name: _coding(sheet, ways, themes) for name, sheet in zip(names, sheets, strict=True)
    }
    found = agreement_of(codings)
    labels = {key: label for sheet in reversed(sheets) for key, label in _labels(sheet, themes)}
    confusion = tuple((labels.get(a, a), labels.get(b, b), n) for a, b, n in found.confusion)
    return replace(found, confusion=confusion)


def _read(path: Path) -> Sheet:
    groups = (_RESPONDENT, _QUESTION, _TEXT, _THEME, _LABEL)
    questions = tuple(Question(names[0], "text", names[0], headers=names) for names in groups)
    return joined(list(read_sheets(path, Names(Codebook(Survey(), questions)))))


def _all_have(sheets: Sequence[Sheet], names: Group) -> bool:
    return all(_find(sheet, names) is not None for sheet in sheets)


def _labels(sheet: Sheet, themes: Group) -> Iterator[tuple[str, str]]:
    """Yield the name of each key, where the file has both."""
    names = _find(sheet, _LABEL)
    if themes is _THEME and names is not None:
        pairs = zip(_cells(_column(sheet, themes)), _cells(names), strict=True)
        yield from ((key, label) for key, label in pairs if key and label)


def _find(sheet: Sheet, names: Group) -> Column | None:
    wanted = {squeeze(name) for name in names}
    return next((each for each in sheet.columns if squeeze(each.header) in wanted), None)


def _column(sheet: Sheet, names: Group) -> Column:
    found = _find(sheet, names)
    if found is None:
        message = _("There is no column “{name}”.").format(name=names[0])
        remedy = _("Needed are theme (or label), and respondent and question, or text.")
        raise OutreachError(message, sheet.header, remedy)
    return found


def _cells(column: Column) -> Iterator[str]:
    values = [unprotected(value).strip() for value in column.values]
    return (values[code] for code in column.codes.tolist())


def _names(paths: Sequence[Path]) -> Iterator[str]:
    """Yield a name for each coder: the file's, with its folder or a number where two are alike."""
    short = [path.stem for path in paths]
    for at, path in enumerate(paths):
        if short.count(path.stem) == 1:
            yield path.stem
        else:
            yield f"{path.stem} ({at + 1})"


def _coding(sheet: Sheet, ways: Sequence[Group], themes: Group) -> dict[Unit, str]:
    """Return the theme of each comment that has one."""
    columns = [list(_cells(_column(sheet, names))) for names in ways]
    codes = list(_cells(_column(sheet, themes)))
    coding: dict[Unit, str] = {}
    for at, unit in enumerate(zip(*columns, strict=True)):
        if not codes[at]:
            continue
        if coding.setdefault(unit, codes[at]) != codes[at]:
            message = _("One comment has two themes: “{one}” and “{other}”.").format(
                one=visible(coding[unit])[:40], other=visible(codes[at])[:40]
            )
            remedy = _("Leave one row for each respondent and question.")
            raise OutreachError(message, sheet.place(at, _column(sheet, themes)), remedy)
    return coding
