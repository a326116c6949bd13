"""The font that Japanese is drawn with: IPAexGothic, which comes with matplotlib-fontja."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import OutreachError
from outreach.messages import _

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FAMILY = "IPAexGothic"
_PACKAGE, _FILE = "matplotlib_fontja", "ipaexg.ttf"


class MissingFont(OutreachError, ImportError):
    """The package that brings the font is not installed, or brings it no more."""


@cache
def font_path() -> Path:
    """Return where the font is; neither the package that brings it nor matplotlib is imported.

    Raises MissingFont where there is none.
    """
    spec = find_spec(_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for path in sorted(Path(folder).rglob(_FILE)):
            return path
    raise MissingFont(
        _("The font {font} is not installed.").format(font=FAMILY),
        remedy=_("pip install matplotlib-fontja brings it."),
    )


@cache
def open_font() -> TTFont:
    """Return the font, its tables read when they are asked for; raises MissingFont."""
    from fontTools.ttLib import TTFont

    return TTFont(font_path(), lazy=True)


@cache
def glyph_names() -> dict[int, str]:
    """Return the name of the glyph of each character (its code point) that the font has."""
    return dict(open_font().getBestCmap())


@cache
def register_font() -> None:
    """Make the font known to vl-convert, which measures text with it; raises MissingFont."""
    import vl_convert

    vl_convert.register_font_directory(str(font_path().parent))
