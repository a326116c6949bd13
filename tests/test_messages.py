"""Messages in two languages: every one translated, every placeholder kept."""

from __future__ import annotations

import gettext
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from outreach.messages import DOMAIN, LOCALES, _, current_language, use_language

ROOT = Path(__file__).parent.parent / "outreach"
PO = LOCALES / "ja" / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue() -> dict[str, str]:
    with PO.open("rb") as file:
        messages: list[Message] = [message for message in read_po(file) if message.id]
    return {
        (message.id if isinstance(message.id, str) else message.id[0]): (
            message.string if isinstance(message.string, str) else message.string[0]
        )
        for message in messages
    }


def placeholders(message: str) -> set[str]:
    if "%(prog)s" in message:
        return {"prog", "version"}
    return {name for _text, name, _spec, _conversion in Formatter().parse(message) if name}


def used() -> list[str]:
    keywords = {"_": None, "N_": None}
    found = extract_from_dir(str(ROOT), [("**.py", "python")], keywords=keywords)
    return sorted({message for _file, _line, message, _comments, _context in found})


def test_every_message_of_the_code_is_in_japanese() -> None:
    there = catalogue()
    assert [message for message in used() if not there.get(message)] == []


def test_no_translation_lacks_or_invents_a_placeholder() -> None:
    for english, japanese in catalogue().items():
        if "possibilit" not in english:  # click's singular and plural name different ones
            assert placeholders(japanese) <= placeholders(english) | {"choices"}, english
    for english in used():
        wanted = placeholders(english)
        assert placeholders(catalogue()[english]) == wanted, english


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = gettext.translation(DOMAIN, str(LOCALES), languages=["ja"])
    for english, japanese in catalogue().items():
        assert (
            compiled.gettext(english) == japanese or compiled.ngettext(english, "", 1) == japanese
        )


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"OUTREACH_LANG": "ja", "LANG": "en_US.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_ours_then_the_systems(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OUTREACH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert use_language() == current_language() == language


def test_a_chosen_language_wins() -> None:
    use_language("ja")
    assert _("Total") == "合計"
    use_language("en")
    assert _("Total") == "Total"
