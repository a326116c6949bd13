"""Ages and addresses in a column → the bands and towns that a codebook would have."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from outreach.codebook import Question
from outreach.intake.ages import OLDEST, Range, band_of, read_ages
from outreach.intake.drafting.draft_columns import Answers, Guess, with_options
from outreach.intake.drafting.draft_words import OUTSIDE
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import new_forms, plain, squeeze

DECADES = ("20歳未満", *(f"{age}歳代" for age in range(20, 80, 10)), "80歳以上")
_READABLE = 0.7
_POSTCODE = pattern(r"^(?:〒|郵便番号)?\d{3}-?\d{4}:?")
_PREFECTURE = pattern(r"^(?:北海道|東京都|京都府|大阪府|[^\d市区町村]{2,3}県)")
_CITY = pattern(r"^(?![市区])([^\d\s(),、]{1,5}?[市区])(?![内外民])(?=.)")
_WHOLE_CITY = pattern(r"(?![市区])[^\d\s(),、内外]{2,5}[市区]")
_AWAY = pattern(r"^(?:市|区|町|村)外|^その他の(?:市|区|市区町村)$")
_STREET = pattern(r"[一二三四五六七八九十]+(?:丁目|番|条).*$|[\d#].*$|[(（].*$")
_TOWN = pattern(r".{1,8}(?:町|村|区|市|丁目|地区)")
_SPOKEN_AGE = pattern(r".*[\d一二三四五六七八九十].*[代歳才].*")


def says_age(role: str, answers: Answers) -> bool:
    """Return whether a column may hold ages: its header says so, or its answers are all bands."""
    return role == "age" or answers.share(_SPOKEN_AGE) > 0.9


def guess_age(base: Question, answers: Answers, today: datetime.date | None) -> Guess | None:
    """Return a question of age bands, or None where most answers are no ages.

    Ages and years of birth get decades; bands keep those of the data, and
    decades that lack between them are added.
    """
    ages = {text: read_ages(text, today) for text in answers.counts}
    readable = sum(n for text, n in answers.counts.items() if ages[text])
    if not answers.size or readable < _READABLE * answers.size:
        return None
    base = replace(base, type="single", role="age")
    bands: dict[Range, Counter[str]] = {}
    single: list[Range] = []
    for text, found in ages.items():
        if found and found[1] - found[0] > 1:
            bands.setdefault(found, Counter())[text] += answers.counts[text]
        elif found:
            single.append(found)
    widest = sorted(band for band in bands if not any(_within(band, other) for other in bands))
    fits = all(band_of(found, widest) is not None for found in single)
    if not widest or not (fits or _overlap(widest)):
        message = _("Ages are put into decades; are these the bands of your report?")
        return Guess(with_options(base, DECADES), (message,))
    labels = {band: max(bands[band], key=lambda text: bands[band][text]) for band in widest}
    aliases = {labels[band]: _others(bands[band], labels[band]) for band in widest}
    added = [] if _overlap(widest) else _lacking(labels)
    labels |= dict(added)
    ordered = [labels[band] for band in sorted(labels)]
    remarks = []
    if added:
        message = _("Not in the data, and added between the others: {options}.")
        remarks.append(message.format(options=", ".join(label for _band, label in added)))
    if _overlap(widest):
        remarks.append(_("Some bands overlap: an age may belong to two of them."))
    return Guess(with_options(base, ordered, aliases), tuple(remarks))


def _within(band: Range, other: Range) -> bool:
    return band != other and other[0] <= band[0] and band[1] <= other[1]


def _overlap(bands: Sequence[Range]) -> bool:
    return any(low[1] >= high[0] for low, high in pairwise(bands))


def _others(spellings: Mapping[str, int], label: str) -> list[str]:
    """Return the other spellings of a band, each once."""
    found = {squeeze(text): text for text in reversed(list(spellings))}
    return [text for name, text in reversed(found.items()) if name != squeeze(label)]


def _lacking(labels: Mapping[Range, str]) -> list[tuple[Range, str]]:
    """Return the decades that lack between the others, written as the others are."""
    decades = {
        low: label for (low, high), label in labels.items() if high - low == 9 and not low % 10
    }
    if len(decades) < 2:
        return []
    ends = sorted(labels)
    edges = range(min(decades), max(decades) + 10, 10)
    style = plain(next(iter(decades.values())))
    return [
        ((low, low + 9), re.sub(r"\d+", str(low), style, count=1) if re.search(r"\d", style)
         else f"{low}歳代")
        for low in edges
        if not any(band[0] <= low <= min(band[1], OLDEST) for band in ends)
    ]  # fmt: skip


def guess_district(base: Question, answers: Answers) -> tuple[Guess, str] | None:
    """Return a question of towns and their city, or None where no towns are recognised.

    House numbers and free text never become options.
    """
    places = {text: _place(text) for text in answers.counts}
    cities: Counter[str] = Counter()
    for text, place in places.items():
        if found := _CITY.match(place):
            cities[found[1]] += answers.counts[text]
    city = max(cities, key=lambda name: cities[name]) if cities else ""
    city = city if cities[city] > 1 else ""
    towns: Counter[str] = Counter()
    for text, place in places.items():
        for town in _town(place, city, answers.counts[text]):
            towns[town] += answers.counts[text]
    inside = [town for town, _n in towns.most_common() if town != OUTSIDE]
    if len(inside) < 2 or sum(towns.values()) < answers.size / 2:
        return None
    short = {town: town + "町" for town in inside if town + "町" in inside}  # 境南 is 境南町
    labels = [town for town in inside if town not in short]
    outside = OUTSIDE if OUTSIDE in towns else ""
    aliases = {whole: [town] for town, whole in short.items()}
    base = replace(base, type="single", role="district")
    question = with_options(base, [*labels, *filter(None, [outside])], aliases)
    message = _("Towns as the answers begin: does any lack, are two of them one?")
    return Guess(replace(question, outside=outside), (message,)), city


def _place(text: str) -> str:
    return _PREFECTURE.sub("", _POSTCODE.sub("", new_forms(squeeze(text))))


def _town(place: str, city: str, times: int) -> list[str]:
    """Return the town that an address lies in, 市外 for another city's, or nothing.

    >>> places = ("武蔵野市境2-1", "三鷹市牟礼", "駅の近く", "東町")
    >>> [_town(place, "武蔵野市", 1) for place in places]
    [['境'], ['市外'], [], ['東町']]
    """
    if _AWAY.match(place):
        return [OUTSIDE]
    at_home = bool(city) and place.startswith(city)
    rest = place.removeprefix(city) if city else place
    found = _CITY.match(place)
    if city and not at_home and (found or _WHOLE_CITY.fullmatch(place)):
        return [OUTSIDE]
    if found and not at_home:
        return []
    town = _STREET.sub("", rest).strip("-,、")
    if not town or len(town) > 12:
        return []
    sure = times > 1 or at_home or town != rest or _TOWN.fullmatch(town)
    if "(" in rest and not any(sign.isdigit() for sign in rest) and times > 1:
        town = rest  # 事業所(市内) is an option as it stands
    return [town] if sure else []
