"""pyreadstat, asked in the encodings that Japanese files are really in."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.errors import Place, UnreadableEncoding, UnreadableFile
from outreach.intake.files.savfiles import SavDictionary, save_again
from outreach.intake.files.savsets import ResponseSet
from outreach.messages import _

if TYPE_CHECKING:
    from pyreadstat import metadata_container

_STUMBLES = (OverflowError, ValueError, TypeError, LookupError, OSError, MemoryError)  # if damaged
_WRONG_TEXT = (UnicodeDecodeError, UnreadableEncoding, SystemError)  # pyreadstat raises the last
_WESTERN = ("windows-1252", "cp1252", "iso-8859-1", "us-ascii", "ascii")
_JAPANESE = "cp932"  # what Japanese programs wrote before Unicode, often without saying so


class StatReader:
    """A file with its reader, and the encoding that had to be tried in place of its own."""

    def __init__(self, path: Path, kind: str, dictionary: SavDictionary | None) -> None:
        import pyreadstat

        self.path, self.kind, self.dictionary = path, kind, dictionary
        self.encoding: str | None = None
        self._errors = (pyreadstat.ReadstatError, pyreadstat.PyreadstatError)
        readers: dict[str, Callable[..., Any]] = {
            "sav": pyreadstat.read_sav,
            "dta": pyreadstat.read_dta,
            "sas7bdat": pyreadstat.read_sas7bdat,
        }
        self._read = readers[kind]

    def describe(self) -> metadata_container:
        """Return what the file says of its variables."""
        about = self.read(metadataonly=True)[1]
        if not about.column_names or None in about.column_names:
            raise UnreadableFile(
                _("The file holds no variables."), Place(str(self.path)), save_again()
            )
        own = (about.file_encoding or "").lower()
        if self.encoding is None and own in _WESTERN and not _texts(about).isascii():
            try:
                other = self._attempt(_JAPANESE, metadataonly=True)[1]
            except (*self._errors, *_WRONG_TEXT):
                return about
            if any("ぁ" <= sign <= "龥" for sign in _texts(other)):
                self.encoding, about = _JAPANESE, other
        return about

    def read(self, **options: Any) -> tuple[dict[str, list[object]], metadata_container]:  # noqa: ANN401
        """Return values and description; where the encoding is wrong, the Japanese one is tried."""
        try:
            found: tuple[Any, metadata_container] = self._attempt(self.encoding, **options)
        except (*self._errors, *_WRONG_TEXT) as error:
            if self.encoding or not _is_of_encoding(error):
                raise self._unreadable(error) from error
            try:
                found = self._attempt(_JAPANESE, **options)
            except (*self._errors, *_WRONG_TEXT):
                raise self._unreadable(error) from error
            self.encoding = _JAPANESE
        except _STUMBLES as error:
            raise self._unreadable(error) from error
        return found

    def _attempt(self, encoding: str | None, **options: Any) -> Any:  # noqa: ANN401
        if self.dictionary is not None:
            self.dictionary.require_encoding(Place(str(self.path)), encoding or "")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # variables of one name: they come renamed
            return self._read(
                self.path, encoding=encoding, output_format="dict",
                disable_datetime_conversion=True, **options,
            )  # fmt: skip

    def _unreadable(self, error: Exception) -> UnreadableFile:
        place = Place(str(self.path))
        if isinstance(error, UnreadableFile):
            return error
        if _is_of_encoding(error):
            message = _("The file's texts are in no encoding that is known.")
            return UnreadableEncoding(message, place, save_again())
        message = _("This file cannot be read ({reason}).")
        return UnreadableFile(message.format(reason=str(error).strip()), place, save_again())

    def sets(self, about: metadata_container) -> list[ResponseSet]:
        """Return the multiple-response sets."""
        encoding = self.encoding or about.file_encoding or ""
        return [] if self.dictionary is None else self.dictionary.response_sets(encoding)

    def catalogue(self) -> Mapping[str, Mapping[float | int, str]]:
        """Return the value labels of a .sas7bcat beside the file, by the format's name."""
        import pyreadstat

        beside = self.path.with_suffix(".sas7bcat")
        if self.kind != "sas7bdat" or not beside.is_file():
            return {}
        try:
            return pyreadstat.read_sas7bcat(beside, output_format="dict")[1].value_labels
        except (*self._errors, *_WRONG_TEXT) as error:
            raise UnreadableFile(
                _("This file cannot be read ({reason}).").format(reason=str(error).strip()),
                Place(str(beside)), save_again(),
            ) from error  # fmt: skip


def _is_of_encoding(error: Exception) -> bool:
    """Return whether texts in another encoding than the file says are what is wrong."""
    said = any(word in str(error) for word in ("encoding", "convert", "character set", "Unicode"))
    return said or isinstance(error, UnicodeDecodeError | UnreadableEncoding)


def _texts(about: metadata_container) -> str:
    labels = [label for values in about.value_labels.values() for label in values.values()]
    return "".join([*about.column_names, *(name or "" for name in about.column_labels), *labels])
